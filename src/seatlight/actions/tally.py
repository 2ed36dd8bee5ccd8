"""How a reading gets on, as numbers: what was read, what is still to be read, and how long that takes."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Protocol

from seatlight.ports import Step, Ticker
from seatlight.timer import RealTimer, Timer

MINUTE = 60.0


class Numbers(Protocol):
    """How a reading gets on, as numbers that can be drawn; a Tally's own, or those that a service told."""

    @property
    def title(self) -> str:
        """What is being read."""

    @property
    def requests(self) -> int:
        """How many requests were answered."""

    @property
    def requests_left(self) -> int:
        """How many are still to be made, as far as is known."""

    @property
    def rows(self) -> int:
        """How many rows were read."""

    @property
    def seconds_left(self) -> float:
        """How long that takes."""

    @property
    def priced(self) -> bool:
        """Whether all that is to be read is known."""

    @property
    def open_titles(self) -> Sequence[str]:
        """What is still to be read, each thing once."""


STARTING = "Asking what there is to read"


class Tally:
    """A watcher that counts. Safe to use from several threads.

    `per_minute` is the quota of each lane; 0, or a lane that is not in it, has none.
    """

    def __init__(self, per_minute: Mapping[str, int], timer: Timer | None = None) -> None:
        self._per_minute = per_minute
        self._timer = timer or RealTimer()
        self._left: dict[int, int] = {}
        self._steps: dict[int, Step] = {}
        self._asked: dict[str, deque[float]] = {}
        self._lock = Lock()
        self.requests = 0
        self.rows = 0
        self.title = STARTING

    def planned(self, steps: Sequence[Step]) -> None:
        """These steps are to come."""
        with self._lock:
            for step in steps:
                self._steps[id(step)], self._left[id(step)] = step, step.cost

    def dropped(self, steps: Sequence[Step]) -> None:
        """These are not."""
        for step in steps:
            self.finished(step)

    def ticker(self, step: Step) -> Ticker:
        """Counts what the step asks and reads."""

        def tick(requests: int = 0, rows: int = 0) -> None:
            with self._lock:
                self.requests += requests
                self.rows += rows
                self.title = step.title
                if id(step) in self._left:
                    self._left[id(step)] = max(0, self._left[id(step)] - requests)
                self._asked.setdefault(step.lane, deque(maxlen=1000)).extend([self._timer.now()] * requests)

        return tick

    def finished(self, step: Step) -> None:
        """The step has ended."""
        with self._lock:
            self._left.pop(id(step), None)
            self._steps.pop(id(step), None)

    def waiting(self, reason: str, seconds: float) -> None:
        """Nothing moves for so long, and why."""
        if seconds >= 1:
            self.title = f"{reason}; waiting {seconds:.0f} s"

    @property
    def requests_left(self) -> int:
        """How many requests are still to be made, as far as is known."""
        with self._lock:
            return sum(self._left.values())

    @property
    def priced(self) -> bool:
        """Whether all that is to be read is known."""
        with self._lock:
            return bool(self._steps) and not any(step.finds_out for step in self._steps.values())

    @property
    def seconds_left(self) -> float:
        """How long the slowest lane takes, at its quota, for what is known to be left."""
        now = self._timer.now()
        with self._lock:
            return max(
                (self._seconds_of(lane, limit, now) for lane, limit in self._per_minute.items() if limit), default=0
            )

    def _seconds_of(self, lane: str, limit: int, now: float) -> float:
        left = sum(self._left[key] for key, step in self._steps.items() if step.lane == lane)
        spent = sum(1 for at in self._asked.get(lane, ()) if now - at < MINUTE)
        return max(0.0, left - (limit - spent)) / limit * MINUTE

    @property
    def open_titles(self) -> list[str]:
        """What is still to be read, each thing once."""
        with self._lock:
            return list(dict.fromkeys(step.title for step in self._steps.values()))


def told(seconds: float) -> str:
    """A time that is left, as people say it."""
    if seconds < MINUTE:
        return f"{max(1, round(seconds)):.0f} s"
    minutes = seconds / MINUTE
    return f"{minutes:.0f} min" if minutes < 90 else f"{minutes / 60:.1f} h"
