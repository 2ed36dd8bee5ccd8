"""This window against the one just before."""

from __future__ import annotations

import narwhals as nw

from seatlight.metrics.registry import metric
from seatlight.model.report import ColumnKind


@metric("Tokens before", ColumnKind.TOKENS)
def previous_total_tokens() -> nw.Expr:
    """Tokens of the whole window of equal length just before; null when the vendor does not answer so far back."""
    return nw.col("previous_tokens")


@metric("Trend", ColumnKind.TEXT)
def trend() -> nw.Expr:
    """Tokens of the window against the one before: rising (+20 % or more), falling (-20 % or less) or flat.

    `new` when there were none before, `stopped` when there are none now, `none` when there are none in both,
    `unknown` when the window before is not fully known. Today is left out of both.
    """
    now, before = nw.col("trend_tokens"), nw.col("trend_tokens_before")
    falling = nw.when(10 * now <= 8 * before).then(nw.lit("falling")).otherwise(nw.lit("flat"))
    ratio = nw.when(10 * now >= 12 * before).then(nw.lit("rising")).otherwise(falling)
    compared = nw.when(now == 0).then(nw.lit("stopped")).otherwise(ratio)
    known = (
        nw.when((now == 0) & (before == 0))
        .then(nw.lit("none"))
        .otherwise(nw.when(before == 0).then(nw.lit("new")).otherwise(compared))
    )
    return nw.when(now.is_null() | before.is_null()).then(nw.lit("unknown")).otherwise(known)


@metric("Change", ColumnKind.SHARE)
def trend_change() -> nw.Expr:
    """Tokens over those of the window before, minus 1; null unless the trend is rising, flat or falling."""
    now, before = nw.col("trend_tokens"), nw.col("trend_tokens_before")
    return nw.when((now > 0) & (before > 0)).then(now / before - 1)
