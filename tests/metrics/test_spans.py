"""Which days a report is about: full days, today, and shutdowns."""

from datetime import date
from itertools import pairwise

import pytest

from seatlight.metrics.spans import Spans, off_days, shutdowns
from seatlight.metrics.sums import cuts_of, stretches
from seatlight.model.limits import Limits
from seatlight.model.window import Window, day_number

TODAY = date(2026, 11, 18)
LAST = day_number(TODAY)
LIMITS = Limits()


def spans(*, ends_today: bool = True, **more: object) -> Spans:
    """A report of 30 days with everything read."""
    given: dict[str, object] = {
        "window": Window(date(2026, 10, 20), TODAY),
        "ends_today": ends_today,
        "known_since": LAST - 89,
        "events_from": LAST - 60,
        "events_planned_from": LAST - 60,
        "reach_first": LAST - 89,
        "limits": LIMITS,
    }
    return Spans(**(given | more))  # type: ignore[arg-type]


def test_the_last_days_are_full_days_and_today_so_far() -> None:
    """Thirty full days and today are 31 dates; a window that ended earlier has exactly thirty."""
    assert spans().last_days(30) == (LAST - 30, LAST)
    assert spans(ends_today=False).last_days(30) == (LAST - 29, LAST)


def test_a_shutdown_lengthens_the_last_days_by_its_length() -> None:
    """Days on which the team was away are not counted, wherever in the stretch they lie."""
    inside = spans(shutdowns=((LAST - 20, LAST - 13),))
    assert inside.last_days(30) == (LAST - 38, LAST)
    assert inside.block == spans().block


def test_a_shutdown_that_the_stretch_only_touches_lengthens_it_too() -> None:
    """Nobody is accused for the part of the holidays that the period happens to end in."""
    touching = spans(shutdowns=((LAST - 34, LAST - 27),))
    assert touching.last_days(30) == (LAST - 38, LAST)


def test_comparisons_leave_today_out() -> None:
    """Both blocks and both halves of the trend have equally many full days."""
    found = spans()
    assert found.block == (LAST - 30, LAST - 1)
    assert found.block_before == (LAST - 60, LAST - 31)
    (first, last), (first_before, last_before) = found.trend, found.trend_before
    assert last - first == last_before - first_before == 28


def test_a_day_is_off_below_a_fifth_of_the_median() -> None:
    """A fifth itself is not off, one less is; teams with a small median day have no off days."""
    usual = dict.fromkeys(range(10), 10)
    assert off_days(usual | {3: 2}, 0, 9, LIMITS) == frozenset()
    assert off_days(usual | {3: 1, 4: 0}, 0, 9, LIMITS) == {3, 4}
    assert off_days(dict.fromkeys(range(8), 4), 0, 9, LIMITS) == frozenset()
    assert off_days(usual, 5, 4, LIMITS) == frozenset()


def test_four_off_days_in_a_row_are_a_shutdown_three_are_not() -> None:
    """Weekends and long weekends pass unnoticed."""
    assert shutdowns(frozenset({1, 2, 3, 7, 8, 9, 10, 14}), LIMITS) == ((7, 10),)


@pytest.mark.parametrize(("events_from", "decided"), [(LAST - 60, LAST - 89), (LAST - 10, LAST - 10), (None, None)])
def test_use_is_told_from_where_nothing_planned_is_missing(events_from: int | None, decided: int | None) -> None:
    """Days whose events were never to be read count by their daily rows; days whose events are missing do not."""
    assert spans(events_from=events_from).decided_from == decided


def test_every_stretch_is_a_union_of_segments() -> None:
    """Whatever days the stretches begin and end on, the cut pieces cover each of them exactly."""
    named = stretches(spans(shutdowns=((LAST - 20, LAST - 13),)))
    pieces = [(first, after - 1) for first, after in pairwise(cuts_of(named.values()))]
    for first, last in named.values():
        inside = [piece for piece in pieces if first <= piece[0] and piece[1] <= last]
        assert sum(end - begin + 1 for begin, end in inside) == last - first + 1
