"""The report as Markdown: a GitHub table for each of its tables, after the lines of its head."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from seatlight.model.report import Column, ColumnKind, Report, Row, Table
from seatlight.render.heading import span, whose
from seatlight.render.plain import iso, plain, printable
from seatlight.render.titles import column_title, titled

MAIN = {
    "developers": (
        "name", "state", "total_tokens", "active_days", "acceptance_share", "trend", "last_active_on",
        "seat_since", "spend_cents", "premium_share", "signals",
    ),
    "seats": ("name", "email", "state", "state_since", "state_because", "state_certainty", "next_action"),
}  # fmt: skip
"""The columns worth reading of tables that have many; other tables show all of theirs."""

NUMBERS = {ColumnKind.COUNT, ColumnKind.TOKENS, ColumnKind.DECIMAL, ColumnKind.SHARE, ColumnKind.CENTS}
HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def markdown_bytes(report: Report) -> bytes:
    """UTF-8; text shows as it is, whatever Markdown or HTML it holds; a dash where a value is unknown."""
    currency = report.head.get("team", {}).get("currency", "USD")
    tables = [line for table in report.tables for line in ("", *_table(table, currency))]
    return ("\n".join([*_head(report), *tables]) + "\n").encode("utf-8", "replace")


def _head(report: Report) -> Iterable[str]:
    window, freshness = report.head.get("window"), report.head["freshness"]
    if window:
        yield f"**{span(window)}**, {window['days']} days (UTC)"
        yield ""
    yield from (f"* {escaped(title)}: {escaped(text)}" for title, text in whose(report))
    if "as_of" in freshness:
        yield f"* as of {iso(freshness['as_of'])}"
    yield "* complete" if report.complete else "* **incomplete**: totals are so far, not final"
    yield from (f"* {escaped(note)}" for note in report.notes)


def _table(table: Table, currency: str) -> Iterable[str]:
    columns = main_columns(table)
    yield f"## {escaped(table.title)}"
    yield ""
    yield _line(escaped(column_title(column, currency)) for column in columns)
    yield _line("---:" if column.kind in NUMBERS else "---" for column in columns)
    yield from (_line(_cell(column, row) for column in columns) for row in table.rows)


def main_columns(table: Table) -> list[Column]:
    """The columns to show, in the order in which they read best; those the table lacks are left out."""
    if table.name not in MAIN:
        return list(table.columns)
    by_key = {column.key: column for column in table.columns}
    return [by_key[key] for key in MAIN[table.name] if key in by_key]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(column: Column, row: Row) -> str:
    value = row.get(column.key)
    return "–" if value is None else escaped(spelled(column.kind, value))


def spelled(kind: ColumnKind, value: Any) -> str:
    """A known value as people read it, in full."""
    from seatlight.reports.wording import share

    if kind in (ColumnKind.STATE, ColumnKind.SIGNALS):
        return titled(kind, value)
    if kind is ColumnKind.SHARE:
        return share(value)
    if kind is ColumnKind.CENTS:
        return f"{value / 100:,.2f}"
    if kind in NUMBERS:
        return f"{value:,}" if isinstance(value, int) else f"{value:,.4g}"
    if kind is ColumnKind.FLAG:
        return "yes" if value else "no"
    return str(plain(kind, value))


def escaped(text: str) -> str:
    """The text so that it shows as it is: on one line, its Markdown and HTML without effect."""
    return re.sub(r"([\\`*_\[\]|~#!$])", r"\\\1", printable(text).translate(HTML)).strip()
