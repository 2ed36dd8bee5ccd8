"""Model tiers: which part of the usage went to premium models."""

from __future__ import annotations

import polars as pl

from seatlight.metrics.registry import metric
from seatlight.model.report import ColumnKind


@metric("Premium", ColumnKind.SHARE)
def premium_share() -> pl.Expr:
    """Events on premium models over events on premium or fast ones, 0 to 1; null when there were neither.

    Which model is of which tier is a dated table; models of no known tier and the automatic choice count nowhere.
    """
    known = pl.col("premium_events") + pl.col("fast_events")
    return pl.when(known > 0).then(pl.col("premium_events") / known)


@metric("Premium events", ColumnKind.COUNT)
def premium_events() -> pl.Expr:
    """Events on models of the premium tier; 0 when there were none."""
    return pl.col("premium_events")


@metric("Fast events", ColumnKind.COUNT)
def fast_events() -> pl.Expr:
    """Events on models of the fast tier; 0 when there were none."""
    return pl.col("fast_events")
