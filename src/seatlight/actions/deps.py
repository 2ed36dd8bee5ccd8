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
from seatlight.model.window import Window
from seatlight.ports import Clock, Need, Watcher
from seatlight.tables.snapshot import Snapshot


class Usage(Protocol):
    """The usage of one connection."""

    def reach(self, answers: Window) -> Window:
        """The days that can be known, where these are those that the vendor answers for."""

    def refresh(self, need: Need, watcher: Watcher, *, anew: bool = False) -> None:
        """Read what is missing of a need or may have changed by a full hour; with `anew` whatever may have."""

    def known(self, need: Need) -> Snapshot | None:
        """What is known now, asking nobody; None before anything is."""

    def stop(self) -> None:
        """End whatever is being read, for good."""


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
