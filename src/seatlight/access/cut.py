"""The last step before anything leaves: a report with nothing in it that its Scope does not allow."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from seatlight.access.aliases import alias
from seatlight.access.groups import groups_table
from seatlight.errors import Refused
from seatlight.model.access import Form, Scope
from seatlight.model.report import Report, RowFrame, Table

IN_GROUPS = frozenset({"schema", "window", "freshness", "project", "shown_as"})
"""What of a report's head stays where figures are about groups only."""
NOT_TOLD = "Figures are about groups of at least {least} people; {few}nothing is told of anybody in particular."


def cut(report: Report, scope: Scope) -> Report:
    """The report with only what the scope allows; a report that was cut to it before stays as it is.

    Tables of developers keep the rows of the scope's accounts, under pseudonyms or turned into groups where the scope
    says so. Tables without developers stay only where they are about nobody else (`Report.about`). Refused for a
    report that was cut to another scope.
    """
    if report.cut_for is not None:
        if report.cut_for != scope:
            raise Refused("This report was made for somebody else.")
        return report
    if scope.form is Form.NOTHING:
        raise Refused("This permission is about settings, not about usage.")
    seen = _allowed(report, scope)
    if scope.form is Form.PSEUDONYMS:
        seen = _renamed(seen, scope)
    if scope.form is Form.GROUPS:
        seen = _grouped(seen, scope)
    return replace(seen, cut_for=scope)


def _allowed(report: Report, scope: Scope) -> Report:
    if scope.accounts is None:
        return report
    ours = report.about == scope.accounts
    tables = [_allowed_of(table, scope.accounts, ours=ours) for table in report.tables]
    head = report.head if ours else {key: value for key, value in report.head.items() if key != "team"}
    return replace(report, head=head, tables=tuple(tables), people=report.people & scope.accounts)


def _allowed_of(table: Table, accounts: frozenset[str], *, ours: bool) -> Table:
    """A table of developers with the rows of these accounts; one of sums only where they are theirs alone."""
    rows = table.rows
    if isinstance(rows, RowFrame):
        return replace(table, rows=rows.of_accounts(accounts))
    if _is_of_developers(table):
        return replace(table, rows=[row for row in rows if row.get("jira_account_id") in accounts])
    return table if ours else replace(table, rows=[])


def _is_of_developers(table: Table) -> bool:
    return any(column.key in {"developer_id", "email", "name"} for column in table.columns)


def _renamed(report: Report, scope: Scope) -> Report:
    """Under pseudonyms; only what still knows how to word itself can be renamed."""
    tables = []
    for table in report.tables:
        rows = table.rows
        if isinstance(rows, RowFrame):
            rows = rows.renamed(lambda developer_id: alias(scope.site_id or "", developer_id))
        elif _is_of_developers(table):
            rows = []
        tables.append(replace(table, rows=rows))
    return replace(report, head={**report.head, "shown_as": Form.PSEUDONYMS.value}, tables=tuple(tables))


def _grouped(report: Report, scope: Scope) -> Report:
    """The developers as groups, and of the head what tells nothing of anybody."""
    rows = next((table.rows for table in report.tables if isinstance(table.rows, RowFrame)), ())
    few = "" if len(rows) >= scope.group_of else "there are fewer here, so "
    head: dict[str, Any] = {key: value for key, value in report.head.items() if key in IN_GROUPS}
    freshness = head["freshness"]
    note = NOT_TOLD.format(least=scope.group_of, few=few)
    head["freshness"] = {**freshness, "notes": [*freshness["notes"], note]}
    head["shown_as"] = Form.GROUPS.value
    return replace(report, head=head, tables=(groups_table(rows, scope.group_of),), people=frozenset())
