"""Who asks, what for, and the proof that it was decided what they may see."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class ActorKind(StrEnum):
    """How somebody came in."""

    OPERATOR = "operator"
    PERSON = "person"
    PROGRAM = "program"
    JOB = "job"


class Actor(msgspec.Struct, frozen=True):
    """Who asks: how they came in, and by what `name` the audit log knows them.

    A person has a Jira account at a site; whoever looks through the eyes of somebody else has that account, and the
    own name. A program comes with a token that acts as an account, or (None) as the operator at its site; `permissions`
    and `projects` (ids) are how far it reaches at most, None: as far as whom it acts for.
    """

    kind: ActorKind
    name: str
    account_id: str | None = None
    site_id: str | None = None
    permissions: frozenset[Permission] | None = None
    projects: frozenset[str] | None = None

    @property
    def operates(self) -> bool:
        """Whether it is the operator, or a token that the operator made for programs of the own."""
        made_by_operator = self.kind is ActorKind.PROGRAM and self.account_id is None and self.permissions is not None
        return self == OPERATOR or made_by_operator


OPERATOR = Actor(ActorKind.OPERATOR, "operator")
"""The person at the command line who holds the vendor's key."""


class Permission(StrEnum):
    """What somebody may be allowed to do."""

    VIEW = "view"
    """See the report."""
    REVIEW = "review"
    """Decide on rows of it."""
    ACT = "act"
    """Open tickets, remove seats."""
    ADMIN = "admin"
    """Change settings, matches and grants."""
    AUDIT = "audit"
    """Read the audit log."""


class Mode(StrEnum):
    """How far a site or a project lets its members see; a project may only narrow what its site allows."""

    MEMBERS = "members"
    LEADS = "leads"
    PSEUDONYMS = "pseudonyms"
    GROUPS = "groups"
    SELF = "self"


class Question(msgspec.Struct, frozen=True):
    """What somebody wants: which permission, in which project (None: at the whole site), or `own` use alone."""

    permission: Permission = Permission.VIEW
    project_id: str | None = None
    own: bool = False


class Form(StrEnum):
    """In what form rows are shown."""

    NAMES = "names"
    PSEUDONYMS = "pseudonyms"
    GROUPS = "groups"
    NOTHING = "nothing"
    """No usage at all: the scope is about settings or the audit log."""


class Scope(msgspec.Struct, frozen=True):
    """Proof that access was decided; only `seatlight.access` makes one.

    `accounts` are the Jira accounts of the developers who may be seen, None for everybody with a seat or usage.
    `group_of` is the least number of people a figure may be about, in the form GROUPS.
    """

    actor: str
    permission: Permission = Permission.VIEW
    site_id: str | None = None
    project_id: str | None = None
    accounts: frozenset[str] | None = None
    form: Form = Form.NAMES
    group_of: int = 1
