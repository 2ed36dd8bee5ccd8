"""One row per developer: everything that states, signals and metrics need, summed over the days they need it for.

The sums run on whatever engine holds the days (narwhals); what comes back is small, one row per developer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import narwhals as nw

from seatlight.metrics.spans import Spans, Stretch
from seatlight.tables.join import DAY_COLUMNS

Days = nw.LazyFrame[Any]

TOKENS = ("input_tokens", "output_tokens")


def _over(days: Days, stretch: Stretch) -> Days:
    return days.filter(nw.col("day").is_between(stretch[0], stretch[1]))


def _sums(days: Days, stretch: Stretch, columns: Iterable[str], name: str = "{}") -> Days:
    """Per developer the sums of `columns` over the stretch, named by `name`; no row for who has no day in it."""
    totals = [nw.col(column).sum().cast(nw.Int64).alias(name.format(column)) for column in columns]
    return _over(days, stretch).group_by("developer").agg(*totals)


def window_sums(days: Days, spans: Spans) -> Days:
    """Everything that adds up, over the window, and `active_days` in it."""
    window = _sums(days, (spans.window.first, spans.last), (*DAY_COLUMNS, "active"))
    return window.rename({"active": "active_days"})


def tokens_over(days: Days, stretch: Stretch, name: str) -> Days:
    """Per developer the tokens over a stretch, in a column called `name`."""
    tokens = (nw.col("input_tokens") + nw.col("output_tokens")).alias(name)
    return (
        _over(days, stretch).with_columns(tokens).group_by("developer").agg(nw.col(name).sum().cast(nw.Int64))
    )


def use_over(days: Days, stretch: Stretch, name: str) -> Days:
    """Per developer tokens, active days, and events whose tokens are unknown over a stretch; columns end in `name`."""
    columns = (*TOKENS, "active", "events_without_tokens", "unclear_events")
    sums = _sums(days, stretch, columns, "{}_" + name)
    tokens = (nw.col(f"input_tokens_{name}") + nw.col(f"output_tokens_{name}")).alias(f"tokens_{name}")
    return sums.with_columns(tokens).drop(f"input_tokens_{name}", f"output_tokens_{name}")


def gap(spans: Spans, after: nw.Expr, before: nw.Expr) -> nw.Expr:
    """Days strictly between two days that are in no shutdown."""
    days = before - after - 1
    for first, last in spans.shutdowns:
        start = nw.when(after + 1 > first).then(after + 1).otherwise(nw.lit(first))
        end = nw.when(before - 1 < last).then(before - 1).otherwise(nw.lit(last))
        days = days - nw.when(end >= start).then(end - start + 1).otherwise(0)
    return days


def history(active: Days, spans: Spans) -> Days:
    """What the active days up to the window's end tell: first, last, since when, steady use, a return.

    Columns: first_active, last_active, active_since (the first active day after the last break, null without a
    break), steady_until (last day of the last span of steady use), returned_on, returned_from (the active day
    before the return).
    """
    limits, day, previous = spans.limits, nw.col("day"), nw.col("previous")
    broke = gap(spans, previous, day) >= limits.break_days
    recent = day >= spans.last_days(limits.returned_days)[0]
    steady = day - nw.col("span_start") < limits.churn_span_days
    return (
        active.filter(day <= spans.last)
        .with_columns(
            since=nw.when(broke).then(day),
            steady=nw.when(steady).then(day),
            back=nw.when(broke & recent).then(day),
            gone=nw.when(broke & recent).then(previous),
        )
        .group_by("developer")
        .agg(
            nw.col("day").min().alias("first_active"),
            nw.col("day").max().alias("last_active"),
            nw.col("since").max().alias("active_since"),
            nw.col("steady").max().alias("steady_until"),
            nw.col("back").max().alias("returned_on"),
            nw.col("gone").max().alias("returned_from"),
        )
    )


def tier_events(usage: Days, spans: Spans, tiers: Mapping[str, list[int]]) -> Days:
    """Per developer the events in the window on models of each tier; `tiers` maps a tier to model codes."""
    columns = {
        f"{tier}_events": nw.when(nw.col("model").is_in(tiers.get(tier, [])))
        .then(nw.col("events"))
        .otherwise(0)
        for tier in ("premium", "fast")
    }
    counted = _over(usage, (spans.window.first, spans.last)).with_columns(**columns)
    return counted.group_by("developer").agg(*[nw.col(name).sum().cast(nw.Int64) for name in columns])


def active_by_day(active: Days) -> Days:
    """Active developers by day: columns day and developers; days on which nobody was active have no row."""
    return active.group_by("day").agg(nw.len().cast(nw.Int64).alias("developers"))
