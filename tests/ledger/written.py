"""Steps, days and rows in one line, for tests without any source."""

from datetime import UTC, date, datetime, timedelta

import polars as pl

from seatlight.model.window import Window, day_number
from seatlight.ports import Arrival, Step
from seatlight.tables import schema
from seatlight.tables.types import polars_schema

TODAY = date(2026, 11, 18)
LAST = day_number(TODAY)
AS_OF = datetime(2026, 11, 18, 13, tzinfo=UTC)


def ago(first: int, last: int = 0) -> Window:
    """The days from so many days ago to so many."""
    return Window(TODAY - timedelta(days=first), TODAY - timedelta(days=last))


def rows(*cells: tuple[int, int, int]) -> Arrival:
    """Usage events: so many of a member so many days ago."""
    nothing = dict.fromkeys((*schema.EVENT_COUNTS, *schema.EVENT_AMOUNTS), 0)
    events = [
        {**nothing, "member": member, "day": LAST - days, "model": 1, "kind": schema.ACTIVITY, "events": count}
        for member, days, count in cells
    ]
    return Arrival((pl.DataFrame(events, schema=polars_schema(schema.USAGE_DAYS)),))


def step(
    table: str = "usage_days",
    covers: Window | None = None,
    lane: str = "events",
    *,
    cost: int = 1,
    priority: int = 0,
    member: int | None = None,
    finds_out: bool = False,
) -> Step:
    """A step that brings nothing."""
    members = None if member is None else frozenset([member])
    return Step(table, covers, lane, table, cost, lambda _tick: Arrival(), priority, members, finds_out)
