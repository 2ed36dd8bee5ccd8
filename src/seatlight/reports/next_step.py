"""The one thing to do next about a developer: the most pressing of what signals and state ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from seatlight.metrics.signals import SIGNALS
from seatlight.metrics.states import STATES

PRESSING = (
    "offboarded_seated", "never_started", "onboarding_stalled", "reclaim_candidate", "churned", "inactive_seat",
    "returned", "declining", "high_consumption_low_acceptance", "low_acceptance", "premium_overuse", "plateaued",
    "efficient_heavy_user", "heavy_user", "growing", "unmatched_seat", "active",
)  # fmt: skip
"""Every signal, the most pressing first; matching a seat is about our own books, so it waits for all else."""


class NextStep(NamedTuple):
    """What to do, why, and how pressing it is (0 the most); `action` is None when there is nothing to do."""

    rank: int
    action: str | None
    because: str


def asks(action: str) -> bool:
    """Whether a next action asks anything of anybody; to do nothing and to wait do not."""
    return not action.startswith(("none", "wait"))


def next_step(state: str, because: str, signals: Sequence[dict[str, str]]) -> NextStep:
    """The most pressing step that the signals ask for, else the state's own."""
    found = [
        NextStep(PRESSING.index(signal["key"]), signal["next_action"], told(signal["because"], signal["certainty"]))
        for signal in signals
        if asks(signal["next_action"])
    ]
    return min(found, default=_of_state(state, because))


def _of_state(state: str, because: str) -> NextStep:
    """The state's own next action, as pressing as the signals that ask for the same."""
    action = STATES[state].next_action
    if not asks(action):
        return NextStep(len(PRESSING) + 1, None, "")
    alike = [PRESSING.index(key) for key, signal in SIGNALS.items() if signal.next_action == action]
    return NextStep(min(alike, default=len(PRESSING)), action, because)


def told(because: str, certainty: str) -> str:
    """A reason, with a word of caution where it is not certain."""
    return because if certainty == "certain" else f"{because} ({certainty})"
