"""Days that are missing, provisional or settled; what replaces them, and what is known of one member alone."""

from datetime import datetime, timedelta

import pytest

from seatlight.ledger.days import DayRead, DayTable, runs
from seatlight.model.window import Window
from seatlight.ports import Arrival
from seatlight.tables import schema
from seatlight.tables.types import polars_schema
from tests.ledger.written import AS_OF, LAST, ago, rows

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
INCOMPLETE = Arrival(rows((1, 5, 2)).frames, complete=False)


def table() -> DayTable:
    """Nothing read yet."""
    return DayTable(polars_schema(schema.USAGE_DAYS))


def table_of(arrival: Arrival, window: Window, as_of: datetime = AS_OF) -> DayTable:
    """One window read."""
    found = table()
    found.put(window, arrival, as_of)
    return found


def held(found: DayTable) -> list[tuple[int, int, int]]:
    """The rows, as they were written."""
    frame = found.frame().select("member", "day", "events")
    return sorted((member, LAST - day, events) for member, day, events in frame.rows())


def days_ago(days: list[int]) -> list[int]:
    """How long ago days are, the newest first."""
    return sorted(LAST - day for day in days)


@pytest.mark.parametrize(("days", "settled"), [(0, False), (1, False), (2, False), (3, True), (80, True)])
def test_today_and_the_two_days_before_are_not_settled(days: int, settled: bool) -> None:
    """By the day on which they were read."""
    assert DayRead(AS_OF, AS_OF).settled(LAST - days) is settled


def test_a_day_that_was_provisional_when_read_does_not_settle_by_itself() -> None:
    """Days later it is still to be read once more."""
    read = DayRead(AS_OF, AS_OF)
    assert read.stale(LAST - 2, AS_OF + 30 * DAY)
    assert not read.to_count(LAST - 2, AS_OF + 30 * DAY)


@pytest.mark.parametrize(
    ("days", "after", "stale", "to_count"),
    [
        (0, timedelta(), False, False),
        (0, HOUR, True, False),
        (2, HOUR, True, False),
        (3, HOUR, False, False),
        (3, DAY - HOUR, False, False),
        (3, DAY, False, True),
        (3, 7 * DAY - HOUR, False, True),
        (3, 7 * DAY, True, True),
        (60, 7 * DAY, True, True),
    ],
)
def test_each_age_asks_for_what_is_due(days: int, after: timedelta, stale: bool, to_count: bool) -> None:
    """What may change every hour, a count every day, everything every week."""
    read = DayRead(AS_OF, AS_OF)
    assert (read.stale(LAST - days, AS_OF + after), read.to_count(LAST - days, AS_OF + after)) == (stale, to_count)


def test_a_day_that_did_not_add_up_is_read_again_after_an_hour_however_old() -> None:
    """It is not counted either: there is nothing to hold a count against."""
    read = DayRead(AS_OF, AS_OF, whole=False)
    assert (read.stale(LAST - 60, AS_OF), read.stale(LAST - 60, AS_OF + HOUR)) == (False, True)
    assert not read.to_count(LAST - 60, AS_OF + 2 * DAY)


def test_days_that_were_never_read_are_stale_at_once() -> None:
    """And no others are within the hour, unless somebody wants what may change anew."""
    found = table_of(rows(), ago(9, 4))
    assert days_ago(found.stale(ago(11), AS_OF)) == [0, 1, 2, 3, 10, 11]
    found.put(ago(11), rows(), AS_OF)
    assert found.stale(ago(11), AS_OF) == []
    assert days_ago(found.stale(ago(11), AS_OF, anew=True)) == [0, 1, 2]


def test_settled_days_are_counted_once_a_day() -> None:
    """A count that agrees is good for a day, and does not put off the weekly reading."""
    found = table_of(rows((1, 5, 2)), ago(9))
    tomorrow = AS_OF + DAY
    assert days_ago(found.to_count(ago(9), tomorrow)) == list(range(3, 10))
    found.counted(range(LAST - 9, LAST + 1), tomorrow)
    assert found.to_count(ago(9), tomorrow + DAY - HOUR) == []
    assert days_ago(found.stale(ago(9), AS_OF + 7 * DAY)) == list(range(10))


def test_a_count_of_days_that_were_never_read_changes_nothing() -> None:
    """There is nothing to believe."""
    found = table()
    found.counted([LAST], AS_OF)
    assert found.reads == {}


