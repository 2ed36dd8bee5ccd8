"""What states, signals and columns are called for people.

The lists of states and signals bring the column engine along, so they are imported when first asked.
"""

from __future__ import annotations

from typing import Any

from seatlight.model.report import Column, ColumnKind


def state_title(key: str) -> str:
    """The title of a state; an unknown key stands for itself."""
    from seatlight.metrics.states import STATES

    return STATES[key].title if key in STATES else key


def signal_title(key: str) -> str:
    """The title of a signal; an unknown key stands for itself."""
    from seatlight.metrics.signals import SIGNALS

    return SIGNALS[key].title if key in SIGNALS else key


def titled(kind: ColumnKind, value: Any) -> str:
    """The title of a state, or the titles of a list of signals."""
    if kind is ColumnKind.STATE:
        return state_title(value)
    return ", ".join(signal_title(signal["key"]) for signal in value)


def column_title(column: Column, currency: str) -> str:
    """The title of a column, with the currency where it holds money."""
    return f"{column.title} ({currency})" if column.kind is ColumnKind.CENTS else column.title
