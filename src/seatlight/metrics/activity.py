"""Active days: which days somebody used the seat."""

from __future__ import annotations

import narwhals as nw

from seatlight.metrics.registry import metric
from seatlight.metrics.volume import total_tokens
from seatlight.model.report import ColumnKind


@metric("Active days", ColumnKind.COUNT)
def active_days() -> nw.Expr:
    """Distinct UTC days in the window with at least one request, completion or decision of the person.

    A day counts when the vendor's daily row shows use or an event that the person caused happened on it; service
    accounts, automations, free reviews and failed events do not make a day active. 0 when there was none.
    """
    return nw.col("active_days")


@metric("Last active", ColumnKind.DATE)
def last_active_on() -> nw.Expr:
    """The last active day up to the window's end, as far back as is known; null when none is known."""
    return nw.col("last_active")


@metric("Tokens per active day", ColumnKind.DECIMAL)
def tokens_per_active_day() -> nw.Expr:
    """Tokens over active days of the window: high in few days is a burst; null without an active day."""
    return nw.when(nw.col("active_days") > 0).then(total_tokens() / nw.col("active_days"))


@metric("Times team mean", ColumnKind.DECIMAL)
def times_team_mean() -> nw.Expr:
    """Tokens over the mean of everyone with a paid seat and tokens in the window; null when there is nobody."""
    return total_tokens() / nw.col("mean_tokens")
