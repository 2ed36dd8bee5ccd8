"""The team as a whole: totals, seats and money."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import polars as pl

from seatlight.metrics.rows import Rows
from seatlight.metrics.spans import Spans
from seatlight.metrics.volume import MICROCENTS
from seatlight.model.governance import Money
from seatlight.tables.join import Joined
from seatlight.tables.schema import UNATTRIBUTED

TOTALS = (
    "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "events", "events_without_tokens",
    "events_without_cost",
)  # fmt: skip


def team_totals(joined: Joined, spans: Spans, rows: Rows, money: Money) -> dict[str, Any]:
    """The document's `team`: sums over everyone, usage without an address included, seats and money."""
    window = joined.days.filter(pl.col("day").is_between(spans.window.first, spans.last))
    totals = {name: int(window[name].sum()) for name in (*TOTALS, "spend_microcents")}
    nobody = window.filter(pl.col("developer") == UNATTRIBUTED)
    spend_cents = totals.pop("spend_microcents") / MICROCENTS
    return {
        **_seats(joined, spans, money),
        "total_tokens": totals["input_tokens"] + totals["output_tokens"],
        **totals,
        "unattributed_tokens": int(nobody["input_tokens"].sum()) + int(nobody["output_tokens"].sum()),
        "unattributed_events": int(nobody["events"].sum()),
        "spend_cents": spend_cents,
        **_money(joined, spans, rows, spend_cents),
        **_savings(rows, money),
    }


def _seats(joined: Joined, spans: Spans, money: Money) -> dict[str, Any]:
    """Seats are counted by address: somebody with two paid addresses holds two."""
    paid = joined.members.filter(pl.col("seats") > 0)
    used = used_addresses(joined, spans)
    seats, seats_used = int(paid["seats"].sum()), len(paid.filter(pl.col("member").is_in(used.implode())))
    return {
        "seats": seats,
        "seats_used": seats_used,
        "utilisation_share": seats_used / seats if seats else None,
        "seats_paid": seats if money.seats_paid is None else money.seats_paid,
        "seats_paid_is": "counted" if money.seats_paid is None else "entered",
    }


def used_addresses(joined: Joined, spans: Spans) -> pl.Series:
    """The codes of the addresses with an active day of their own in the window."""
    snapshot, window = joined.snapshot, pl.col("day").is_between(spans.window.first, spans.last)
    daily = snapshot.seat_days.filter(window & (pl.col("used") > 0))
    events = snapshot.usage_days.filter(window & (pl.col("kind") == 0))
    return pl.concat([daily["member"], events["member"]]).unique()


def _money(joined: Joined, spans: Spans, rows: Rows, spend_cents: float) -> dict[str, Any]:
    """Spend by the last 30 days and by billing cycle, and per developer who was active in the window."""
    first, last = spans.last_full - spans.limits.recent_days + 1, spans.last
    active = len(rows.filter(nw.col("active_days") > 0))
    recent = joined.days.filter(pl.col("day").is_between(first, last))
    cycle = joined.snapshot.cycle_spend
    return {
        "spend_recent_cents": recent["spend_microcents"].sum() / MICROCENTS if spans.known(first) else None,
        "spend_cycle_cents": cycle["spend_microcents"].sum() / MICROCENTS
        if joined.snapshot.cycle_spend_known
        else None,
        "active_developers": active,
        "spend_per_active_developer_cents": spend_cents / active if active else None,
    }


def _savings(rows: Rows, money: Money) -> dict[str, Any]:
    """Seats that could be given back, and what that would save; money only where a price was entered."""
    idle = rows.filter(nw.col("state").is_in(["left", "stopped", "never_started", "no_use_seen"]))
    seats = int(idle.filter(nw.col("seat") == "active")["seats"].sum())
    price = money.seat_price_cents
    return {
        "seats_idle": seats,
        "saving_possible_cents_per_month": None if price is None else seats * price,
        "currency": money.currency,
    }
