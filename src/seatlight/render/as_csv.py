"""The report's first table as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

from seatlight.model.report import Column, Report, Row
from seatlight.render.plain import plain

# A spreadsheet may also split at semicolons, tabs and line ends, so a formula could begin after one of these.
# It skips blanks, quotes and invisible marks, and takes the full-width signs at the end for the narrow ones.
FORMULA = re.compile(
    r"""(^|[;\t\r\n])(?=[\s"'`\x00-\x1f\x7f-\xa0\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])"""
)
STARTS = ("\t", "\r")


def csv_bytes(report: Report) -> bytes:
    """UTF-8 with a header of keys; ISO days, shares 0 to 1, lists joined by `; `, empty where unknown.

    Text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers.
    """
    table = report.tables[0]
    out = io.StringIO(newline="")
    # Only with both characters as the line end does the writer quote a cell that holds either of them.
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.key for column in table.columns)
    writer.writerows([_cell(column, row) for column in table.columns] for row in table.rows)
    return out.getvalue().encode("utf-8", "replace")


def _cell(column: Column, row: Row) -> str | int | float:
    value = plain(column.kind, row.get(column.key))
    return harmless(value) if isinstance(value, str) else value


def harmless(text: str) -> str:
    """The text, with an apostrophe wherever a spreadsheet would begin a formula."""
    guarded = FORMULA.sub(r"\1'", text)
    return f"'{guarded}" if text.startswith(STARTS) and not guarded.startswith("'") else guarded
