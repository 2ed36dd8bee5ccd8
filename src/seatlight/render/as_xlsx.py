"""The report as an Excel workbook: a typed sheet per table, and a sheet `About` that explains them."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from seatlight.errors import BadSetting
from seatlight.model.report import Column, ColumnKind, Report, Row, Table
from seatlight.render.about import About, about
from seatlight.render.plain import iso, plain
from seatlight.render.titles import column_title, titled

NUMBER_FORMATS = {
    ColumnKind.DATE: "yyyy-mm-dd",
    ColumnKind.COUNT: "#,##0",
    ColumnKind.TOKENS: "#,##0",
    ColumnKind.DECIMAL: "#,##0.00",
    ColumnKind.SHARE: "0.0%",
    ColumnKind.CENTS: "#,##0.00",
}
MOST_IN_CELL = 32_767
NARROWEST, WIDEST = 9, 60
AS_THEY_ARE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def xlsx_bytes(report: Report) -> bytes:
    """Typed cells (real days, percent, money in the currency), header and first column frozen, filters on.

    Text is never read as a formula, link or number. The same report gives the same bytes. Refused with
    BadSetting where the extra `xlsx` is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise BadSetting("Writing xlsx needs an extra: install `seatlight[xlsx]`, or choose csv.") from error

    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True, **AS_THEY_ARE})
    workbook.set_properties({"created": _created(report)})
    formats = {kind: workbook.add_format({"num_format": form}) for kind, form in NUMBER_FORMATS.items()}
    bold = workbook.add_format({"bold": True})
    explained = about(report)
    for table in report.tables:
        _fill(workbook.add_worksheet(table.title[:31]), table, explained.currency, formats, bold)
    _fill_about(workbook.add_worksheet("About"), explained, formats, bold)
    workbook.close()
    return out.getvalue()


def _created(report: Report) -> datetime:
    """As of when the report is: the same report always makes the same file. A list has no such instant."""
    as_of = report.head["freshness"].get("as_of", "2000-01-01T00:00:00Z")
    return datetime.fromisoformat(iso(as_of)).astimezone(UTC).replace(tzinfo=None)


def _fill(sheet: Any, table: Table, currency: str, formats: dict[ColumnKind, Any], bold: Any) -> None:
    for at, column in enumerate(table.columns):
        title = column_title(column, currency)
        sheet.write_string(0, at, title, bold)
        values = [cell_value(column, row) for row in table.rows]
        for line, value in enumerate(values, start=1):
            _write(sheet, line, at, value, formats.get(column.kind))
        sheet.set_column(at, at, _width(title, values))
    sheet.freeze_panes(1, 1)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def cell_value(column: Column, row: Row) -> Any:
    """The value as it stands in the sheet: money in its currency, titles for keys, lists joined."""
    value = row.get(column.key)
    if value is None or column.kind in (ColumnKind.DATE, ColumnKind.FLAG):
        return value
    if column.kind is ColumnKind.CENTS:
        return value / 100
    if column.kind in (ColumnKind.STATE, ColumnKind.SIGNALS):
        return titled(column.kind, value)
    return plain(column.kind, value)


def _write(sheet: Any, line: int, at: int, value: Any, form: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, at, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, at, value, form)
    elif isinstance(value, str):
        sheet.write_string(line, at, value.encode("utf-8", "replace").decode()[:MOST_IN_CELL])
    else:
        sheet.write_datetime(line, at, value, form)


def _width(title: str, values: list[Any]) -> int:
    """Room for the longest value and for the title with its filter button, within reason."""
    longest = max((len(value) if isinstance(value, str) else NARROWEST for value in values), default=0)
    return min(max(longest + 1, len(title) + 4, NARROWEST), WIDEST)


def _fill_about(sheet: Any, explained: About, formats: dict[ColumnKind, Any], bold: Any) -> None:
    for line, (title, kind, value) in enumerate(explained.facts):
        sheet.write_string(line, 0, title, bold)
        _write(sheet, line, 1, value, formats.get(kind))
    first = len(explained.facts) + 1
    for line, cells in enumerate(explained.columns, start=first):
        for at, text in enumerate(cells):
            sheet.write_string(line, at, text, bold if line == first else None)
    for at, width in enumerate((28, 28, 28, 18, 90)):
        sheet.set_column(at, at, width)
