"""How time passes for whoever waits: the one place that does, so that a simulation can bring a clock of its own."""

from __future__ import annotations

from threading import Event
from time import monotonic
from typing import Protocol


class Timer(Protocol):
    """Time to wait by. Safe to use from several threads."""

    def now(self) -> float:
        """Seconds that only ever grow, whatever happens to the clock on the wall."""

    def wait(self, until: Event, seconds: float) -> bool:
        """Wait so long, or until somebody sets the event; whether it is set."""


class RealTimer:
    """Time as it passes."""

    def now(self) -> float:
        """Seconds of this machine's steady clock."""
        return monotonic()

    def wait(self, until: Event, seconds: float) -> bool:
        """Wait on the event."""
        return until.wait(seconds)
