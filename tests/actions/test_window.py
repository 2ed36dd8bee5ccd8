"""Which days somebody asks for, and which can be answered."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatlight.actions.window import Ask, last_full_hour, window_of
from seatlight.errors import BadWindow
from seatlight.model.window import Window, last_days

TODAY = date(2026, 11, 22)
FIRST = date(2026, 8, 25)
"""The first of the 90 days that end today."""

ANSWERED = {
    "nothing said": (Ask(), Window(date(2026, 10, 24), TODAY)),
    "one day": (Ask(days=1), Window(TODAY, TODAY)),
    "the whole reach": (Ask(days=90), Window(FIRST, TODAY)),
    "a week until a day": (Ask(days=7, until=date(2026, 11, 7)), Window(date(2026, 11, 1), date(2026, 11, 7))),
    "thirty until a day": (Ask(until=date(2026, 9, 23)), Window(FIRST, date(2026, 9, 23))),
    "from a day": (Ask(since=date(2026, 11, 20)), Window(date(2026, 11, 20), TODAY)),
    "from the first day": (Ask(since=FIRST), Window(FIRST, TODAY)),
    "from a day to a day": (Ask(since=FIRST, until=FIRST), Window(FIRST, FIRST)),
}  # fmt: skip

REFUSED = {
    "no days": (Ask(days=0), "A window has at least 1 day."),
    "negative": (Ask(days=-30), "A window has at least 1 day."),
    "beyond the reach": (Ask(days=91), "Cursor answers 90 days back, to 2026-08-25, so 91 days cannot"),
    "far beyond": (Ask(days=10**12), "so 1000000000000 days cannot be answered"),
    "pushed out of it": (Ask(days=90, until=date(2026, 11, 21)), "so a window from 2026-08-24 cannot"),
    "before it": (Ask(since=date(2026, 8, 24)), "so a window from 2026-08-24 cannot be answered"),
    "the first of all days": (Ask(until=date.min), "cannot be answered"),
    "tomorrow": (Ask(until=date(2026, 11, 23)), "ends on 2026-11-23, which is in the future"),
    "the last of all days": (Ask(until=date.max), "is in the future; the last day"),
    "from tomorrow": (
        Ask(since=date(2026, 11, 23)),
        "is reversed: its first day 2026-11-23 is after its last",
    ),
    "reversed": (Ask(since=date(2026, 11, 2), until=date(2026, 11, 1)), "The window is reversed"),
    "both": (Ask(days=7, since=FIRST), "either a number of days or a first day, not both"),
}


@pytest.mark.parametrize("case", ANSWERED)
def test_days_that_can_be_answered(case: str) -> None:
    """First and last day both count, in whole UTC days."""
    ask, window = ANSWERED[case]
    assert window_of(ask, last_days(90, TODAY), 90) == window


@pytest.mark.parametrize("case", REFUSED)
def test_days_that_cannot_be_answered(case: str) -> None:
    """The sentence says which can."""
    ask, says = REFUSED[case]
    with pytest.raises(BadWindow) as failure:
        window_of(ask, last_days(90, TODAY), 90)
    assert says in failure.value.says
    assert failure.value.says.endswith(".")
    assert failure.value.exit_code == 2


def test_the_reach_is_the_operators_word() -> None:
    """More where the vendor answers further back, less where it does not."""
    assert window_of(Ask(days=200), last_days(200, TODAY), 200).days == 200
    with pytest.raises(BadWindow, match="Cursor answers 7 days back"):
        window_of(Ask(), last_days(7, TODAY), 7)


def test_kept_totals_reach_further_than_the_vendor() -> None:
    """What is kept can be asked for, and the sentence names how far that goes."""
    assert window_of(Ask(days=200), last_days(365, TODAY), 90).days == 200
    with pytest.raises(BadWindow, match="Kept totals reach 365 days back, to 2025-11-23"):
        window_of(Ask(days=366), last_days(365, TODAY), 90)


@given(st.integers(1, 90), st.integers(0, 89))
def test_a_window_is_as_long_as_asked_or_refused(days: int, ago: int) -> None:
    """Never shortened in silence, never outside the reach."""
    until = TODAY - timedelta(days=ago)
    ask = Ask(days=days, until=until)
    if days + ago > 90:
        with pytest.raises(BadWindow):
            window_of(ask, last_days(90, TODAY), 90)
    else:
        window = window_of(ask, last_days(90, TODAY), 90)
        assert (window.days, window.last_on) == (days, until)
        assert window.first_on >= FIRST


@pytest.mark.parametrize(
    ("now", "mark"),
    [
        (datetime(2026, 11, 22, 9, 59, 59, 999999, UTC), datetime(2026, 11, 22, 9, tzinfo=UTC)),
        (datetime(2026, 11, 22, 9, tzinfo=UTC), datetime(2026, 11, 22, 9, tzinfo=UTC)),
        (datetime(2026, 11, 22, 0, 0, 1, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)),
    ],
)
def test_the_vendor_has_counted_up_to_the_last_full_hour(now: datetime, mark: datetime) -> None:
    """On the hour itself, that hour is full."""
    assert last_full_hour(now) == mark
