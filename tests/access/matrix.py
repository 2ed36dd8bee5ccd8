"""The matrix of access: every kind of person, permission and mode, and a table written by hand of what comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from seatlight.access import Circumstances
from seatlight.model.access import Actor, ActorKind, Form, Mode, Permission, Question
from seatlight.model.site import Grant, Project, ProjectMembers, Standing

SITE, OTHER_SITE = "site-1", "site-2"
APP = Project("10000", "APP", "The app")
ME, ANA, BEN = "account-me", "account-ana", "account-ben"

ROLES: dict[str, dict[str, bool]] = {
    "outsider": {},
    "browser": {"browses": True},
    "member": {"browses": True, "member": True},
    "blind member": {"member": True},
    "lead": {"browses": True, "lead": True},
    "blind lead": {"lead": True, "member": True},
    "lead and member": {"browses": True, "lead": True, "member": True},
    "admin": {"jira_admin": True},
    "admin and member": {"jira_admin": True, "browses": True, "member": True},
}
"""What Jira says of somebody, by what we call them."""

LETS_IN = {"member", "lead", "lead and member", "admin", "admin and member"}
LEADS = {"lead", "lead and member", "admin", "admin and member"}
ADMINS = {"admin", "admin and member"}

NOBODY, THEIRS, OWN = "nobody", "theirs", "own"

TABLE: dict[tuple[Permission, Mode], tuple[set[str], str, Form]] = {
    (Permission.VIEW, Mode.MEMBERS): (LETS_IN, THEIRS, Form.NAMES),
    (Permission.VIEW, Mode.LEADS): (LEADS, THEIRS, Form.NAMES),
    (Permission.VIEW, Mode.PSEUDONYMS): (LETS_IN, THEIRS, Form.PSEUDONYMS),
    (Permission.VIEW, Mode.GROUPS): (LETS_IN, THEIRS, Form.GROUPS),
    (Permission.VIEW, Mode.SELF): (LETS_IN, OWN, Form.NAMES),
    (Permission.REVIEW, Mode.MEMBERS): (LEADS, THEIRS, Form.NAMES),
    (Permission.REVIEW, Mode.LEADS): (LEADS, THEIRS, Form.NAMES),
    (Permission.REVIEW, Mode.PSEUDONYMS): (LEADS, THEIRS, Form.PSEUDONYMS),
    (Permission.REVIEW, Mode.GROUPS): (set(), NOBODY, Form.GROUPS),
    (Permission.REVIEW, Mode.SELF): (set(), NOBODY, Form.NAMES),
    (Permission.ACT, Mode.MEMBERS): (ADMINS, THEIRS, Form.NAMES),
    (Permission.ACT, Mode.LEADS): (ADMINS, THEIRS, Form.NAMES),
    (Permission.ACT, Mode.PSEUDONYMS): (ADMINS, THEIRS, Form.NAMES),
    (Permission.ACT, Mode.GROUPS): (set(), NOBODY, Form.GROUPS),
    (Permission.ACT, Mode.SELF): (set(), NOBODY, Form.NAMES),
}
"""By permission and mode: who may, whom they see, and in what form. Admin and audit do not depend on the mode."""

NARROWER = (Mode.MEMBERS, Mode.LEADS, Mode.PSEUDONYMS, Mode.GROUPS, Mode.SELF)


class Case(NamedTuple):
    """One cell of the matrix."""

    role: str
    permission: Permission
    mode: Mode
    project_mode: Mode | None
    in_project: bool
    is_open: bool
    right_site: bool
    own: bool


def cases() -> Iterator[Case]:
    """Every cell."""
    modes: tuple[Mode | None, ...] = (None, *Mode)
    switches = (True, False)
    for cell in product(ROLES, Permission, Mode, modes, switches, switches, switches, switches):
        yield Case(*cell)


def asked(case: Case) -> tuple[Actor, Question, Circumstances]:
    """The cell as a question."""
    actor = Actor(ActorKind.PERSON, "me", ME, SITE if case.right_site else OTHER_SITE)
    project_id = APP.project_id if case.in_project else None
    standing = Standing(ME, project_id, **ROLES[case.role])
    accounts = frozenset({ANA, BEN} | ({ME} if standing.member else set()))
    grant = Grant(APP.project_id, APP.key, APP.name, mode=case.project_mode) if case.is_open else None
    members = ProjectMembers(APP, accounts, "people in the role Developers") if case.in_project else None
    return (
        actor,
        Question(case.permission, project_id, case.own),
        Circumstances(SITE, case.mode, 5, grant if case.in_project else None, standing, members),
    )


def expected(case: Case) -> tuple[frozenset[str] | None, Form] | None:
    """Whom they see (None: everybody) and in what form; None for a refusal. Written without looking at the code."""
    if not case.right_site:
        return None
    if case.own:
        return (frozenset({ME}), Form.NAMES) if case.permission is Permission.VIEW else None
    if case.permission in {Permission.ADMIN, Permission.AUDIT}:
        return (frozenset(), Form.NOTHING) if case.role in ADMINS else None
    if case.in_project and not case.is_open:
        return None
    if not case.in_project and case.role not in ADMINS:
        return None
    both = [case.mode] if case.project_mode is None or not case.in_project else [case.mode, case.project_mode]
    cells = [TABLE[case.permission, mode] for mode in both]
    if any(case.role not in may for may, _, _ in cells):
        return None
    everybody = None
    if case.in_project:
        everybody = frozenset({ANA, BEN} | ({ME} if ROLES[case.role].get("member") else set()))
    if Mode.SELF in both:
        return (frozenset({ME}) if everybody is None else everybody & {ME}), Form.NAMES
    forms = [form for _, _, form in cells]
    return everybody, next(form for form in (Form.GROUPS, Form.PSEUDONYMS, Form.NAMES) if form in forms)
