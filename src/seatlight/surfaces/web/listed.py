"""Lists of what is kept, as answers: one page of one table."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response

from seatlight.model.report import Report
from seatlight.render import only
from seatlight.surfaces.web.tables import Page, columns_of, paged

encode = msgspec.json.Encoder().encode


def listed(report: Report, page: Page, table: str | None = None) -> Response[bytes]:
    """One page of a listing's first table, or of the one that is named, as a document."""
    return Response(
        encode(page_of(report if table is None else only(report, table), page)), media_type="application/json"
    )


def page_of(report: Report, page: Page) -> dict[str, Any]:
    """The document of one page: head, which part it is, the catalogue of columns, titles, rows."""
    part = paged(report, page)
    told = {"page": page.page, "size": page.size, "rows": part.rows, "fitting": part.fitting, **part.counts}
    return {**part.report.head, "page": told, **_tables(part.report)}


def whole(report: Report) -> dict[str, Any]:
    """The document of all rows."""
    return {**report.head, **_tables(report)}


def _tables(report: Report) -> dict[str, Any]:
    """Of each table its columns, its title and its rows."""
    return {
        "columns": {table.name: columns_of(table) for table in report.tables},
        "titles": {table.name: table.title for table in report.tables},
        **{table.name: list(table.rows) for table in report.tables},
    }
