"""From actor, site, project, permission and mode to a Scope, or to the reason for the refusal.

What is not allowed here is refused. Whatever the reason, from outside a refusal looks like nothing there.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from seatlight.model.access import OPERATOR, Actor, ActorKind, Form, Mode, Permission, Question, Scope
from seatlight.model.site import Grant, ProjectMembers, Standing

GROUP_OF = 5
"""The least group that figures are about, unless a site asks for more."""


class Reason(StrEnum):
    """Why somebody is refused, in a sentence for whoever administers the site."""

    STRANGER = "Nobody knows who asks."
    WRONG_SITE = "Whoever asks belongs to another site."
    NO_STANDING = "Jira was not asked, or did not say, what this account may do."
    NOT_OPEN = "The project is not open: no Jira admin has allowed it."
    CANNOT_BROWSE = "Jira does not let this account browse the project."
    NOT_A_MEMBER = "This account is no member of the project by the rule that was chosen for it."
    MEMBERS_UNKNOWN = "Who belongs to the project could not be read."
    ROLES_UNREAD = "The roles that were chosen for the project could not be read, so only Jira admins may."
    NOT_A_LEAD = "Only the project's lead and its administrators may, and Jira admins."
    NOT_AN_ADMIN = "Only Jira admins may."
    GROUPS_ONLY = "Here figures are about groups of people only, so nothing can be decided about one of them."
    SELF_ONLY = "Here everybody sees their own use only."
    TOO_NARROW = "The token was not made for that."
    OWN_IS_SEEN = "One's own use can be seen, nothing more."


class Refusal(msgspec.Struct, frozen=True):
    """That it is not allowed, and why; the reason is for the audit log and for admins only."""

    reason: Reason


class Circumstances(msgspec.Struct, frozen=True):
    """What is known when somebody asks: what the site has set, what Jira says of the one who asks.

    `grant` is None where the project is not open, `members` where nobody asked for a project or they could not be
    read. `group_of` is the least group of the mode GROUPS.
    """

    site_id: str | None = None
    mode: Mode = Mode.MEMBERS
    group_of: int = GROUP_OF
    grant: Grant | None = None
    standing: Standing | None = None
    members: ProjectMembers | None = None


NOBODY: frozenset[str] = frozenset()
USAGE = frozenset({Permission.VIEW, Permission.REVIEW, Permission.ACT})
"""The permissions that show usage; the others are about settings and the audit log."""


def decide(actor: Actor, question: Question, at: Circumstances) -> Scope | Refusal:
    """The Scope of what this actor may see or do, or the reason for the refusal."""
    if actor == OPERATOR:
        return _of_operator(actor, question, at)
    if actor.kind not in {ActorKind.PERSON, ActorKind.PROGRAM} or not (actor.account_id or actor.operates):
        return Refusal(Reason.STRANGER)
    if at.site_id is None or actor.site_id != at.site_id:
        return Refusal(Reason.WRONG_SITE)
    if not _reaches(actor, question):
        return Refusal(Reason.TOO_NARROW)
    if actor.operates:
        return _of_operator(actor, question, at)
    return _of_oneself(actor, question) if question.own else _by_standing(actor, question, at)


def _by_standing(actor: Actor, question: Question, at: Circumstances) -> Scope | Refusal:
    """What Jira says of the one who asks decides; what it said of others or of other projects does not count."""
    if question.permission in USAGE and not _is_open(question, at):
        return Refusal(Reason.NOT_OPEN)
    if at.standing is None or not _is_about(at.standing, actor, question):
        return Refusal(Reason.NO_STANDING)
    if question.permission in {Permission.ADMIN, Permission.AUDIT}:
        return _of_admin(actor, question, at.standing)
    return _of_person(actor, question, at, at.standing)


def _reaches(actor: Actor, question: Question) -> bool:
    """Whether what the actor came in with was made for this question; one's own use is of no project."""
    if actor.permissions is not None and question.permission not in actor.permissions:
        return False
    return actor.projects is None or question.project_id in actor.projects


def _of_operator(actor: Actor, question: Question, at: Circumstances) -> Scope | Refusal:
    """Whoever holds the vendor's key holds its whole answer anyway; a project still narrows the view."""
    if question.own:
        return Refusal(Reason.STRANGER)
    scope = Scope(actor.name, question.permission, at.site_id, question.project_id)
    if question.project_id is None:
        return scope
    if not _are_of(at.members, question.project_id) or at.members is None:
        return Refusal(Reason.MEMBERS_UNKNOWN)
    return msgspec.structs.replace(scope, accounts=at.members.accounts)


