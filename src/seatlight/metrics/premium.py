"""Model tiers: which part of the usage went to premium models."""

from __future__ import annotations

import narwhals as nw

from seatlight.metrics.registry import metric
from seatlight.model.report import ColumnKind


@metric("Premium", ColumnKind.SHARE)
def premium_share() -> nw.Expr:
    """Events on premium models over events on premium or fast ones, 0 to 1; null when there were neither.

    Which model is of which tier is a dated table; models of no known tier and the automatic choice count nowhere.
    """
    known = nw.col("premium_events") + nw.col("fast_events")
    return nw.when(known > 0).then(nw.col("premium_events") / known)


@metric("Premium events", ColumnKind.COUNT)
def premium_events() -> nw.Expr:
    """Events on models of the premium tier; 0 when there were none."""
    return nw.col("premium_events")


@metric("Fast events", ColumnKind.COUNT)
def fast_events() -> nw.Expr:
    """Events on models of the fast tier; 0 when there were none."""
    return nw.col("fast_events")
