"""From what somebody asks to what is known when it is decided: what the site has set, what Jira says."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from seatlight.access import GROUP_OF, Circumstances, Refusal, decide
from seatlight.actions.deps import Deps
from seatlight.errors import Refused, UnknownProject, WrongUsage
from seatlight.model.access import Actor, Mode, Permission, Question, Scope
from seatlight.model.site import Grant, Project, ProjectMembers, Standing

NOTHING_THERE = "There is no such report, or it is not for you to see."


class Asked(msgspec.Struct, frozen=True):
    """What somebody asks for: a permission, in the project of that key (None: the whole site), or `own` use alone."""

    permission: Permission = Permission.VIEW
    project: str | None = None
    own: bool = False


class Admission(NamedTuple):
    """That somebody is let in: the Scope, and the members of the project it is about, if it is about one."""

    scope: Scope
    members: ProjectMembers | None = None
    is_open: bool = False


def admit(actor: Actor, deps: Deps, asked: Asked) -> Admission:
    """Decide; Refused for whoever may not, in the same words whatever the reason, which is added for admins."""
    try:
        question, at = _circumstances(actor, deps, asked)
    except UnknownProject as unknown:
        if actor.operates:
            raise
        raise Refused(NOTHING_THERE, unknown.says) from None
    decided = decide(actor, question, at)
    if isinstance(decided, Refusal):
        raise Refused(NOTHING_THERE, decided.reason.value)
    return Admission(decided, at.members, at.grant is not None)


def scope_of(actor: Actor, deps: Deps, asked: Asked) -> Scope:
    """The Scope alone; Refused as `admit`."""
    return admit(actor, deps, asked).scope


def _circumstances(actor: Actor, deps: Deps, asked: Asked) -> tuple[Question, Circumstances]:
    """What is known of the question; of strangers and of one's own use Jira is not asked."""
    site_id = deps.kept.site.site_id if deps.kept else None
    if asked.own or asked.project is None:
        question = Question(asked.permission, None, asked.own)
        standing = None if asked.own else _standing(actor, deps, None)
        return question, Circumstances(site_id, *_privacy(deps), standing=standing)
    # Asked first and of the site alone, so that a Jira that does not answer says nothing of the project.
    _standing(actor, deps, None)
    project = _project(deps, asked.project)
    grant = _grant(deps, project)
    members = _members(actor, deps, project, grant)
    standing = _standing(actor, deps, project) if grant else None
    if standing is not None and members is not None:
        standing = msgspec.structs.replace(standing, member=actor.account_id in members.accounts)
    question = Question(asked.permission, project.project_id)
    return question, Circumstances(site_id, *_privacy(deps), grant, standing, members)


def _privacy(deps: Deps) -> tuple[Mode, int]:
    privacy = deps.rules().privacy
    return privacy.mode, privacy.group_of or GROUP_OF


def _project(deps: Deps, key: str) -> Project:
    """The project as Jira has it now: keys move, ids stay."""
    if deps.tracker is None:
        raise WrongUsage(
            "There is no Jira to ask for projects: connect one with seatlight connect jira, or set SEATLIGHT_JIRA_URL."
        )
    return deps.tracker.project(key)


def _grant(deps: Deps, project: Project) -> Grant | None:
    """The grant of the project as it stands at this moment."""
    if deps.kept is None:
        return None
    grants = deps.kept.store.grants(deps.kept.site.site_id)
    return next((grant for grant in grants if grant.project_id == project.project_id), None)


def _members(actor: Actor, deps: Deps, project: Project, grant: Grant | None) -> ProjectMembers | None:
    """Who belongs to the project; of one that is not open Jira is asked for the operator alone."""
    if deps.tracker is None or (grant is None and not actor.operates):
        return None
    return deps.tracker.members(project, grant.roles if grant else ())


def _standing(actor: Actor, deps: Deps, project: Project | None) -> Standing | None:
    """What Jira says of a person of this very site."""
    if deps.tracker is None or actor.operates or actor.account_id is None:
        return None
    if deps.kept is None or actor.site_id != deps.kept.site.site_id:
        return None
    return deps.tracker.standing(actor.account_id, project)
