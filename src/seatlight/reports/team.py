"""The team as a whole: totals, seats and money."""

from __future__ import annotations

from typing import Any

import polars as pl

from seatlight.metrics.spans import Spans
from seatlight.metrics.volume import MICROCENTS
from seatlight.model.governance import Money
from seatlight.tables.join import Joined
from seatlight.tables.schema import ACTIVITY, UNATTRIBUTED

TOTALS = (
    "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "events", "events_without_tokens",
    "events_without_cost",
)  # fmt: skip
IDLE = ["left", "stopped", "never_started", "no_use_seen"]
"""The states of seats that could be given back."""


def team_totals(joined: Joined, spans: Spans, rows: pl.DataFrame, money: Money) -> dict[str, Any]:
    """The document's `team`: sums over everyone, usage without an address included, seats and money."""
    sums = _sums(joined, spans)
    spend_cents = sums["spend_microcents"] / MICROCENTS
    return {
        **_seats(joined, spans, rows, money),
        "total_tokens": sums["input_tokens"] + sums["output_tokens"],
        **{name: sums[name] for name in TOTALS},
        "unattributed_tokens": sums["unattributed_tokens"],
        "unattributed_events": sums["unattributed_events"],
        "spend_cents": spend_cents,
        **_money(joined, spans, rows, spend_cents, sums["spend_recent"]),
        **_savings(joined, spans, rows, money),
    }


def _sums(joined: Joined, spans: Spans) -> dict[str, int]:
    """What adds up over everyone in the window, and the spend of the recent days."""
    in_window = pl.col("day").is_between(spans.window.first, spans.last)
    nobody = pl.col("developer") == UNATTRIBUTED
    recent = pl.col("day").is_between(_recent_from(spans), spans.last)
    tokens = pl.col("input_tokens") + pl.col("output_tokens")
    looked_at = in_window | recent
    sums = joined.days.lazy().filter(looked_at).select(
        *[pl.col(name).filter(in_window).sum() for name in (*TOTALS, "spend_microcents")],
        unattributed_tokens=tokens.filter(in_window & nobody).sum(),
        unattributed_events=pl.col("events").filter(in_window & nobody).sum(),
        spend_recent=pl.col("spend_microcents").filter(recent).sum(),
    )  # fmt: skip
    return {name: int(value) for name, value in sums.collect().row(0, named=True).items()}


def _recent_from(spans: Spans) -> int:
    """The first of the recent days that spend is told of."""
    return spans.last_full - spans.limits.recent_days + 1


def _seats(joined: Joined, spans: Spans, rows: pl.DataFrame, money: Money) -> dict[str, Any]:
    """Seats are counted by address: somebody with two paid addresses holds two, and may use one."""
    seats = int(joined.members["seats"].sum())
    used = rows.filter((pl.col("seat") == "active") & (pl.col("active_days") > 0))
    several = joined.members.filter(pl.len().over("developer") > 1)
    alone = used.filter(~pl.col("developer").is_in(several["developer"].unique().implode()))
    seats_used = alone.height + _used_addresses(joined, spans, several.filter(pl.col("seats") > 0))
    return {
        "seats": seats,
        "seats_used": seats_used,
        "utilisation_share": seats_used / seats if seats else None,
        "seats_paid": seats if money.seats_paid is None else money.seats_paid,
        "seats_paid_is": "counted" if money.seats_paid is None else "entered",
    }


def _used_addresses(joined: Joined, spans: Spans, members: pl.DataFrame) -> int:
    """How many of these addresses have an active day of their own in the window."""
    if members.is_empty():
        return 0
    snapshot, codes = joined.snapshot, members["member"].implode()
    mine = pl.col("day").is_between(spans.window.first, spans.last) & pl.col("member").is_in(codes)
    daily = snapshot.seat_days.filter(mine & (pl.col("used") > 0))
    events = snapshot.usage_days.filter(mine & (pl.col("kind") == ACTIVITY))
    return pl.concat([daily["member"], events["member"]]).n_unique()


def _money(joined: Joined, spans: Spans, rows: pl.DataFrame, spend_cents: float, recent: int) -> dict[str, Any]:
    """Spend by the recent days and by billing cycle, and per developer who was active in the window."""
    active = rows.filter(pl.col("active_days") > 0).height
    cycle = joined.snapshot.cycle_spend["spend_microcents"].sum() / MICROCENTS
    return {
        "spend_recent_cents": recent / MICROCENTS if spans.known(_recent_from(spans)) else None,
        "spend_cycle_cents": cycle if joined.snapshot.cycle_spend_known else None,
        "active_developers": active,
        "spend_per_active_developer_cents": spend_cents / active if active else None,
    }


def _savings(joined: Joined, spans: Spans, rows: pl.DataFrame, money: Money) -> dict[str, Any]:
    """Seats that could be given back (possible), that were (realised), and that a removed person still occupies.

    Told in money only where a price was entered.
    """
    idle = rows.filter(pl.col("state").is_in(IDLE) & (pl.col("seat") == "active"))["seats"].sum()
    price, unseated = money.seat_price_cents, pl.col("seats") == 0
    freed = joined.members.filter(unseated & pl.col("removed_on").is_between(spans.window.first, spans.last)).height
    return {
        "seats_idle": int(idle),
        "seats_freed": freed,
        "seats_occupied_by_removed": _occupied(joined),
        "saving_possible_cents_per_month": None if price is None else int(idle) * price,
        "saving_realised_cents_per_month": None if price is None else freed * price,
        "currency": money.currency,
    }


def _occupied(joined: Joined) -> int | None:
    """Removed people who used credits in the billing cycle, and so keep their seat until it ends; None if unknown."""
    if not joined.snapshot.cycle_spend_known:
        return None
    spent = joined.snapshot.cycle_spend.filter(pl.col("spend_microcents") > 0)
    return joined.members.filter(pl.col("seat") == "removed").join(spent, on="member", how="semi").height
