"""Who belongs to a project: the people in its roles, groups expanded, else those who can be assigned issues."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from seatlight.errors import KeyRefused, SeatlightError, Stopped, UnknownProject
from seatlight.model.site import Project, ProjectMembers
from seatlight.sources.jira import payloads
from seatlight.sources.jira.api import JiraApi
from seatlight.sources.jira.to_people import counts_as_member
from seatlight.sources.jira.words import ADMINISTER, BROWSE_USERS, Denied, NotThere, administer_projects

LOOKED_AT = 1000
"""Jira looks for people who can be assigned among so many accounts of the site, and no further."""
STRIDE, ASSIGNABLE_PAGE = 50, 100
"""Pages overlap, for they are filtered and may also be cut: a short or an empty one is not the end."""
SITE_SIZES = (50, 100, 250, 500, LOOKED_AT)
"""Sizes of a site that are told apart, so that a small one takes few requests."""

ASSIGNABLE_RULE = "people who can be assigned issues"


class _Found:
    """What was found so far of a project's members."""

    def __init__(self) -> None:
        self.accounts: set[str] = set()
        self.notes: list[str] = []
        self.complete = True

    def members(self, project: Project, rule: str) -> ProjectMembers:
        return ProjectMembers(project, frozenset(self.accounts), rule, self.complete, tuple(self.notes))

    def add(self, users: Sequence[payloads.Account]) -> None:
        self.accounts.update(user.account_id or "" for user in users if counts_as_member(user))


def project_members(api: JiraApi, project: Project, roles: Sequence[str]) -> ProjectMembers:
    """The people in these roles; without roles, or where roles cannot be read, those who can be assigned."""
    found = _Found()
    if not roles:
        return _assignable(api, project, found)
    try:
        actors = _actors(api, project, roles, found)
    except Denied:
        permission = administer_projects(project.key)
        found.notes.append(
            f"The roles of {project.key} cannot be read, so {ASSIGNABLE_RULE} stand in for its members, and only "
            f"Jira admins see its report: the account of the Jira API token needs the permission '{permission}'."
        )
        found.complete = False
        return msgspec.structs.replace(_assignable(api, project, found), stands_in=True)
    _add_people(api, actors, found)
    _add_groups(api, actors, found)
    names = list(dict.fromkeys(roles))
    return found.members(project, f"people in the role{'s' if len(names) > 1 else ''} {', '.join(names)}")


def _actors(api: JiraApi, project: Project, roles: Sequence[str], found: _Found) -> list[payloads.Actor]:
    """Who plays one of the roles; a role that the project does not have is noted."""
    known = {name.casefold(): role_id for name, role_id in api.roles(project.key).items()}
    actors: list[payloads.Actor] = []
    for name in dict.fromkeys(roles):
        role_id = known.get(name.strip().casefold())
        if role_id is None:
            found.notes.append(f"{project.key} has no role '{name}': nobody is a member by it.")
        else:
            actors += api.role(project.key, role_id).actors
    return actors


def _add_people(api: JiraApi, actors: list[payloads.Actor], found: _Found) -> None:
    """The people who play a role themselves; Jira is asked which of them are active."""
    ids = [actor.actor_user.account_id for actor in actors if actor.actor_user]
    found.add(api.users_by_id([account_id for account_id in ids if account_id]))


def _add_groups(api: JiraApi, actors: list[payloads.Actor], found: _Found) -> None:
    """The people who play a role through a group, each group once."""
    groups = [actor.actor_group for actor in actors if actor.actor_group]
    for group in {group.group_id or group.name: group for group in groups}.values():
        try:
            for page in api.group_members(group):
                found.add(page)
        except (Denied, NotThere):
            found.complete = False
            found.notes.append(
                f"The people in the group '{group.display_name or group.name or group.group_id}' are missing: the "
                f"account of the Jira API token needs the permission '{BROWSE_USERS}' or '{ADMINISTER}'."
            )


def _assignable(api: JiraApi, project: Project, found: _Found) -> ProjectMembers:
    """Those who can be assigned, as far as Jira looks for them."""
    accounts = _accounts_of_site(api)
    if accounts is None or accounts > LOOKED_AT:
        found.complete = False
        known = (
            f"and the site has more than {LOOKED_AT}" if accounts else "and how many the site has is not shown to us"
        )
        found.notes.append(
            f"Jira looks for people who can be assigned among {LOOKED_AT} accounts only, {known}: some members of "
            f"{project.key} may be missing. Choose roles to know them all."
        )
    try:
        for start in range(0, min(accounts or LOOKED_AT, LOOKED_AT), STRIDE):
            found.add(api.assignable(project.key, start, ASSIGNABLE_PAGE))
    except NotThere:
        raise unknown_project(project.key) from None
    return found.members(project, ASSIGNABLE_RULE)


def _accounts_of_site(api: JiraApi) -> int | None:
    """A number that the accounts of the site do not pass, more than LOOKED_AT for any more; None when not shown."""
    try:
        if not api.users(0, 1):
            return None
        return next((size for size in SITE_SIZES if not api.users(size, 1)), LOOKED_AT + 1)
    except (KeyRefused, Stopped):
        raise
    except SeatlightError:
        return None


def unknown_project(key: str) -> UnknownProject:
    """The error for a project that is not for us, whether it exists or not."""
    return UnknownProject(
        f"Jira shows us no project {key}: check the key, and that the API token's account may see it."
    )
