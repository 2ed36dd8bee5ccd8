"""A clock that runs only while everybody waits: hours of quotas pass in seconds, and always in the same way."""

import heapq
import threading
from collections.abc import Callable, Sequence
from itertools import count

LOOK_AGAIN_SECONDS = 0.005
"""How long a waiting thread sleeps for real before it looks whether its event was set."""


class VirtualClock:
    """Simulated seconds. They pass as soon as no thread that takes part has anything left to do but wait.

    Threads take part while `side_by_side` runs them. Whoever else waits (a server that is slow on purpose, on behalf
    of the client it keeps waiting) counts as one of them. Safe to use from several threads.
    """

    def __init__(self, starts_at: float = 0.0) -> None:
        self._now = starts_at
        self._taking_part = 0
        self._waiting: list[tuple[float, int]] = []
        self._due: set[int] = set()
        self._numbers = count()
        self._turned = threading.Condition()

    def now(self) -> float:
        """The seconds that have passed."""
        return self._now

    def wait(self, until: threading.Event, seconds: float) -> bool:
        """Wait so long, or until somebody sets the event; whether it is set."""
        with self._turned:
            mine = (self._now + max(0.0, seconds), next(self._numbers))
            heapq.heappush(self._waiting, mine)
            self._pass()
            while mine[1] not in self._due and not until.is_set():
                self._turned.wait(LOOK_AGAIN_SECONDS)
            if mine[1] in self._due:
                self._due.discard(mine[1])
            else:
                self._waiting.remove(mine)
                heapq.heapify(self._waiting)
        return until.is_set()

    def sleep(self, seconds: float) -> None:
        """Wait so long."""
        self.wait(threading.Event(), seconds)

    def side_by_side(self, works: Sequence[Callable[[], None]], stop: Callable[[], None]) -> None:
        """Run the works at once, each in a thread that takes part; the first failure stops all and is raised."""
        failures: list[BaseException] = []

        def run(work: Callable[[], None]) -> None:
            try:
                work()
            except BaseException as failure:
                failures.append(failure)
                stop()
            finally:
                self._leave()

        with self._turned:
            self._taking_part += len(works)
        threads = [threading.Thread(target=run, args=(work,), daemon=True) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    def _leave(self) -> None:
        with self._turned:
            self._taking_part -= 1
            self._pass()

    def _pass(self) -> None:
        """Let time pass to the next moment that anybody waits for, if everybody waits."""
        if not self._waiting or len(self._waiting) < self._taking_part:
            return
        self._now = max(self._now, self._waiting[0][0])
        while self._waiting and self._waiting[0][0] <= self._now:
            self._due.add(heapq.heappop(self._waiting)[1])
        self._turned.notify_all()
