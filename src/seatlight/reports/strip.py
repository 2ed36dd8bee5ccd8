"""The activity strip: how much each developer did on each of the last 30 days, in five steps."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from seatlight.metrics.spans import Spans
from seatlight.model.report import Column, ColumnKind, Report
from seatlight.model.window import day_of
from seatlight.reports.rows import DeveloperRows, Strip
from seatlight.tables.join import Joined

STRIP_DAYS = 30
STRIP = Column(
    "strip",
    ColumnKind.STRIP,
    "Last 30 days",
    "How much was done on each day, in quarters of the own busiest day.",
)
LEVELS = 4
"""Steps of an active day; 0 is a day without use."""


def strip_head(spans: Spans) -> dict[str, Any]:
    """Which days the strips show, and which of them were off."""
    first = spans.last - STRIP_DAYS + 1
    return {
        "first_on": day_of(first),
        "off": [day_of(day) for day in sorted(spans.off) if first <= day <= spans.last],
    }


def levels(joined: Joined, spans: Spans, first: int) -> pl.DataFrame:
    """How much each developer did on each active day from `first` to the window's last: developer, place, level.

    Levels are quarters of the developer's own busiest day of these, by tokens, 1 to 4; an active day without tokens
    is 1. Nobody is drawn against anybody else. `place` counts days from `first`.
    """
    added = joined.added_up(["developer", "day"], ("input_tokens", "output_tokens"), [first, spans.last + 1])
    used = added.lazy().select("developer", "day", tokens=pl.col("input_tokens") + pl.col("output_tokens"))
    active = joined.active_days.lazy().filter(pl.col("day").is_between(first, spans.last)).select("developer", "day")
    days = active.join(used, on=["developer", "day"], how="left").with_columns(pl.col("tokens").fill_null(0))
    most = days.group_by("developer").agg(most=pl.col("tokens").max())
    quarter = (LEVELS * pl.col("tokens") / pl.col("most")).ceil().clip(1, LEVELS)
    level = pl.when(pl.col("most") > 0).then(quarter).otherwise(1).cast(pl.Int32)
    return days.join(most, on="developer").select("developer", place=pl.col("day") - first, level=level).collect()


def strips(joined: Joined, spans: Spans) -> dict[int, Strip]:
    """By developer, for each of the last 30 days of the window: 0 no use, 1 to 4 use, None not known.

    Developers without use in these days are absent.
    """
    first = spans.last - STRIP_DAYS + 1
    known = {day - first for day in joined.snapshot.seat_days_read}
    blank: Strip = [0 if place in known else None for place in range(STRIP_DAYS)]
    drawn: dict[int, Strip] = {}
    for developer, place, found in levels(joined, spans, first).iter_rows():
        drawn.setdefault(developer, blank.copy())[place] = found
    return drawn


def with_strips(report: Report, joined: Joined, spans: Spans) -> Report:
    """The report with a strip in each developer's row, and at its head which days they show."""
    table = report.table("developers")
    if not isinstance(table.rows, DeveloperRows):
        return report
    first = spans.last - STRIP_DAYS + 1
    blank: Strip = [0 if first + place in joined.snapshot.seat_days_read else None for place in range(STRIP_DAYS)]
    rows = table.rows.with_strips(strips(joined, spans), blank)
    head = {**report.head, "strip": strip_head(spans)}
    return replace(report, head=head, tables=(replace(table, columns=(*table.columns, STRIP), rows=rows),))
