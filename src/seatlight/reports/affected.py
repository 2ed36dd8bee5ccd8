"""What would change for whom: two reports of the same developers under different thresholds, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from seatlight.model.report import Column, ColumnKind, Report, Row, Table

TEXT, TEXTS = ColumnKind.TEXT, ColumnKind.TEXTS
AFFECTED = (
    Column("name", TEXT, "Name"),
    Column("email", TEXT, "Address"),
    Column("jira_account_id", TEXT, "Jira account"),
    Column("state_before", TEXT, "State now"),
    Column("state_after", TEXT, "State then", "What the state would be."),
    Column("signals_gone", TEXTS, "Signals gone", "The signals that would not fire any more."),
    Column("signals_new", TEXTS, "New signals", "The signals that would fire besides."),
)
WHO = ("name", "email", "jira_account_id")


def affected_report(before: Report, after: Report, old: Sequence[Row] = (), new: Sequence[Row] = ()) -> Report:
    """The developers whose state or signals differ; at the head how many have each state and signal in both reports.

    `old` and `new` are the rows of the two reports, none where nothing may be told of anybody.
    """
    then = {row["developer_id"]: row for row in new}
    pairs = [(row, then[row["developer_id"]]) for row in old if row["developer_id"] in then]
    rows = [_row(was, becomes) for was, becomes in pairs if _found(was) != _found(becomes)]
    head = {
        "schema": "seatlight.affected/1",
        "freshness": after.head["freshness"],
        "developers_seen": len(pairs),
        "affected_in_all": len(rows),
        "counts_before": _counts(old),
        "counts_after": _counts(new),
    }
    people = frozenset(row["jira_account_id"] or row["email"] for row in rows) - {None}
    table = Table("affected", "Whom it affects", AFFECTED, rows)
    return Report(head, (table,), about=before.about, people=people)


def _found(row: Row) -> tuple[str, list[str]]:
    return row["state"], _signals(row)


def _signals(row: Row) -> list[str]:
    return [signal["key"] for signal in row["signals"] or ()]


def _row(was: Row, becomes: Row) -> dict[str, Any]:
    old, new = _signals(was), _signals(becomes)
    return {
        **{key: was.get(key) for key in WHO},
        "state_before": was["state"],
        "state_after": becomes["state"],
        "signals_gone": [key for key in old if key not in new],
        "signals_new": [key for key in new if key not in old],
    }


def _counts(rows: Iterable[Row]) -> dict[str, int]:
    """How many developers have each state and each signal: `state:active`, `signal:growing`."""
    counted: Counter[str] = Counter()
    for row in rows:
        counted[f"state:{row['state']}"] += 1
        counted.update(f"signal:{key}" for key in _signals(row))
    return dict(counted)
