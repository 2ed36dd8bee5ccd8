"""One wide row per developer of a report: who it is, its sums, and what of the team it is compared with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import narwhals as nw
import polars as pl

from seatlight.metrics import sums
from seatlight.metrics.premium import premium_share
from seatlight.metrics.spans import Spans
from seatlight.metrics.volume import total_tokens
from seatlight.model.governance import Hold
from seatlight.model.window import day_number
from seatlight.tables.join import Joined

Rows = nw.DataFrame[pl.DataFrame]
Tiers = Mapping[str, list[int]]
"""Codes of the models of each tier, premium and fast."""

DAYS_OF_USE = ("first_active", "last_active", "active_since", "steady_until", "returned_on", "returned_from")
"""Columns that stay null for whoever has no such day; every other sum is 0 for whoever has no usage in it."""


def measured(joined: Joined, spans: Spans, tiers: Tiers, holds: Iterable[Hold] = ()) -> Rows:
    """Every developer that a report of the window shows, with all its sums, sorted by developer.

    Shown are the paid seats, and whoever has an event, an active day or a suggestion in the window.
    """
    frame = nw.from_native(joined.developers, eager_only=True)
    for part in _parts(joined, spans, tiers):
        frame = frame.join(part.collect("polars"), on="developer", how="left")
    kept = {*joined.developers.columns, *DAYS_OF_USE}
    summed = frame.with_columns(*[nw.col(name).fill_null(0) for name in frame.columns if name not in kept])
    rows = _with_holds(_with_unknowns(summed, spans), joined, spans, holds)
    return _with_team(_with_circumstances(rows, spans, people_known=joined.people_known), spans)


def _parts(joined: Joined, spans: Spans, tiers: Tiers) -> list[sums.Days]:
    """The sums over each stretch of days that metrics, states and signals speak of."""
    days, active, models = (
        nw.from_native(frame.lazy()) for frame in (joined.days, joined.active_days, joined.model_days)
    )
    limits, before = spans.limits, spans.window.previous
    return [
        sums.window_sums(days, spans),
        sums.use_over(days, spans.last_days(limits.recent_days), "recent"),
        sums.use_over(days, spans.last_days(limits.reclaim_days), "long"),
        sums.use_over(days, spans.block, "block"),
        sums.use_over(days, spans.block_before, "before"),
        sums.tokens_over(days, (before.first, before.last), "previous_tokens"),
        sums.tokens_over(days, spans.trend, "trend_tokens"),
        sums.tokens_over(days, spans.trend_before, "trend_tokens_before"),
        sums.history(active, spans),
        sums.tier_events(models, spans, tiers),
    ]


def _with_unknowns(rows: Rows, spans: Spans) -> Rows:
    """Tokens of the window before are null where they are not fully known; so is a trend that compares no day."""
    previous = nw.lit(spans.known(spans.window.previous.first))
    compared = previous & nw.lit(spans.trend[0] <= spans.trend[1])
    return rows.with_columns(
        previous_tokens=nw.when(previous).then(nw.col("previous_tokens")),
        trend_tokens=nw.when(compared).then(nw.col("trend_tokens")),
        trend_tokens_before=nw.when(compared).then(nw.col("trend_tokens_before")),
    )


def _with_holds(rows: Rows, joined: Joined, spans: Spans, holds: Iterable[Hold]) -> Rows:
    """The hold in force on the window's last day, by developer: hold_from, hold_until, hold_reason."""
    in_force = {
        hold.email.strip().lower(): hold
        for hold in holds
        if hold.starts_on <= spans.window.last_on <= hold.until
    }
    held = joined.members.filter(pl.col("email").is_in(list(in_force))).unique("developer", keep="first")
    chosen = [in_force[email] for email in held["email"]]
    frame = pl.DataFrame(
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
    return rows.join(nw.from_native(frame, eager_only=True), on="developer", how="left")


def _with_circumstances(rows: Rows, spans: Spans, *, people_known: bool) -> Rows:
    """What states look at besides sums (age of the seat, days of quiet, use in the window), shown rows only."""
    used = sum((nw.col(name) for name in ("events", "active_days", "agent_shown", "tabs_shown")), nw.lit(0))
    accepted = nw.col("agent_accepted") + nw.col("tabs_accepted")
    return rows.with_columns(
        in_window=(used + accepted) > 0,
        age=nw.lit(spans.last, nw.Int32) - nw.col("seat_since"),
        quiet_days=sums.gap(spans, nw.col("last_active"), nw.lit(spans.last_full + 1, nw.Int32)),
        people_known=nw.lit(people_known),
    ).filter((nw.col("seat") == "active") | nw.col("in_window"))


def _with_team(rows: Rows, spans: Spans) -> Rows:
    """What rows are compared with: quantiles, means and shares over paid seats with use, the same on every row.

    The mean is null where the window is not fully known: nobody is compared with half a team.
    """
    limits = spans.limits
    paid = rows.filter(nw.col("seat") == "active").with_columns(tokens=total_tokens())
    with_tokens = paid.filter(nw.col("tokens") > 0)
    often = paid.filter(nw.col("active_recent") > 0)
    tiers = paid.select(nw.col("premium_events", "fast_events").sum()).with_columns(share=premium_share())
    mean = _or_none(with_tokens["tokens"].mean())
    return rows.with_columns(
        developers_with_tokens=nw.lit(len(with_tokens)),
        tokens_heavy=_quantile(with_tokens, limits.heavy_quantile),
        tokens_high=_quantile(with_tokens, limits.consumption_quantile),
        mean_tokens=nw.lit(mean if spans.known(spans.window.first) else None, nw.Float64),
        median_recent=nw.lit(_or_none(often["active_recent"].median()), nw.Float64),
        team_premium_share=nw.lit(_or_none(tiers["share"].item()), nw.Float64),
    )


def _quantile(rows: Rows, quantile: float) -> nw.Expr:
    return nw.lit(_or_none(rows["tokens"].quantile(quantile, "linear")), nw.Float64)


def _or_none(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
