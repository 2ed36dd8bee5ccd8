"""Reports as bytes, one module per form; heavy libraries are imported only by the form that needs them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from seatlight.errors import WrongUsage
from seatlight.model.report import Report
from seatlight.render.as_csv import csv_bytes
from seatlight.render.as_json import json_bytes
from seatlight.render.as_markdown import markdown_bytes
from seatlight.render.as_parquet import parquet_bytes
from seatlight.render.as_xlsx import xlsx_bytes


class Form(NamedTuple):
    """A form a report can be had in: how its bytes are made, and whether a terminal can show them."""

    render: Callable[[Report], bytes | bytearray]
    is_text: bool


FORMS: dict[str, Form] = {
    "json": Form(json_bytes, is_text=True),
    "csv": Form(csv_bytes, is_text=True),
    "xlsx": Form(xlsx_bytes, is_text=False),
    "parquet": Form(parquet_bytes, is_text=False),
    "md": Form(markdown_bytes, is_text=True),
}
"""Every form by the name it is asked for with; it is also the ending of such a file."""


def render(report: Report, form: str, table: str | None = None) -> bytes | bytearray:
    """The report in one of `FORMS`; with `table`, as if it had that table alone.

    csv and parquet hold one table: the report's first, unless another is named. A form or table that does not
    exist is refused with WrongUsage.
    """
    if form not in FORMS:
        raise WrongUsage(f"There is no format {form!r}: choose one of {', '.join(FORMS)}.")
    return FORMS[form].render(report if table is None else only(report, table))


def only(report: Report, name: str) -> Report:
    """The same report with one of its tables; WrongUsage when it has none of that name."""
    found = tuple(table for table in report.tables if table.name == name)
    if not found:
        names = ", ".join(table.name for table in report.tables)
        raise WrongUsage(f"The report has no table {name!r}: choose one of {names}.")
    return replace(report, tables=found)
