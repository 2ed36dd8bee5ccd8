"""Everybody who wants to be told how the running pass gets on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

from seatlight.ports import Step, Ticker, Watcher


class Audience:
    """A watcher that tells several: whoever comes later is told first what is still to be run."""

    def __init__(self) -> None:
        self._watchers: list[Watcher] = []
        self._open: list[Step] = []
        self._lock = Lock()

    @contextmanager
    def joined(self, watcher: Watcher) -> Iterator[None]:
        """While the block lasts this watcher is told as well."""
        with self._lock:
            self._watchers.append(watcher)
            still_open = list(self._open)
        try:
            if still_open:
                watcher.planned(still_open)
            yield
        finally:
            with self._lock:
                self._watchers.remove(watcher)

    def planned(self, steps: Sequence[Step]) -> None:
        """These steps will be run as well."""
        with self._lock:
            self._open += steps
        for watcher in self._everybody():
            watcher.planned(steps)

    def dropped(self, steps: Sequence[Step]) -> None:
        """These will not be run after all."""
        for step in steps:
            self._close(step)
        for watcher in self._everybody():
            watcher.dropped(steps)

    def ticker(self, step: Step) -> Ticker:
        """Tells everybody who is there when the step gets on."""

        def tick(requests: int = 0, rows: int = 0) -> None:
            for watcher in self._everybody():
                watcher.ticker(step)(requests, rows)

        return tick

    def finished(self, step: Step) -> None:
        """The step has ended."""
        self._close(step)
        for watcher in self._everybody():
            watcher.finished(step)

    def _close(self, step: Step) -> None:
        with self._lock:
            if step in self._open:
                self._open.remove(step)

    def _everybody(self) -> list[Watcher]:
        with self._lock:
            return list(self._watchers)
