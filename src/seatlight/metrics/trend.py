"""This window against the one just before."""

from __future__ import annotations

import polars as pl

from seatlight.metrics.registry import metric
from seatlight.model.report import ColumnKind


@metric("Tokens before", ColumnKind.TOKENS)
def previous_total_tokens() -> pl.Expr:
    """Tokens of the whole window of equal length just before; null when the vendor does not answer so far back."""
    return pl.col("tokens_previous")


@metric("Trend", ColumnKind.TEXT)
def trend() -> pl.Expr:
    """Tokens of the window against the one before: rising (+20 % or more), falling (-20 % or less) or flat.

    `new` when there were none before, `stopped` when there are none now, `none` when there are none in both,
    `unknown` when the window before is not fully known. Today is left out of both.
    """
    now, before = pl.col("tokens_trend"), pl.col("tokens_trend_before")
    falling = pl.when(10 * now <= 8 * before).then(pl.lit("falling")).otherwise(pl.lit("flat"))
    ratio = pl.when(10 * now >= 12 * before).then(pl.lit("rising")).otherwise(falling)
    compared = pl.when(now == 0).then(pl.lit("stopped")).otherwise(ratio)
    known = (
        pl.when((now == 0) & (before == 0))
        .then(pl.lit("none"))
        .otherwise(pl.when(before == 0).then(pl.lit("new")).otherwise(compared))
    )
    return pl.when(now.is_null() | before.is_null()).then(pl.lit("unknown")).otherwise(known)


@metric("Change", ColumnKind.SHARE)
def trend_change() -> pl.Expr:
    """Tokens over those of the window before, minus 1; null unless the trend is rising, flat or falling."""
    now, before = pl.col("tokens_trend"), pl.col("tokens_trend_before")
    return pl.when((now > 0) & (before > 0)).then(now / before - 1)
