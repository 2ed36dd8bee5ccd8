"""Which days a report of a window is about, and which it has to read."""

from __future__ import annotations

from seatlight.metrics.spans import Spans, events_back, foreseen, off_days, shutdowns
from seatlight.model.limits import Limits
from seatlight.model.window import Window, day_of
from seatlight.tables.join import Joined


def events_window(window: Window, reach: Window, limits: Limits) -> Window:
    """The days whose events a report needs: the window, the one before if in reach, and what signals look at."""
    back = max(reach.first, window.last - events_back(limits))
    previous = window.previous.first if window.previous.first >= reach.first else window.first
    return Window(day_of(min(window.first, previous, back)), window.last_on)


def deciding_window(window: Window, reach: Window, limits: Limits) -> Window:
    """The days without any use in which a seat is idle, shutdowns left out of account."""
    full = window.last - 1 if window.last == reach.last else window.last
    return Window(day_of(max(reach.first, full - limits.recent_days + 1)), window.last_on)


def spans_of(joined: Joined, window: Window, limits: Limits) -> Spans:
    """The days a report of that window is about; off days are judged over the whole reach, today never."""
    snapshot = joined.snapshot
    known_since = snapshot.known_since(window.last_on)
    off: frozenset[int] = frozenset()
    planned_from = events_window(window, snapshot.reach, limits).first
    if known_since is not None:
        off = off_days(joined.active_by_day, known_since, snapshot.reach.last - 1, limits)
    return Spans(
        window=window,
        ends_today=window.last_on == snapshot.today,
        known_since=known_since,
        events_from=snapshot.usage_known_since(window.last_on),
        events_planned_from=planned_from,
        reach_first=snapshot.reach.first,
        limits=limits,
        off=off,
        shutdowns=shutdowns(off, limits),
        dated=snapshot.seat_changes_complete,
        foreseen=known_since is None or _foreseen(joined, known_since, planned_from, limits),
    )


def _foreseen(joined: Joined, known_since: int, planned_from: int, limits: Limits) -> bool:
    """Whether no event that is yet to be read can change what is a shutdown: anybody may turn out to have been active.

    An address that stands on no roster and was never seen cannot be foreseen.
    """
    snapshot, everybody = joined.snapshot, joined.developers.height
    open_days = set(range(planned_from, snapshot.reach.last + 1)) - snapshot.usage_days_read
    if not open_days:
        return True
    most = {**joined.active_by_day, **dict.fromkeys(open_days, everybody)}
    return foreseen(joined.active_by_day, most, known_since, snapshot.reach.last - 1, limits)
