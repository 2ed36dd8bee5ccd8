"""Who holds a seat and who should not: the developers of a report as seats, by state."""

from __future__ import annotations

from typing import Any

from seatlight.metrics.signals import SIGNALS
from seatlight.metrics.states import STATES
from seatlight.model.report import Column, ColumnKind, Report, Table
from seatlight.reports.columns import DEVELOPER_COLUMNS

NEXT_ACTION = Column("next_action", ColumnKind.TEXT, "Next action", "What to do about the seat, from its state or its strongest signal.")  # fmt: skip
FROM_DEVELOPERS = (
    "state", "name", "email", "seat", "seats", "seat_since", "state_since", "state_because", "state_certainty",
    "last_active_on", "signals", "spend_cents", "developer_id",
)  # fmt: skip
SETTLED = frozenset({"none", "none; healthy"})
"""Next actions that ask nothing of anybody."""


def seats_report(report: Report) -> Report:
    """The report with one table `seats`: sorted by state (in the order of the test), then since when, then name."""
    columns = {column.key: column for column in DEVELOPER_COLUMNS}
    chosen = (*[columns[key] for key in FROM_DEVELOPERS], NEXT_ACTION)
    order = {key: place for place, key in enumerate(STATES)}
    rows = [
        {**{key: row[key] for key in FROM_DEVELOPERS}, "next_action": next_action(row)}
        for row in report.table("developers").rows
    ]
    rows.sort(
        key=lambda row: (
            order[row["state"]],
            str(row["state_since"] or "9999"),
            row["name"],
            row["developer_id"],
        )
    )
    return Report(report.head, (Table("seats", "Seats", chosen, rows),))


def next_action(row: dict[str, Any]) -> str:
    """What to do about a developer: what the first signal that asks for something says, else what the state says."""
    asked = (SIGNALS[signal["key"]].next_action for signal in row["signals"])
    return next((act for act in asked if act not in SETTLED), STATES[row["state"]].next_action)
