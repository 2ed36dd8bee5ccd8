"""The stretches of days that a report looks at, off days and shutdowns taken into account. Days are integers."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median

import msgspec

from seatlight.model.limits import Limits
from seatlight.model.window import Window

Stretch = tuple[int, int]
"""First and last day, both included."""


def off_days(active: Mapping[int, int], first: int, last: int, limits: Limits) -> frozenset[int]:
    """Days between `first` and `last` on which far fewer developers than usual were active.

    `active` counts active developers by day. Off is below `off_day_share` of the median day's count; nothing is off
    where the median day has fewer than `off_day_median`, nor in an empty stretch.
    """
    if last < first:
        return frozenset()
    counts = {day: active.get(day, 0) for day in range(first, last + 1)}
    usual = median(counts.values())
    return frozenset(day for day, count in counts.items() if _is_off(count, usual, limits))


def foreseen(least: Mapping[int, int], most: Mapping[int, int], first: int, last: int, limits: Limits) -> bool:
    """Whether the shutdowns are the same whatever each day's number of active developers is between two bounds."""
    if last < first:
        return True
    days = range(first, last + 1)
    low, high = ([bound.get(day, 0) for day in days] for bound in (least, most))
    surely = {day for day, count in zip(days, high, strict=True) if _is_off(count, median(low), limits)}
    maybe = {day for day, count in zip(days, low, strict=True) if _is_off(count, median(high), limits)}
    return shutdowns(frozenset(surely), limits) == shutdowns(frozenset(maybe), limits)


def _is_off(count: int, usual: float, limits: Limits) -> bool:
    """Whether a day with so many active developers is off; none is where the median day has too few or nobody."""
    return bool(usual) and usual >= limits.off_day_median and count / usual < limits.off_day_share


def shutdowns(off: frozenset[int], limits: Limits) -> tuple[Stretch, ...]:
    """The runs of at least `shutdown_days` off days, oldest first."""
    runs: list[list[int]] = []
    for day in sorted(off):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return tuple((run[0], run[-1]) for run in runs if len(run) >= limits.shutdown_days)


class Spans(msgspec.Struct, frozen=True):
    """Which days a report is about.

    `window` is what was asked for, `ends_today` whether its last day is not over yet, `known_since` the first day
    that daily rows cover without a gap up to it, `events_from` the first day that usage events cover without a
    gap up to it (both None when it is itself missing). `events_planned_from` is the
    first day whose events were to be read: nothing is missing when `events_from` reaches it. `reach_first` is the
    first day that the vendor answers for. `foreseen` is false while days yet to be read could change what is a
    shutdown, `dated` while the day on which a seat was given may be yet to be read.
    """

    window: Window
    ends_today: bool
    known_since: int | None
    events_from: int | None
    events_planned_from: int
    reach_first: int
    limits: Limits
    off: frozenset[int] = frozenset()
    shutdowns: tuple[Stretch, ...] = ()
    foreseen: bool = True
    dated: bool = True

    @property
    def last(self) -> int:
        """The window's last day."""
        return self.window.last

    @property
    def last_full(self) -> int:
        """The last day that is over: yesterday when the window ends today, else its last day."""
        return self.last - 1 if self.ends_today else self.last

    def last_days(self, days: int) -> Stretch:
        """The last `days` full days, and today so far; days inside a shutdown are not counted."""
        return self.working_back(self.last_full + 1, days), self.last

    def working_back(self, before: int, days: int) -> int:
        """The first of the `days` days before `before` that are in no shutdown."""
        closed = {day for first, last in self.shutdowns for day in range(first, last + 1)}
        while days:
            before -= 1
            days -= before not in closed
        return before

    @property
    def block(self) -> Stretch:
        """The newest block of a comparison: the recent full days; today is left out."""
        return self.last_full - self.limits.recent_days + 1, self.last_full

    @property
    def block_before(self) -> Stretch:
        """The block of equal length before it."""
        first, _ = self.block
        return first - self.limits.recent_days, first - 1

    @property
    def trend(self) -> Stretch:
        """The window's days that its trend compares, today left out; empty for a window that is today alone."""
        return self.window.first, self.last_full

    @property
    def trend_before(self) -> Stretch:
        """The days just before that they are compared with: as many."""
        previous = self.window.previous
        return previous.first + (1 if self.ends_today else 0), previous.last

    def known(self, first: int) -> bool:
        """Whether daily rows and usage events are known from `first` on, everything that can be told included."""
        return self.told(first) and self.events_from is not None and first >= self.events_from

    def told(self, first: int) -> bool:
        """Whether daily rows are known from `first` on, and of its events all that were to be read."""
        decided = self.decided_from
        return decided is not None and first >= decided

    @property
    def decided_from(self) -> int | None:
        """The first day from which use can be told: daily rows are known, and no event that was to be read is missing.

        None when not even the window's last day can be told.
        """
        if self.known_since is None or self.events_from is None:
            return None
        if self.events_from <= self.events_planned_from:
            return self.known_since
        return max(self.known_since, self.events_from)


def events_back(limits: Limits) -> int:
    """How many days before its last a report needs events at least, whatever its window."""
    return max(2 * limits.recent_days, limits.reclaim_days)
