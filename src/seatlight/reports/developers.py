"""The per-developer report: the document that every surface draws."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from seatlight.metrics.acceptance import acceptance_tells
from seatlight.metrics.registry import METRICS
from seatlight.metrics.rows import Rows, Tiers, measured
from seatlight.metrics.spans import Spans
from seatlight.model.governance import Hold, Money
from seatlight.model.report import ColumnKind, Report, Table
from seatlight.model.window import Window, day_of
from seatlight.reports.columns import DEVELOPER_COLUMNS, METRIC_ORDER
from seatlight.reports.findings import judged, reasons, signals_of
from seatlight.reports.freshness import freshness
from seatlight.reports.next_step import next_step, told
from seatlight.reports.team import team_totals
from seatlight.tables.join import Joined

SCHEMA = "seatlight.report/1"


def developers_report(
    joined: Joined, spans: Spans, tiers: Tiers, holds: Iterable[Hold] = (), money: Money | None = None
) -> Report:
    """The report of everyone with a seat and everyone with usage in the window, sorted by tokens, then address."""
    rows = judged(measured(joined, spans, tiers, holds), spans)
    head = {
        "schema": SCHEMA,
        "window": window_head(spans.window, joined.snapshot.reach),
        "freshness": freshness(joined.snapshot, spans),
        "team": team_totals(joined, spans, rows, money or Money()),
    }
    return Report(head, (Table("developers", "Developers", DEVELOPER_COLUMNS, developer_rows(rows, spans)),))


def window_head(window: Window, reach: Window) -> dict[str, Any]:
    """The window as it stands in documents; `previous` is null when the vendor does not answer so far back."""
    previous = window.previous if window.previous.first_on >= reach.first_on else None
    return {
        "first_on": window.first_on,
        "last_on": window.last_on,
        "days": window.days,
        "previous": None
        if previous is None
        else {"first_on": previous.first_on, "last_on": previous.last_on},
    }


def developer_rows(rows: Rows, spans: Spans) -> list[dict[str, Any]]:
    """The developers as rows of the document, sorted by tokens (most first), then address."""
    wide = rows.with_columns(
        **{f"metric_{key}": METRICS[key].expression() for key in METRIC_ORDER},
        acceptance_tells=acceptance_tells(spans.limits),
    )
    ordered = wide.sort("metric_total_tokens", "email", descending=[True, False], nulls_last=True)
    found = signals_of(ordered, spans)
    native = ordered.to_native()
    because = reasons(native.to_dicts(), spans)
    return [
        {**row, "state_because": why, "signals": found.get(developer, [])}
        for row, why, developer in zip(
            _drawn(native, spans).to_dicts(), because, native["developer"], strict=True
        )
    ]


def _drawn(rows: pl.DataFrame, spans: Spans) -> pl.DataFrame:
    """The columns of the document, under their keys and in their order, days as dates."""
    renamed = rows.with_columns(
        *[pl.col(f"metric_{key}").alias(key) for key in METRIC_ORDER],
        jira_account_id=pl.col("account_id"),
        known_since=pl.lit(spans.known_since, pl.Int32),
        **dict.fromkeys(("state_because", "next_action", "next_because", "signals"), pl.lit(None)),
    )
    return renamed.select(
        pl.col(column.key).cast(pl.Int32).cast(pl.Date)
        if column.kind is ColumnKind.DATE
        else pl.col(column.key)
        for column in DEVELOPER_COLUMNS
    )
