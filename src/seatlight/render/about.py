"""What a workbook says of itself: window, freshness, team, and what each column means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from seatlight.model.report import Column, ColumnKind, Report
from seatlight.render.heading import span, whose
from seatlight.render.plain import iso
from seatlight.render.titles import column_title

Fact = tuple[str, ColumnKind, Any]

HEADER = ("Sheet", "Column", "Key in csv and json", "Unit", "Meaning")
UNITS = {
    ColumnKind.DATE: "day (UTC)",
    ColumnKind.COUNT: "number",
    ColumnKind.TOKENS: "tokens",
    ColumnKind.DECIMAL: "number",
    ColumnKind.SHARE: "percent",
    ColumnKind.FLAG: "yes or no",
    ColumnKind.TEXTS: "list",
    ColumnKind.SIGNALS: "list",
    ColumnKind.STRIP: "0 to 4 a day; ?: unknown",
}


class About(NamedTuple):
    """Facts of the report as title, kind and value; the columns explained, a header first."""

    currency: str
    facts: list[Fact]
    columns: list[tuple[str, ...]]


def about(report: Report) -> About:
    """Everything the sheet says; parts the report's head lacks are left out."""
    currency = report.head.get("team", {}).get("currency", "USD")
    facts = [*_head(report), *_team(report, currency)]
    return About(currency, facts, [HEADER, *_columns(report, currency)])


def _head(report: Report) -> Iterable[Fact]:
    window, freshness = report.head.get("window"), report.head["freshness"]
    if window:
        yield "Window", ColumnKind.TEXT, span(window)
        previous = window.get("previous")
        yield "Window before", ColumnKind.TEXT, span(previous) if previous else "not available: out of reach"
    yield from ((title, ColumnKind.TEXT, text) for title, text in whose(report))
    if "as_of" in freshness:
        yield "As of", ColumnKind.TEXT, iso(freshness["as_of"])
    yield "Complete", ColumnKind.FLAG, report.complete
    if freshness.get("provisional_from"):
        yield "May still change from", ColumnKind.TEXT, iso(freshness["provisional_from"])
    yield from (("Note", ColumnKind.TEXT, note) for note in report.notes)


def _team(report: Report, currency: str) -> Iterable[Fact]:
    """The team's numbers; shares as percent, cents in the currency."""
    for key, value in report.head.get("team", {}).items():
        words = key.replace("_", " ").capitalize()
        if "_cents" in key:
            title = words.replace(" cents", "") + f" ({currency})"
            yield title, ColumnKind.CENTS, None if value is None else value / 100
        elif key.endswith("_share"):
            yield words, ColumnKind.SHARE, value
        elif value is None or isinstance(value, str | int | float):
            yield words, ColumnKind.TEXT if isinstance(value, str) else ColumnKind.COUNT, value


def _columns(report: Report, currency: str) -> Iterable[tuple[str, ...]]:
    for table in report.tables:
        for column in table.columns:
            unit = _unit(column, currency)
            yield table.title, column_title(column, currency), column.key, unit, column.explanation


def _unit(column: Column, currency: str) -> str:
    return currency if column.kind is ColumnKind.CENTS else UNITS.get(column.kind, "text")
