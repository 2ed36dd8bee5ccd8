"""Daily rows and usage events → what every address was up to on every day, and the rows that are kept of a day."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from seatlight.tables.schema import (
    ACTIVITY,
    DAY,
    EVENT_AMOUNTS,
    EVENT_COUNTS,
    KEPT,
    KINDS,
    MEMBER_DAYS,
    SERVICE,
    SUGGESTION_COUNTS,
    UNATTRIBUTED,
)
from seatlight.tables.types import polars_schema


def member_days(seat_days: pl.DataFrame, usage_days: pl.DataFrame) -> pl.DataFrame:
    """MEMBER_DAYS of SEAT_DAYS and USAGE_DAYS, sorted by member and day; empty when both are.

    A day is active when the vendor's daily row says so or an event that the person caused happened on it.
    """
    happened = pl.col("events") > 0
    rows = pl.concat([
        seat_days.lazy().select(_PLACE, active="used", service=pl.when(pl.col("used") > 0).then(0)),
        usage_days.lazy().select(
            _PLACE,
            active=((pl.col("kind") == ACTIVITY) & happened).cast(pl.Int32),
            service=pl.when(happened).then((pl.col("kind") == SERVICE).cast(pl.Int32)),
        ),
    ])  # fmt: skip
    member, kinds = pl.col("place") // _DAYS, polars_schema(MEMBER_DAYS)
    return (
        rows.group_by("place")
        .agg(active=pl.col("active").max(), service=pl.col("service").min())
        .sort("place")
        .select(
            member=member.cast(kinds["member"]),
            day=(pl.col("place") % _DAYS).cast(kinds["day"]),
            active=pl.when(member != UNATTRIBUTED).then(pl.col("active")).otherwise(0).cast(kinds["active"]),
            service=pl.col("service").cast(kinds["service"]),
        )
        .collect()
    )


_DAYS = 10**6
"""More than there are days in a table: member and day fit in one number, by which polars groups much faster."""
_PLACE = (pl.col("member").cast(pl.Int64) * _DAYS + pl.col("day")).alias("place")


def in_order(days: pl.DataFrame) -> pl.DataFrame:
    """MEMBER_DAYS sorted by member and day.

    A row fits in one number, and numbers alone are sorted in a third of the time.
    """
    kinds, number = polars_schema(MEMBER_DAYS), pl.col("place")
    flags = pl.col("active") * 3 + (pl.col("service") + 1).fill_null(0)
    rows = days.select(_PLACE * 6 + flags).sort("place")
    place, service = number // 6, number % 3
    unpacked = {
        "member": place // _DAYS,
        "day": place % _DAYS,
        "active": number % 6 // 3,
        "service": pl.when(service > 0).then(service - 1),
    }
    return rows.select(unpacked[name].cast(kind).alias(name) for name, kind in kinds.items())


def kept_rows(
    seat_days: pl.DataFrame, usage_days: pl.DataFrame, addresses: Sequence[str | None], models: Sequence[str | None]
) -> pl.DataFrame:
    """KEPT of SEAT_DAYS and USAGE_DAYS, with names in place of their codes; sorted, so that equal days are equal.

    Rows of one key that stand in several rows are added up.
    """
    asked = seat_days.group_by("member", "day").agg(pl.col(SUGGESTION_COUNTS).sum())
    by_day = member_days(seat_days, usage_days).join(asked, on=["member", "day"], how="left")
    amounts = pl.col(*EVENT_COUNTS, *EVENT_AMOUNTS)
    by_model = usage_days.group_by("member", "day", "model", "kind").agg(amounts.sum())
    named = pl.concat(
        [
            by_day.with_columns(kind=pl.lit(DAY), model=pl.lit(None, pl.String)),
            by_model.with_columns(kind=_named("kind", KINDS), model=_named("model", models)),
        ],
        how="diagonal",
    )
    zeros = pl.col(*SUGGESTION_COUNTS, *EVENT_COUNTS, *EVENT_AMOUNTS).fill_null(0)
    return (
        named.with_columns(zeros, email=_named("member", addresses))
        .select(pl.col(name).cast(kind) for name, kind in polars_schema(KEPT).items())
        .sort("day", pl.col("kind") != DAY, "email", "kind", "model")
    )


def _named(code: str, names: Sequence[str | None]) -> pl.Expr:
    """The names that codes stand for."""
    return pl.lit(pl.Series(list(names), dtype=pl.String)).gather(pl.col(code))
