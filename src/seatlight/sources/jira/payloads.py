"""The answers of Jira Cloud's REST API as typed shapes: exactly the fields we read, in the vendor's words.

Whatever is not listed here is dropped while an answer is decoded; of an issue that is all but its status and assignee.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

Text = Annotated[str, Meta(max_length=1000)]
Mark = Annotated[str, Meta(max_length=255)]
ProjectId = Annotated[str, Meta(pattern="^[0-9]{1,18}$")]
Number = Annotated[int, Meta(ge=0, le=10**12)]


class User(Struct, rename="camel", gc=False):
    """An account. The address may be absent, null or empty where somebody hides it."""

    account_id: Mark | None = None
    account_type: Text | None = None
    active: bool | None = None
    display_name: Text | None = None
    email_address: Text | None = None


class UserPage(Struct, rename="camel"):
    """One page of `GET /user/bulk` or `GET /group/member`."""

    values: list[User]
    is_last: bool | None = None


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
    assignee: User | None = None


class Issue(Struct):
    """The answer of `GET /issue/{key}`."""

    id: Mark
    key: Mark
    fields: IssueFields = msgspec.field(default_factory=IssueFields)
