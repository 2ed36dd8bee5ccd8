"""Cursor's real quotas on a virtual clock: when what is known, and what it cost against the least possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from msgspec import Struct

from benchmarks.lines import Line
from seatlight.actions.deps import Deps
from seatlight.actions.refresh_usage import refresh_usage
from seatlight.actions.show import show_report
from seatlight.actions.tally import Tally
from seatlight.actions.window import Ask
from seatlight.config import load
from seatlight.model.access import OPERATOR
from seatlight.ports import Step, Ticker
from seatlight.sandbox import Box, Setup, start
from seatlight.sandbox.clock import VirtualClock
from seatlight.sources.cursor.api import EVENT_PAGES, EVENTS_PATH
from seatlight.wiring import wired

NOW = datetime(2026, 11, 18, 13, 45, tzinfo=UTC)
LATENCY_SECONDS = 0.4
"""How long Cursor is supposed to take for an answer; nobody outside has measured it."""

USUAL, BUSY = 3.24, 32.4
"""Events of an active developer a day: about 100,000 of 500 developers in the reach, and ten times as many."""
ROSTER, ACTIVITY, IDLE, COMPLETE = "roster", "activity", "idle", "complete"
STATES_OF_IDLE = frozenset({"stopped", "never_started", "no_use_seen", "new", "on_hold"})


class Moments(Tally):
    """A watcher that writes down when the report first told what."""

    def __init__(self, clock: VirtualClock, deps: Deps, ask: Ask) -> None:
        super().__init__({})
        self._clock, self._deps, self._ask = clock, deps, ask
        self._open: list[Step] = []
        self.at: dict[str, float] = {}
        self.idle_seats = 0
        self.events = 0

    def planned(self, steps: Sequence[Step]) -> None:
        """What is still to be read of activity is what has not ended."""
        super().planned(steps)
        self._open += steps

    def ticker(self, step: Step) -> Ticker:
        """Count the events among the rows."""
        count = super().ticker(step)

        def tick(requests: int = 0, rows: int = 0) -> None:
            count(requests, rows)
            self.events += rows if step.table == "usage_days" else 0

        return tick

    def finished(self, step: Step) -> None:
        """Look at the report as it is now."""
        super().finished(step)
        self._open.remove(step)
        if step.table == "roster":
            self._first(ROSTER)
        if step.table == "seat_days" and not any(other.table == "seat_days" for other in self._open):
            self._first(ACTIVITY)
        if ACTIVITY in self.at and COMPLETE not in self.at:
            self._look()

    def _look(self) -> None:
        report = show_report(OPERATOR, self._deps, self._ask)
        rows = report.table("developers").rows
        seats = [row for row in rows if row["seat"] == "active"]
        if not any(row["state"] == "unknown" for row in seats):
            self.idle_seats = sum(row["state"] in STATES_OF_IDLE for row in seats)
            self._first(IDLE)
        if report.complete:
            self._first(COMPLETE)

    def _first(self, what: str) -> None:
        self.at.setdefault(what, self._clock.now())


class Reading(Struct, frozen=True):
    """When what was known, in seconds from the start; the requests, and the least that any reading takes."""

    at: Mapping[str, float]
    idle_seats: int
    events: int
    requests: Mapping[str, int]
    refused: int

    @property
    def least(self) -> int:
        """Full pages of all events."""
        return -(-self.events // EVENT_PAGES[0])


def read(setup: Setup, days: int) -> Reading:
    """One cold reading on a clock of its own."""
    clock = VirtualClock()
    with start(setup, clock=clock.now, wait=clock.sleep) as box:
        settings = load({"SEATLIGHT_CURSOR_URL": box.url, "SEATLIGHT_CURSOR_API_KEY": box.key})
        with wired(settings, clock=lambda: NOW, timer=clock, threads=clock.side_by_side) as deps:
            moments = Moments(clock, deps, Ask(days=days))
            refresh_usage(OPERATOR, deps, Ask(days=days), moments)
            report = show_report(OPERATOR, deps, Ask(days=days))
            if not report.complete:
                raise RuntimeError(f"The reading is not complete: {report.notes}")
        return Reading(moments.at, moments.idle_seats, moments.events, box.counts(), _refused(box))


def _refused(box: Box) -> int:
    return sum(asked.status == 429 for asked in box.requests)


def quota() -> Iterator[Line]:
    """The usual team over 30 and 90 days, a busy one, and one of 10,000."""
    of = partial(Setup, quotas="real", latency_seconds=LATENCY_SECONDS, now=NOW)
    for people, pace, days in ((500, USUAL, 30), (500, USUAL, 90), (500, BUSY, 30)):
        reading = read(of(people=people, events_per_active_day=pace), days)
        yield from _lines(f"{people} developers, {days} days, {reading.events:,} events", reading)


def _lines(who: str, reading: Reading) -> Iterator[Line]:
    at = reading.at
    yield Line(f"{who}: roster", at[ROSTER], "s", most=15, beside=f"an answer takes {LATENCY_SECONDS} s")
    yield Line("  activity of every day", at[ACTIVITY], "s", most=15)
    few = reading.idle_seats <= 100
    yield Line(
        "  every idle seat certain", at[IDLE], "s", most=120 if few else None, beside=f"{reading.idle_seats} idle"
    )
    yield Line("  all tokens", at[COMPLETE], "s", beside=f"{at[COMPLETE] / 60:.1f} min")
    best = 60 * max(1, -(-(reading.least - 60) // 60))
    yield Line("  to the full minutes that the quota needs at best", at[COMPLETE] / best, "×")
    asked = reading.requests[EVENTS_PATH]
    yield Line(
        "  requests for events to the least possible", asked / reading.least, "×", beside=f"{asked} of {reading.least}"
    )
    yield Line("  refused by the quota", reading.refused, "requests", most=0)
