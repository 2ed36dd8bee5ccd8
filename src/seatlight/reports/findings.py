"""States and signals of developers, with their reasons in sentences."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from seatlight.metrics.rows import Rows
from seatlight.metrics.signals import SIGNALS
from seatlight.metrics.spans import Spans
from seatlight.metrics.states import STATES, certainty, with_state
from seatlight.reports.wording import sentence

SignalRow = dict[str, str]


def judged(rows: Rows, spans: Spans) -> Rows:
    """The rows with their state."""
    return with_state(rows, spans)


def reasons(rows: list[dict[str, Any]], spans: Spans) -> list[str]:
    """The reason for each row's state, in one sentence."""
    templates = {key: found.verdict(spans).because for key, found in STATES.items()}
    return [sentence(templates[row["state"]], row, spans) for row in rows]


def signals_of(rows: Rows, spans: Spans) -> dict[int, list[SignalRow]]:
    """The signals that fire, by developer, in the order of the list; developers without any are absent."""
    found: dict[int, list[SignalRow]] = {}
    findings = {key: signal.finding(spans) for key, signal in SIGNALS.items()}
    tests = {
        f"fires_{key}": nw.col("state").is_in(list(SIGNALS[key].states)) & finding.holds
        for key, finding in findings.items()
    }
    tested = rows.with_columns(**tests)
    for key, finding in findings.items():
        fired = tested.filter(nw.col(f"fires_{key}")).with_columns(
            certainty=certainty(finding.rests_on, spans)
        )
        for row in fired.iter_rows(named=True):
            because = sentence(finding.because, row, spans)
            signal = {
                "key": key,
                "because": because,
                "certainty": row["certainty"],
                "next_action": SIGNALS[key].next_action,
            }
            found.setdefault(row["developer"], []).append(signal)
    return found
