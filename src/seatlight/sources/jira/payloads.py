"""The answers of Jira Cloud's REST API as typed shapes: exactly the fields we read, in the vendor's words.

Whatever is not listed here is dropped while an answer is decoded; of an issue that is all but its status and assignee.
"""

from __future__ import annotations

from typing import Annotated, Any, get_args, get_origin

import msgspec
from msgspec import Meta, Struct

Text = Annotated[str, Meta(max_length=1000)]
Mark = Annotated[str, Meta(max_length=255)]
ProjectId = Annotated[str, Meta(pattern="^[0-9]{1,18}$")]
Number = Annotated[int, Meta(ge=0, le=10**12)]


class Account(Struct, rename="camel", gc=False):
    """An account where neither its name nor its address matters."""

    account_id: Mark | None = None
    account_type: Text | None = None
    active: bool | None = None


class User(Account, rename="camel", gc=False):
    """An account with its name. The address may be absent, null or empty where somebody hides it."""

    display_name: Text | None = None
    email_address: Text | None = None


class UserPage(Struct, rename="camel"):
    """One page of `GET /user/bulk`."""

    values: list[User]
    is_last: bool | None = None

    @property
    def keys(self) -> list[str | None]:
        """What tells the rows apart."""
        return [one.account_id for one in self.values]


class MemberPage(Struct, rename="camel"):
    """One page of `GET /group/member`."""

    values: list[Account]
    is_last: bool | None = None

    @property
    def keys(self) -> list[str | None]:
        """What tells the rows apart."""
        return [one.account_id for one in self.values]


class UserEmail(Struct, rename="camel", gc=False):
    """An address of `GET /user/email/bulk`, given whatever its owner lets others see."""

    account_id: Mark | None = None
    email: Text | None = None


class Lead(Struct, rename="camel"):
    """The account that leads a project."""

    account_id: Mark | None = None


class Project(Struct, rename="camel"):
    """A project; its id is a number that comes as text."""

    id: ProjectId
    key: Mark
    name: Text | None = None
    lead: Lead | None = None


class ProjectPage(Struct, rename="camel"):
    """One page of `GET /project/search`."""

    values: list[Project]
    is_last: bool | None = None

    @property
    def keys(self) -> list[str]:
        """What tells the rows apart."""
        return [one.id for one in self.values]


class ActorUser(Struct, rename="camel"):
    """An account in a role; whether it is active is not told here."""

    account_id: Mark | None = None


class ActorGroup(Struct, rename="camel"):
    """A group in a role; the id is what stays when the group is renamed."""

    group_id: Mark | None = None
    name: Text | None = None
    display_name: Text | None = None


class Actor(Struct, rename="camel"):
    """Somebody or some group in a role."""

    actor_user: ActorUser | None = None
    actor_group: ActorGroup | None = None


class Role(Struct):
    """The answer of `GET /project/{key}/role/{id}`."""

    actors: list[Actor] = []


class Held(Struct, rename="camel"):
    """Whether the token's own account holds a permission."""

    have_permission: bool = False


class MyPermissions(Struct):
    """The answer of `GET /mypermissions`, by the permission's key."""

    permissions: dict[str, Held]


class HeldIn(Struct):
    """A permission of projects and the ids of those in which it is held."""

    permission: Mark
    projects: list[Number] = []


class Granted(Struct, rename="camel"):
    """The answer of `POST /permissions/check`: what is held of what was asked for."""

    global_permissions: list[Mark] = []
    project_permissions: list[HeldIn] = []


class CreatedIssue(Struct):
    """The answer of `POST /issue`."""

    id: Mark
    key: Mark


class StatusCategory(Struct):
    """The kind of a status: `new`, `indeterminate` or `done`."""

    key: Text | None = None


class Status(Struct, rename="camel"):
    """The status of an issue, by the name the site gave it."""

    name: Text | None = None
    status_category: StatusCategory | None = None


class IssueFields(Struct):
    """What we read of an issue."""

    status: Status | None = None
    assignee: Account | None = None


class Issue(Struct):
    """The answer of `GET /issue/{key}`."""

    id: Mark
    key: Mark
    fields: IssueFields = msgspec.field(default_factory=IssueFields)


ANSWERS: dict[str, Any] = {
    "GET /myself": Account,
    "GET /users/search": list[User],
    "GET /user/search": list[User],
    "GET /user/bulk": UserPage,
    "GET /user/email/bulk": list[UserEmail],
    "GET /mypermissions": MyPermissions,
    "POST /permissions/check": Granted,
    "GET /project/search": ProjectPage,
    "GET /project/{key}": Project,
    "GET /project/{key}/role": dict[str, str],
    "GET /project/{key}/role/{id}": Role,
    "GET /user/assignable/search": list[Account],
    "GET /group/member": MemberPage,
    "POST /issue": CreatedIssue,
    "GET /issue/{key}": Issue,
}


def fields_read() -> list[tuple[str, str]]:
    """Every (endpoint, field) that is read, from the shapes themselves; all else never leaves the decoder."""
    return [(endpoint, name or "*") for endpoint, answer in ANSWERS.items() for name in _names(answer, "")]


def _names(kind: Any, above: str) -> list[str]:
    """The names of the fields in a type: `[]` stands for each of a list, `*` for whatever an object calls them."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        dot = f"{above}." if above else ""
        return [name for field in msgspec.structs.fields(kind) for name in _names(field.type, dot + field.encode_name)]
    if get_origin(kind) is list:
        return _names(get_args(kind)[0], f"{above}[]")
    if get_origin(kind) is dict:
        return _names(get_args(kind)[1], f"{above}.*" if above else "*")
    inner = [part for part in get_args(kind) if isinstance(part, type) and issubclass(part, Struct)]
    return _names(inner[0], above) if inner else [above]
