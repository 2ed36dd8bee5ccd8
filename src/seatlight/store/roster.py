"""When rosters were first seen with an address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, insert, select, update

from seatlight.model.people import FirstSeen
from seatlight.store.connections import name_of
from seatlight.store.schema import roster, rosters
from seatlight.store.upsert import put


def first_seen(connection: Connection, site_id: str, connection_id: str) -> dict[str, FirstSeen]:
    """By address, those that went since included."""
    columns = (roster.c.email, roster.c.seen_on, roster.c.absent_on)
    rows = connection.execute(select(*columns).where(_of(roster, site_id, connection_id)))
    return {email: FirstSeen(seen_on, absent_on) for email, seen_on, absent_on in rows}


def says_nothing_new(
    connection: Connection, site_id: str, connection_id: str, emails: Collection[str], on: date
) -> bool:
    """Whether the roster was seen just so on that day already, or on a later one. NotFound without the connection."""
    name_of(connection, site_id, connection_id)
    last = connection.execute(select(rosters).where(_of(rosters, site_id, connection_id))).one_or_none()
    if last is None or last.seen_on is None:
        return False
    return bool(last.seen_on > on or (last.seen_on == on and last.digest == digest(emails)))


def see(connection: Connection, site_id: str, connection_id: str, emails: Collection[str], on: date) -> None:
    """The roster was seen on that day with these addresses.

    An address that was not on the roster before, or not on the last, has been there since that day; the day of the
    last roster is the last without it. A day that comes late tells nothing.
    """
    if says_nothing_new(connection, site_id, connection_id, emails, on):
        return
    of_it = _of(roster, site_id, connection_id)
    here = {row.email: row.here for row in connection.execute(select(roster.c.email, roster.c.here).where(of_it))}
    now_here = set(emails)
    last_on = connection.scalar(select(rosters.c.seen_on).where(_of(rosters, site_id, connection_id)))
    of_row = {"site_id": site_id, "connection_id": connection_id}
    new = [
        {**of_row, "email": email, "seen_on": on, "absent_on": last_on, "here": True}
        for email in sorted(now_here - here.keys())
    ]
    came_back = [email for email in now_here if here.get(email) is False]
    gone = [email for email, was in here.items() if was and email not in now_here]
    if new:
        connection.execute(insert(roster), new)
    _mark(connection, of_it, came_back, {"here": True, "seen_on": on, "absent_on": last_on})
    _mark(connection, of_it, gone, {"here": False})
    put(connection, rosters, {**of_row, "seen_on": on, "digest": digest(emails)})


def digest(emails: Collection[str]) -> bytes:
    """What tells one roster from another."""
    return sha256("\n".join(sorted(set(emails))).encode()).digest()


def _mark(
    connection: Connection, of_it: ColumnElement[bool], emails: Collection[str], row: Mapping[str, object]
) -> None:
    """These values for each of the addresses."""
    if emails:
        this = and_(of_it, roster.c.email == bindparam("this"))
        connection.execute(update(roster).where(this).values(row), [{"this": email} for email in emails])


def _of(table: Table, site_id: str, connection_id: str) -> ColumnElement[bool]:
    """The rows of a connection of a site."""
    return and_(table.c.site_id == site_id, table.c.connection_id == connection_id)
