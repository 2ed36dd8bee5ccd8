"""What happens to events after they were told: some arrive late, some change, some vanish."""

from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from seatlight.sandbox.facts import Event

NOBODY = -1
"""Whom the events belong to that come from an address outside the team."""
EPOCH = date(1970, 1, 1)

Owned = dict[int, list[Event]]
"""Events by the number of the member whom they belong to."""


class Rewritten(msgspec.Struct, frozen=True):
    """A day's events up to an instant; those after it are as habits make them."""

    until_ms: int
    events: Owned


class Past:
    """The days that were rewritten; `told` gives the events of a day as they stand, in lists of their own."""

    def __init__(self, told: Callable[[date], Owned]) -> None:
        self._told = told
        self._days: dict[date, Rewritten] = {}

    def find(self, day: date) -> Rewritten | None:
        """A day that was rewritten, None if it never was."""
        return self._days.get(day)

    def add(self, owned: list[tuple[int, Event]], now_ms: int) -> None:
        """Put events beside those of their days; each comes with its owner."""
        opened = {day: self._open(day, now_ms) for day in {day_of(event) for _, event in owned}}
        for owner, event in owned:
            opened[day_of(event)].setdefault(owner, []).append(event)

    def change(self, days: list[date], now_ms: int, become: Callable[[Event], Event]) -> int:
        """Put another event in place of each; gives how many are not what they were."""
        changed = 0
        for day in days:
            for held in self._open(day, now_ms).values():
                before, held[:] = list(held), map(become, held)
                changed += sum(old != new for old, new in zip(before, held, strict=True))
        return changed

    def withdraw(self, days: list[date], now_ms: int, every: int) -> int:
        """Take every so many-th event away, counted from the oldest; gives how many went."""
        seen = gone = 0
        for day in days:
            opened = self._open(day, now_ms)
            told = [(owner, event) for owner, held in opened.items() for event in held]
            for owner, event in sorted(told, key=lambda pair: pair[1].at_ms):
                seen += 1
                if seen % every == 0:
                    opened[owner].remove(event)
                    gone += 1
        return gone

    def _open(self, day: date, now_ms: int) -> Owned:
        """The events of a day as they stand now, to be changed."""
        self._days[day] = Rewritten(now_ms, self._told(day))
        return self._days[day].events


def day_of(event: Event) -> date:
    """The UTC day of an event."""
    return EPOCH + timedelta(milliseconds=event.at_ms)
