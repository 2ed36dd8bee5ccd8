"""What every state and signal of one report looks at: its days, its limits, and the whole team."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from .counts import active_days, tokens, within
from .days import (
    DAY,
    dates,
    first_of_last,
    last_full_day,
    off_days,
    percentile,
    shutdown_days,
)
from .reading import Reading

Row = dict[str, Any]
Tiers = Callable[[str], str | None]


@dataclass(frozen=True)
class Scene:
    """The reading, the limits, the shutdown days, the holds and the tier table of one report."""

    reading: Reading
    limits: Row
    holds: list[Row]
    tiers: Tiers
    people_given: bool
    shutdown: frozenset[date]

    @property
    def end(self) -> date:
        """E of ruling 1: the last full day."""
        return last_full_day(self.reading.last_on, self.reading.today)

    def first_of_last(self, count: int) -> date:
        """The first day of 'the last N days', lengthened by shutdowns; they end on the window's last day."""
        return first_of_last(count, self.end, self.shutdown)

    def blocks(self) -> tuple[tuple[date, date], tuple[date, date]]:
        """Ruling 29: the 30 days that end on E and the 30 before, never lengthened."""
        length = timedelta(days=self.limits["block_days"])
        start = self.end - length + DAY
        return (start, self.end), (start - length, start - DAY)

    def certainty(self, idle_from: date) -> str:
        """Ruling 36: `likely` if it rests on days without use before events were read, else `certain`."""
        return "likely" if idle_from < self.reading.events_from else "certain"


def shutdown_of(developers: list[Row], reading: Reading, limits: Row) -> frozenset[date]:
    """Ruling 2: shutdown days among the covered days of the reach, up to yesterday, whatever the window."""
    counts = {
        day: sum(1 for developer in developers if day in developer["active_days_of_reach"])
        for day in dates(reading.known_since, reading.today - DAY)
        if not reading.daily_lost(day, day)
    }
    return shutdown_days(off_days(counts, limits), limits)


def tokens_in(developer: Row, first_on: date, last_on: date) -> int:
    """Input and output tokens of a developer's events from first to last."""
    return tokens(within(developer["all_events"], first_on, last_on))


def active_in(developer: Row, first_on: date, last_on: date) -> int:
    """A developer's active days from first to last."""
    return sum(1 for day in developer["active_days"] if first_on <= day <= last_on)


def recent_active_days(developer: Row, scene: Scene) -> int:
    """Active days in the last 30, lengthened, with today."""
    first_on = scene.first_of_last(scene.limits["recent_days"])
    return active_in(developer, first_on, scene.reading.last_on)


@dataclass(frozen=True)
class Team:
    """What developers are compared with: numbers over the paid human seats."""

    tokens: list[int]
    recent_active_days: list[int]
    premium_events: int
    fast_events: int

    def tokens_at(self, share: float) -> Fraction | None:
        """A percentile of the tokens in the window; None without anyone who has some."""
        return percentile(self.tokens, share) if self.tokens else None

    def mean_tokens(self) -> Fraction | None:
        """The mean of the tokens in the window; None without anyone who has some."""
        return Fraction(sum(self.tokens), len(self.tokens)) if self.tokens else None

    def premium_share(self) -> Fraction | None:
        """Premium among premium and fast events; None without such events."""
        known = self.premium_events + self.fast_events
        return Fraction(self.premium_events, known) if known else None


def team_of(developers: list[Row], scene: Scene) -> Team:
    """The comparisons of rulings 15, 30, 31 and 39, over developers that hold an active seat."""
    seated = [developer for developer in developers if developer["seat"] == "active"]
    totals = [developer["total_tokens"] for developer in seated]
    recent = [recent_active_days(developer, scene) for developer in seated]
    return Team(
        tokens=[total for total in totals if total > 0],
        recent_active_days=[days for days in recent if days >= 1],
        premium_events=sum(developer["premium_events"] for developer in seated),
        fast_events=sum(developer["fast_events"] for developer in seated),
    )


def used_on(developer: Row) -> list[date]:
    """The developer's active days in order."""
    return sorted(developer["active_days"])


def active_days_of_window(developer: Row, reading: Reading) -> int:
    """Distinct active days in the window."""
    span = (reading.first_on, reading.last_on)
    return len(active_days(within(developer["all_events"], *span), within(developer["daily_rows"], *span)))
