"""The team over time and by model, and how acceptance is spread over its developers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from seatlight.metrics.spans import Spans
from seatlight.model.report import Column, ColumnKind, Report, Row, Table
from seatlight.tables.join import Joined
from seatlight.tables.schema import EVENT_AMOUNTS, MICROCENTS, UNATTRIBUTED

BY_DAY = (
    Column("day", ColumnKind.DATE, "Day", "A UTC day."),
    Column("active_developers", ColumnKind.COUNT, "Active developers", "Developers with an active day."),
    Column(
        "total_tokens",
        ColumnKind.TOKENS,
        "Tokens",
        "Input plus output tokens, usage without an address included.",
    ),
    Column("input_tokens", ColumnKind.TOKENS, "Input tokens"),
    Column("output_tokens", ColumnKind.TOKENS, "Output tokens"),
    *(
        Column(f"{tier}_tokens", ColumnKind.TOKENS, f"{tier.title()} tokens", f"Tokens of models of the tier {tier}.")
        for tier in ("premium", "fast", "auto")
    ),
    Column("untiered_tokens", ColumnKind.TOKENS, "Other tokens", "Tokens of models whose tier is not known."),
    Column("cache_read_tokens", ColumnKind.TOKENS, "Cache read"),
    Column("cache_write_tokens", ColumnKind.TOKENS, "Cache write"),
    Column("events", ColumnKind.COUNT, "Events", "Usage events of every kind."),
    Column("off", ColumnKind.FLAG, "Off", "Far fewer developers than usual were active."),
    Column("provisional", ColumnKind.FLAG, "Provisional", "The vendor may still change this day's numbers."),
    Column("known", ColumnKind.FLAG, "Known", "All of the day was read; else its numbers are so far."),
)
BY_MODEL = (
    Column("model", ColumnKind.TEXT, "Model", "The model's name as the vendor spells it."),
    Column(
        "tier",
        ColumnKind.TEXT,
        "Tier",
        "premium, fast or auto; empty for a model that the table of tiers does not know.",
    ),
    Column("events", ColumnKind.COUNT, "Events"),
    Column("events_without_tokens", ColumnKind.COUNT, "Without tokens"),
    Column("total_tokens", ColumnKind.TOKENS, "Tokens"),
    Column("spend_cents", ColumnKind.CENTS, "Spend"),
    Column("developers", ColumnKind.COUNT, "Developers", "Developers who used it."),
)
ACCEPTANCE = (
    Column("bucket", ColumnKind.TEXT, "Acceptance"),
    Column("first", ColumnKind.SHARE, "From", "Included."),
    Column("last", ColumnKind.SHARE, "To", "Not included, but for the last."),
    Column("developers", ColumnKind.COUNT, "Developers", "Developers with enough suggestions to tell."),
)
BUCKETS = 10
TIERS = ("premium", "fast", "auto", "untiered")
"""How tokens of a day are told apart: by the tier of their model, and what no tier is known of."""


def team_report(report: Report, joined: Joined, spans: Spans, tier_of: Mapping[int, str], enough: int) -> Report:
    """The report with the tables `by_day`, `by_model` and `acceptance` in place of its developers.

    Its sums are about the same developers as the report (`Report.about`).
    """
    if report.about is not None:
        joined = joined.of(report.about)
    return replace(report, tables=(
        Table("by_day", "By day", BY_DAY, by_day(joined, spans, tier_of)),
        Table("by_model", "By model", BY_MODEL, by_model(joined, spans, tier_of)),
        Table("acceptance", "Acceptance", ACCEPTANCE, acceptance(report.table("developers").rows, enough)),
    ))  # fmt: skip


def acceptance(rows: Sequence[Row], enough: int) -> list[dict[str, Any]]:
    """How many developers accept which share: ten steps, and one row for those where too little was shown to tell."""
    told = [row["acceptance_share"] for row in rows if row["suggestions_shown"] >= enough]
    counts = [0] * BUCKETS
    for share in told:
        counts[min(int(share * BUCKETS), BUCKETS - 1)] += 1
    steps = [
        {
            "bucket": f"{step * 10}–{step * 10 + 10} %",
            "first": step / BUCKETS,
            "last": (step + 1) / BUCKETS,
            "developers": count,
        }
        for step, count in enumerate(counts)
    ]
    few = sum(1 for row in rows if 0 < row["suggestions_shown"] < enough)
    return [*steps, {"bucket": "too few to tell", "first": None, "last": None, "developers": few}]


def by_day(joined: Joined, spans: Spans, tier_of: Mapping[int, str]) -> list[dict[str, Any]]:
    """One row per day of the window: active developers, tokens, whether it was off, whether it may still change."""
    first, last = spans.window.first, spans.last
    days = pl.DataFrame({"day": range(first, last + 1)}, schema={"day": pl.Int32})
    filled = days.join(_sums_by_day(joined, first, last, tier_of), on="day", how="left").fill_null(0).sort("day")
    read = joined.snapshot.seat_days_read & joined.snapshot.usage_days_read
    return filled.select(
        day=pl.col("day").cast(pl.Date),
        active_developers=pl.col("day").replace_strict(joined.active_by_day, default=0, return_dtype=pl.Int32),
        total_tokens=pl.col("input_tokens") + pl.col("output_tokens"),
        input_tokens=pl.col("input_tokens"),
        output_tokens=pl.col("output_tokens"),
        **{f"{tier}_tokens": pl.col(f"{tier}_tokens") for tier in TIERS},
        cache_read_tokens=pl.col("cache_read_tokens"),
        cache_write_tokens=pl.col("cache_write_tokens"),
        events=pl.col("events"),
        off=pl.col("day").is_in(list(spans.off)),
        provisional=pl.col("day").cast(pl.Date) >= pl.lit(joined.snapshot.provisional_from),
        known=pl.col("day").is_in(list(read)),
    ).to_dicts()


def _sums_by_day(joined: Joined, first: int, last: int, tier_of: Mapping[int, str]) -> pl.DataFrame:
    """The sums of each day that anything happened on, and its tokens by the tier of their model."""
    added = joined.added_up(["day", "model"], (*EVENT_AMOUNTS, "events"), [first, last + 1])
    tokens = pl.col("input_tokens") + pl.col("output_tokens")
    tier = pl.col("model").replace_strict(tier_of, default=TIERS[-1], return_dtype=pl.String)
    return added.group_by("day").agg(
        pl.col(*EVENT_AMOUNTS, "events").sum(),
        **{f"{name}_tokens": tokens.filter(tier == name).sum() for name in TIERS},
    )


def by_model(joined: Joined, spans: Spans, tier_of: Mapping[int, str]) -> list[dict[str, Any]]:
    """One row per model used in the window, most tokens first; `tier` is null for a model of no known tier."""
    sums = ("events", "events_without_tokens", "input_tokens", "output_tokens", "spend_microcents")
    added = joined.added_up(["developer", "model"], sums, [spans.window.first, spans.last + 1])
    grouped = added.group_by("model").agg(
        pl.col(sums).sum(), developers=pl.col("developer").filter(pl.col("developer") != UNATTRIBUTED).n_unique()
    )
    rows = [
        {
            "model": joined.snapshot.models[row["model"]] or "(no name)",
            "tier": tier_of.get(row["model"]),
            "events": row["events"],
            "events_without_tokens": row["events_without_tokens"],
            "total_tokens": row["input_tokens"] + row["output_tokens"],
            "spend_cents": row["spend_microcents"] / MICROCENTS,
            "developers": row["developers"],
        }
        for row in grouped.iter_rows(named=True)
    ]
    return sorted(rows, key=lambda row: (-row["total_tokens"], -row["events"], row["model"]))
