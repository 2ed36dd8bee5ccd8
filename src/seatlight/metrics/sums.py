"""What developers' days come to: one row per developer with any usage, to be judged."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import polars as pl

from seatlight.metrics.spans import Spans, Stretch
from seatlight.tables.join import Joined
from seatlight.tables.totals import SUMS

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


def cuts_of(named: Iterable[Stretch]) -> list[int]:
    """The days on which any stretch begins or has just ended, in order; empty stretches have neither.

    The days between two cuts are a segment, and each stretch is a union of segments.
    """
    whole = [stretch for stretch in named if stretch[0] <= stretch[1]]
    return sorted({first for first, _ in whole} | {last + 1 for _, last in whole})


def summed(joined: Joined, spans: Spans) -> pl.DataFrame:
    """Sums over the window and every stretch, and what the active days tell; usage without an address is row 0.

    Columns: developer, SUMS and `active_days` over the window, `<column>_<stretch>` for STRETCH_COLUMNS, and those of
    `history`. Null in what was not there at all.
    """
    window = (spans.window.first, spans.last)
    named = stretches(spans)
    cuts = cuts_of([window, *named.values()])
    added = joined.added_up(["developer"], SUMS, cuts).lazy()
    segments = list(pairwise(cuts))
    sums = [(pl.col(name) * _within(window, segments)).sum() for name in SUMS]
    with_tokens = added.with_columns(tokens=pl.col("input_tokens") + pl.col("output_tokens"))
    sums += [
        (pl.col(column) * _within(named[name], segments)).sum().alias(f"{column}_{name}")
        for name, columns in STRETCH_COLUMNS.items()
        for column in columns
        if column != "active"
    ]
    totals = with_tokens.group_by("developer").agg(sums)
    return totals.join(history(joined, spans), on="developer", how="full", coalesce=True).collect()


def _within(stretch: Stretch, segments: list[tuple[int, int]]) -> pl.Expr:
    """Whether a row's segment lies in the stretch."""
    first, last = stretch
    inside = [place for place, (begins, after) in enumerate(segments) if first <= begins and after - 1 <= last]
    return pl.col("segment").is_in(inside)


def gap(spans: Spans, after: pl.Expr, before: pl.Expr) -> pl.Expr:
    """Days strictly between two days that are in no shutdown."""
    days = before - after - 1
    for first, last in spans.shutdowns:
        start, end = pl.max_horizontal(after + 1, first), pl.min_horizontal(before - 1, last)
        days = days - (end - start + 1).clip(lower_bound=0)
    return days


def history(joined: Joined, spans: Spans) -> pl.LazyFrame:
    """What the active days up to the window's end tell: how many in which stretch, first, last, breaks, a return.

    Columns: `active_days` (in the window), `active_<stretch>`, first_active, last_active, active_since (the first
    active day after the last break, null without a break), steady_until (last day of the last span of steady use),
    returned_on, returned_from (the active day before the return).
    """
    limits, day, previous = spans.limits, pl.col("day"), pl.col("previous")
    broke = gap(spans, previous, day) >= limits.break_days
    back = broke & (day >= spans.last_days(limits.returned_days)[0])
    steady = day - pl.col("span_start") < limits.churn_span_days
    counted = {"active_days": (spans.window.first, spans.last)}
    counted |= {f"active_{name}": stretches(spans)[name] for name, has in STRETCH_COLUMNS.items() if "active" in has}
    return (
        joined.active_days.lazy()
        .filter(day <= spans.last)
        .with_columns(
            since=pl.when(broke).then(day),
            steady=pl.when(steady).then(day),
            back=pl.when(back).then(day),
            gone=pl.when(back).then(previous),
        )
        .group_by("developer")
        .agg(
            *[day.is_between(*stretch).sum().cast(pl.Int64).alias(name) for name, stretch in counted.items()],
            first_active=day.min(),
            last_active=day.max(),
            active_since=pl.col("since").max(),
            steady_until=pl.col("steady").max(),
            returned_on=pl.col("back").max(),
            returned_from=pl.col("gone").max(),
        )
    )
