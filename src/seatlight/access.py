"""Who may see what: an actor's request becomes a Scope, or a refusal with its reason.

The command line with a key of its own is the operator, who holds the vendor's whole answer anyway. Every other way in
is refused until its rules are here.
"""

from __future__ import annotations

from seatlight.model.access import OPERATOR, Actor, Scope
from seatlight.model.report import Report


def decide(actor: Actor) -> Scope | str:
    """The Scope of what this actor may see, or the reason for the refusal."""
    if actor == OPERATOR:
        return Scope(actor=actor.name)
    return "Only the operator of this command line may read a report without Jira."


def cut(report: Report, scope: Scope) -> Report:
    """The report with only the rows that the scope allows: the last step before anything leaves."""
    if scope.accounts is None:
        return report
    for table in report.tables:
        if any(column.key == "developer_id" for column in table.columns):
            rows = [row for row in table.rows if row["jira_account_id"] in scope.accounts]
            report = report.with_rows(table.name, rows)
    return report
