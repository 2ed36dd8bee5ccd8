"""Seats exempted from every finding."""

from __future__ import annotations

from datetime import date, timedelta
from operator import attrgetter

from sqlalchemy import Connection, and_, delete, insert, select, update

from seatlight.errors import NotFound
from seatlight.model.governance import Hold
from seatlight.store.action import Action
from seatlight.store.change import Change
from seatlight.store.schema import holds


def of_site(connection: Connection, site_id: str) -> tuple[Hold, ...]:
    """Every hold, by address and day."""
    columns = (holds.c.email, holds.c.until, holds.c.starts_on, holds.c.reason)
    rows = connection.execute(select(*columns).where(holds.c.site_id == site_id))
    return tuple(sorted((Hold(*row) for row in rows), key=attrgetter("email", "starts_on")))


def add(change: Change, hold: Hold) -> None:
    """A hold in place of those of its address that share a day with it."""
    overlapping = and_(
        holds.c.site_id == change.site_id,
        holds.c.email == hold.email,
        holds.c.starts_on <= hold.until,
        holds.c.until >= hold.starts_on,
    )
    change.connection.execute(delete(holds).where(overlapping))
    days = {"starts_on": hold.starts_on, "until": hold.until, "reason": hold.reason}
    change.connection.execute(insert(holds).values(site_id=change.site_id, email=hold.email, **days))
    change.note(Action.HOLD_ADDED, hold.email, **days)


def end(change: Change, email: str, on: date) -> None:
    """The hold in force on that day ends with the day before; one that began on it is gone. NotFound without one."""
    in_force = and_(
        holds.c.site_id == change.site_id, holds.c.email == email, holds.c.starts_on <= on, holds.c.until >= on
    )
    starts_on = change.connection.scalar(select(holds.c.starts_on).where(in_force))
    if starts_on is None:
        raise NotFound("This address is not on hold on that day.")
    if starts_on == on:
        change.connection.execute(delete(holds).where(in_force))
    else:
        change.connection.execute(update(holds).where(in_force).values(until=on - timedelta(days=1)))
    change.note(Action.HOLD_ENDED, email, on=on)
