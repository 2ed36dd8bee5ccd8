"""Project Visibility: open a project, close it, see which are open and for whom, and for whom one would be."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from seatlight.actions.deps import Deps
from seatlight.actions.office import office
from seatlight.actions.who import ask_for_everybody
from seatlight.errors import NotFound, SeatlightError, UnknownProject, WrongUsage
from seatlight.model.access import Actor, Mode
from seatlight.model.people import Person
from seatlight.model.site import Grant, Project, ProjectMembers
from seatlight.ports import IssueTracker


class OpenProject(msgspec.Struct, frozen=True):
    """A project that is open, with who belongs to it; where Jira does not say, `members` is None and `why` tells."""

    grant: Grant
    members: ProjectMembers | None
    why: str = ""


class Beforehand(msgspec.Struct, frozen=True):
    """What opening a project would do: who its members are, and the persons of them that Jira lists, by name.

    `site_mode` narrows it beside a mode of its own; `is_open` says whether it is open already.
    """

    project: Project
    members: ProjectMembers
    people: tuple[Person, ...]
    site_mode: Mode
    is_open: bool


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


def all_projects(actor: Actor, deps: Deps) -> tuple[tuple[Project, Grant | None], ...]:
    """Every project that Jira shows us, by key, each with its grant where it is open."""
    kept, _ = office(actor, deps)
    granted = {grant.project_id: grant for grant in kept.store.grants(kept.site.site_id)}
    return tuple((project, granted.get(project.project_id)) for project in _tracker(deps).projects())


def roles_of_project(actor: Actor, deps: Deps, key: str) -> tuple[str, ...]:
    """The names of a project's roles, to choose its members by; UnknownProject where Jira has none of that key."""
    office(actor, deps)
    return _tracker(deps).roles(_project(deps, key))


def look_beforehand(actor: Actor, deps: Deps, key: str, roles: Sequence[str] = ()) -> Beforehand:
    """Who would be a member by these roles, before anything is opened; nothing is changed. Tells no usage."""
    kept, _ = office(actor, deps)
    project = _project(deps, key)
    members = _tracker(deps).members(project, roles)
    people, _ = ask_for_everybody(deps)
    named = [person for person in (people.everyone if people else ()) if person.account_id in members.accounts]
    granted = {grant.project_id for grant in kept.store.grants(kept.site.site_id)}
    return Beforehand(
        project,
        members,
        tuple(sorted(named, key=lambda person: ((person.name or "").casefold(), person.account_id or ""))),
        deps.rules().privacy.mode,
        project.project_id in granted,
    )


def _tracker(deps: Deps) -> IssueTracker:
    if deps.tracker is None:
        raise WrongUsage("There is no Jira to ask for projects: connect one with seatlight connect jira.")
    return deps.tracker


def _project(deps: Deps, key: str) -> Project:
    return _tracker(deps).project(key)


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
