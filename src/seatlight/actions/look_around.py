"""Who asks, and what is open to them: what every surface shows first."""

from __future__ import annotations

import msgspec

from seatlight import __version__
from seatlight.actions.asked import NOTHING_THERE, Asked, scope_of
from seatlight.actions.deps import Deps
from seatlight.actions.office import NO_DATABASE
from seatlight.actions.who import names_by_account
from seatlight.errors import Refused, WrongUsage
from seatlight.model.access import OPERATOR, Actor, ActorKind, Mode, Permission


class Me(msgspec.Struct, frozen=True):
    """Who asks at which site, and what they may there.

    `permissions` are about the whole site; those in a project are asked of the project. `token_permissions` and
    `token_projects` (ids) are how far the token reaches at most, null where there is no such bound. `mode` is how far
    the site lets its members see. `version` is that of the code that answers. `display_name` is what a person is
    called, null where nobody knows.
    """

    name: str
    kind: ActorKind
    account_id: str | None
    site_id: str
    site: str
    permissions: tuple[Permission, ...]
    mode: Mode
    version: str
    display_name: str | None = None
    token_permissions: tuple[Permission, ...] | None = None
    token_projects: tuple[str, ...] | None = None


class ProjectToSee(msgspec.Struct, frozen=True):
    """An open project whose report the one who asks may see; `mode` is how it narrows the site's."""

    project_id: str
    key: str
    name: str
    mode: Mode | None = None


def who_am_i(actor: Actor, deps: Deps) -> Me:
    """Who asks; WrongUsage where there is no site yet, Refused for whoever belongs to another."""
    if deps.kept is None:
        raise WrongUsage(NO_DATABASE)
    if actor != OPERATOR and actor.site_id != deps.kept.site.site_id:
        raise Refused(NOTHING_THERE, "Whoever asks belongs to another site.")
    return Me(
        actor.name,
        actor.kind,
        actor.account_id,
        deps.kept.site.site_id,
        deps.kept.site.name,
        tuple(permission for permission in Permission if _may(actor, deps, Asked(permission))),
        deps.rules().privacy.mode,
        __version__,
        _called(actor, deps),
        None if actor.permissions is None else tuple(sorted(actor.permissions)),
        None if actor.projects is None else tuple(sorted(actor.projects)),
    )


def projects_to_see(actor: Actor, deps: Deps) -> tuple[ProjectToSee, ...]:
    """The open projects that the one who asks may see a report of, by key; nothing is told of any other.

    Whoever may see the whole site sees every open one; of others Jira is asked for each.
    """
    grants = deps.kept.store.grants(deps.kept.site.site_id) if deps.kept else ()
    all_of_them = _may(actor, deps, Asked(Permission.VIEW))
    return tuple(
        ProjectToSee(grant.project_id, grant.key, grant.name, grant.mode)
        for grant in grants
        if all_of_them or _may(actor, deps, Asked(Permission.VIEW, grant.project_id))
    )


def connections_to_see(actor: Actor, deps: Deps) -> tuple[str, ...]:
    """The names of the site's connections, for whoever may see a report of anything; none for others."""
    if deps.kept is None or not (_may(actor, deps, Asked(Permission.VIEW)) or projects_to_see(actor, deps)):
        return ()
    return tuple(sorted(one.name for one in deps.kept.store.connections(deps.kept.site.site_id)))


def _called(actor: Actor, deps: Deps) -> str | None:
    """What the people's own list calls whoever asks, as far as it was read."""
    return names_by_account(deps).get(actor.account_id) if actor.account_id else None


def _may(actor: Actor, deps: Deps, asked: Asked) -> bool:
    try:
        scope_of(actor, deps, asked)
    except Refused:
        return False
    return True
