"""What the tests of reading Cursor share: windows, a client in a hurry, and a whole reading."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import msgspec
import polars as pl

from seatlight.http import Http
from seatlight.model.window import Window, last_days
from seatlight.ports import Arrival, Step, Wanted
from seatlight.sources.cursor import CursorSource
from seatlight.sources.cursor.api import authorization
from seatlight.tables.codes import CodeBook, Codes

JUNE_LEFT_OUT = Window(date(2026, 5, 4), date(2026, 6, 2))
NOW = datetime(2026, 11, 22, 13, 45, 10, 123000, tzinfo=UTC)
KEY = "crsr_" + "0" * 64


@contextmanager
def client(url: str, key: str = KEY, retry_for: float = 2, minute: float = 1) -> Iterator[Http]:
    """A client without quotas of its own, in a hurry."""
    http = Http(
        url,
        authorization=authorization(key),
        limits={},
        retry_for_seconds=retry_for,
        minute_seconds=minute,
        first_wait_seconds=0.01,
    )
    try:
        yield http
    finally:
        http.close()


def wanted_of(days: int, reach: int = 90, as_of: datetime | None = None, now: datetime = NOW) -> Wanted:
    """What a report over the last `days` days wants where nothing is known yet."""
    hour, whole = as_of or now.replace(minute=0, second=0, microsecond=0), (last_days(reach, now.date()),)
    usage = (last_days(days, now.date()),)
    return Wanted(
        as_of=hour, seat_days=whole, seat_changes=whole, usage_days=usage, listed=frozenset({"roster", "cycle_spend"})
    )


class Reading(msgspec.Struct):
    """All that a source brought: frames by table, arrivals in order, and what they were told to cost."""

    codes: CodeBook
    arrivals: list[tuple[Step, Arrival]]

    def table(self, name: str) -> pl.DataFrame:
        """One table."""
        return pl.concat([frame for step, arrival in self.arrivals if step.table == name for frame in arrival.frames])

    @property
    def cost(self) -> int:
        """What all steps were expected to cost."""
        return sum(step.cost for step, _ in self.arrivals)

    @property
    def notes(self) -> list[str]:
        """All notes."""
        return [note for _, arrival in self.arrivals for note in arrival.notes]

    @property
    def complete(self) -> bool:
        """Whether everything is there."""
        return all(arrival.complete for _, arrival in self.arrivals)


class Tally:
    """A ticker that counts."""

    def __init__(self) -> None:
        self.requests = 0
        self.rows = 0

    def __call__(self, requests: int = 0, rows: int = 0) -> None:
        """Adds."""
        self.requests += requests
        self.rows += rows


def read_all(http: Http, wanted: Wanted, tick: Tally | None = None) -> Reading:
    """Runs the roster's step, every planned one, and whatever they lead to, one after the other."""
    codes, tick = CodeBook(Codes(), Codes()), tick or Tally()
    source = CursorSource(http, codes)
    reading = Reading(codes, [])
    steps = [source.roster(), *source.plan(wanted)]
    while steps:
        step = steps.pop(0)
        arrival = step.run(tick)
        reading.arrivals.append((step, arrival))
        steps += arrival.leads_to
    return reading
