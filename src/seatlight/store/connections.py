"""Connections to the teams of vendors, and their keys."""

from __future__ import annotations

import secrets
from operator import attrgetter

from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy import Connection as Database

from seatlight.errors import Conflict, NotFound
from seatlight.model.site import Connection
from seatlight.store.action import Action
from seatlight.store.change import Change
from seatlight.store.schema import connections, roster, rosters
from seatlight.store.seals import Place, Seals, tail

SHOWN = [column for column in connections.c if column.name != "key"]


def of_site(database: Database, site_id: str) -> tuple[Connection, ...]:
    """The connections of a site, by name."""
    query = select(*SHOWN).where(connections.c.site_id == site_id)
    found = [Connection(**row) for row in database.execute(query).mappings()]
    return tuple(sorted(found, key=attrgetter("name")))


def add(change: Change, seals: Seals, name: str, *, vendor: str, url: str, key: str) -> Connection:
    """A new connection; Conflict where the name is taken."""
    named = and_(connections.c.site_id == change.site_id, connections.c.name == name)
    if change.connection.scalar(select(connections.c.name).where(named)) is not None:
        raise Conflict(f"There is a connection named {name!r} already: choose another name.")
    added = Connection(secrets.token_hex(8), change.site_id, name, vendor, url, tail(key), change.deed.at)
    sealed = seals.seal(key_place(change.site_id, added.connection_id), key.encode())
    row = {column.name: getattr(added, column.name) for column in SHOWN}
    change.connection.execute(insert(connections).values(row | {"key": sealed}))
    change.note(Action.CONNECTION_ADDED, name, vendor=vendor, url=url)
    return added


def replace_key(change: Change, connection_id: str, key: str, seals: Seals) -> None:
    """Another key, verified now; NotFound where there is no such connection."""
    name = name_of(change.connection, change.site_id, connection_id)
    sealed = seals.seal(key_place(change.site_id, connection_id), key.encode())
    row = {"key": sealed, "key_tail": tail(key), "verified_at": change.deed.at}
    change.connection.execute(update(connections).where(_this(change.site_id, connection_id)).values(row))
    change.note(Action.KEY_REPLACED, name)


def remove(change: Change, connection_id: str) -> None:
    """Forget a connection, its key, and when its roster was seen; NotFound where there is none."""
    site_id, name = change.site_id, name_of(change.connection, change.site_id, connection_id)
    for table in (roster, rosters, connections):
        of_it = and_(table.c.site_id == site_id, table.c.connection_id == connection_id)
        change.connection.execute(delete(table).where(of_it))
    change.note(Action.CONNECTION_REMOVED, name)


def sealed_key(database: Database, site_id: str, connection_id: str) -> bytes:
    """The key, still sealed; NotFound where there is no such connection."""
    sealed: bytes | None = database.scalar(select(connections.c.key).where(_this(site_id, connection_id)))
    if sealed is None:
        raise _unknown()
    return sealed


def name_of(database: Database, site_id: str, connection_id: str) -> str:
    """What a connection is called; NotFound where there is none."""
    name: str | None = database.scalar(select(connections.c.name).where(_this(site_id, connection_id)))
    if name is None:
        raise _unknown()
    return name


def key_place(site_id: str, connection_id: str) -> Place:
    """Where a connection's key is at home."""
    return Place(site_id, "connections", connection_id)


def _this(site_id: str, connection_id: str) -> ColumnElement[bool]:
    """Which row a connection of a site is."""
    return and_(connections.c.site_id == site_id, connections.c.connection_id == connection_id)


def _unknown() -> NotFound:
    return NotFound("This site has no such connection.")
