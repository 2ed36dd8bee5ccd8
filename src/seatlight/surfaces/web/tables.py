"""One page of a table: filtered, sorted and cut here, after the report was cut to whoever looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from seatlight.errors import WrongUsage
from seatlight.model.report import Report, Row, RowFrame, Table

MOST_ROWS, USUAL_ROWS = 1000, 100
SEARCHED = ("name", "email", "key")
"""The columns that a search looks through."""


@dataclass(frozen=True)
class Page:
    """What of a table is wanted: rows `size` by `size`, in the order of a column, those alone that fit.

    `states` and `signals` are keys of which a row has to have one, `search` is a part of name, address or key.
    """

    page: int = 1
    size: int = USUAL_ROWS
    sort: str | None = None
    descending: bool = False
    states: Sequence[str] = ()
    signals: Sequence[str] = ()
    search: str = ""


@dataclass(frozen=True)
class Paged:
    """A report whose first table is one page, and how many rows it has in all, before and after the filter.

    `counts` says of developers how many there are of each state and signal, before the filter.
    """

    report: Report
    rows: int
    fitting: int
    counts: Mapping[str, Mapping[str, int]]


def paged(report: Report, page: Page) -> Paged:
    """The page; WrongUsage for a column that the table does not have.

    Without filter or order only the rows of the page are put into words.
    """
    table, rows = report.tables[0], fitting(report, page)
    first = (page.page - 1) * page.size
    shown = list(rows[first : first + page.size])
    tables = (replace(table, rows=shown), *report.tables[1:])
    counts = table.rows.counts() if isinstance(table.rows, RowFrame) else {}
    return Paged(replace(report, tables=tables), len(table.rows), len(rows), counts)


def filtered(report: Report, page: Page) -> Report:
    """The report with every row of its first table that fits, in the order asked for; WrongUsage as `paged`."""
    tables = (replace(report.tables[0], rows=fitting(report, page)), *report.tables[1:])
    return replace(report, tables=tables)


def fitting(report: Report, page: Page) -> Sequence[Row]:
    """The rows of the first table that fit, in the order asked for; WrongUsage for a column it does not have."""
    table = report.tables[0]
    if page.sort is not None and page.sort not in {column.key for column in table.columns}:
        raise WrongUsage(f"There is no column {page.sort} to sort by.")
    rows: Sequence[Row] = table.rows
    if isinstance(rows, RowFrame):
        return _of_frame(rows, page)
    if page.states or page.signals or page.search or page.sort:
        return _ordered([row for row in rows if _fits(row, page)], page)
    return rows


def _of_frame(frame: RowFrame, page: Page) -> Sequence[Row]:
    """The same of rows that are columns still: only what is shown of them is put into words."""
    if page.states or page.signals:
        frame = frame.with_any(page.states, page.signals)
    if page.search.strip():
        frame = frame.named_like(page.search)
    ordered = frame if page.sort is None else frame.ordered_by(page.sort, descending=page.descending)
    found = cast(Sequence[Row], frame)
    return _ordered(list(found), page) if ordered is None else cast(Sequence[Row], ordered)


def _fits(row: Row, page: Page) -> bool:
    if page.states and row.get("state") not in page.states:
        return False
    if page.signals and not {signal["key"] for signal in row.get("signals") or ()} & set(page.signals):
        return False
    sought = page.search.strip().casefold()
    named = (row.get(key) for key in SEARCHED)
    return not sought or any(sought in text.casefold() for text in named if isinstance(text, str))


def _ordered(rows: list[Row], page: Page) -> list[Row]:
    """In the order of a column; rows without a value come last either way, equals stay as they were."""
    key = page.sort
    if key is None:
        return rows
    known = [row for row in rows if row.get(key) is not None]
    known.sort(key=lambda row: _comparable(row[key]), reverse=page.descending)
    return [*known, *(row for row in rows if row.get(key) is None)]


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return value.casefold()
    return len(value) if isinstance(value, list | tuple) else value


def columns_of(table: Table) -> list[Mapping[str, str]]:
    """The catalogue of a table's columns: key, kind, title, explanation."""
    return [
        {"key": column.key, "kind": column.kind.value, "title": column.title, "explanation": column.explanation}
        for column in table.columns
    ]
