"""One developer: the row of the report, day by day, and by model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from seatlight.errors import Refused
from seatlight.metrics.spans import Spans
from seatlight.model.report import Column, ColumnKind, Report, Row, Table
from seatlight.model.window import day_of
from seatlight.reports.rows import DeveloperRows
from seatlight.reports.team_tables import BY_DAY, BY_MODEL, by_model
from seatlight.tables.join import Joined
from seatlight.tables.schema import EVENT_AMOUNTS, MICROCENTS, SUGGESTION_COUNTS

NOBODY = "There is no such developer, or it is not for you to see."
OF_TEAM = frozenset({"active_developers", "total_tokens"})
DAYS = (
    Column("day", ColumnKind.DATE, "Day", "A UTC day."),
    Column("active", ColumnKind.FLAG, "Active", "Whether it was an active day; empty for a day that was not read."),
    Column("total_tokens", ColumnKind.TOKENS, "Tokens", "Input plus output tokens; empty for a day that was not read."),
    *(column for column in BY_DAY[1:] if column.key not in {*OF_TEAM, "off", "provisional"}),
    Column("suggestions_shown", ColumnKind.COUNT, "Suggestions shown", "Agent changes and Tab completions."),
    Column("suggestions_accepted", ColumnKind.COUNT, "Suggestions accepted", "Of those that were shown."),
    Column("spend_cents", ColumnKind.CENTS, "Spend", "What the events of the day cost."),
    *(column for column in BY_DAY if column.key in {"off", "provisional"}),
)
MODELS = tuple(column for column in BY_MODEL if column.key != "developers")
FROM_EVENTS = (
    "total_tokens", "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "events", "spend_cents",
)  # fmt: skip
FROM_DAILY_ROWS = ("active", "suggestions_shown", "suggestions_accepted")


def developer_report(
    report: Report, developer_id: str, joined: Joined, spans: Spans, tier_of: Mapping[int, str]
) -> Report:
    """The part of a report that is about one developer, with the tables `by_day` and `by_model` of the window.

    Takes a report that was cut to its Scope; Refused for a developer who is not in it.
    """
    table = report.tables[0]
    if not isinstance(table.rows, DeveloperRows):
        raise Refused(NOBODY)
    rows = table.rows.of_developer(developer_id)
    if not len(rows):
        raise Refused(NOBODY)
    theirs = joined.of_one(rows.codes[0])
    shown = rows[0]
    head = {key: value for key, value in report.head.items() if key != "team"}
    return replace(
        report,
        head=head,
        people=frozenset(theirs.developers.select(pl.coalesce("account_id", "email").drop_nulls()).to_series()),
        tables=(
            replace(table, rows=rows),
            Table("by_day", "By day", DAYS, days(theirs, spans, shown)),
            Table("by_model", "By model", MODELS, models(theirs, spans, tier_of)),
        ),
    )


def days(joined: Joined, spans: Spans, row: Row) -> list[Row]:
    """One row per day of the window; what rests on data that were not read is null."""
    first, last = spans.window.first, spans.last
    sums = (*EVENT_AMOUNTS, "events", *SUGGESTION_COUNTS)
    added = {one["day"]: one for one in joined.added_up(["day"], sums, [first, last + 1]).iter_rows(named=True)}
    active = set(joined.active_days["day"])
    known_since = row["usage_known_since"]
    provisional = joined.snapshot.provisional_from
    made = []
    for day in range(first, last + 1):
        on = day_of(day)
        found = _figures(added.get(day, dict.fromkeys(sums, 0)), active=day in active)
        unread = () if known_since is not None and on >= known_since else FROM_EVENTS
        untold = () if day in joined.snapshot.seat_days_read else FROM_DAILY_ROWS
        found.update(dict.fromkeys((*unread, *untold)))
        made.append({"day": on, **found, "off": day in spans.off, "provisional": provisional is not None
                     and on >= provisional})  # fmt: skip
    return made


def models(joined: Joined, spans: Spans, tier_of: Mapping[int, str]) -> list[Row]:
    """One row per model that the developer used in the window, most tokens first."""
    found = by_model(joined, spans, tier_of)
    return [{key: value for key, value in row.items() if key != "developers"} for row in found]


def _figures(sums: Mapping[str, Any], *, active: bool) -> Row:
    return {
        "active": active,
        "total_tokens": sums["input_tokens"] + sums["output_tokens"],
        **{key: sums[key] for key in ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")},
        "events": sums["events"],
        "suggestions_shown": sums["agent_shown"] + sums["tabs_shown"],
        "suggestions_accepted": sums["agent_accepted"] + sums["tabs_accepted"],
        "spend_cents": sums["spend_microcents"] / MICROCENTS,
    }
