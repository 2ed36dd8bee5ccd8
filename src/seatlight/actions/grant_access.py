"""Project Visibility: open a project, close it, see which are open and for whom."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from seatlight.actions.deps import Deps
from seatlight.actions.office import office
from seatlight.errors import NotFound, SeatlightError, UnknownProject, WrongUsage
from seatlight.model.access import Actor, Mode
from seatlight.model.site import Grant, Project, ProjectMembers


class OpenProject(msgspec.Struct, frozen=True):
    """A project that is open, with who belongs to it; where Jira does not say, `members` is None and `why` tells."""

    grant: Grant
    members: ProjectMembers | None
    why: str = ""


def allow_project(
    actor: Actor, deps: Deps, key: str, roles: Sequence[str] = (), mode: Mode | None = None
) -> OpenProject:
    """Open a project to its members: the people in these roles, else those who can be assigned issues.

    UnknownProject where Jira has none of that key. A second time changes roles and mode.
    """
    kept, deed = office(actor, deps)
    project = _project(deps, key)
    grant = Grant(project.project_id, project.key, project.name, tuple(roles), mode, deed.by, deed.at)
    seen = _with_members(deps, grant, project)
    kept.store.allow(kept.site.site_id, grant, deed)
    return seen


def deny_project(actor: Actor, deps: Deps, key: str) -> Grant:
    """Close a project, from the next request on; NotFound where it was not open. Jira is not asked."""
    kept, deed = office(actor, deps)
    grants = kept.store.grants(kept.site.site_id)
    grant = next((grant for grant in grants if key.strip().upper() in {grant.key.upper(), grant.project_id}), None)
    if grant is None:
        raise NotFound(f"The project {key} is not open; seatlight grants list names those that are.")
    kept.store.deny(kept.site.site_id, grant.project_id, deed)
    return grant


def open_projects(actor: Actor, deps: Deps) -> tuple[OpenProject, ...]:
    """Every open project with its members as Jira has them now."""
    kept, _ = office(actor, deps)
    return tuple(_with_members(deps, grant, None) for grant in kept.store.grants(kept.site.site_id))


def _project(deps: Deps, key: str) -> Project:
    if deps.tracker is None:
        raise WrongUsage("There is no Jira to ask for projects: connect one with seatlight connect jira.")
    return deps.tracker.project(key)


def _with_members(deps: Deps, grant: Grant, project: Project | None) -> OpenProject:
    """The members now; a project that Jira does not tell of any more is open to nobody, and says so."""
    try:
        found = project or _project(deps, grant.project_id)
        if deps.tracker is None:
            return OpenProject(grant, None)
        return OpenProject(grant, deps.tracker.members(found, grant.roles))
    except UnknownProject as error:
        return OpenProject(grant, None, error.says)
    except SeatlightError as error:
        if project is not None:
            raise
        return OpenProject(grant, None, error.says)
