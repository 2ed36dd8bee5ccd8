"""States and signals of developers: which hold, how certain they are, and why in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from seatlight.metrics.signals import SIGNALS
from seatlight.metrics.spans import Spans
from seatlight.metrics.states import STATES, certainty, with_state
from seatlight.reports.wording import sentence

Row = Mapping[str, Any]
SignalRow = dict[str, str]


def judged(rows: pl.LazyFrame, spans: Spans) -> pl.LazyFrame:
    """The rows with state, state_since and state_certainty, and for each signal whether it fires and how certain.

    `fires_<key>` is true or false, `certainty_<key>` is there for signals that rest on days without use.
    """
    tests: dict[str, pl.Expr] = {}
    for key, signal in SIGNALS.items():
        finding = signal.finding(spans)
        tests[f"fires_{key}"] = pl.col("state").is_in(list(signal.states)) & finding.holds
        if finding.rests_on is not None:
            tests[f"certainty_{key}"] = certainty(finding.rests_on)
    return with_state(rows, spans).with_columns(**tests)


class Reasons:
    """The sentences behind states and signals, for the days a report is about."""

    def __init__(self, spans: Spans) -> None:
        self._spans = spans

    def of_state(self, row: Row) -> str:
        """The reason for the row's state, in one sentence."""
        return sentence(STATES[row["state"]].because, row, self._spans)

    def of_signals(self, row: Row) -> list[SignalRow]:
        """The signals that fire for the row, in the order of the list."""
        return [
            {
                "key": key,
                "because": sentence(signal.because, row, self._spans),
                "certainty": row.get(f"certainty_{key}", "certain"),
                "next_action": signal.next_action,
            }
            for key, signal in SIGNALS.items()
            if row[f"fires_{key}"]
        ]
