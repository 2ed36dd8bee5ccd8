"""How numbers and reasons read."""

import re

import pytest

from seatlight.metrics.signals import SIGNALS
from seatlight.metrics.states import STATES
from seatlight.model.limits import Limits
from seatlight.reports.next_step import PRESSING, next_step
from seatlight.reports.wording import FIELDS, WORDED_FROM, amount, counted, share

OF_SPANS = {"unknown_why", "known_since_on"}


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (None, "–"),
        (0, "0"),
        (9_999, "9,999"),
        (12_345, "12.3 k"),
        (999_499, "999 k"),
        (999_999, "1 M"),
        (1.25e9, "1.25 B"),
    ],
)
def test_amounts_keep_three_digits_and_round_into_the_next_unit(number: float | None, text: str) -> None:
    """Never 1000 k, and a dash for what is unknown."""
    assert amount(number) == text


@pytest.mark.parametrize(("value", "text"), [(None, "–"), (0, "0%"), (0.046, "4.6%"), (0.5, "50%"), (1.2, "120%")])
def test_shares_are_percent_with_a_decimal_where_they_are_small(value: float | None, text: str) -> None:
    """Above 100 % they are not cut, for that occurs."""
    assert share(value) == text


def test_one_thing_is_singular_and_none_is_plural() -> None:
    """The reason sentences count days."""
    assert [counted(number, "day") for number in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


def test_every_reason_names_only_what_can_be_filled_in() -> None:
    """Each field of each template is a column kept for sentences, a field of wording, or a limit."""
    templates = [state.because for state in STATES.values()] + [signal.because for signal in SIGNALS.values()]
    named = {field for template in templates for field in re.findall(r"\{(\w+)\}", template)}
    assert named <= {*WORDED_FROM, *FIELDS, *OF_SPANS, *Limits.__struct_fields__}


def test_every_signal_has_its_place_among_the_next_steps() -> None:
    """A signal without one could not be weighed against the others."""
    assert set(PRESSING) == set(SIGNALS)


def test_the_most_pressing_signal_decides_and_the_state_stands_in() -> None:
    """Signals that ask for nothing leave it to the state; a healthy developer has no next step."""
    reclaim, growing, healthy = (
        {"key": key, "because": key, "certainty": "likely", "next_action": SIGNALS[key].next_action}
        for key in ("reclaim_candidate", "growing", "active")
    )
    assert next_step("stopped", "gone", [growing, reclaim])[1:] == (
        "reclaim, asking first",
        "reclaim_candidate (likely)",
    )
    assert next_step("stopped", "gone", [])[1:] == ("ask what got in the way", "gone")
    assert next_step("active", "here", [healthy]).action is None
