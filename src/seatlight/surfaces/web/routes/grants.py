"""Project Visibility: which projects show a report, and to whom."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from seatlight.actions.grant_access import OpenProject, allow_project, deny_project, open_projects
from seatlight.model.access import Mode
from seatlight.reports.listings import GRANTS, grant_list
from seatlight.surfaces.web.documents import document, row
from seatlight.surfaces.web.listed import listed
from seatlight.surfaces.web.routing import given, read, write
from seatlight.surfaces.web.tables import Page
from seatlight.surfaces.web.texts import RoleName
from seatlight.surfaces.web.viewing import Viewing

Grants = document("Grants", "The open projects.", {"grants": row("OpenProjectRow", GRANTS)})


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


ROUTES = Router(path="/", route_handlers=[show, allow, deny], tags=["Grants"])
