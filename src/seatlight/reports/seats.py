"""Who holds a seat and who should not: the developers of a report as seats, by state."""

from __future__ import annotations

from dataclasses import replace

from seatlight.metrics.states import STATES
from seatlight.model.report import Report, Table
from seatlight.reports.columns import DEVELOPER_COLUMNS

FROM_DEVELOPERS = (
    "state", "name", "email", "seat", "seats", "seat_since", "state_since", "state_because", "state_certainty",
    "next_action", "next_because", "last_active_on", "signals", "spend_cents", "jira_account_id", "developer_id",
)  # fmt: skip


def seats_report(report: Report) -> Report:
    """The report with one table `seats`: sorted by state (in the order of the test), then since when, then name."""
    columns = {column.key: column for column in DEVELOPER_COLUMNS}
    chosen = tuple(columns[key] for key in FROM_DEVELOPERS)
    order = {key: place for place, key in enumerate(STATES)}
    rows = [{key: row[key] for key in FROM_DEVELOPERS} for row in report.table("developers").rows]
    rows.sort(
        key=lambda row: (
            order[row["state"]],
            str(row["state_since"] or "9999"),
            row["name"],
            row["developer_id"],
        )
    )
    return replace(report, tables=(Table("seats", "Seats", chosen, rows),))
