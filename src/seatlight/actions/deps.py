"""What actions see of the world; `wiring` fills it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from seatlight.model.checks import Check
from seatlight.model.governance import Hold, Money
from seatlight.model.limits import Limits
from seatlight.model.people import Person
from seatlight.model.tiers import TierTable
from seatlight.ports import Clock, Need, Watcher
from seatlight.tables.snapshot import Snapshot


class Usage(Protocol):
    """The usage of one connection."""

    def read(self, need: Need, watcher: Watcher) -> Snapshot:
        """Read what is needed and give out what is known then."""


@dataclass(frozen=True)
class Deps:
    """The world of an action: where usage and people come from, and what a site has set."""

    clock: Clock
    usage: Usage
    people: Callable[[], tuple[Person, ...] | None]
    checks: Callable[[], Iterable[Check]]
    reach_days: int
    limits: Limits
    money: Money
    tiers: TierTable
    holds: tuple[Hold, ...]
