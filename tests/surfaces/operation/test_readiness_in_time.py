"""A database that is asked whether it answers, and takes its time."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from seatlight.surfaces.web.watching.ids import ids_of
from seatlight.surfaces.web.watching.readiness import LASTS_SECONDS, Readiness
from tests.still import Still


class Slow:
    """A database that answers once it is let, and counts how often it was asked."""

    def __init__(self) -> None:
        self.let, self.asked = threading.Event(), 0

    def answers(self) -> bool:
        """Once it is let."""
        self.asked += 1
        self.let.wait(30)
        return True


def test_a_database_that_hangs_is_asked_once_for_all() -> None:
    """Whoever wants to know is told no in time; once it answers it is believed for a while."""
    slow, timer = Slow(), Still()

    async def told() -> list[bool]:
        with ThreadPoolExecutor(1) as aside:
            readiness = Readiness(slow, timer, aside)
            hanging = await asyncio.gather(*(readiness.database_answers() for _ in range(20)))
            slow.let.set()
            answered = [await readiness.database_answers() for _ in range(3)]
            timer.seconds += LASTS_SECONDS
            return [*set(hanging), *answered, await readiness.database_answers()]

    assert asyncio.run(told()) == [False, True, True, True, True]
    assert slow.asked == 2


def test_a_service_without_a_database_need_not_ask() -> None:
    """There is nothing that could be away."""
    with ThreadPoolExecutor(1) as aside:
        assert asyncio.run(Readiness(None, Still(), aside).database_answers())


def test_ids_are_taken_from_what_came_along_only_if_they_are_ids() -> None:
    """Whatever else stands there may be anything."""
    trace = b"0123456789abcdef0123456789abcdef"
    assert ids_of({b"traceparent": b"00-" + trace + b"-0123456789abcdef-01"}).trace == trace.decode()
    assert ids_of({b"x-b3-traceid": trace}).trace == trace.decode()
    assert ids_of({b"x-b3-traceid": trace[:16]}).trace == trace[:16].decode()
    for wrong in (b"", b"ines@example.org", trace + b"0", b"\xff" * 32):
        assert ids_of({b"traceparent": wrong, b"x-b3-traceid": wrong}).trace is None
    for wrong in (b"", b"ines@example.org", b"abc", b"a" * 65, b"\xff" * 32):
        assert ids_of({b"x-request-id": wrong}).request != wrong.decode("latin-1")
    assert ids_of({}).request != ids_of({}).request
