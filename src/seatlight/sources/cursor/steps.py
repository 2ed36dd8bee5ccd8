"""Cursor's quotes, windows and pages as Steps for the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from seatlight.errors import KeyRefused, PlanRefused, RequestRefused, TimedOut, VendorError
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

        Asks first how many events each 30 days hold. A key that may not read events and an unreachable host
        end it here; any other failure leaves the price open.
        """
        quotes = self._quotes(need.events.chunks(LONGEST_WINDOW), need.as_of, tick)
        windows = need.reach.chunks(LONGEST_WINDOW)
        return [
            Step("roster", None, ADMIN, "Roster", 1, self._roster),
            *(self._seat_days(window) for window in windows),
            Step("seat_changes", need.reach, ADMIN, "Seat dates", len(windows), self._dates(windows)),
            Step("cycle_spend", None, ADMIN, "Spend of the billing cycle", 1, self._spend()),
            *self._usage(quotes, need.as_of),
        ]

    def stop(self) -> None:
        """Ends every wait and every further request; steps under way fail with Stopped."""
        self._http.stop()

    def checks(self, today: Window) -> list[Check]:
        """What works and what does not, asked with one small request to each endpoint."""
        return check_cursor(self._api, self._http.host, span_of(today))

    def _quotes(self, windows: list[Window], as_of: datetime, tick: Ticker) -> list[tuple[Window, int | None]]:
        """How many events each window holds; None from the first window on for which it cannot be learnt."""
        counts: list[int | None] = []
        for window in windows:
            span = span_of(window, as_of)
            try:
                counts.append(self._api.count_events(span) if span[0] <= span[1] else 0)
                tick(requests=1)
            except (KeyRefused, PlanRefused):
                raise
            except (VendorError, TimedOut):
                break
        counts += [None] * (len(windows) - len(counts))
        return list(zip(windows, counts, strict=True))

    def _usage(self, quotes: list[tuple[Window, int | None]], as_of: datetime) -> list[Step]:
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

    def _dates(self, windows: list[Window]) -> Callable[[Ticker], Arrival]:
        def run(tick: Ticker) -> Arrival:
            frames = []
            for window in windows:
                for events in self._api.seat_changes(span_of(window)):
                    frames.append(to_tables.seat_changes(events, window, self._codes.members))
                    tick(requests=1, rows=len(events))
            return Arrival(tuple(frames))

        return partial(_if_allowed, run, SEAT_CHANGES, "Seat dates are not available")

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


def _newest_apart(window: Window) -> list[Window]:
    """The newest days of a window, then the rest of it."""
    newest = window.chunks(NEWEST)[0]
    older = newest.previous.last_on
    return [newest] if newest == window else [newest, Window(window.first_on, older)]


def _title(what: str, window: Window) -> str:
    return f"{what} of {window.first_on} to {window.last_on}"


def _nothing(_tick: Ticker) -> Arrival:
    return no_events()
