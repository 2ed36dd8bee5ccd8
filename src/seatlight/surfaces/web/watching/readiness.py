"""Whether the service can serve: not ending, and its database answers. Told at once, whatever else is busy."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor
from typing import Protocol

from seatlight.timer import Timer

LASTS_SECONDS, PATIENCE_SECONDS = 2.0, 1.0
"""So long an answer of the database is believed, and so long one is waited for."""


class Probing(Protocol):
    """Something that can be asked whether it answers."""

    def answers(self) -> bool:
        """Whether it does; waits as long as it takes."""


class Readiness:
    """Asks the database in a thread of its own, once for all who want to know at the same time."""

    def __init__(self, probe: Probing | None, timer: Timer, executor: Executor) -> None:
        self._probe, self._timer, self._executor = probe, timer, executor
        self._asking: asyncio.Future[bool] | None = None
        self._answered: tuple[float, bool] | None = None

    async def database_answers(self) -> bool:
        """Whether it answered lately or does now; False where it takes too long."""
        if self._probe is None:
            return True
        if self._answered and self._timer.now() - self._answered[0] < LASTS_SECONDS:
            return self._answered[1]
        if self._asking is None or self._asking.done():
            self._asking = asyncio.get_running_loop().run_in_executor(self._executor, self._probe.answers)
        try:
            answer = await asyncio.wait_for(asyncio.shield(self._asking), PATIENCE_SECONDS)
        except TimeoutError:
            return False
        self._answered = (self._timer.now(), answer)
        return answer
