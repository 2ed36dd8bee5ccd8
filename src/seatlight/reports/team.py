"""The team as a whole: totals, seats and money."""

from __future__ import annotations

from typing import Any

import polars as pl

from seatlight.metrics.spans import Spans
from seatlight.model.governance import Money
from seatlight.tables.join import Joined
from seatlight.tables.schema import MICROCENTS, UNATTRIBUTED

TOTALS = (
    "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "events", "events_without_tokens",
    "events_without_cost",
)  # fmt: skip
IDLE = ["left", "stopped", "never_started", "no_use_seen"]
"""The states of seats that could be given back."""


OF_THE_ROSTER = frozenset(
    ("seats", "seats_paid", "seats_paid_is", "seats_freed", "seats_occupied_by_removed", "spend_cycle_cents",
     "saving_realised_cents_per_month", "currency", "models_without_tier")
)  # fmt: skip
"""What is said of the team without knowing its usage."""


def team_totals(
    joined: Joined, totals: pl.DataFrame, rows: pl.DataFrame, spans: Spans, money: Money, *, complete: bool = True
) -> dict[str, Any]:
    """The document's `team`: sums over everyone, usage without an address included, seats and money.

    Where only some developers are left (`Joined.of`) it is about them, and usage without an address is null: nobody
    knows whose it is.
    Where the team's usage is not complete because only a few are asked for, what rests on it is null.
    """
    team = _totals(joined, totals, rows, spans, money)
    return team if complete else {key: value if key in OF_THE_ROSTER else None for key, value in team.items()}


def _totals(joined: Joined, totals: pl.DataFrame, rows: pl.DataFrame, spans: Spans, money: Money) -> dict[str, Any]:
    sums = totals.select(pl.exclude("developer").sum()).row(0, named=True)
    nobody = totals.filter(pl.col("developer") == UNATTRIBUTED)
    spend_cents = sums["spend_microcents"] / MICROCENTS
    return {
        **_seats(joined, spans, rows, money),
        "total_tokens": sums["input_tokens"] + sums["output_tokens"],
        **{name: sums[name] for name in TOTALS},
        "unattributed_tokens": None if joined.narrowed else _tokens(nobody),
        "unattributed_events": None if joined.narrowed else int(nobody["events"].sum()),
        "spend_cents": spend_cents,
        **_money(joined, spans, rows, spend_cents, sums["spend_microcents_month"]),
        **_savings(joined, spans, rows, money),
        "models_without_tier": _untiered(joined, spans),
    }


def _tokens(totals: pl.DataFrame) -> int:
    return int(totals["input_tokens"].sum()) + int(totals["output_tokens"].sum())


def _untiered(joined: Joined, spans: Spans) -> list[str]:
    """The names of models used in the window that the table of tiers does not know: listed, never guessed."""
    if not joined.untiered:
        return []
    used = joined.added_up(["model"], ["events"], [spans.window.first, spans.last + 1])
    return sorted(joined.snapshot.models[code] or "" for code in used["model"] if code in joined.untiered)


def _seats(joined: Joined, spans: Spans, rows: pl.DataFrame, money: Money) -> dict[str, Any]:
    """Seats are counted by address: somebody with two paid addresses holds two, and may use one."""
    seats = int(joined.members["seats"].sum())
    used = rows.filter((pl.col("seat") == "active") & (pl.col("active_days") > 0))
    several = joined.members.filter(pl.len().over("developer") > 1)
    alone = used.filter(~pl.col("developer").is_in(several["developer"].unique().implode()))
    seats_used = alone.height + _used_addresses(joined, spans, several.filter(pl.col("seats") > 0))
    # What the company pays in all says nothing of a part of it.
    paid = None if joined.narrowed else money.seats_paid
    return {
        "seats": seats,
        "seats_used": seats_used,
        "utilisation_share": seats_used / seats if seats else None,
        "seats_paid": seats if paid is None else paid,
        "seats_paid_is": "counted" if paid is None else "entered",
    }


def _used_addresses(joined: Joined, spans: Spans, members: pl.DataFrame) -> int:
    """How many of these addresses have an active day of their own in the window."""
    if members.is_empty():
        return 0
    mine = pl.col("member").is_in(members["member"].implode()) & (pl.col("active") > 0)
    used = joined.snapshot.member_days.filter(mine & pl.col("day").is_between(spans.window.first, spans.last))
    return used["member"].n_unique()


def _money(joined: Joined, spans: Spans, rows: pl.DataFrame, spend_cents: float, recent: int) -> dict[str, Any]:
    """Spend by the recent days and by billing cycle, and per developer who was active in the window."""
    active = rows.filter(pl.col("active_days") > 0).height
    cycle = joined.cycle_spend["spend_microcents"].sum() / MICROCENTS
    return {
        "spend_recent_cents": recent / MICROCENTS if spans.known(spans.block[0]) else None,
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
    spent = joined.cycle_spend.filter(pl.col("spend_microcents") > 0)
    return joined.members.filter(pl.col("seat") == "removed").join(spent, on="member", how="semi").height
