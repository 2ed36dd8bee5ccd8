"""One wide row per developer of a report: who it is, its sums, and what of the team it is compared with."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from seatlight.metrics import sums
from seatlight.metrics.coverage import known, with_coverage
from seatlight.metrics.spans import Spans
from seatlight.metrics.volume import total_tokens
from seatlight.model.governance import Hold
from seatlight.model.window import day_number
from seatlight.tables.join import Joined
from seatlight.tables.totals import SUMS

PAID = pl.col("seat") == "active"


def measured(joined: Joined, totals: pl.DataFrame, spans: Spans, holds: Iterable[Hold] = ()) -> pl.LazyFrame:
    """Every developer that a report of the window shows with `totals` (`metrics.sums.summed`), in no order.

    Shown are the paid seats, and whoever has an event, an active day or a suggestion in the window.
    """
    rows = joined.developers.lazy().join(totals.lazy(), on="developer", how="left")
    held = rows.join(_holds(joined, spans, holds), on="developer", how="left")
    covered = with_coverage(held, joined, spans)
    return _with_team(_with_circumstances(covered, spans, people_known=joined.people_known), spans)


def _holds(joined: Joined, spans: Spans, holds: Iterable[Hold]) -> pl.LazyFrame:
    """The hold in force on the window's last day, by developer: hold_from, hold_until, hold_reason."""
    in_force = {
        hold.email.strip().lower(): hold for hold in holds if hold.starts_on <= spans.window.last_on <= hold.until
    }
    held = joined.members.filter(pl.col("email").is_in(list(in_force))).unique("developer", keep="first")
    chosen = [in_force[email] for email in held["email"]]
    return pl.LazyFrame(
        {
            "developer": held["developer"],
            "hold_from": [day_number(hold.starts_on) for hold in chosen],
            "hold_until": [hold.until for hold in chosen],
            "hold_reason": [hold.reason for hold in chosen],
        },
        schema={
            "developer": pl.Int32,
            "hold_from": pl.Int32,
            "hold_until": pl.Date,
            "hold_reason": pl.String,
        },
    )


def _summed() -> list[str]:
    """The columns that are 0 for whoever has no usage in them; days of use stay null for whoever has none."""
    others = [f"{column}_{name}" for name, columns in sums.STRETCH_COLUMNS.items() for column in columns]
    return [*SUMS, "active_days", *others]


def _with_circumstances(rows: pl.LazyFrame, spans: Spans, *, people_known: bool) -> pl.LazyFrame:
    """What states look at besides sums (age of the seat, days of quiet, use in the window), shown rows only.

    Tokens of the window before are null where they are not fully known; so is a trend that compares no day.
    """
    previous = known(spans.window.previous.first)
    compared = previous & pl.lit(spans.trend[0] <= spans.trend[1])
    counts = ("events", "active_days", "agent_shown", "tabs_shown", "agent_accepted", "tabs_accepted")
    compares = ("tokens_trend", "tokens_trend_before")
    return (
        rows.with_columns(pl.col(_summed()).fill_null(0))
        .with_columns(
            pl.when(previous).then("tokens_previous").alias("tokens_previous"),
            *[pl.when(compared).then(name).alias(name) for name in compares],
            in_window=pl.any_horizontal(pl.col(counts) > 0),
            age=spans.last - pl.col("seat_since"),
            quiet_days=quiet_days(spans),
            people_known=pl.lit(people_known),
        )
        .filter(PAID | pl.col("in_window"))
    )


def quiet_days(spans: Spans) -> pl.Expr:
    """Full days since the last active day that are in no shutdown; null for whoever was never active."""
    days = spans.last_full - pl.col("last_active")
    for first, last in spans.shutdowns:
        begin = pl.max_horizontal(pl.col("last_active") + 1, first)
        days = days - (min(last, spans.last_full) - begin + 1).clip(lower_bound=0)
    return days


def _with_team(rows: pl.LazyFrame, spans: Spans) -> pl.LazyFrame:
    """What rows are compared with: quantiles, means and shares over paid seats with use, the same on every row.

    The mean is null where the window is not fully known: nobody is compared with half a team.
    """
    limits = spans.limits
    tokens = total_tokens().filter(PAID & (total_tokens() > 0))
    premium, fast = (pl.col(f"{tier}_events").filter(PAID).sum() for tier in ("premium", "fast"))
    # A sum of integers over a count: a mean of floats would depend on the order of rows in its last digit.
    known = pl.lit(spans.known(spans.window.first)) & (tokens.len() > 0)
    return rows.with_columns(
        developers_with_tokens=tokens.len(),
        tokens_heavy=tokens.quantile(limits.heavy_quantile, "linear"),
        tokens_high=tokens.quantile(limits.consumption_quantile, "linear"),
        mean_tokens=pl.when(known).then(tokens.sum() / tokens.len()),
        median_recent=pl.col("active_recent").filter(PAID & (pl.col("active_recent") > 0)).median(),
        team_premium_share=pl.when(premium + fast > 0).then(premium / (premium + fast)),
    )
