"""Several watchers of one pass: each is told of every step once, whenever it came."""

import msgspec
import pytest

from seatlight.ledger.audience import Audience
from seatlight.ports import Step
from tests.ledger.living import Watching
from tests.ledger.written import ago, step

ROSTER, ROWS, EVENTS = step("roster"), step("seat_days", ago(9)), step("usage_days", ago(9), cost=4)


class Noting(Watching):
    """A watcher that writes down what it is told."""

    def __init__(self) -> None:
        super().__init__(on_tick=lambda one: self.heard.append(f"{one.table} gets on"))
        self.heard: list[str] = []

    def planned(self, steps: object) -> None:
        """Note them."""
        assert isinstance(steps, list)
        self.heard += [f"{one.table} planned" for one in steps]

    def dropped(self, steps: object) -> None:
        """Note them."""
        assert isinstance(steps, list)
        self.heard += [f"{one.table} dropped" for one in steps]

    def finished(self, step: Step) -> None:
        """Note it."""
        self.heard.append(f"{step.table} finished")


def test_whoever_comes_late_is_told_what_is_still_open() -> None:
    """Not what has ended or was dropped; from then on everything."""
    audience, first, second = Audience(), Noting(), Noting()
    with audience.joined(first):
        audience.planned([ROSTER, ROWS, EVENTS])
        audience.finished(ROSTER)
        audience.dropped([ROWS])
        with audience.joined(second):
            audience.ticker(EVENTS)(requests=1)
            audience.finished(EVENTS)
    assert second.heard == ["usage_days planned", "usage_days gets on", "usage_days finished"]
    assert first.heard[-2:] == second.heard[-2:]


def test_whoever_comes_when_nothing_runs_is_told_nothing() -> None:
    """Not even an empty plan."""
    audience, watcher = Audience(), Noting()
    audience.planned([ROSTER])
    audience.finished(ROSTER)
    with audience.joined(watcher):
        pass
    assert watcher.heard == []


def test_whoever_left_is_told_no_more() -> None:
    """However the block ended."""
    audience, watcher = Audience(), Noting()
    with pytest.raises(KeyError), audience.joined(watcher):
        raise KeyError
    audience.planned([ROSTER])
    assert watcher.heard == []


def test_a_ticker_tells_those_who_are_there_when_the_step_gets_on() -> None:
    """Even if it was made before they came."""
    audience, late = Audience(), Noting()
    audience.planned([EVENTS])
    tick = audience.ticker(EVENTS)
    with audience.joined(late):
        tick(requests=1, rows=1000)
    tick(requests=1, rows=7)
    assert late.heard == ["usage_days planned", "usage_days gets on"]
    assert (late.requests, late.rows) == (1, 1000)


def test_equal_steps_end_one_by_one() -> None:
    """Two that look alike are two."""
    one = step("roster")
    twin = msgspec.structs.replace(one)
    assert one == twin
    audience, watcher = Audience(), Noting()
    audience.planned([one, twin])
    audience.finished(one)
    with audience.joined(watcher):
        assert watcher.heard == ["roster planned"]
