"""How far back the use of each developer can be told, row by row.

Events are read day by day for everybody, and for a few seats ahead of that, address by address. What rests on one
developer alone is told as soon as that developer's days are known; what compares with the team waits for the team's.
"""

from __future__ import annotations

import polars as pl

from seatlight.metrics.spans import Spans
from seatlight.tables.join import Joined

COLUMNS = {"events_from": pl.Int32, "decided_from": pl.Int32}
"""`events_from` is the first day from which a developer's usage events are known without a gap up to the window's
last day, `decided_from` the first from which their use can be told; both null when not even that day is."""


def with_coverage(rows: pl.LazyFrame, joined: Joined, spans: Spans) -> pl.LazyFrame:
    """The rows with COLUMNS."""
    team = pl.lit(spans.events_from, pl.Int32)
    own = _own(joined, spans)
    if own is None:
        covered = rows.with_columns(events_from=team)
    else:
        known = rows.join(own.lazy(), on="developer", how="left")
        covered = known.with_columns(events_from=pl.coalesce("own_from", team)).drop("own_from")
    return covered.with_columns(decided_from=_decided_from(spans))


def _decided_from(spans: Spans) -> pl.Expr:
    """Daily rows have to be known, and of the events all that were to be read from there on."""
    events_from, known_since = pl.col("events_from"), pl.lit(spans.known_since, pl.Int32)
    all_read = events_from <= spans.events_planned_from
    later = pl.when(events_from > known_since).then(events_from).otherwise(known_since)
    return pl.when(all_read).then(known_since).otherwise(pl.when(~events_from.is_null()).then(later))


def _own(joined: Joined, spans: Spans) -> pl.DataFrame | None:
    """`own_from` of developers of whom more is known than of everybody; None when there are none.

    All addresses of a developer have to be known so far. Where days yet to be read could still turn out to be a
    shutdown of the team, which lengthens every period, nobody is told ahead of the others.
    """
    since = joined.snapshot.usage_known_since_of(spans.window.last_on) if spans.foreseen else {}
    if not since:
        return None
    members = joined.members.filter(pl.col("email").is_not_null()).select(
        "developer", own_from=pl.col("member").replace_strict(since, default=spans.events_from, return_dtype=pl.Int32)
    )
    seen = joined.developers.filter("all_addresses").select("developer")
    known = members.group_by("developer").agg(
        own_from=pl.when(pl.col("own_from").null_count() == 0).then(pl.col("own_from").max())
    )
    return known.join(seen, on="developer", how="semi").filter(pl.col("own_from").is_not_null())


def told(first: int | pl.Expr) -> pl.Expr:
    """Whether a developer's use can be told from this day on."""
    return (pl.col("decided_from") <= first).fill_null(value=False)


def known(first: int | pl.Expr) -> pl.Expr:
    """Whether a developer's daily rows and events are known from this day on, everything that can be told included."""
    return told(first) & (pl.col("events_from") <= first).fill_null(value=False)
