"""The pictures: what each shows of a report that was cut to its viewer, as rows and in a sentence or two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from seatlight.access.groups import COLUMNS as GROUPS
from seatlight.charts import says
from seatlight.model.access import Form
from seatlight.model.report import Column, ColumnKind, Report, Row, Table
from seatlight.reports.columns import DEVELOPER_COLUMNS
from seatlight.reports.team_tables import ACCEPTANCE, BY_DAY

ROWS = "rows"
"""The name of a picture's table, and of the rows that its spec draws."""
SCHEMA = "seatlight.picture/1"
HEAD = ("window", "freshness", "project", "shown_as")
"""What of a report's head goes with each of its pictures."""
Says = Callable[[Sequence[Row]], str]


class Picture(NamedTuple):
    """One picture: of which report it is (`team` or `developers`), from which of its tables, with which columns.

    `rows` picks the rows that are drawn, `says` puts them into words; neither adds anything that the table has not.
    """

    name: str
    title: str
    explanation: str
    of: str
    table: str
    columns: tuple[Column, ...]
    rows: Callable[[Table], list[Row]]
    says: Says


def _some(columns: Sequence[Column], *keys: str) -> tuple[Column, ...]:
    found = {column.key: column for column in columns}
    return tuple(found[key] for key in keys)


TOKENS_BY_DAY = _some(
    BY_DAY, "day", "total_tokens", "premium_tokens", "fast_tokens", "auto_tokens", "untiered_tokens",
    "cache_read_tokens", "cache_write_tokens", "off", "provisional", "known",
)  # fmt: skip
ACTIVE_BY_DAY = _some(BY_DAY, "day", "active_developers", "total_tokens", "off", "provisional", "known")
TOKENS_ACCEPTANCE = _some(
    DEVELOPER_COLUMNS, "developer_id", "name", "total_tokens", "acceptance_share", "suggestions_shown"
)


def _as_they_are(columns: Sequence[Column]) -> Callable[[Table], list[Row]]:
    keys = [column.key for column in columns]
    return lambda table: [{key: row[key] for key in keys} for row in table.rows]


def who_can_be_told(table: Table) -> list[Row]:
    """The developers with tokens of whom enough was shown to tell how much they accept."""
    tells = zip(says.column(table, "acceptance_tells"), says.column(table, "total_tokens"), strict=True)
    told = [tells == "enough" and bool(tokens) for tells, tokens in tells]
    columns = {column.key: says.column(table, column.key) for column in TOKENS_ACCEPTANCE}
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    return [row for row, drawn in zip(rows, told, strict=True) if drawn]


PICTURES: Mapping[str, Picture] = {
    picture.name: picture
    for picture in (
        Picture(
            "tokens_by_day", "Tokens by day",
            "Input and output tokens of each UTC day by model tier; what went through caches is below, on its own "
            "scale.",
            "team", "by_day", TOKENS_BY_DAY, _as_they_are(TOKENS_BY_DAY), says.tokens_by_day,
        ),
        Picture(
            "active_by_day", "Active developers by day",
            "How many developers had an active day; days on which hardly anybody worked are shaded.",
            "team", "by_day", ACTIVE_BY_DAY, _as_they_are(ACTIVE_BY_DAY), says.active_by_day,
        ),
        Picture(
            "tokens_acceptance", "Tokens and acceptance",
            "A point for each developer with enough suggestions to tell; the dashed lines are the medians of those "
            "shown. A place is no verdict: whoever lets agents write without asking accepts nothing.",
            "developers", "developers", TOKENS_ACCEPTANCE, who_can_be_told, says.tokens_acceptance,
        ),
        Picture(
            "acceptance", "How acceptance is spread",
            "How many developers accepted which share of the suggestions they were shown.",
            "team", "acceptance", ACCEPTANCE, _as_they_are(ACCEPTANCE), says.acceptance,
        ),
        Picture(
            "groups", "Groups by active days",
            "How many developers were active on so many days; groups are never of too few people.",
            "developers", "groups", GROUPS, _as_they_are(GROUPS), says.groups,
        ),
    )
}  # fmt: skip
"""Every picture by its name, in the order in which a page shows them."""


def drawn(report: Report, picture: Picture) -> Report:
    """The picture of a report that was cut already: its rows as the one table, and what they say at its head.

    Where the report does not have the picture's table (groups alone are shown, or never are), it has no rows and says
    why.
    """
    table = next((table for table in report.tables if table.name == picture.table), None)
    rows = [] if table is None else picture.rows(table)
    head: dict[str, Any] = {"schema": SCHEMA, **{key: report.head[key] for key in HEAD if key in report.head}}
    head["picture"] = {
        "name": picture.name,
        "title": picture.title,
        "explanation": picture.explanation,
        "summary": _not_here(report) if table is None else _so_far(report, picture.says(rows)),
    }
    return replace(report, head=head, tables=(Table(ROWS, picture.title, picture.columns, rows),))


def _not_here(report: Report) -> str:
    if report.head.get("shown_as") == Form.GROUPS:
        return "Only figures about groups of people are shown here, so there is no such picture."
    return "Everybody's own row is shown here, so there are no groups."


def _so_far(report: Report, sentence: str) -> str:
    return sentence if report.complete else f"So far: {sentence}"


def kinds(picture: Picture) -> dict[str, ColumnKind]:
    """How each column of the picture is to be drawn in the table beside it."""
    return {column.key: column.kind for column in picture.columns}
