"""The seat map: a line per developer and a sign per day, so that a person who drifted away is seen at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from seatlight.metrics.spans import Spans
from seatlight.model.report import Column, ColumnKind, Report, Row, Table
from seatlight.model.window import day_number, day_of
from seatlight.reports.columns import DEVELOPER_COLUMNS
from seatlight.reports.rows import DeveloperRows
from seatlight.reports.strip import LEVELS, levels
from seatlight.reports.wording import counted
from seatlight.tables.join import Joined

KEYS = ("developer_id", "name", "state", "last_active_on", "active_days")
SIGNS = Column(
    "days",
    ColumnKind.TEXT,
    "Days",
    "A sign for each day of the window: 0 no use, 1 to 4 use in quarters of the own busiest day, ? not known.",
)
SEAT_MAP = (*(column for column in DEVELOPER_COLUMNS if column.key in KEYS), SIGNS)
UNKNOWN = ord("?")
LATELY_DAYS, GONE_DAYS = 7, 14
"""For the summary: active within so many days, and not for so many."""


def seat_map_report(report: Report, joined: Joined, spans: Spans) -> Report:
    """The report with its developers as a seat map, in place of their rows.

    Who was active last stands first, who drifted away below, who was never seen active at the end; the names are those
    of the report, so it may be cut before.
    """
    rows = report.table("developers").rows
    if not isinstance(rows, DeveloperRows):
        return report
    found = seat_map(rows, joined, spans)
    head = {**report.head, "map": {**seat_map_head(joined, spans), "summary": summary(found, spans)}}
    return replace(report, head=head, tables=(Table("seat_map", "Seat map", SEAT_MAP, found),))


def seat_map_head(joined: Joined, spans: Spans) -> dict[str, Any]:
    """Which days the signs are of, which of them were off, and from which on they may still change."""
    return {
        "first_on": spans.window.first_on,
        "days": spans.window.days,
        "levels": LEVELS,
        "off": [day_of(day) for day in sorted(spans.off) if spans.window.first <= day <= spans.last],
        "provisional_from": joined.snapshot.provisional_from,
    }


def seat_map(rows: DeveloperRows, joined: Joined, spans: Spans) -> list[Row]:
    """A row per developer, in the order of the map."""
    columns = [rows.column(key) for key in KEYS]
    signs = packed(rows.codes, joined, spans)
    keys = (*KEYS, SIGNS.key)
    found = [dict(zip(keys, values, strict=True)) for values in zip(*columns, signs, strict=True)]
    found.sort(key=lambda row: (-(row["last_active_on"] or -1), -row["active_days"], row["name"].casefold()))
    for row in found:
        row["last_active_on"] = None if row["last_active_on"] is None else day_of(row["last_active_on"])
    return found


def packed(codes: Sequence[int], joined: Joined, spans: Spans) -> list[str]:
    """For each developer one sign per day of the window; who has no use in it has blanks."""
    first, days = spans.window.first, spans.window.days
    read = joined.snapshot.seat_days_read
    blank = bytes(ord("0") if first + place in read else UNKNOWN for place in range(days))
    lines = pl.DataFrame(
        {"developer": codes, "line": range(len(codes))}, schema={"developer": pl.Int32, "line": pl.Int64}
    )
    drawn = levels(joined, spans, first).join(lines, on="developer")
    signs = pl.Series(list(blank * len(codes)), dtype=pl.UInt8)
    signs.scatter(drawn.select(pl.col("line") * days + pl.col("place")).to_series(), drawn["level"] + ord("0"))
    text = bytes(signs.to_list()).decode("ascii")
    return [text[start : start + days] for start in range(0, len(text), days)]


def summary(rows: Sequence[Row], spans: Spans) -> str:
    """How many were active lately, how many drifted away, and how many show no use."""
    if not rows:
        return "There is nobody to show."
    seen = [row["last_active_on"] for row in rows]
    idle = [None if on is None else spans.last - day_number(on) for on in seen]
    lately = sum(days is not None and days < LATELY_DAYS for days in idle)
    gone = sum(days is not None and days >= GONE_DAYS for days in idle)
    never = sum(days is None for days in idle)
    return (
        f"Of {counted(len(rows), 'developer')} {lately} were active in the last {LATELY_DAYS} days; {gone} used it "
        f"before and have not for {GONE_DAYS} days or more; of {never} no use is known."
    )
