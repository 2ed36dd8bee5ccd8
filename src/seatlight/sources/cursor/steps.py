"""Cursor's quotes, windows and pages as Steps for the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import NoReturn

from seatlight.errors import KeyRefused, PlanRefused, RequestRefused, TimedOut, Unreachable, VendorError
from seatlight.http import Http
from seatlight.model.checks import Check
from seatlight.model.window import Window
from seatlight.ports import Arrival, Need, Step, Ticker
from seatlight.sources.cursor import to_tables
from seatlight.sources.cursor.api import ADMIN, EVENT_PAGES, EVENTS, CursorApi
from seatlight.sources.cursor.checks import check_cursor
from seatlight.sources.cursor.events import no_events, read_events, span_of
from seatlight.tables.codes import CodeBook
from seatlight.tables.schema import CYCLE_SPEND, SEAT_CHANGES, Schema

LONGEST_WINDOW = 30
NEWEST = 2


class CursorSource:
    """Reads a Cursor team through its Admin API: roster, seat dates, spend, daily rows and usage events."""

    vendor = "cursor"

    def __init__(self, http: Http, codes: CodeBook) -> None:
        self._http = http
        self._api = CursorApi(http)
        self._codes = codes

    def plan(self, need: Need, tick: Ticker) -> list[Step]:
        """The steps in the order in which they decide: roster, daily rows, seat dates, spend, then events.

        Asks first how many events each 30 days hold. A wrong key, an unreachable host, and a plan that lets neither
        events nor daily rows be read end it here; any other failure leaves the price open.
        """
        usage = self._usage(need, tick)
        windows = need.reach.chunks(LONGEST_WINDOW)
        return [
            Step("roster", None, ADMIN, "Roster", 1, self._roster),
            *(self._seat_days(window) for window in windows),
            Step("seat_changes", need.reach, ADMIN, "Seat dates", len(windows), self._dates(windows, need.today)),
            Step("cycle_spend", None, ADMIN, "Spend of the billing cycle", 1, self._spend()),
            *usage,
        ]

    def stop(self) -> None:
        """Ends every wait and every further request; steps under way fail with Stopped."""
        self._http.stop()

    def checks(self, url: str, today: Window) -> Iterator[Check]:
        """What works and what does not, asked with one small request to each endpoint, each told when it is known."""
        return check_cursor(self._api, url, span_of(today))

    def _usage(self, need: Need, tick: Ticker) -> list[Step]:
        """The steps that read usage events; where the plan does not allow it, one that fails with the reason."""
        try:
            quotes = self._quotes(need.events.chunks(LONGEST_WINDOW), need.as_of, tick)
        except PlanRefused as refusal:
            self._require_daily_rows(need.today, refusal)
            run = partial(_refuse, refusal)
            return [Step("usage_days", need.events, EVENTS, _title("Usage events", need.events), 0, run)]
        return self._chunks(quotes, need.as_of)

    def _require_daily_rows(self, today: date, refusal: PlanRefused) -> None:
        """Raises the refusal of events where daily rows are refused as well, for nothing is left to report."""
        try:
            next(self._api.daily_rows(span_of(Window(today, today))), None)
        except PlanRefused:
            raise refusal from None
        except (VendorError, Unreachable):
            return  # Its own step will say so.

    def _quotes(self, windows: list[Window], as_of: datetime, tick: Ticker) -> list[tuple[Window, int | None]]:
        """How many events each window holds; None from the first window on for which it cannot be learnt."""
        counts: list[int | None] = []
        for window in windows:
            span = span_of(window, as_of)
            try:
                counts.append(self._api.count_events(span) if span[0] <= span[1] else 0)
                tick(requests=1)
            except (VendorError, TimedOut) as failure:
                if isinstance(failure, KeyRefused | PlanRefused) and not counts:
                    raise
                break
        counts += [None] * (len(windows) - len(counts))
        return list(zip(windows, counts, strict=True))

    def _chunks(self, quotes: list[tuple[Window, int | None]], as_of: datetime) -> list[Step]:
        """One step per chunk, the newest days apart so that they are there first."""
        steps = []
        for place, (window, count) in enumerate(quotes):
            for chunk in _newest_apart(window) if place == 0 else [window]:
                run: Callable[[Ticker], Arrival] = partial(read_events, self._api, self._codes, chunk, as_of)
                share = None if count is None else -(-count * chunk.days // window.days)
                cost = 1 if share is None else max(1, -(-share // EVENT_PAGES[0]))
                if count == 0:
                    cost, run = 0, _nothing
                steps.append(Step("usage_days", chunk, EVENTS, _title("Usage events", chunk), cost, run))
        return steps

    def _seat_days(self, window: Window) -> Step:
        run = partial(self._read_seat_days, window)
        return Step("seat_days", window, ADMIN, _title("Daily activity", window), 1, run)

    def _roster(self, tick: Ticker) -> Arrival:
        members = self._api.members()
        tick(requests=1, rows=len(members))
        return Arrival((to_tables.roster(members, self._codes.members),))

    def _read_seat_days(self, window: Window, tick: Ticker) -> Arrival:
        frames, unplaced = [], 0
        for rows in self._api.daily_rows(span_of(window)):
            page, without_day = to_tables.seat_days(rows, window, self._codes.members)
            frames.append(page)
            unplaced += without_day
            tick(requests=1, rows=len(rows))
        note = f"Daily activity of {window.first_on} to {window.last_on}: {unplaced} rows tell no day."
        return Arrival(tuple(frames), complete=not unplaced, notes=(note,) if unplaced else ())

    def _dates(self, windows: list[Window], today: date) -> Callable[[Ticker], Arrival]:
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

        return partial(_if_allowed, run, SEAT_CHANGES, "Seat dates are not available")

    def _read_dates(self, window: Window, today: date, tick: Ticker) -> list[to_tables.SeatChanges]:
        """Every page of the audit log of these days."""
        pages = []
        for events in self._api.seat_changes(span_of(window)):
            pages.append(to_tables.seat_changes(events, window, today, self._codes.members))
            tick(requests=1, rows=len(events))
        return pages

    def _spend(self) -> Callable[[Ticker], Arrival]:
        def run(tick: Ticker) -> Arrival:
            spends = []
            for page in self._api.spend():
                spends += page
                tick(requests=1, rows=len(page))
            return Arrival((to_tables.cycle_spend(spends, self._codes.members),))

        return partial(_if_allowed, run, CYCLE_SPEND, "The spend of the billing cycle is not available")


def _if_allowed(run: Callable[[Ticker], Arrival], schema: Schema, says: str, tick: Ticker) -> Arrival:
    """Runs; where the team's plan does not allow it, there is nothing to read and a note says so."""
    try:
        return run(tick)
    except (PlanRefused, RequestRefused) as refusal:
        return Arrival((to_tables.frame(schema),), notes=(f"{says}: {refusal.says}",))


def _refuse(refusal: PlanRefused, _tick: Ticker) -> NoReturn:
    raise refusal


def _entries(count: int, verb: str, what: str) -> tuple[str, ...]:
    """A note on entries that cannot be used, none when there are none."""
    if count == 1:
        return (f"1 entry of the audit log {verb}s {what}; the age of that seat is not known.",)
    return (f"{count} entries of the audit log {verb} {what}; the age of those seats is not known.",) if count else ()


def _newest_apart(window: Window) -> list[Window]:
    """The newest days of a window, then the rest of it."""
    newest = window.chunks(NEWEST)[0]
    older = newest.previous.last_on
    return [newest] if newest == window else [newest, Window(window.first_on, older)]


def _title(what: str, window: Window) -> str:
    return f"{what} of {window.first_on} to {window.last_on}"


def _nothing(_tick: Ticker) -> Arrival:
    return no_events()