def _of_oneself(actor: Actor, question: Question) -> Scope | Refusal:
    """Everybody may see what is known of them, whatever is open."""
    if question.permission is not Permission.VIEW:
        return Refusal(Reason.OWN_IS_SEEN)
    own = frozenset({actor.account_id or ""})
    return Scope(actor.name, question.permission, actor.site_id, question.project_id, own)


def _is_about(standing: Standing | None, actor: Actor, question: Question) -> bool:
    return standing is not None and (standing.account_id, standing.project_id) == (
        actor.account_id,
        question.project_id,
    )


def _is_open(question: Question, at: Circumstances) -> bool:
    """Whether it is about the whole site, or about a project that a Jira admin has opened."""
    return question.project_id is None or (at.grant is not None and at.grant.project_id == question.project_id)


def _are_of(members: ProjectMembers | None, project_id: str) -> bool:
    return members is not None and members.project.project_id == project_id


def _of_admin(actor: Actor, question: Question, standing: Standing) -> Scope | Refusal:
    """Settings and the audit log are a Jira admin's; a scope for them shows no usage."""
    if not standing.jira_admin:
        return Refusal(Reason.NOT_AN_ADMIN)
    return Scope(actor.name, question.permission, actor.site_id, question.project_id, NOBODY, Form.NOTHING)


def _of_person(actor: Actor, question: Question, at: Circumstances, standing: Standing) -> Scope | Refusal:
    """Usage: the project has to be open, Jira has to let the person in, and the modes narrow what is left."""
    refused = _not_let_in(question, at, standing) or _not_allowed(question.permission, at, standing)
    if refused:
        return Refusal(refused)
    accounts = None if question.project_id is None or at.members is None else at.members.accounts
    form = _form(question.permission, _modes(at))
    if Mode.SELF in _modes(at):
        accounts = frozenset({standing.account_id}) if accounts is None else accounts & {standing.account_id}
    least = max(at.group_of, 2) if form is Form.GROUPS else 1
    return Scope(actor.name, question.permission, at.site_id, question.project_id, accounts, form, least)


def _not_let_in(question: Question, at: Circumstances, standing: Standing) -> Reason | None:
    """Why Jira or its admin keeps the person out; None where they let them in."""
    if question.project_id is None:
        return None if standing.jira_admin else Reason.NOT_AN_ADMIN
    if not (standing.browses or standing.jira_admin):
        return Reason.CANNOT_BROWSE
    if not _are_of(at.members, question.project_id):
        return Reason.MEMBERS_UNKNOWN
    if standing.jira_admin:
        return None
    if at.members is not None and at.members.stands_in:
        return Reason.ROLES_UNREAD
    return None if standing.member or standing.lead else Reason.NOT_A_MEMBER


def _not_allowed(permission: Permission, at: Circumstances, standing: Standing) -> Reason | None:
    """Why somebody who was let in may still not do this: members view, leads review, Jira admins do all."""
    modes = _modes(at)
    leads = standing.lead or standing.jira_admin
    if Mode.SELF in modes and permission is not Permission.VIEW:
        return Reason.SELF_ONLY
    if Mode.GROUPS in modes and permission is not Permission.VIEW:
        return Reason.GROUPS_ONLY
    if permission is Permission.ACT:
        return None if standing.jira_admin else Reason.NOT_AN_ADMIN
    if permission is Permission.REVIEW or Mode.LEADS in modes:
        return None if leads else Reason.NOT_A_LEAD
    return None


def _modes(at: Circumstances) -> frozenset[Mode]:
    """The mode of the site and that of the project: both hold, so a project can only narrow."""
    own = at.grant.mode if at.grant else None
    return frozenset({at.mode, own or at.mode})


def _form(permission: Permission, modes: frozenset[Mode]) -> Form:
    """How rows are shown; whoever acts on somebody has to know whom."""
    if Mode.SELF in modes:
        return Form.NAMES
    if Mode.GROUPS in modes:
        return Form.GROUPS
    if Mode.PSEUDONYMS in modes and permission is not Permission.ACT:
        return Form.PSEUDONYMS
    return Form.NAMES
