"""Reading the usage events of one chunk of days, and holding what arrived against what the vendor counts."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from seatlight.model.window import Window
from seatlight.ports import Arrival, Ticker
from seatlight.sources.cursor.api import CursorApi, Span
from seatlight.sources.cursor.fold import Fold
from seatlight.sources.cursor.payloads import UsageEvents
from seatlight.sources.cursor.to_tables import DAY_MILLIS, frame
from seatlight.tables.codes import CodeBook
from seatlight.tables.schema import USAGE_DAYS


def span_of(window: Window, as_of: datetime | None = None) -> Span:
    """The milliseconds of whole days before `as_of`; the last is before the first when nothing is left."""
    last = (window.last + 1) * DAY_MILLIS - 1
    if as_of is not None:
        last = min(last, round(as_of.timestamp() * 1000) - 1)
    return window.first * DAY_MILLIS, last


def no_events() -> Arrival:
    """A chunk that is known to hold nothing."""
    return Arrival((frame(USAGE_DAYS),))


class Difference(NamedTuple):
    """Why events do not add up, in a sentence; `too_many` if some of them may have been counted twice."""

    says: str
    too_many: bool


class Asked(NamedTuple):
    """Which events are asked for: the window's before `as_of`, of one address (None: everybody's) as it is spelled."""

    window: Window
    as_of: datetime
    whose: str | None = None

    @property
    def span(self) -> Span:
        """The milliseconds that are asked for."""
        return span_of(self.window, self.as_of)


def read_events(api: CursorApi, codes: CodeBook, asked: Asked, tick: Ticker) -> Arrival:
    """The chunk's events folded; read a second time when they don't add up, then kept with a note.

    What may be too much is not kept: amounts so far are never more than there are.
    """
    if asked.span[1] < asked.span[0]:
        return no_events()
    fold, difference = _read(api, codes, asked, tick)
    if difference:
        fold, difference = _read(api, codes, asked, tick)
    window = asked.window
    if difference is None:
        return Arrival(fold.frames())
    frames = no_events().frames if difference.too_many else fold.frames()
    note = f"Usage events of {window.first_on} to {window.last_on}: {difference.says}"
    return Arrival(frames, complete=False, notes=(note,))


def _read(api: CursorApi, codes: CodeBook, asked: Asked, tick: Ticker) -> tuple[Fold, Difference | None]:
    """Every page folded, and what does not add up, None when all does."""
    fold = Fold(*asked.span, codes, whose=asked.whose)
    counts: list[int | None] = []
    seen: set[int] = set()
    twice = False
    for page in api.usage_events(asked.span, asked.whose):
        fold.add(page.events)
        counts.append(page.total_usage_events_count)
        print_of = _fingerprint(page)
        twice = twice or print_of in seen
        seen.add(print_of)
        tick(requests=1, rows=len(page.events))
        if fold.strangers:
            break
    fold.settle()
    return fold, _difference(fold, counts[-1], moved=len(set(counts)) > 1, twice=twice)


def _fingerprint(page: UsageEvents) -> int:
    """A number that only the same events in the same order share; each page without any has its own."""
    if len(page.events) < 2:
        return id(page)
    return hash(tuple((event.timestamp, event.user_email, event.model, event.charged_cents) for event in page.events))


def _difference(fold: Fold, counted: int | None, *, moved: bool, twice: bool) -> Difference | None:
    too_many = twice or moved or (counted is not None and fold.arrived > counted)
    says = _told(fold, counted, moved=moved, twice=twice)
    return None if says is None else Difference(says, too_many)


def _told(fold: Fold, counted: int | None, *, moved: bool, twice: bool) -> str | None:
    if fold.strangers:
        return "Cursor answered with events of others as well, so these are left out."
    if fold.misplaced:
        return f"{fold.misplaced} of {fold.arrived} tell no time within these days and are left out."
    if counted is not None and counted != fold.arrived:
        return f"Cursor counts {counted}, {fold.arrived} arrived."
    if twice:
        return "Cursor sent one page of them twice, so another is missing."
    if moved:
        return "Cursor's count changed while they were read; some may be missing or counted twice."
    return None
