"""The sandbox, running: what a test or the command line holds in its hands."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from types import TracebackType
from typing import Self

from seatlight.sandbox.desk import Desk
from seatlight.sandbox.facts import Event, Facts
from seatlight.sandbox.server import Listener
from seatlight.sandbox.setup import Setup
from seatlight.sandbox.truth import make_facts

ONE_WAIT_SECONDS = 60.0
"""Any bound at all: where polars was loaded, a signal does not wake who waits without one."""


class Box(Desk):
    """A running sandbox; use it in a `with` statement or call `stop`.

    What is changed by a call is told from the next request on, and is part of the facts.
    """

    def __init__(
        self, setup: Setup, clock: Callable[[], float] = time.time, wait: Callable[[float], None] | None = None
    ) -> None:
        super().__init__(setup, clock, wait)
        self._server = Listener(self, setup.port)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.005,), daemon=True)
        self._thread.start()

    def facts(self) -> Facts:
        """What the team really did, as the APIs tell it now."""
        return make_facts(self.world, self.company())

    def at(self, instant: datetime) -> None:
        """Move the simulated present on; ValueError for an instant before it."""
        self.world.at(instant)

    def arrive(self, events: Iterable[Event]) -> None:
        """Let events of the past arrive, told as they are given; ValueError for one that is yet to happen."""
        self.happenings.arrive(events)

    def arrive_some(self, count: int, seed: int, days_ago: Sequence[int] = range(1, 4)) -> list[Event]:
        """Let so many invented events of members arrive, of days so long before today; gives them, newest first."""
        return self.happenings.arrive_some(count, seed, days_ago)

    def arrive_during(self, events: Iterable[Event], after_requests: int) -> None:
        """Let events arrive as soon as so many more requests for events have been answered."""
        self.happenings.arrive_during(events, after_requests)

    def correct(self, first_on: date, last_on: date, factor: float) -> int:
        """Change the charged cents of some days by a factor; gives how many events are told otherwise."""
        return self.happenings.correct(first_on, last_on, factor)

    def withdraw(self, first_on: date, last_on: date, every: int) -> int:
        """Let every so many-th event of some days vanish, counted from the oldest; gives how many do."""
        return self.happenings.withdraw(first_on, last_on, every)

    def wait(self) -> None:
        """Block until the sandbox is stopped."""
        while not self.stopping.wait(ONE_WAIT_SECONDS):
            pass

    def stop(self) -> None:
        """Stop listening and close every connection; a second call does nothing."""
        if self.stopping.is_set():
            return
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(
    setup: Setup | None = None, clock: Callable[[], float] = time.time, wait: Callable[[float], None] | None = None
) -> Box:
    """Start a sandbox on 127.0.0.1, already answering.

    `clock` turns the minutes of its quotas, `wait` lets the time pass that answers take.
    """
    return Box(setup or Setup(), clock, wait)
