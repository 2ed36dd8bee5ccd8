"""Usage × matches → developers' days. Written against narwhals: the same on polars, DuckDB and Spark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from seatlight.model.people import Person
from seatlight.tables.developers import developers_of, match, members_of
from seatlight.tables.schema import (
    ACTIVITY,
    EVENT_AMOUNTS,
    EVENT_COUNTS,
    FAILED,
    SUGGESTION_COUNTS,
    UNATTRIBUTED,
)
from seatlight.tables.snapshot import Snapshot

EVENT_COLUMNS = (*EVENT_COUNTS, *EVENT_AMOUNTS)
DAY_COLUMNS = (*SUGGESTION_COUNTS, *EVENT_COLUMNS, "unclear_events")
"""The columns of a developer's day that add up."""


@dataclass(frozen=True, eq=False)
class Joined:
    """A snapshot with every row joined to its developer; what all metrics are measured on.

    `developers` one row each (`tables.developers`), `days` one row per developer and day with DAY_COLUMNS and
    `active` (1 or 0; developer 0 is usage without an address), `active_days` one row per active day with the
    active day before it (`previous`, null for the first) and the one that begins a span (`span_start`),
    `model_days` usage events by developer, day, model and kind.
    """

    snapshot: Snapshot
    members: pl.DataFrame
    developers: pl.DataFrame
    days: pl.DataFrame
    active_days: pl.DataFrame
    model_days: pl.DataFrame
    people_known: bool


def join(snapshot: Snapshot, people: Sequence[Person] | None = None, steady_days: int = 5) -> Joined:
    """Join what is known of usage with people; without people every address is its own developer."""
    everyone = None if people is None else tuple(people)
    members = members_of(snapshot)
    matches = match(members, everyone)
    seat_days, model_days = (_attributed(frame, matches) for frame in (snapshot.seat_days, snapshot.usage_days))
    days = developer_days(nw.from_native(seat_days.lazy()), nw.from_native(model_days.lazy())).collect("polars")
    active = active_days(days, steady_days)
    return Joined(
        snapshot=snapshot,
        members=members.join(matches, on="member"),
        developers=developers_of(members, matches, everyone),
        days=days.to_native(),
        active_days=active.to_native(),
        model_days=model_days,
        people_known=people is not None,
    )


def _attributed(usage: pl.DataFrame, matches: pl.DataFrame) -> pl.DataFrame:
    """The rows under their developer's code instead of their address's; without an address they stay with 0."""
    joined = matches.filter(pl.col("member") != pl.col("developer"))
    if joined.is_empty():
        return usage.rename({"member": "developer"})
    codes = dict(zip(joined["member"], joined["developer"], strict=True))
    return usage.with_columns(pl.col("member").replace(codes)).rename({"member": "developer"})


def developer_days(
    seat_days: nw.LazyFrame[pl.LazyFrame], usage: nw.LazyFrame[pl.LazyFrame]
) -> nw.LazyFrame[pl.LazyFrame]:
    """Daily rows and usage events of the same developer and day in one row: the sums and whether it is active.

    A day is active when the vendor's daily row says so or an event that the person caused happened on it. Usage
    without an address has no active days, for it is nobody's. `unclear_events` are events that went through but
    carry no token data. Sorted by developer and day.
    """
    kind, events = nw.col("kind"), nw.col("events")
    by_day = usage.with_columns(
        used=nw.when(kind == ACTIVITY).then(events).otherwise(0),
        unclear_events=nw.when(kind != FAILED).then(nw.col("events_without_tokens")).otherwise(0),
    )
    event_columns = (*EVENT_COLUMNS, "unclear_events")
    columns = ("used", *SUGGESTION_COUNTS, *event_columns)
    rows = nw.concat([
        by_day.with_columns(*[nw.lit(0, nw.Int32).alias(name) for name in SUGGESTION_COUNTS])
        .select("developer", "day", *[nw.col(name).cast(nw.Int64) for name in columns]),
        seat_days.with_columns(*[nw.lit(0, nw.Int32).alias(name) for name in event_columns])
        .select("developer", "day", *[nw.col(name).cast(nw.Int64) for name in columns]),
    ])  # fmt: skip
    somebody = nw.col("developer") != UNATTRIBUTED
    return (
        rows.group_by("developer", "day")
        .agg(*[nw.col(name).sum() for name in columns])
        .with_columns(active=nw.when((nw.col("used") > 0) & somebody).then(1).otherwise(0))
        .drop("used")
        .sort("developer", "day")
    )


def active_days(days: nw.DataFrame[pl.DataFrame], steady_days: int = 5) -> nw.DataFrame[pl.DataFrame]:
    """The active days alone, each with the active day before it and the one that makes it the nth of a span.

    `previous` is null on a developer's first active day, `span_start` is the active day `steady_days - 1` active
    days earlier, null when there are not that many.
    """
    active = days.filter(nw.col("active") == 1).select("developer", "day")
    day = nw.col("day")
    return active.with_columns(
        previous=day.shift(1).over("developer", order_by="day"),
        span_start=day.shift(steady_days - 1).over("developer", order_by="day"),
    )
