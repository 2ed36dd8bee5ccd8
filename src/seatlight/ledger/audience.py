"""Everybody who wants to be told how the running pass gets on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

from seatlight.ports import Step, Ticker, Watcher


class Audience:
    """A watcher that tells several: whoever comes later is told first what is still to be run, and each step once."""

    def __init__(self) -> None:
        self._watchers: list[Watcher] = []
        self._open: list[Step] = []
        self._lock = Lock()

    @contextmanager
    def joined(self, watcher: Watcher) -> Iterator[None]:
        """While the block lasts this watcher is told as well."""
        with self._lock:
            if self._open:
                watcher.planned(list(self._open))
            self._watchers.append(watcher)
        try:
            yield
        finally:
            with self._lock:
                self._watchers.remove(watcher)

    def planned(self, steps: Sequence[Step]) -> None:
        """These steps will be run as well."""
        with self._lock:
            self._open += steps
            watchers = list(self._watchers)
        for watcher in watchers:
            watcher.planned(steps)

    def dropped(self, steps: Sequence[Step]) -> None:
        """These will not be run after all."""
        for watcher in self._close(steps):
            watcher.dropped(steps)

    def ticker(self, step: Step) -> Ticker:
        """Tells everybody who is there when the step gets on."""

        def tick(requests: int = 0, rows: int = 0) -> None:
            for watcher in self._everybody():
                watcher.ticker(step)(requests, rows)

        return tick

    def finished(self, step: Step) -> None:
        """The step has ended."""
        for watcher in self._close([step]):
            watcher.finished(step)

    def _close(self, steps: Sequence[Step]) -> list[Watcher]:
        """These are open no more; who knows that they were."""
        with self._lock:
            self._open = [step for step in self._open if not any(step is closed for closed in steps)]
            return list(self._watchers)

    def _everybody(self) -> list[Watcher]:
        with self._lock:
            return list(self._watchers)
