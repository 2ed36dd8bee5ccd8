"""A sandbox in a process of its own, as a vendor would be."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection

from msgspec import Struct

from seatlight.sandbox import Box, Setup, start
from seatlight.sandbox.cursor.api import Api
from seatlight.sandbox.cursor.asking import Answer, Question
from seatlight.sandbox.limits import Limits

REQUESTS, STOP = "requests", "stop"
PATIENCE_SECONDS = 5


class Team(Struct, frozen=True):
    """How many developers the sandbox has, and how busy they are."""

    people: int
    events_per_active_day: float


HUNDRED_THOUSAND = Team(500, 3.24)
FOUR_TIMES = Team(2_000, 3.52)
"""About 100,000 and 430,000 events in a reach of 90 days; weekends and the hour make it vary a little."""


class Asked(Struct, frozen=True):
    """What the sandbox was asked since the last look: requests by path, and the CPU seconds they took it."""

    by_path: dict[str, int]
    cpu_seconds: float

    @property
    def requests(self) -> int:
        """All requests."""
        return sum(self.by_path.values())


class Elsewhere:
    """The sandbox, seen from here."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self.url, self.key = pipe.recv()

    def settings(self) -> dict[str, str]:
        """Settings that point at it, without quotas of our own."""
        return {
            "SEATLIGHT_CURSOR_URL": self.url,
            "SEATLIGHT_CURSOR_API_KEY": self.key,
            "SEATLIGHT_CURSOR_ADMIN_PER_MINUTE": "0",
            "SEATLIGHT_CURSOR_EVENTS_PER_MINUTE": "0",
        }

    def events(self, first_ms: int, last_ms: int) -> int:
        """How many events it has between two instants, both included."""
        self._pipe.send((first_ms, last_ms))
        count: int = self._pipe.recv()
        return count

    def asked(self) -> Asked:
        """What it was asked since the last look."""
        self._pipe.send(REQUESTS)
        return Asked(*self._pipe.recv())


@contextmanager
def elsewhere(team: Team) -> Iterator[Elsewhere]:
    """A sandbox without quotas in another process, while it is needed."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    setup = Setup(people=team.people, events_per_active_day=team.events_per_active_day)
    child = context.Process(target=_serve, args=(setup, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        yield Elsewhere(ours)
    finally:
        with suppress(OSError):
            ours.send(STOP)
        child.join(PATIENCE_SECONDS)
        child.terminate()


class Shelf(Api):
    """The API with every answer made once and kept, so that what is measured is the reader."""

    def __init__(self, box: Box) -> None:
        super().__init__(box.world, Limits("off", frozenset()), box.key)
        self._answers: dict[Question, Answer] = {}

    def answer(self, question: Question) -> Answer:
        """The answer that was given before, else a new one."""
        if question not in self._answers:
            self._answers[question] = super().answer(question)
        return self._answers[question]


def _serve(setup: Setup, pipe: Connection) -> None:
    with start(setup) as box:
        box.api = Shelf(box)
        pipe.send((box.url, box.key))
        busy = time.process_time()
        while (question := pipe.recv()) != STOP:
            if question == REQUESTS:
                pipe.send((box.counts(), time.process_time() - busy))
                box.requests.clear()
                busy = time.process_time()
            else:
                pipe.send(_events(box, *question))


def _events(box: Box, first_ms: int, last_ms: int) -> int:
    days = box.world.moment.days()
    return sum(first_ms <= event.at_ms <= last_ms for day in days for event in box.world.events_on(day))
