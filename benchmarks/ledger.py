"""A ledger that holds 90 days of an invented team, drawn column by column and the same every time."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl

from seatlight.model.window import Window, last_days
from seatlight.tables import schema
from seatlight.tables.snapshot import Snapshot
from seatlight.tables.types import polars_schema

TODAY = date(2026, 11, 18)
REACH = last_days(90, TODAY)
MODELS = (None, "auto", "composer-2.5", "claude-opus-4.5", "gpt-5.2", "gemini-3-pro")
FAST = 2
EVENT_ROW = {
    "events_without_tokens": (40, 0, 2),
    "events_without_cost": (41, 0, 1),
    "input_tokens": (42, 300, 12_000),
    "output_tokens": (43, 200, 9_000),
    "cache_read_tokens": (44, 9_000, 900_000),
    "cache_write_tokens": (45, 1_500, 40_000),
    "spend_microcents": (46, 500_000, 90_000_000),
}
DAILY_ROW = {
    "agent_shown": (20, 0, 30),
    "agent_accepted": (21, 0, 12),
    "tabs_shown": (22, 0, 80),
    "tabs_accepted": (23, 0, 30),
    "decisions": (24, 0, 15),
    "requests": (25, 1, 25),
}
"""Columns with the seed of their draw, its least value, and the one it stays below."""


def ledger_of(people: int, reach: Window = REACH) -> Snapshot:
    """What the ledger knows of so many developers over `reach`: active on three days of four, two models a day.

    One in ten never used it, stopped, began late or was away for a month, so that most signals occur.
    """
    worked = _worked(people, reach)
    return Snapshot(
        as_of=datetime(TODAY.year, TODAY.month, TODAY.day, 13, tzinfo=UTC),
        reach=reach,
        addresses=(None, *(f"developer.{number}@example.org" for number in range(1, people + 1))),
        models=MODELS,
        roster=_keep(schema.ROSTER, _roster(people)),
        seat_changes=_keep(schema.SEAT_CHANGES, _seats_given(people)),
        cycle_spend=_keep(schema.CYCLE_SPEND, _everybody(people).with_columns(spend_microcents=_draw(3, 0, 10**9))),
        seat_days=_by_window(schema.SEAT_DAYS, _seat_days(worked), reach),
        usage_days=_by_window(schema.USAGE_DAYS, _usage_days(worked), reach),
        seat_days_read=frozenset(range(reach.first, reach.last + 1)),
        usage_days_read=frozenset(range(reach.first, reach.last + 1)),
    )


def _draw(seed: int, least: int, below: int) -> pl.Expr:
    """A number for each row, at random but the same every time."""
    return least + (pl.int_range(pl.len()).hash(seed) % (below - least)).cast(pl.Int64)


def _everybody(people: int) -> pl.DataFrame:
    return pl.DataFrame({"member": range(1, people + 1)})


def _roster(people: int) -> pl.DataFrame:
    name = pl.format("Developer {}", "member")
    return _everybody(people).with_columns(name=name, seat=pl.lit("active"))


def _seats_given(people: int) -> pl.DataFrame:
    """The audit log knows the seats of one in nine."""
    known = _everybody(people).filter(pl.col("member") % 9 == 0)
    return known.with_columns(day=REACH.last - pl.col("member") % 120, change=pl.lit("add"))


def _worked(people: int, reach: Window) -> pl.DataFrame:
    """The days on which each developer used it, in no order."""
    habit, ago = pl.col("member") % 40, pl.lit(REACH.last) - pl.col("day")
    absent = (
        (habit == 0)
        | ((habit == 1) & (ago < 35))
        | ((habit == 2) & (ago > 20))
        | ((habit == 3) & ago.is_between(8, 45))
    )
    days = pl.DataFrame({"day": range(reach.first, reach.last + 1)})
    all_days = _everybody(people).join(days, how="cross")
    return all_days.filter(~absent & (_draw(1, 0, 100) < 60 + pl.col("member") % 31)).sort(_draw(2, 0, 10**9))


def _seat_days(worked: pl.DataFrame) -> pl.DataFrame:
    return worked.with_columns(used=pl.lit(1), **{name: _draw(*how) for name, how in DAILY_ROW.items()})


def _usage_days(worked: pl.DataFrame) -> pl.DataFrame:
    """Two models on each of them; now and then the second is a failed request."""
    rows = pl.concat([worked.with_columns(turn=pl.lit(turn)) for turn in (0, 1)])
    failed = (pl.col("turn") == 1) & (_draw(30, 0, 12) == 0)
    return rows.with_columns(
        model=pl.when(pl.col("turn") == 0).then(FAST).otherwise(FAST + _draw(32, 0, len(MODELS) - FAST)),
        kind=pl.when(failed).then(schema.FAILED).otherwise(schema.ACTIVITY),
        events=_draw(31, 2, 9),
        **{name: _draw(*how) for name, how in EVENT_ROW.items()},
    )


def _keep(columns: schema.Schema, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the columns of a table, in its types."""
    kinds = polars_schema(columns)
    return frame.select(pl.col(name).cast(kind) for name, kind in kinds.items())


def _by_window(columns: schema.Schema, frame: pl.DataFrame, reach: Window) -> pl.DataFrame:
    """The same in pieces, newest days first, as a ledger that reads window by window holds it."""
    kept = _keep(columns, frame)
    pieces = [kept.filter(_inside(window)) for window in reach.chunks(30)]
    return pl.concat(pieces, rechunk=False)


def _inside(window: Window) -> pl.Expr:
    return pl.col("day").is_between(window.first, window.last)
