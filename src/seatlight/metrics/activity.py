"""Active days: which days somebody used the seat."""

from __future__ import annotations

import polars as pl

from seatlight.metrics.registry import metric, over
from seatlight.metrics.volume import total_tokens
from seatlight.model.report import ColumnKind


@metric("Active days", ColumnKind.COUNT)
def active_days() -> pl.Expr:
    """Distinct UTC days in the window with at least one request, completion or decision of the person.

    A day counts when the vendor's daily row shows use or an event that the person caused happened on it; service
    accounts, automations, free reviews and failed events do not make a day active. 0 when there was none.
    """
    return pl.col("active_days")


@metric("Last active", ColumnKind.DATE)
def last_active_on() -> pl.Expr:
    """The last active day up to the window's end, as far back as is known; null when none is known."""
    return pl.col("last_active")


@metric("Tokens per active day", ColumnKind.DECIMAL)
def tokens_per_active_day() -> pl.Expr:
    """Tokens over active days of the window: high in few days is a burst; null without an active day."""
    return pl.when(pl.col("active_days") > 0).then(total_tokens() / pl.col("active_days"))


@metric("Times team mean", ColumnKind.DECIMAL)
def times_team_mean() -> pl.Expr:
    """Tokens over the mean of everyone with a paid seat and tokens in the window; null when there is nobody."""
    return over(total_tokens(), pl.col("mean_tokens"))
