"""The sentences below pictures, on a few rows that can be reckoned by hand."""

from datetime import date

import pytest

from seatlight.charts import says
from seatlight.model.report import Row


def day(on: int, tokens: int, active: int, *, off: bool = False) -> Row:
    """A day of November with so many premium tokens and active developers."""
    return {
        "day": date(2026, 11, on), "total_tokens": tokens, "premium_tokens": tokens, "fast_tokens": 0, "auto_tokens": 0,
        "untiered_tokens": 0, "cache_read_tokens": 2 * tokens, "cache_write_tokens": tokens,
        "active_developers": active, "off": off,
    }  # fmt: skip


def developer(tokens: int, accepted: float) -> Row:
    """A developer with a point."""
    return {"total_tokens": tokens, "acceptance_share": accepted}


def bucket(first: float | None, developers: int) -> Row:
    """A step of acceptance."""
    if first is None:
        return {"bucket": "too few to tell", "first": None, "last": None, "developers": developers}
    last = round(first + 0.1, 1)
    return {"bucket": f"{first:.0%}–{last:.0%}", "first": first, "last": last, "developers": developers}


def test_tokens_are_told_with_tiers_caches_and_the_fullest_day() -> None:
    """Tiers without tokens are left out."""
    assert says.tokens_by_day([day(1, 1_000_000, 2), day(2, 3_000_000, 4)]) == (
        "4 M tokens in 2 days: 100% premium. Most on 2 Nov (3 M); 12 M more went through caches."
    )


def test_active_days_are_told_without_days_off() -> None:
    """The median is of days with use that were no days off."""
    rows = [day(1, 1, 4), day(2, 1, 6), day(3, 1, 1, off=True), day(4, 0, 0)]
    assert says.active_by_day(rows) == (
        "On the median day with use 5 developers were active, at most 6 (2 Nov). 1 day of 4 was off."
    )


def test_points_are_told_by_their_quadrants() -> None:
    """Above the median in tokens: so many at or above the median share, so many below."""
    rows = [developer(10, 0.2), developer(20, 0.4), developer(30, 0.6), developer(40, 0.1)]
    assert says.tokens_acceptance(rows) == (
        "4 developers with enough suggestions to tell; the median is 25 tokens and 30% accepted. "
        "Above that in tokens are 2: 1 with at least the median share accepted, 1 with less."
    )
    assert says.tokens_acceptance([]) == says.NOBODY


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([bucket(0.0, 1), bucket(0.3, 5), bucket(None, 2)],
         "Of 6 developers with enough suggestions to tell most accept 30%–40% (5); 1 accepts less than 10 %. "
         "Of 2 more too little is known to tell."),
        ([bucket(0.3, 5), bucket(None, 0)],
         "Of 5 developers with enough suggestions to tell most accept 30%–40% (5); 0 accept less than 10 %."),
        ([bucket(0.3, 0), bucket(None, 3)], "Of nobody enough is known to tell. Of 3 too little is known to tell."),
    ],
)  # fmt: skip
def test_acceptance_is_told_with_those_nothing_can_be_said_of(rows: list[Row], told: str) -> None:
    """Where most are, how many are low, and how many are unknown."""
    assert says.acceptance(rows) == told


def test_groups_are_told_one_by_one_with_their_sizes() -> None:
    """As the table has them."""
    rows = [{"active_days": "0", "developers": 8}, {"active_days": "1 and more", "developers": 12}]
    assert says.groups(rows) == "20 developers: 8 with 0 active days, 12 with 1 and more active days."
