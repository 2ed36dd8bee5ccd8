"""What may stand behind the question mark: days, people and project of a report, page, order and filter of a table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from litestar.di import Provide
from litestar.params import FromQuery, QueryParameter

from seatlight.actions.window import Ask
from seatlight.surfaces.web.tables import MOST_ROWS, USUAL_ROWS, Page

MOST_FILTERS = 50
Days = Annotated[int | None, QueryParameter(ge=1, le=3660, description="The last N days; 30 unless said.")]
Number = Annotated[int, QueryParameter(ge=1, le=1_000_000)]
Size = Annotated[int, QueryParameter(ge=1, le=MOST_ROWS)]
Theme = Annotated[Literal["light", "dark"], QueryParameter(description="Whose colours: light unless said.")]
Search = Annotated[str, QueryParameter(max_length=200, description="A part of a name, an address or a key.")]
Sort = Annotated[str | None, QueryParameter(max_length=200, description="The key of a column.")]
Name = Annotated[str | None, QueryParameter(max_length=200)]
Project = Annotated[str | None, QueryParameter(max_length=200, description="The key or id of a Jira project.")]
Emails = Annotated[list[str] | None, QueryParameter(max_items=MOST_FILTERS, description="These developers alone.")]
States = Annotated[list[str] | None, QueryParameter(name="state", max_items=20, description="One of these states.")]
Signals = Annotated[
    list[str] | None, QueryParameter(name="signal", max_items=MOST_FILTERS, description="One of these signals.")
]


class AskedFor(msgspec.Struct, frozen=True):
    """The days, people and project that a report is asked about, and of which connection."""

    ask: Ask
    connection: str | None


def asked(  # noqa: PLR0917
    days: Days = None,
    since: FromQuery[date | None] = None,
    until: FromQuery[date | None] = None,
    email: Emails = None,
    project: Project = None,
    mine: FromQuery[bool] = False,
    connection: Name = None,
) -> AskedFor:
    """The query of a report."""
    return AskedFor(Ask(days, since, until, tuple(email or ()), project, mine), connection)


def wanted_page(  # noqa: PLR0917
    page: Number = 1,
    size: Size = USUAL_ROWS,
    sort: Sort = None,
    descending: FromQuery[bool] = False,
    states: States = None,
    signals: Signals = None,
    search: Search = "",
) -> Page:
    """The query of a page."""
    return Page(page, size, sort, descending, tuple(states or ()), tuple(signals or ()), search)


def wanted_rows(
    sort: Sort = None,
    descending: FromQuery[bool] = False,
    states: States = None,
    signals: Signals = None,
    search: Search = "",
) -> Page:
    """The query of an export: filter and order, without pages."""
    return Page(1, MOST_ROWS, sort, descending, tuple(states or ()), tuple(signals or ()), search)


def wanted_part(
    page: Number = 1,
    size: Size = USUAL_ROWS,
    sort: Sort = None,
    descending: FromQuery[bool] = False,
    search: Search = "",
) -> Page:
    """The query of a page of a list."""
    return Page(page, size, sort, descending, (), (), search)


DEPENDENCIES: Mapping[str, Any] = {
    "asked": Provide(asked, sync_to_thread=False),
    "wanted": Provide(wanted_page, sync_to_thread=False),
    "rows": Provide(wanted_rows, sync_to_thread=False),
    "part": Provide(wanted_part, sync_to_thread=False),
}
"""What a route may ask for by name."""
