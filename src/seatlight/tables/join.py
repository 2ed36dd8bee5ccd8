"""Usage × matches → developers' days. Written against narwhals: the same on polars, DuckDB and Spark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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

COUNTS = (*SUGGESTION_COUNTS, *EVENT_COUNTS, "unclear_events", "premium_events", "fast_events")
DAY_COLUMNS = (*COUNTS, *EVENT_AMOUNTS)
"""The columns of a developer's day that add up: counts fit in 32 bits, amounts need 64."""

Days = nw.LazyFrame[Any]
"""Rows of whatever engine holds them."""

TIERS = ("premium", "fast")
Tiers = Mapping[str, Sequence[int]]
"""Codes of the models of each tier."""

ROWS_AT_ONCE, MOST_SLICES = 15_000, 40
"""Rows joined in one go: more would cost memory; many more slices than these would cost time."""


@dataclass(frozen=True, eq=False)
class Joined:
    """A snapshot with every row joined to its developer; what all metrics are measured on.

    `developers` one row each (`tables.developers`), `days` one row per developer and day with DAY_COLUMNS and
    `active` (1 or 0; developer 0 is usage without an address), `active_days` one row per active day with the
    active day before it (`previous`, null for the first) and the one that begins a span (`span_start`),
    `model_days` usage events by developer, day, model and kind, `active_by_day` how many developers were active on
    each day that anybody was, `untiered` the codes of models whose tier nobody knows. `days` and `active_days` are
    sorted by developer and day.
    """

    snapshot: Snapshot
    members: pl.DataFrame
    developers: pl.DataFrame
    days: pl.DataFrame
    active_days: pl.DataFrame
    model_days: pl.DataFrame
    active_by_day: Mapping[int, int]
    people_known: bool
    untiered: frozenset[int]


def join(
    snapshot: Snapshot, people: Sequence[Person] | None = None, tiers: Tiers | None = None, steady_days: int = 5
) -> Joined:
    """Join what is known of usage with people; without people every address is its own developer."""
    everyone = None if people is None else tuple(people)
    members = members_of(snapshot)
    matches = match(members, everyone)
    seat_days, model_days = (_attributed(frame, matches) for frame in (snapshot.seat_days, snapshot.usage_days))
    slices = _slices(seat_days, model_days, members.height + 1)
    days = pl.concat(_days(*frames, tiers or {}) for frames in slices).set_sorted("developer")
    active = active_days(days, steady_days)
    counts = active["day"].value_counts()
    return Joined(
        snapshot=snapshot,
        members=members.join(matches, on="member"),
        developers=developers_of(members, matches, everyone),
        days=days,
        active_days=active,
        model_days=model_days,
        active_by_day=dict(zip(counts["day"], counts["count"], strict=True)),
        people_known=people is not None,
        untiered=frozenset(range(1, len(snapshot.models))).difference(*(tiers or {}).values()),
    )


def _days(seat_days: pl.DataFrame, usage: pl.DataFrame, tiers: Tiers) -> pl.DataFrame:
    """Developers' days of tables in this process."""
    both = nw.from_native(seat_days.lazy()), nw.from_native(usage.lazy())
    days: pl.DataFrame = developer_days(*both, tiers).collect("polars").to_native()
    return days


def _attributed(usage: pl.DataFrame, matches: pl.DataFrame) -> pl.DataFrame:
    """The rows under their developer's code instead of their address's; without an address they stay with 0."""
    joined = matches.filter(pl.col("member") != pl.col("developer"))
    if joined.is_empty():
        return usage.rename({"member": "developer"})
    codes = dict(zip(joined["member"], joined["developer"], strict=True))
    return usage.with_columns(pl.col("member").replace(codes)).rename({"member": "developer"})


def _slices(seat_days: pl.DataFrame, usage: pl.DataFrame, codes: int) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """Both frames cut into the same ranges of developers, in their order."""
    slices = min(MOST_SLICES, -(-(seat_days.height + usage.height) // ROWS_AT_ONCE)) or 1
    step = -(-codes // slices)
    for first in range(0, codes, step):
        mine = pl.col("developer").is_between(first, first + step - 1)
        yield seat_days.filter(mine), usage.filter(mine)


def developer_days(seat_days: Days, usage: Days, tiers: Tiers) -> Days:
    """Daily rows and usage events of the same developer and day in one row: the sums and whether it is active.

    A day is active when the vendor's daily row says so or an event that the person caused happened on it. Usage
    without an address has no active days, for it is nobody's. `unclear_events` are events that went through but
    carry no token data. Sorted by developer and day.
    """
    kind, events = nw.col("kind"), nw.col("events")
    by_day = usage.with_columns(
        used=nw.when(kind == ACTIVITY).then(events).otherwise(0),
        unclear_events=nw.when(kind != FAILED).then(nw.col("events_without_tokens")).otherwise(0),
        **{
            f"{tier}_events": nw.when(nw.col("model").is_in(list(tiers.get(tier, [])))).then(events).otherwise(0)
            for tier in TIERS
        },
    )
    columns = ("used", *DAY_COLUMNS)
    rows = nw.concat([_with_all(by_day, columns), _with_all(seat_days, columns)])
    somebody = nw.col("developer") != UNATTRIBUTED
    return (
        rows.group_by("developer", "day")
        .agg(*[nw.col(name).sum().cast(_kind(name)) for name in columns])
        .with_columns(active=nw.when((nw.col("used") > 0) & somebody).then(1).otherwise(0).cast(nw.Int32))
        .drop("used")
        .sort("developer", "day")
    )


def _kind(name: str) -> type[nw.Int32] | type[nw.Int64]:
    return nw.Int64 if name in EVENT_AMOUNTS else nw.Int32


def _with_all(rows: Days, columns: Sequence[str]) -> Days:
    """The rows with every column, those it has not got at zero."""
    has = set(rows.collect_schema().names())
    filled = rows.with_columns(*[nw.lit(0, _kind(name)).alias(name) for name in columns if name not in has])
    return filled.select("developer", "day", *[nw.col(name).cast(_kind(name)) for name in columns])


def active_days(days: pl.DataFrame, steady_days: int) -> pl.DataFrame:
    """The active days alone, each with the active day before it and the one that begins a span of steady use.

    `previous` is null on a developer's first active day, `span_start` is the active day `steady_days - 1` active
    days earlier, null when there are not that many. Sorted by developer and day, as `days` are.
    """
    active = days.lazy().select("developer", "day", "active").filter(pl.col("active") == 1).drop("active")
    return (
        active.with_columns(previous=_earlier(1), span_start=_earlier(steady_days - 1))
        .collect()
        .set_sorted("developer")
    )


def _earlier(places: int) -> pl.Expr:
    """The day that many rows before, where it is of the same developer."""
    same = pl.col("developer") == pl.col("developer").shift(places)
    return pl.when(same).then(pl.col("day").shift(places))
