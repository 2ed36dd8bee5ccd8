"""Which step goes next in each lane."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from threading import Event, Lock

from seatlight.ports import Step


class Schedule:
    """The steps of a pass that wait and those that run. Safe to use from several threads.

    Reading events leads to further steps in the same lane; with `across_lanes` reading any day may in any lane.
    """

    def __init__(self, *, across_lanes: bool = False) -> None:
        self._across_lanes = across_lanes
        self._waiting: list[Step] = []
        self._running: list[Step] = []
        self._changed = Event()
        self._closed = False
        self._lock = Lock()

    def add(self, steps: Iterable[Step]) -> None:
        """These steps wait from now on, behind those of the same priority."""
        with self._lock:
            self._waiting += steps
            self._turn()

    def drop(self, unwanted: Callable[[Step], bool]) -> list[Step]:
        """Take steps that wait back; which those were."""
        with self._lock:
            dropped = [step for step in self._waiting if unwanted(step)]
            self._waiting = [step for step in self._waiting if not unwanted(step)]
            self._turn()
            return dropped

    def take(self, lane: str, may_go: Callable[[Step, Sequence[Step]], bool]) -> Step | Event | None:
        """The next step of the lane that may go now, beside those that wait or run; from now on it runs.

        Where there is none, but there may be: an event that is set when anything has changed. None when the lane is
        done.
        """
        with self._lock:
            if self._closed:
                return None
            mine = [step for step in self._waiting if step.lane == lane]
            free = [step for step in mine if may_go(step, (*self._running, *self._waiting))]
            if free:
                step = min(free, key=lambda each: each.priority)
                self._waiting.remove(step)
                self._running.append(step)
                return step
            return self._changed if mine or self._may_grow(lane) else None

    def done(self, step: Step) -> None:
        """The step has ended, and what it led to was added."""
        with self._lock:
            self._running.remove(step)
            self._turn()

    def close(self) -> None:
        """Nothing more is handed out."""
        with self._lock:
            self._closed = True
            self._turn()

    def open(self) -> list[Step]:
        """The steps that wait or run."""
        with self._lock:
            return [*self._running, *self._waiting]

    def _may_grow(self, lane: str) -> bool:
        if self._across_lanes:
            return any(step.covers is not None for step in (*self._running, *self._waiting))
        return any(step.lane == lane and step.table == "usage_days" for step in self._running)

    def _turn(self) -> None:
        self._changed.set()
        self._changed = Event()
