"""Which step goes next: the first of its lane that may, and nobody goes home while there may be more."""

from collections.abc import Callable, Sequence
from threading import Event

from seatlight.ledger.schedule import Schedule
from seatlight.ports import Step
from tests.ledger.written import ago, step


def any_step(_step: Step, _others: Sequence[Step]) -> bool:
    """Every step may go."""
    return True


def of(*steps: Step, across_lanes: bool = False) -> Schedule:
    """A schedule in which these wait."""
    schedule = Schedule(across_lanes=across_lanes)
    schedule.add(steps)
    return schedule


def test_the_lowest_priority_of_a_lane_goes_first() -> None:
    """Among equals the one that has waited longest; another lane does not count."""
    late, one, other = step(priority=30), step(priority=10), step(priority=10)
    schedule = of(late, one, other, step(lane="admin"))
    assert [schedule.take("events", any_step) for _ in range(3)] == [one, other, late]
    assert len(schedule.open()) == 4


def test_a_step_that_may_not_go_is_passed_over() -> None:
    """It is asked about beside all that wait or run."""
    first, second = step(priority=1), step(priority=2)
    schedule = of(first, second)
    seen: list[int] = []

    def only_second(one: Step, others: Sequence[Step]) -> bool:
        seen.append(len(others))
        return one is second

    assert schedule.take("events", only_second) is second
    assert isinstance(schedule.take("events", only_second), Event)
    assert set(seen) == {2}


def test_whoever_waits_is_woken_by_any_change() -> None:
    """By a step that is added, dropped or done, and by the end of all."""
    held = step(priority=1)
    changes: tuple[Callable[[Schedule], object], ...] = (
        lambda schedule: schedule.add([step()]),
        lambda schedule: schedule.drop(lambda _step: False),
        lambda schedule: schedule.done(held),
        lambda schedule: schedule.close(),
    )
    for change in changes:
        schedule = of(held)
        schedule.take("events", any_step)
        waiting = schedule.take("events", any_step)
        assert isinstance(waiting, Event)
        assert not waiting.is_set()
        change(schedule)
        assert waiting.is_set()


def test_a_lane_is_not_done_while_its_events_are_being_read() -> None:
    """What is read may lead to more; then it is, and there is none left."""
    running = step(covers=ago(9))
    schedule = of(running)
    schedule.take("events", any_step)
    assert isinstance(schedule.take("events", any_step), Event)
    assert schedule.take("admin", any_step) is None
    schedule.done(running)
    assert schedule.take("events", any_step) is None


def test_daily_rows_lead_to_nothing_more() -> None:
    """A lane with nothing but these running is done."""
    running = step("seat_days", ago(9), "admin")
    schedule = of(running)
    schedule.take("admin", any_step)
    assert schedule.take("admin", any_step) is None


def test_where_days_are_kept_no_lane_is_done_before_all_days_are_read() -> None:
    """One half of a kept day leads to the other, which is read in another lane."""
    running = step(covers=ago(9))
    schedule = of(running, across_lanes=True)
    assert isinstance(schedule.take("admin", any_step), Event)
    schedule.take("events", any_step)
    other_half = step("seat_days", ago(9), "admin")
    schedule.add([other_half])
    schedule.done(running)
    assert schedule.take("admin", any_step) is other_half
    schedule.done(other_half)
    assert schedule.take("admin", any_step) is None


def test_what_is_dropped_will_not_run() -> None:
    """What runs already cannot be taken back."""
    running, waiting, other = step(priority=1), step(priority=2), step("seat_days", ago(9), "admin")
    schedule = of(running, waiting, other)
    schedule.take("events", any_step)
    assert schedule.drop(lambda one: one.table == "usage_days") == [waiting]
    assert schedule.open() == [running, other]


def test_a_closed_schedule_hands_out_nothing() -> None:
    """Whatever is added."""
    schedule = of(step())
    schedule.close()
    schedule.add([step()])
    assert schedule.take("events", any_step) is None
