"""Connect a vendor's team or a Jira: looked at first, saved only if it works, never shown again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from seatlight.actions.deps import Deps
from seatlight.actions.office import office
from seatlight.errors import Conflict, NotConnected, NotFound, WrongUsage
from seatlight.model.access import Actor
from seatlight.model.checks import Check
from seatlight.model.site import Connection, JiraAccess

Look = Callable[[], Iterable[Check]]
"""Looks at what is to be connected, before anything is saved."""
JIRA = "jira"
"""What the site's Jira is called among connections."""


class Connected(NamedTuple):
    """What was saved, and what was found when it was looked at."""

    connection: Connection
    checks: tuple[Check, ...]


def connect_vendor(actor: Actor, deps: Deps, look: Look, *, name: str, vendor: str, url: str, key: str) -> Connected:
    """Save a key under a name of its own; NotConnected with the reason where the vendor does not take it."""
    kept, deed = office(actor, deps)
    if not name.strip() or name == JIRA:
        raise WrongUsage(f"A connection cannot be called {name!r}: choose another with --name.")
    if any(connection.name == name for connection in kept.store.connections(kept.site.site_id)):
        raise Conflict(
            f"There is a connection {name} already: --replace-key gives it another key, --name another team a name."
        )
    checks = verified(look)
    saved = kept.store.add_connection(kept.site.site_id, name, vendor=vendor, url=url, key=key, deed=deed)
    return Connected(saved, checks)


def replace_key(actor: Actor, deps: Deps, look: Look, *, name: str, key: str) -> Connected:
    """Another key for a connection that is there; the old one stays unless the new one works."""
    kept, deed = office(actor, deps)
    connection = connection_named(deps, name)
    checks = verified(look)
    kept.store.replace_key(kept.site.site_id, connection.connection_id, key, deed)
    return Connected(connection_named(deps, name), checks)


def disconnect(actor: Actor, deps: Deps, name: str) -> Connection:
    """Forget a connection and its key."""
    kept, deed = office(actor, deps)
    connection = connection_named(deps, name)
    kept.store.remove_connection(kept.site.site_id, connection.connection_id, deed)
    return connection


def list_connections(actor: Actor, deps: Deps) -> tuple[tuple[Connection, ...], JiraAccess | None]:
    """The connections of the site, by name, and how its Jira is reached, where one was connected."""
    kept, _ = office(actor, deps)
    return kept.store.connections(kept.site.site_id), kept.site.jira


def connect_jira(actor: Actor, deps: Deps, look: Look, access: JiraAccess, token: str) -> tuple[Check, ...]:
    """Save how the site's Jira is reached; NotConnected with the reason where it does not take the token."""
    kept, deed = office(actor, deps)
    checks = verified(look)
    kept.store.set_jira(kept.site.site_id, access, token, deed)
    return checks


def disconnect_jira(actor: Actor, deps: Deps) -> None:
    """Forget how the site's Jira is reached, and the list of its people."""
    kept, deed = office(actor, deps)
    kept.store.remove_jira(kept.site.site_id, deed)


def connection_named(deps: Deps, name: str) -> Connection:
    """The connection of that name; NotFound where there is none."""
    connections = deps.kept.store.connections(deps.kept.site.site_id) if deps.kept else ()
    found = next((connection for connection in connections if connection.name == name), None)
    if found is None:
        raise NotFound(f"There is no connection {name}; seatlight connections names them.")
    return found


def verified(look: Look) -> tuple[Check, ...]:
    """What was found; NotConnected where what no report can do without does not work."""
    checks = tuple(look())
    bad = next((check for check in checks if check.outcome == "bad"), None)
    if bad is not None:
        raise NotConnected(f"Nothing was saved: {bad.name}: {bad.says}")
    return checks