def test_a_settled_day_that_comes_back_empty_stays_as_it_was() -> None:
    """The vendor forgot it; its neighbours are replaced, and it is believed for another week."""
    found = table_of(rows((1, 5, 2), (1, 6, 3)), ago(9))
    later = AS_OF + 7 * DAY
    assert days_ago(found.put(ago(9), rows((1, 6, 4)), later)) == [5]
    assert held(found) == [(1, 5, 2), (1, 6, 4)]
    assert not found.reads[LAST - 5].stale(LAST - 5, later + DAY)


def test_a_provisional_day_that_comes_back_empty_is_empty() -> None:
    """What was told of it has changed."""
    found = table_of(rows((1, 1, 2)), ago(9))
    assert found.put(ago(2), rows(), AS_OF + HOUR) == []
    assert held(found) == []


def test_an_incomplete_arrival_forgets_nothing() -> None:
    """Its days are not whole, and what it has of them is shown."""
    found = table_of(rows((1, 5, 2), (1, 6, 3)), ago(9))
    assert found.put(ago(9), INCOMPLETE, AS_OF + DAY) == []
    assert held(found) == [(1, 5, 2)]
    assert found.read == frozenset()


def test_kept_days_replace_rows_in_memory() -> None:
    """A day is known from one of them only."""
    found = table_of(rows((1, 5, 2), (1, 6, 3)), ago(9))
    found.keep({LAST - 5: DayRead(AS_OF, AS_OF, kept=True)})
    assert held(found) == [(1, 6, 3)]
    assert found.reads[LAST - 5].kept


@pytest.mark.parametrize("had", [True, False])
def test_a_kept_day_that_comes_back_empty_stays_if_anything_was_kept_of_it(had: bool) -> None:
    """Else it is read now, and empty."""
    found = table()
    found.keep({LAST - 5: DayRead(AS_OF, AS_OF, kept=True)})
    found.put(ago(9), rows(), AS_OF + DAY, had=[LAST - 5] if had else [])
    assert found.reads[LAST - 5].kept is had


def test_the_rows_of_one_member_leave_those_of_others_alone() -> None:
    """They are known of that member only."""
    found = table()
    for member, events in ((1, 2), (2, 3), (1, 4)):
        found.put(ago(9), rows((member, 5, events)), AS_OF, frozenset([member]))
    assert held(found) == [(1, 5, 4), (2, 5, 3)]
    assert found.read == frozenset()
    assert found.read_of == {member: frozenset(range(LAST - 9, LAST + 1)) for member in (1, 2)}


def test_rows_of_everybody_replace_those_of_single_members() -> None:
    """Nothing is counted twice, and the days are known of all."""
    found = table()
    found.put(ago(9), rows((1, 5, 2)), AS_OF, frozenset([1]))
    found.put(ago(5), rows((1, 5, 2), (2, 5, 7)), AS_OF)
    assert held(found) == [(1, 5, 2), (2, 5, 7)]
    assert days_ago(list(found.read_of[1])) == [6, 7, 8, 9]


def test_rows_of_a_member_do_not_touch_days_known_of_everybody() -> None:
    """What came too late is let go."""
    found = table_of(rows((1, 5, 2), (2, 5, 7)), ago(5))
    found.put(ago(9), rows((1, 5, 9), (1, 8, 1)), AS_OF, frozenset([1]))
    assert held(found) == [(1, 5, 2), (1, 8, 1), (2, 5, 7)]


def test_incomplete_rows_of_everybody_leave_members_known() -> None:
    """Their days were read in full, each for itself."""
    found = table()
    found.put(ago(9), rows((1, 5, 2)), AS_OF, frozenset([1]))
    found.put(ago(9), INCOMPLETE, AS_OF)
    assert len(found.read_of[1]) == 10


def test_a_member_is_read_again_like_everybody() -> None:
    """The rows of one member age as those of all do."""
    found = table_of(rows(), ago(2))
    found.put(ago(9, 3), rows((1, 5, 2)), AS_OF, frozenset([1]))
    assert found.stale_of(1, ago(9), AS_OF) == []
    assert days_ago(found.stale_of(2, ago(9), AS_OF)) == list(range(3, 10))
    assert days_ago(found.stale_of(1, ago(9), AS_OF + HOUR)) == [0, 1, 2]
    assert days_ago(found.stale_of(1, ago(9), AS_OF + 7 * DAY)) == list(range(10))


def test_runs_are_windows_without_gaps_with_the_newest_first() -> None:
    """However the days come."""
    assert runs([LAST - 5, LAST, LAST - 1, LAST - 4, LAST - 9]) == (ago(1), ago(5, 4), ago(9, 9))
    assert runs([]) == ()
