"""When single addresses are asked for, when it is too early to tell, and when everybody's events are as cheap."""

from collections.abc import Collection, Sequence

import pytest

from seatlight.ledger.asking import cheaper_alone, decided_soon, idle_seats, is_older, priced
from seatlight.model.window import Window, last_days
from seatlight.ports import Step
from tests.ledger.written import LAST, TODAY, ago, step

DECIDES = last_days(31, TODAY)
DAYS = range(DECIDES.first, DECIDES.last + 1)
PRICE, NEWEST = step(covers=ago(29), finds_out=True), step(covers=ago(1), cost=1)


def asking_for(members: Collection[int], windows: Sequence[Window]) -> list[Step]:
    """One request for each member and window."""
    return [step(covers=window, member=member) for member in members for window in windows]


def older(cost: int) -> Step:
    """Everybody's events of all days but the newest two."""
    return step(covers=ago(30, 2), cost=cost)


def test_nothing_is_priced_while_a_price_is_being_asked_for() -> None:
    """Of these days; the price of others does not matter."""
    assert not priced([PRICE, NEWEST], DAYS)
    assert priced([NEWEST, older(5)], DAYS)
    assert priced([PRICE], [LAST - 40])


def test_only_everybodys_events_of_past_days_are_older() -> None:
    """Not those of the newest days, of single addresses, or a price; nor daily rows."""
    assert is_older(older(9), DECIDES)
    others = [NEWEST, PRICE, step(covers=ago(30, 2), member=3), step("seat_days", ago(30, 2), "admin")]
    assert not any(is_older(one, DECIDES) for one in others)


@pytest.mark.parametrize(
    ("steps", "soon"),
    [
        ([], False),
        ([older(9)], False),
        ([NEWEST], True),
        ([step("seat_days", ago(29), "admin", cost=3)], True),
        ([step("seat_days", ago(29), "admin", cost=21)], False),
        ([NEWEST, step("seat_days", ago(29), "admin", cost=21)], False),
    ],
)
def test_it_is_decided_soon_who_looks_idle_while_little_is_missing(steps: list[Step], soon: bool) -> None:
    """Few daily rows, or only the newest events; many daily rows are no reason to wait."""
    assert decided_soon(steps, DECIDES) is soon


def test_few_idle_seats_of_a_busy_team_are_asked_for() -> None:
    """Where that takes fewer requests than everybody's events."""
    chosen = idle_seats([3, 5], DAYS, [older(40)], asking_for)
    assert chosen is not None
    assert [one.members for one in chosen] == [frozenset([3]), frozenset([5])]


@pytest.mark.parametrize("cost", [1, 2])
def test_no_seat_is_asked_for_where_everybody_is_as_cheap(cost: int) -> None:
    """As many requests are not fewer."""
    assert idle_seats([3, 5], DAYS, [older(cost)], asking_for) == []


def test_a_chunk_counts_by_the_share_of_its_days_that_matter() -> None:
    """Half of ten pages for half of its days is not dearer than six requests."""
    chunk = step(covers=ago(61, 2), cost=10)
    assert idle_seats(range(6), DAYS, [chunk], asking_for) == []
    assert len(idle_seats(range(4), DAYS, [chunk], asking_for) or []) == 4


def test_single_addresses_steps_and_prices_are_no_scan() -> None:
    """They do not read everybody's events."""
    steps = [PRICE, step(covers=ago(30), cost=50, member=9), step("seat_days", ago(30), "admin", cost=50)]
    assert idle_seats([3], DAYS, steps, asking_for) == []


def test_it_is_too_early_while_the_newest_days_come_and_leave_less_to_ask() -> None:
    """Days of a month and one more need two requests for each seat, without the newest days only one."""

    def by_month(members: Collection[int], windows: Sequence[Window]) -> list[Step]:
        return asking_for(members, [part for window in windows for part in window.chunks(30)])

    assert idle_seats([3, 5], DAYS, [NEWEST, older(40)], by_month) is None
    dear = step(covers=ago(1), cost=9)
    assert len(idle_seats([3, 5], DAYS, [dear, older(40)], by_month) or []) == 4


def test_few_developers_are_read_alone_where_that_is_cheaper() -> None:
    """Else everybody is read, and the decision is told by None."""
    assert len(cheaper_alone([3, 5], DAYS, [NEWEST, older(40)], asking_for) or []) == 2
    assert cheaper_alone(range(41), DAYS, [NEWEST, older(40)], asking_for) is None
    assert cheaper_alone([], DAYS, [NEWEST], asking_for) == []
