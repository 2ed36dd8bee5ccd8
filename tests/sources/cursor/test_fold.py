"""Folding events: any order and any split of pages gives the same totals."""

from math import floor
from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatlight.sources.cursor import fold as folding
from seatlight.sources.cursor.events import span_of
from seatlight.sources.cursor.fold import Fold, failed
from seatlight.sources.cursor.payloads import TokenUsage, UsageEvent
from seatlight.sources.cursor.to_tables import DAY_MILLIS
from seatlight.tables.codes import CodeBook, Codes
from tests.sources.cursor.reading import JUNE_LEFT_OUT

FIRST_MS, LAST_MS = span_of(JUNE_LEFT_OUT)

counts = st.none() | st.integers(0, 10**9)
cents = st.none() | st.floats(-1e6, 1e6)
usages = st.none() | st.builds(TokenUsage, counts, counts, counts, counts, cents)
events = st.builds(
    UsageEvent,
    timestamp=st.none() | st.integers(FIRST_MS - 5, FIRST_MS + 3 * DAY_MILLIS),
    user_email=st.sampled_from([None, "", "tomas.berg@example.org", " Tomas.Berg@Example.org", "ines@example.org"]),
    model=st.sampled_from([None, "", "default", "composer-2.5"]),
    kind=st.sampled_from([None, "Usage-based", "Errored", "aborted"]),
    token_usage=usages,
    charged_cents=cents,
    service_account_id=st.sampled_from([None, "", "sa_1"]),
    automation_id=st.none() | st.just("0b9e"),
    is_free_bugbot=st.none() | st.booleans(),
)


def codes() -> CodeBook:
    """Names with their codes given out beforehand, so that two folds agree on them."""
    book = CodeBook(Codes(), Codes())
    for address in ("tomas.berg@example.org", "ines@example.org"):
        book.members.code(address)
    for model in ("default", "composer-2.5"):
        book.models.code(model)
    return book


def folded(pages: list[list[UsageEvent]], at_once: int = folding.AT_ONCE) -> tuple[pl.DataFrame, int, int]:
    """The rows in the order of their keys, and how many events came and how many lay outside."""
    fold = Fold(FIRST_MS, LAST_MS, codes(), at_once=at_once)
    for page in pages:
        fold.add(page)
    rows = pl.concat(fold.frames()).group_by(folding.KEYS).sum().sort(folding.KEYS)
    return rows, fold.arrived, fold.misplaced


@given(st.lists(events, max_size=40), st.randoms(use_true_random=False), st.integers(1, 15), st.integers(1, 20))
def test_order_and_pages_make_no_difference(found: list[UsageEvent], chance: Random, size: int, at_once: int) -> None:
    """Sums of integers do not care how they came."""
    whole = folded([found])
    shuffled = list(found)
    chance.shuffle(shuffled)
    pages = [shuffled[start : start + size] for start in range(0, len(shuffled), size)]
    again = folded(pages, at_once)
    assert whole[0].equals(again[0])
    assert whole[1:] == again[1:]


@given(st.lists(events, max_size=40))
def test_the_totals_are_those_of_a_plain_loop(found: list[UsageEvent]) -> None:
    """Every event inside the days is counted once, its cents rounded before they are added."""
    rows, arrived, misplaced = folded([found])
    inside = [event for event in found if event.timestamp is not None and FIRST_MS <= event.timestamp <= LAST_MS]
    assert (arrived, misplaced) == (len(found), len(found) - len(inside))
    assert rows["events"].sum() == len(inside)
    assert rows["input_tokens"].sum() == sum(
        event.token_usage.input_tokens or 0 for event in inside if event.token_usage
    )
    assert rows["spend_microcents"].sum() == sum(floor(cost * 1e6 + 0.5) for cost in map(cost_of, inside) if cost)
    assert rows["events_without_cost"].sum() == sum(cost_of(event) is None for event in inside)


def cost_of(event: UsageEvent) -> float | None:
    """What an event cost, None when nobody says."""
    if event.charged_cents is not None:
        return event.charged_cents
    return event.token_usage.total_cents if event.token_usage else None


def test_rows_are_merged_while_they_come_so_that_memory_stays() -> None:
    """A thousand pages of the same few keys leave little more rows than there are keys."""
    fold = Fold(FIRST_MS, LAST_MS, codes(), at_once=10)
    page = [UsageEvent(timestamp=FIRST_MS + number, user_email="ines@example.org") for number in range(7)]
    for _ in range(1000):
        fold.add(page)
        assert fold.rows_held <= 100
    assert pl.concat(fold.frames())["events"].sum() == 7000


@pytest.mark.parametrize(
    ("kind", "is_failed"),
    [
        ("Errored", True),
        ("ERRORED, not charged", True),
        (" aborted", True),
        ("USAGE_EVENT_KIND_ERRORED_NOT_CHARGED", True),
        ("usage_event_kind_aborted_not_charged", True),
        ("Usage-based", False),
        ("Included in Business", False),
        ("USAGE_EVENT_KIND_USAGE_BASED", False),
        ("Not errored", False),
        ("", False),
        (None, False),
    ],
)
def test_a_kind_that_failed_is_known_by_its_beginning(kind: str | None, is_failed: bool) -> None:
    """Letter case and the dashboard's constants make no difference; unknown kinds did not fail."""
    assert failed(kind) is is_failed
