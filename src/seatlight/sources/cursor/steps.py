"""Cursor as a source: what is wanted becomes Steps for the ledger."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from seatlight.errors import PlanRefused, RequestRefused
from seatlight.http import Http
from seatlight.model.checks import Check
from seatlight.model.window import Window
from seatlight.ports import Arrival, Step, Ticker, Wanted
from seatlight.sources.cursor import to_tables
from seatlight.sources.cursor.api import ADMIN, EVENTS, CursorApi
from seatlight.sources.cursor.checks import check_cursor
from seatlight.sources.cursor.events import span_of
from seatlight.sources.cursor.payloads import MemberSpend
from seatlight.sources.cursor.usage_steps import LONGEST_WINDOW, UsageSteps
from seatlight.tables.codes import CodeBook
from seatlight.tables.schema import CYCLE_SPEND, SEAT_CHANGES, SEAT_DAYS, Schema

LANES = {ADMIN: 2, EVENTS: 3}
"""An answer with a thousand events may take longer than a second: several at once keep up with 60 a minute."""

ROSTER_FIRST, ACTIVITY, DATES, SPEND = range(4)
"""What decides comes first in its lane."""

CLOCK_TOLERANCE = timedelta(minutes=5)
"""Clocks may differ so far without a word."""


class CursorSource:
    """Reads a Cursor team through its Admin API: roster, seat dates, spend, daily rows and usage events."""

    vendor = "cursor"
    lanes: Mapping[str, int] = LANES

    def __init__(self, http: Http, codes: CodeBook) -> None:
        self._http = http
        self._api = CursorApi(http)
        self._codes = codes
        self._usage = UsageSteps(self._api, codes)

    def roster(self) -> Step:
        """The step that reads who has a seat; a wrong key and an unreachable host show here."""
        return Step("roster", None, ADMIN, "Roster", 1, self._roster, ROSTER_FIRST)

    def as_of(self, ours: datetime) -> tuple[datetime, tuple[str, ...]]:
        """The last full hour by whichever clock is behind, and a note where they differ by more than a little.

        `ours` is the last full hour by our own. An hour that is not over for the vendor is not counted yet.
        """
        theirs = self._http.vendor_now()
        if theirs is None:
            return ours, ()
        hour = min(ours, theirs.replace(minute=0, second=0, microsecond=0))
        if theirs + CLOCK_TOLERANCE < ours:
            return hour, (f"This machine's clock is ahead of {self._http.host}'s, whose clock counts: set it right.",)
        if ours + timedelta(hours=1) + CLOCK_TOLERANCE < theirs:
            return hour, (
                f"This machine's clock is behind {self._http.host}'s, so the newest usage is left out: set it right.",
            )
        return hour, ()

    def tells_time(self) -> bool:
        """Whether any answer had the time in its header."""
        return self._http.vendor_now() is not None

    def plan(self, wanted: Wanted) -> list[Step]:
        """Daily rows, seat dates and spend in one lane, usage events in the other; what decides first in each."""
        self._http.forgive()
        steps = [self._seat_days(chunk) for window in wanted.seat_days for chunk in window.chunks(LONGEST_WINDOW)]
        steps += [self._dates(window, wanted.today) for window in wanted.seat_changes]
        if "cycle_spend" in wanted.listed:
            steps.append(Step("cycle_spend", None, ADMIN, "Spend of the billing cycle", 1, self._spend(), SPEND))
        return [*steps, *self._usage.plan(wanted)]

    def asking_for(self, members: Collection[int], windows: Sequence[Window], as_of: datetime) -> list[Step]:
        """One request for each address and 30 days, unless somebody has more than a page of events in them."""
        return self._usage.asking_for(members, windows, as_of)

    def stop(self) -> None:
        """Ends every wait and every further request; steps under way fail with Stopped."""
        self._http.stop()

    def checks(self, url: str, today: Window) -> Iterator[Check]:
        """What works and what does not, asked with one small request to each endpoint, each told when it is known."""
        return check_cursor(self._api, url, span_of(today))

    def _seat_days(self, window: Window) -> Step:
        run = partial(self._read_seat_days, window)
        return Step("seat_days", window, ADMIN, f"Daily activity of {window}", 1, run, ACTIVITY)

    def _roster(self, tick: Ticker) -> Arrival:
        members = self._api.members()
        self._usage.spelled(members)
        tick(requests=1, rows=len(members))
        return Arrival((to_tables.roster(members, self._codes.members),))

    def _read_seat_days(self, window: Window, tick: Ticker) -> Arrival:
        """Every page; a second time when rows came twice, and then without them: nothing is counted twice."""
        pages = self._seat_day_pages(window, tick)
        if _came_twice(pages):
            pages = self._seat_day_pages(window, tick)
        if _came_twice(pages):
            note = f"Daily activity of {window}: rows came twice, so all are left out."
            return Arrival((to_tables.frame(SEAT_DAYS),), complete=False, notes=(note,))
        unplaced = sum(page.unplaced for page in pages)
        note = f"Daily activity of {window}: {unplaced} rows tell no day."
        return Arrival(tuple(page.frame for page in pages), complete=not unplaced, notes=(note,) if unplaced else ())

    def _seat_day_pages(self, window: Window, tick: Ticker) -> list[to_tables.SeatDays]:
        pages = []
        for rows in self._api.daily_rows(span_of(window)):
            pages.append(to_tables.seat_days(rows, window, self._codes.members))
            tick(requests=1, rows=len(rows))
        return pages

    def _dates(self, whole: Window, today: date) -> Step:
        windows = whole.chunks(LONGEST_WINDOW)

        def run(tick: Ticker) -> Arrival:
            found = []
            for window in windows:
                pages = self._read_dates(window, today, tick)
                if any(page.undated for page in pages):
                    pages = self._read_dates(window, today, tick)
                found += pages
            undated, nameless = sum(page.undated for page in found), sum(page.nameless for page in found)
            notes = (*_entries(undated, "tell", "no believable time"), *_entries(nameless, "name", "nobody"))
            return Arrival(tuple(page.frame for page in found), complete=not undated, notes=notes)

        allowed = partial(_if_allowed, run, SEAT_CHANGES, "Seat dates are not available")
        return Step("seat_changes", whole, ADMIN, "Seat dates", len(windows), allowed, DATES)

    def _read_dates(self, window: Window, today: date, tick: Ticker) -> list[to_tables.SeatChanges]:
        """Every page of the audit log of these days."""
        pages = []
        for events in self._api.seat_changes(span_of(window)):
            pages.append(to_tables.seat_changes(events, window, today, self._codes.members))
            tick(requests=1, rows=len(events))
        return pages

    def _spend(self) -> Callable[[Ticker], Arrival]:
        def run(tick: Ticker) -> Arrival:
            spends = self._read_spend(tick)
            if _spent_twice(spends):
                spends = self._read_spend(tick)
            if _spent_twice(spends):
                note = "Spend of the billing cycle: rows came twice, so all are left out."
                return Arrival((to_tables.frame(CYCLE_SPEND),), complete=False, notes=(note,))
            return Arrival((to_tables.cycle_spend(spends, self._codes.members),))

        return partial(_if_allowed, run, CYCLE_SPEND, "The spend of the billing cycle is not available")

    def _read_spend(self, tick: Ticker) -> list[MemberSpend]:
        spends = []
        for page in self._api.spend():
            spends += page
            tick(requests=1, rows=len(page))
        return spends


def _came_twice(pages: Sequence[to_tables.SeatDays]) -> bool:
    """Whether daily rows came more often than once."""
    return to_tables.repeated([number for page in pages for number in page.prints])


def _spent_twice(spends: Sequence[MemberSpend]) -> bool:
    """The same of rows that tell of any spend."""
    spent = [row for row in spends if row.spend_cents or row.overall_spend_cents]
    return to_tables.repeated(to_tables.prints_of(spent))


def _if_allowed(run: Callable[[Ticker], Arrival], schema: Schema, says: str, tick: Ticker) -> Arrival:
    """Runs; where the team's plan does not allow it, there is nothing to read and a note says so."""
    try:
        return run(tick)
    except (PlanRefused, RequestRefused) as refusal:
        return Arrival((to_tables.frame(schema),), notes=(f"{says}: {refusal.says}",))


def _entries(count: int, verb: str, what: str) -> tuple[str, ...]:
    """A note on entries that cannot be used, none when there are none."""
    if count == 1:
        return (f"1 entry of the audit log {verb}s {what}; the age of that seat is not known.",)
    return (f"{count} entries of the audit log {verb} {what}; the age of those seats is not known.",) if count else ()
