"""A Jira site, what is connected to it, and its projects."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from seatlight.model.access import Mode


class JiraAccess(msgspec.Struct, frozen=True):
    """How a site's Jira is reached: Basic with `email`, Bearer without; the token itself stays sealed in the store.

    `token_tail` are its last four characters, `expires_on` the day it ends, where somebody told us.
    """

    url: str
    email: str | None
    token_tail: str
    expires_on: date | None = None


class Site(msgspec.Struct, frozen=True):
    """One Jira site, the unit of isolation; without `jira` it has only been named so far."""

    site_id: str
    name: str
    jira: JiraAccess | None = None


class Connection(msgspec.Struct, frozen=True):
    """A vendor's team that is connected to a site; its key stays sealed in the store, all but its last four."""

    connection_id: str
    site_id: str
    name: str
    vendor: str
    url: str
    key_tail: str
    verified_at: datetime


class Project(msgspec.Struct, frozen=True):
    """A Jira project; `lead` is the account of its lead, None where Jira does not say."""

    project_id: str
    key: str
    name: str
    lead: str | None = None


class Grant(msgspec.Struct, frozen=True):
    """A project that a Jira admin opened: by which roles its members are known, and how it narrows the site's mode.

    `roles` are names of project roles; without any, members are those who can be assigned.
    """

    project_id: str
    key: str
    name: str
    roles: tuple[str, ...] = ()
    mode: Mode | None = None
    granted_by: str = ""
    granted_at: datetime | None = None


class ProjectMembers(msgspec.Struct, frozen=True):
    """Who belongs to a project, by which rule, in a sentence; `notes` say what could not be read.

    `complete` is false when somebody may be missing. `stands_in` says that the roles which were chosen could not be
    read, and another rule was used in their place: it lets nobody in who is no Jira admin.
    """

    project: Project
    accounts: frozenset[str]
    rule: str
    complete: bool = True
    notes: tuple[str, ...] = ()
    stands_in: bool = False


class Standing(msgspec.Struct, frozen=True):
    """What Jira says of one account at a site, and in one project if `project_id` is given.

    `lead` is the project's lead or an administrator of it. False where Jira refuses to say.
    """

    account_id: str
    project_id: str | None = None
    jira_admin: bool = False
    browses: bool = False
    lead: bool = False
    member: bool = False
