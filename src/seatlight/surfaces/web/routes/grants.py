"""Project Visibility: which projects show a report, and to whom."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from seatlight.actions.grant_access import (
    Beforehand,
    OpenProject,
    all_projects,
    allow_project,
    deny_project,
    look_beforehand,
    open_projects,
    roles_of_project,
)
from seatlight.model.access import Mode
from seatlight.reports.listings import GRANTS, PROJECTS, grant_list, project_list
from seatlight.surfaces.web.documents import document, row
from seatlight.surfaces.web.listed import listed
from seatlight.surfaces.web.routing import given, read, write
from seatlight.surfaces.web.tables import Page
from seatlight.surfaces.web.texts import RoleName
from seatlight.surfaces.web.viewing import Viewing

Grants = document("Grants", "The open projects.", {"grants": row("OpenProjectRow", GRANTS)})
AllProjects = document("AllProjects", "The projects of the site, open or not.",
                       {"projects": row("AnyProjectRow", PROJECTS)})  # fmt: skip
MOST_NAMED = 200
"""So many members of a project are told by name before it is opened."""


class HowOpen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By which roles its members are known (none: those who can be assigned issues), and how it narrows the mode."""

    roles: Annotated[tuple[RoleName, ...], msgspec.Meta(max_length=50)] = ()
    mode: Mode | None = None


class Opened(msgspec.Struct, frozen=True):
    """A project that is open now, to how many people by which rule; null where Jira does not say."""

    project_id: str
    key: str
    name: str
    roles: tuple[str, ...]
    mode: Mode | None
    members: int | None
    members_by: str | None
    complete: bool
    notes: tuple[str, ...]


class WouldSee(msgspec.Struct, frozen=True):
    """A member by name."""

    account_id: str
    name: str | None
    active: bool


class WouldBeOpen(msgspec.Struct, frozen=True):
    """What opening a project would do: how many members it has by which rule, the first of them by name.

    Both `site_mode` and the project's own mode hold; `stands_in` says that only Jira admins would see anything.
    """

    project_id: str
    key: str
    name: str
    is_open: bool
    members: int
    members_by: str
    complete: bool
    stands_in: bool
    notes: tuple[str, ...]
    site_mode: Mode
    people: tuple[WouldSee, ...]


@read("/grants/projects", name="listAllProjects", summary="The projects of the site", answers={200: given(AllProjects)})
def every(viewing: NamedDependency[Viewing], part: NamedDependency[Page]) -> Response[bytes]:
    """Every project that Jira shows the service, and whether it is open."""
    return listed(project_list(all_projects(viewing.actor, viewing.office())), part)


@read("/grants/{project:str}/roles", name="listRoles", summary="The roles of a project")
def roles(viewing: NamedDependency[Viewing], project: FromPath[str]) -> list[str]:
    """The names of the roles that a project has, to choose its members by."""
    return list(roles_of_project(viewing.actor, viewing.office(), project))


@write("POST", "/grants/{project:str}/beforehand", name="lookBeforehand", summary="Who would see a project",
       status_code=200)  # fmt: skip
def beforehand(viewing: NamedDependency[Viewing], project: FromPath[str], data: JSONBody[HowOpen]) -> WouldBeOpen:
    """Who its members are by these roles, before it is opened; nothing is changed."""
    return _would_be(look_beforehand(viewing.actor, viewing.office(), project, data.roles))


@read("/grants", name="listGrants", summary="The open projects", answers={200: given(Grants)})
def show(viewing: NamedDependency[Viewing], part: NamedDependency[Page]) -> Response[bytes]:
    """The projects that are open, with how many people see each, and by which rule."""
    opened = open_projects(viewing.actor, viewing.office())
    return listed(grant_list((one.grant, one.members, one.why) for one in opened), part)


@write("PUT", "/grants/{project:str}", name="allowProject", summary="Open a project to its members")
def allow(viewing: NamedDependency[Viewing], project: FromPath[str], data: JSONBody[HowOpen]) -> Opened:
    """Open a project, by its key; a second time changes roles and mode."""
    return _told(allow_project(viewing.actor, viewing.office(), project, data.roles, data.mode))


@write("DELETE", "/grants/{project:str}", name="denyProject", summary="Close a project",
       answers={204: given(None, "It is closed.")})  # fmt: skip
def deny(viewing: NamedDependency[Viewing], project: FromPath[str]) -> None:
    """Close a project, by key or id, from the next request on."""
    deny_project(viewing.actor, viewing.office(), project)


def _told(opened: OpenProject) -> Opened:
    grant, members = opened.grant, opened.members
    return Opened(
        grant.project_id,
        grant.key,
        grant.name,
        grant.roles,
        grant.mode,
        len(members.accounts) if members else None,
        members.rule if members else None,
        members is not None and members.complete,
        members.notes if members else (),
    )


def _would_be(found: Beforehand) -> WouldBeOpen:
    project, members = found.project, found.members
    people = (WouldSee(one.account_id, one.name, one.active) for one in found.people[:MOST_NAMED] if one.account_id)
    return WouldBeOpen(
        project.project_id,
        project.key,
        project.name,
        found.is_open,
        len(members.accounts),
        members.rule,
        members.complete,
        members.stands_in,
        members.notes,
        found.site_mode,
        tuple(people),
    )


ROUTES = Router(path="/", route_handlers=[show, every, roles, beforehand, allow, deny], tags=["Grants"])
