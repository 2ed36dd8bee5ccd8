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

STRETCH_COLUMNS = {
    "recent": ("tokens", "active", "events_without_tokens"),
    "long": ("tokens", "active"),
    "block": ("tokens", "active", "unclear_events"),
    "before": ("tokens", "active", "unclear_events"),
    "previous": ("tokens",),
    "trend": ("tokens",),
    "trend_before": ("tokens",),
    "month": ("spend_microcents",),
}
"""What is summed over each stretch besides the window, over which everything is."""

SEGMENT_SUMS = ("tokens", "active", "events_without_tokens", "unclear_events", "spend_microcents")


def stretches(spans: Spans) -> dict[str, Stretch]:
    """The stretches of days besides the window that metrics, states and signals speak of, by name."""
    previous = spans.window.previous
    return {
        "recent": spans.last_days(spans.limits.recent_days),
        "long": spans.last_days(spans.limits.reclaim_days),
        "block": spans.block,
        "before": spans.block_before,
        "previous": (previous.first, previous.last),
        "trend": spans.trend,
        "trend_before": spans.trend_before,
        "month": (spans.block[0], spans.last),
    }


def segments_of(named: Iterable[Stretch]) -> list[Stretch]:
    """The days from the first to the last of any stretch, cut where any begins or ends.

    Each stretch is a union of these segments; an empty stretch is a union of none.
    """
    whole = [stretch for stretch in named if stretch[0] <= stretch[1]]
    cuts = sorted({first for first, _ in whole} | {last + 1 for _, last in whole})
    return [(first, after - 1) for first, after in pairwise(cuts)]


def gathered(days: Days) -> pl.LazyFrame:
    """What a query comes to, in polars: still to be worked out where polars holds the days, else fetched."""
    native = days.to_native()
    if isinstance(native, pl.LazyFrame):
        return native
    fetched: pl.DataFrame = days.collect("polars").to_native()
    return fetched.lazy()


def in_order(days: Days, column: str) -> Days:
    """The same rows; where polars holds them it is told that they are in this column's order, and groups faster."""
    native = days.to_native()
    return (
        nw.from_native(native.with_columns(pl.col(column).set_sorted())) if isinstance(native, pl.LazyFrame) else days
    )


def over_window(days: Days, spans: Spans) -> pl.LazyFrame:
    """Per developer the sums over the window of everything that adds up, and `active_days` in it."""
    window = days.filter(nw.col("day").is_between(spans.window.first, spans.last))
    sums = window.group_by("developer").agg(*[nw.col(name).sum() for name in (*DAY_COLUMNS, "active")])
    return gathered(sums).with_columns(pl.exclude("developer").cast(pl.Int64)).rename({"active": "active_days"})


def by_segment(days: Days, segments: list[Stretch]) -> pl.LazyFrame:
    """Per developer and segment the sums of what stretches besides the window need: columns of SEGMENT_SUMS."""
    first, last = segments[0][0], segments[-1][1]
    place = nw.sum_horizontal(*[nw.when(nw.col("day") >= begin).then(1).otherwise(0) for begin, _ in segments])
    packed = days.filter(nw.col("day").is_between(first, last)).select(
        (nw.col("developer").cast(nw.Int64) * len(segments) + place - 1).alias("place"),
        (nw.col("input_tokens") + nw.col("output_tokens")).alias("tokens"),
        *[nw.col(name) for name in SEGMENT_SUMS[1:]],
    )
    sums = in_order(packed, "place").group_by("place").agg(*[nw.col(name).sum() for name in SEGMENT_SUMS])
    return gathered(sums).with_columns(
        pl.exclude("place").cast(pl.Int64),
        developer=(pl.col("place") // len(segments)).cast(pl.Int32),
        segment=pl.col("place") % len(segments),
    )


def over_stretches(days: Days, spans: Spans) -> pl.LazyFrame:
    """One row per developer: the sums over each stretch as `<column>_<stretch>`; no row for who has no day in any."""
    named = {name: stretch for name, stretch in stretches(spans).items() if name in STRETCH_COLUMNS}
    segments = segments_of(named.values())
    if not segments:
        return pl.LazyFrame(schema={"developer": pl.Int32})
    sums = []
    for name, (first, last) in named.items():
        inside = [at for at, (begin, end) in enumerate(segments) if first <= begin and end <= last]
        mask = pl.col("segment").is_in(inside)
        sums += [(pl.col(column) * mask).sum().alias(f"{column}_{name}") for column in STRETCH_COLUMNS[name]]
    return by_segment(days, segments).group_by("developer").agg(sums)


def gap(spans: Spans, after: nw.Expr, before: nw.Expr) -> nw.Expr:
    """Days strictly between two days that are in no shutdown."""
    days = before - after - 1
    for first, last in spans.shutdowns:
        start = nw.when(after + 1 > first).then(after + 1).otherwise(nw.lit(first))
        end = nw.when(before - 1 < last).then(before - 1).otherwise(nw.lit(last))
        days = days - nw.when(end >= start).then(end - start + 1).otherwise(0)
    return days


def history(active: Days, spans: Spans) -> pl.LazyFrame:
    """What the active days up to the window's end tell: first, last, since when, steady use, a return.

    Columns: first_active, last_active, active_since (the first active day after the last break, null without a
    break), steady_until (last day of the last span of steady use), returned_on, returned_from (the active day
    before the return).
    """
    limits, day, previous = spans.limits, nw.col("day"), nw.col("previous")
    broke = gap(spans, previous, day) >= limits.break_days
    back = broke & (day >= spans.last_days(limits.returned_days)[0])
    steady = day - nw.col("span_start") < limits.churn_span_days
    told = (
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
    )
    return gathered(told)


def summed(days: Days, active: Days, spans: Spans) -> pl.DataFrame:
    """Everything above side by side: one row per developer code with any usage, usage without an address included."""
    parts = (over_window(days, spans), over_stretches(days, spans), history(active, spans))
    together, *others = parts
    for part in others:
        together = together.join(part, on="developer", how="full", coalesce=True)
    # In pieces: a window of the whole reach would otherwise be copied whole before it is summed.
    return together.collect(engine="streaming")
