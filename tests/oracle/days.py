"""Days, shutdowns and percentiles: what 'the last N days' and 'a gap' mean."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

DAY = timedelta(days=1)
DAY_MS = 86_400_000
HOUR_MS = 3_600_000
EPOCH = date(1970, 1, 1).toordinal()


def exact(number: float) -> Fraction:
    """The decimal number as written, without the error of its binary form."""
    return Fraction(str(number))


def day_of_ms(at_ms: int) -> date:
    """The UTC day of an instant in milliseconds since 1970."""
    return date.fromordinal(EPOCH + at_ms // DAY_MS)


def day_of_text(text: str | date) -> date:
    """The day of an ISO date or of an ISO instant in UTC."""
    return text if isinstance(text, date) else date.fromisoformat(text[:10])


def ms_of_text(text: str) -> int:
    """Milliseconds since 1970 of an ISO instant."""
    at = datetime.fromisoformat(text)
    return round(at.timestamp() * 1000)


def dates(first_on: date, last_on: date) -> list[date]:
    """Every day from the first to the last, both included; empty when the first is after the last."""
    return [first_on + DAY * n for n in range((last_on - first_on).days + 1)]


def last_full_day(last_on: date, today: date) -> date:
    """Ruling 1: yesterday when the window's last day is today, else the window's last day."""
    return today - DAY if last_on == today else last_on


def first_of_last(count: int, end: date, shutdown: Collection[date]) -> date:
    """Ruling 3: the count-th day that is no shutdown day, counting back from the end, which counts too."""
    day, counted = end, 0
    while True:
        counted += day not in shutdown
        if counted == count:
            return day
        day -= DAY


def days_outside_shutdown(first_on: date, last_on: date, shutdown: Collection[date]) -> int:
    """How many days from first to last, both included, are not in a shutdown."""
    return sum(1 for day in dates(first_on, last_on) if day not in shutdown)


def gap_days(before: date, after: date, shutdown: Collection[date]) -> int:
    """Ruling 3: the days strictly between two active days that are not in a shutdown."""
    return days_outside_shutdown(before + DAY, after - DAY, shutdown)


def percentile(values: Sequence[int], share: float) -> Fraction:
    """Linear interpolation between the closest ranks; the values must not be empty."""
    ordered = sorted(values)
    position = exact(share) * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def off_days(active_developers: Mapping[date, int], limits: dict[str, Any]) -> list[date]:
    """Ruling 2: days with fewer active developers than a fifth of the median day's, if that is at least 5."""
    if not active_developers:
        return []
    median = percentile(list(active_developers.values()), 0.5)
    if median < limits["off_min_median"]:
        return []
    border = median * exact(limits["off_share"])
    return sorted(day for day, count in active_developers.items() if count < border)


def shutdown_days(off: Sequence[date], limits: dict[str, Any]) -> frozenset[date]:
    """Ruling 2: the days of every longest run of at least 4 off days."""
    runs: list[list[date]] = []
    for day in off:
        if runs and runs[-1][-1] == day - DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return frozenset(day for run in runs if len(run) >= limits["shutdown_min_days"] for day in run)
