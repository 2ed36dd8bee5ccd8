"""What developers' days come to: the only code that touches every row, so it runs on whatever engine holds them.

Written against narwhals: polars in this process, DuckDB or Spark over kept totals. What comes back is small, a few rows
per developer, and is judged in polars.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import narwhals as nw
import polars as pl

from seatlight.metrics.spans import Spans, Stretch
from seatlight.tables.join import DAY_COLUMNS

Days = nw.LazyFrame[Any]

NOWHERE = -1
"""The segment of days that no stretch contains."""

STRETCH_COLUMNS = {
    "recent": ("tokens", "active", "events_without_tokens"),
    "long": ("tokens", "active"),
    "block": ("tokens", "active", "unclear_events"),
    "before": ("tokens", "active", "unclear_events"),
    "previous": ("tokens",),
    "trend": ("tokens",),
    "trend_before": ("tokens",),
}
"""What is summed over each stretch besides the window, over which everything is."""


def stretches(spans: Spans) -> dict[str, Stretch]:
    """The stretches of days that metrics, states and signals speak of, by name."""
    previous = spans.window.previous
    return {
        "window": (spans.window.first, spans.last),
        "recent": spans.last_days(spans.limits.recent_days),
        "long": spans.last_days(spans.limits.reclaim_days),
        "block": spans.block,
        "before": spans.block_before,
        "previous": (previous.first, previous.last),
        "trend": spans.trend,
        "trend_before": spans.trend_before,
    }


def segments_of(named: Iterable[Stretch]) -> list[Stretch]:
    """The stretches cut where any of them begins or ends: each of them is a union of these segments."""
    whole = [stretch for stretch in named if stretch[0] <= stretch[1]]
    cuts = sorted({first for first, _ in whole} | {last + 1 for _, last in whole})
    pieces = [(first, after - 1) for first, after in pairwise(cuts)]
    return [piece for piece in pieces if any(first <= piece[0] and piece[1] <= last for first, last in whole)]


def by_segment(days: Days, segments: list[Stretch]) -> pl.DataFrame:
    """Per developer and segment the sums of everything that adds up, and of active days."""
    place = {day: at for at, (first, last) in enumerate(segments) for day in range(first, last + 1)}
    segment = nw.col("day").replace_strict(list(place), list(place.values()), default=NOWHERE, return_dtype=nw.Int32)
    sums: pl.DataFrame = (
        days.with_columns(segment=segment)
        .filter(nw.col("segment") != NOWHERE)
        .group_by("developer", "segment")
        .agg(*[nw.col(name).sum().cast(nw.Int64) for name in (*DAY_COLUMNS, "active")])
        .collect("polars")
        .to_native()
    )
    return sums


def over_stretches(days: Days, spans: Spans) -> pl.LazyFrame:
    """One row per developer: the window's sums under their own names, each other stretch's as `<column>_<stretch>`.

    Developers without a day in any stretch have no row.
    """
    named = stretches(spans)
    segments = segments_of(named.values())
    inside = {
        name: pl.col("segment").is_in([
            at for at, (begin, end) in enumerate(segments) if first <= begin and end <= last
        ]).cast(pl.Int64)
        for name, (first, last) in named.items()
    }  # fmt: skip
    window = [(pl.col(name) * pl.col("in_window")).sum().alias(name) for name in DAY_COLUMNS]
    others = [
        (pl.col(column) * pl.col(f"in_{name}")).sum().alias(f"{column}_{name}")
        for name, columns in STRETCH_COLUMNS.items()
        for column in columns
    ]
    return (
        by_segment(days, segments)
        .lazy()
        .with_columns(
            tokens=pl.col("input_tokens") + pl.col("output_tokens"),
            **{f"in_{name}": mask for name, mask in inside.items()},
        )
        .group_by("developer")
        .agg(*window, (pl.col("active") * pl.col("in_window")).sum().alias("active_days"), *others)
    )


def gap(spans: Spans, after: nw.Expr, before: nw.Expr) -> nw.Expr:
    """Days strictly between two days that are in no shutdown."""
    days = before - after - 1
    for first, last in spans.shutdowns:
        start = nw.when(after + 1 > first).then(after + 1).otherwise(nw.lit(first))
        end = nw.when(before - 1 < last).then(before - 1).otherwise(nw.lit(last))
        days = days - nw.when(end >= start).then(end - start + 1).otherwise(0)
    return days


def history(active: Days, spans: Spans) -> pl.DataFrame:
    """What the active days up to the window's end tell: first, last, since when, steady use, a return.

    Columns: first_active, last_active, active_since (the first active day after the last break, null without a
    break), steady_until (last day of the last span of steady use), returned_on, returned_from (the active day
    before the return).
    """
    limits, day, previous = spans.limits, nw.col("day"), nw.col("previous")
    broke = gap(spans, previous, day) >= limits.break_days
    back = broke & (day >= spans.last_days(limits.returned_days)[0])
    steady = day - nw.col("span_start") < limits.churn_span_days
    told: pl.DataFrame = (
        active.filter(day <= spans.last)
        .with_columns(
            since=nw.when(broke).then(day),
            steady=nw.when(steady).then(day),
            back=nw.when(back).then(day),
            gone=nw.when(back).then(previous),
        )
        .group_by("developer")
        .agg(
            day.min().alias("first_active"),
            day.max().alias("last_active"),
            nw.col("since").max().alias("active_since"),
            nw.col("steady").max().alias("steady_until"),
            nw.col("back").max().alias("returned_on"),
            nw.col("gone").max().alias("returned_from"),
        )
        .collect("polars")
        .to_native()
    )
    return told


def by_model(usage: Days, spans: Spans) -> pl.DataFrame:
    """Per developer and model the events in the window."""
    counted: pl.DataFrame = (
        usage.filter(nw.col("day").is_between(spans.window.first, spans.last))
        .group_by("developer", "model")
        .agg(nw.col("events").sum().cast(nw.Int64))
        .collect("polars")
        .to_native()
    )
    return counted


def active_by_day(active: Days) -> pl.DataFrame:
    """Active developers by day: columns day and developers; days on which nobody was active have no row."""
    counted: pl.DataFrame = (
        active.group_by("day").agg(nw.len().cast(nw.Int64).alias("developers")).collect("polars").to_native()
    )
    return counted
