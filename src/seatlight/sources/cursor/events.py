"""Reading the usage events of one chunk of days, and holding what arrived against what the vendor counts."""

from __future__ import annotations

from datetime import datetime

from seatlight.model.window import Window
from seatlight.ports import Arrival, Ticker
from seatlight.sources.cursor.api import CursorApi, Span
from seatlight.sources.cursor.fold import Fold
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


def read_events(api: CursorApi, codes: CodeBook, window: Window, as_of: datetime, tick: Ticker) -> Arrival:
    """The chunk's events folded; read a second time when they don't add up, then kept with a note."""
    span = span_of(window, as_of)
    if span[1] < span[0]:
        return no_events()
    fold, difference = _read(api, codes, span, tick)
    if difference:
        fold, difference = _read(api, codes, span, tick)
    notes = (f"Usage events of {window.first_on} to {window.last_on}: {difference}",) if difference else ()
    return Arrival(fold.frames(), complete=not notes, notes=notes)


def _read(api: CursorApi, codes: CodeBook, span: Span, tick: Ticker) -> tuple[Fold, str | None]:
    """Every page folded, and what does not add up, None when all does."""
    fold = Fold(*span, codes)
    counts: list[int | None] = []
    for page in api.usage_events(span):
        fold.add(page.events)
        counts.append(page.total_usage_events_count)
        tick(requests=1, rows=len(page.events))
    fold.settle()
    return fold, _difference(fold, counts[-1], moved=len(set(counts)) > 1)


def _difference(fold: Fold, counted: int | None, *, moved: bool) -> str | None:
    if fold.misplaced:
        return f"{fold.misplaced} of {fold.arrived} tell no time within these days and are left out."
    if counted is not None and counted != fold.arrived:
        return f"Cursor counts {counted}, {fold.arrived} arrived."
    if moved:
        return "Cursor's count changed while they were read; some may be missing or counted twice."
    return None
