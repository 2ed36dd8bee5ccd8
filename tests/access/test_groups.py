"""Groups: fixed ranges, never of too few, nobody lost and nobody told apart."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatlight.access.groups import RANGES, coarse, groups_table, merged, ranged
from seatlight.model.report import Row

people = st.lists(st.fixed_dictionaries({"active_days": st.integers(0, 90), "total_tokens": st.integers(0, 10**9)}))


def row(active_days: int, tokens: int = 1000) -> Row:
    """A developer of so many active days."""
    return {"active_days": active_days, "total_tokens": tokens}


@given(people, st.integers(2, 9))
def test_no_group_is_smaller_than_asked_for(rows: list[Row], least: int) -> None:
    """Whatever the team."""
    assert all(group.developers >= least for group in merged(ranged(rows), least))


@given(people, st.integers(2, 9))
def test_everybody_is_in_one_group_or_nobody_is(rows: list[Row], least: int) -> None:
    """Nothing is left over that could be had by subtraction."""
    told = sum(group.developers for group in merged(ranged(rows), least))
    assert told == (len(rows) if len(rows) >= least else 0)


@given(people, st.integers(2, 9))
def test_groups_begin_and_end_at_fixed_ranges(rows: list[Row], least: int) -> None:
    """They follow one another without a gap, from no day on."""
    groups = merged(ranged(rows), least)
    assert {group.first for group in groups} <= set(RANGES)
    assert all(before.last is not None and before.last + 1 == after.first for before, after in pairwise(groups))
    if groups:
        assert (groups[0].first, groups[-1].last) == (0, None)


@given(people)
def test_ranges_hold_everybody_with_their_tokens(rows: list[Row]) -> None:
    """Each in the range of the own active days."""
    groups = ranged(rows)
    assert sum(group.developers for group in groups) == len(rows)
    assert sum(group.tokens for group in groups) == sum(one["total_tokens"] for one in rows)
    for group in groups:
        last = group.last if group.last is not None else 10**6
        inside = [one for one in rows if group.first <= one["active_days"] <= last]
        assert (group.developers, group.tokens) == (len(inside), sum(one["total_tokens"] for one in inside))


def test_a_table_of_groups_reads_as_ranges() -> None:
    """Small ranges are joined with their neighbours, the last one with the one before."""
    rows = [*[row(0)] * 3, *[row(2)] * 2, *[row(7)] * 6, row(30)]
    table = groups_table(rows, 5)
    assert list(table.rows) == [
        {"active_days": "0 to 4", "developers": 5, "total_tokens": 5000},
        {"active_days": "5 and more", "developers": 7, "total_tokens": 7000},
    ]


def test_a_range_of_one_day_is_called_by_it() -> None:
    """Enough people without any use are a group of their own."""
    assert [one["active_days"] for one in groups_table([*[row(0)] * 5, *[row(3)] * 5], 5).rows] == ["0", "1 and more"]


@pytest.mark.parametrize(("number", "told"), [(0, 0), (7, 7), (1234, 1200), (999, 1000), (1_250_001, 1_300_000)])
def test_sums_are_told_to_two_digits(number: int, told: int) -> None:
    """What one person adds does not show."""
    assert coarse(number) == told
