"""The steps that read usage events: the price first, then the newest days, single addresses, and all that is older."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from seatlight.errors import GarbledAnswer, RateLimited, TimedOut, VendorFault
from seatlight.model.window import Window
from seatlight.ports import Arrival, Recount, Step, Ticker, Wanted
from seatlight.sources.cursor.api import EVENT_PAGES, EVENTS, CursorApi
from seatlight.sources.cursor.events import Asked, no_events, read_events, span_of
from seatlight.sources.cursor.payloads import Member
from seatlight.tables.codes import CodeBook, address_of

LONGEST_WINDOW = 30
NEWEST = 2
"""Days that are read before all others."""
CHEAP_DAYS = 4
"""So few days are read without asking for the price: what may still change, and the day that no longer does."""
CHUNK_PAGES = 40
"""About so many pages make a chunk: what is lost when it fails, and for how long nothing new is known."""
MANY_PAGES = 10
"""From so many pages on the newest days are read side by side."""

QUOTE, FIRST, ADDRESSES, OLDER, RECOUNT = 0, 10, 20, 30, 500
"""What decides comes first; older days are the later the older they are."""


class UsageSteps:
    """Makes steps out of days of usage events."""

    def __init__(self, api: CursorApi, codes: CodeBook) -> None:
        self._api = api
        self._codes = codes
        self._spellings: dict[int, list[str]] = {}

    def spelled(self, members: Iterable[Member]) -> None:
        """Remember how the roster spells each address: a filter may be particular about it."""
        spellings: dict[int, dict[str, None]] = {}
        for member in members:
            if member.email and (address := address_of(member.email)):
                spellings.setdefault(self._codes.members.code(address), {})[member.email.strip()] = None
        self._spellings = {code: list(found) for code, found in spellings.items()}

    def plan(self, wanted: Wanted) -> list[Step]:
        """The steps for the days wanted, and for those whose count is to be checked."""
        newest = max((window.last for window in wanted.usage_days), default=0)
        steps = []
        for window in wanted.usage_days:
            if window.days <= CHEAP_DAYS and not wanted.for_few:
                steps.append(self._chunk(Asked(window, wanted.as_of), 1, FIRST + newest - window.last))
                continue
            steps += [self._quote(part, wanted.as_of, newest) for part in window.chunks(LONGEST_WINDOW)]
        return steps + [self._recount(recount, wanted.as_of) for recount in wanted.recounts]

    def asking_for(self, members: Collection[int], windows: Sequence[Window], as_of: datetime) -> list[Step]:
        """The steps that read the events of single addresses, one for each and at most 30 days."""
        parts = [part for window in windows for part in window.chunks(LONGEST_WINDOW)]
        return [self._of_address(member, part, as_of) for member in sorted(members) for part in parts]

    def _of_address(self, member: int, window: Window, as_of: datetime) -> Step:
        spellings = self._spellings.get(member) or [self._codes.members.names[member] or ""]

        def run(tick: Ticker) -> Arrival:
            found = [read_events(self._api, self._codes, Asked(window, as_of, name), tick) for name in spellings]
            frames = tuple(frame for arrival in found for frame in arrival.frames)
            notes = tuple(note for arrival in found for note in arrival.notes)
            return Arrival(frames, complete=all(arrival.complete for arrival in found), notes=notes)

        title = "Usage events of single seats"
        return Step("usage_days", window, EVENTS, title, len(spellings), run, ADDRESSES, members=frozenset([member]))

    def _quote(self, window: Window, as_of: datetime, newest: int) -> Step:
        """Asks how many events the window holds; what reads them follows from that."""

        def run(tick: Ticker) -> Arrival:
            span = span_of(window, as_of)
            if span[1] < span[0]:
                return no_events()
            count = self._count(span, tick)
            if count == 0:
                return no_events()
            return Arrival(replaces=False, leads_to=tuple(self._chunks(window, count, as_of, newest)))

        title = f"Price of the usage events of {window}"
        return Step("usage_days", window, EVENTS, title, 1, run, QUOTE, finds_out=True)

    def _count(self, span: tuple[int, int], tick: Ticker) -> int | None:
        """How many events there are; None when it cannot be learnt for now, which only leaves the price open."""
        try:
            count = self._api.count_events(span)
        except (VendorFault, GarbledAnswer, RateLimited, TimedOut):
            return None
        tick(requests=1)
        return count

    def _chunks(self, window: Window, count: int | None, as_of: datetime, newest: int) -> Iterable[Step]:
        """Pieces of about CHUNK_PAGES pages, as whole days; the newest days are one of their own."""
        pages = 1 if count is None else -(-count // EVENT_PAGES[0])
        for piece in _cut(window, pages, apart=window.last == newest):
            share = 1 if count is None else max(1, -(-count * piece.days // window.days // EVENT_PAGES[0]))
            age = newest - piece.last
            yield self._chunk(Asked(piece, as_of), share, (FIRST if age < NEWEST else OLDER) + age)

    def _chunk(self, asked: Asked, cost: int, priority: int) -> Step:
        run = partial(read_events, self._api, self._codes, asked)
        return Step("usage_days", asked.window, EVENTS, f"Usage events of {asked.window}", cost, run, priority)

    def _recount(self, recount: Recount, as_of: datetime) -> Step:
        """Holds the days against the vendor's count; of those that differ the half is counted again, then read."""

        def run(tick: Ticker) -> Arrival:
            span = span_of(recount.covers, as_of)
            count = self._api.count_events(span)
            tick(requests=1)
            if count is None or count == recount.total:
                return Arrival(replaces=False, counted=True)
            return Arrival(replaces=False, leads_to=tuple(self._closer(recount, count, as_of)))

        title = f"Count of {recount.covers}"
        return Step("usage_days", recount.covers, EVENTS, title, 1, run, RECOUNT, finds_out=True)

    def _closer(self, recount: Recount, count: int, as_of: datetime) -> list[Step]:
        """What is done about days whose count differs: halves as long as counting is cheaper than reading."""
        pages = -(-max(count, recount.total) // EVENT_PAGES[0])
        window = recount.covers
        if window.days == 1 or pages <= 2:
            return [self._chunk(Asked(window, as_of), pages, RECOUNT)]
        return [self._recount(half, as_of) for half in _halves(recount)]


def _halves(recount: Recount) -> tuple[Recount, Recount]:
    window = recount.covers
    middle_on = window.first_on + timedelta(days=window.days // 2)
    windows = Window(window.first_on, middle_on - timedelta(days=1)), Window(middle_on, window.last_on)
    older, newer = (Recount(half, _within(recount.events, half)) for half in windows)
    return older, newer


def _within(events: Mapping[int, int], window: Window) -> dict[int, int]:
    return {day: count for day, count in events.items() if window.first <= day <= window.last}


def _cut(window: Window, pages: int, *, apart: bool) -> list[Window]:
    """The window in pieces of equal length, newest first; its newest days apart where it is the newest window."""
    if not apart:
        pieces = max(1, round(pages / CHUNK_PAGES))
        return window.chunks(-(-window.days // pieces))
    newest = window.chunks(NEWEST)[0]
    # Several at once where they are many: a page that is asked for after the other waits for its answer.
    parts = newest.chunks(1) if pages * newest.days > MANY_PAGES * window.days else [newest]
    if newest == window:
        return parts
    rest = Window(window.first_on, newest.previous.last_on)
    return [*parts, *_cut(rest, pages * rest.days // window.days, apart=False)]
