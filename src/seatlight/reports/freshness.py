"""As of when a report's numbers are, and what of them is missing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl

from seatlight.metrics.spans import Spans
from seatlight.model.window import day_of
from seatlight.tables.join import Joined
from seatlight.tables.snapshot import Snapshot


def freshness(snapshot: Snapshot, spans: Spans, only: frozenset[str] | None = None) -> dict[str, Any]:
    """The document's `freshness`: instant, whether everything needed was read and adds up, and notes in sentences.

    With `only` the events of these addresses are needed, else everybody's.
    """
    missing = _missing(snapshot, spans, snapshot.usage_read(only))
    return {
        "as_of": snapshot.as_of,
        "complete": not missing and snapshot.seat_changes_complete and snapshot.cycle_spend_complete,
        "provisional_from": snapshot.provisional_from,
        "notes": [*missing, *snapshot.notes, *_away(spans)],
    }


def _missing(snapshot: Snapshot, spans: Spans, usage_read: frozenset[int]) -> list[str]:
    """A sentence for each kind of data of which days that are needed were not read in full."""
    needed = {
        "Daily rows": (range(snapshot.reach.first, snapshot.reach.last + 1), snapshot.seat_days_read),
        "Usage events": (range(spans.events_planned_from, spans.last + 1), usage_read),
    }
    sentences = []
    for what, (days, read) in needed.items():
        lacking = [day for day in days if day not in read]
        if lacking:
            sentences.append(f"{what} are missing for {stretches(lacking)}: totals are so far, not final.")
    return sentences


def stretches(days: Iterable[int]) -> str:
    """Days as people read them: runs as 'first to last', at most three of them named."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and day == runs[-1][1] + 1:
            runs[-1][1] = day
        else:
            runs.append([day, day])
    named = [_run(day_of(first), day_of(last)) for first, last in runs[:3]]
    return ", ".join(named) + (f" and {len(runs) - 3} more stretches" if len(runs) > 3 else "")


def _run(first_on: date, last_on: date) -> str:
    return first_on.isoformat() if first_on == last_on else f"{first_on} to {last_on}"


def _away(spans: Spans) -> list[str]:
    """A sentence for each shutdown, for it lengthens the periods that contain it."""
    return [
        f"The team was away from {day_of(first)} to {day_of(last)}; periods without use are lengthened by these days."
        for first, last in spans.shutdowns
    ]


def unheard_of(
    joined: Joined, emails: frozenset[str], nobody: str = "Nobody on the roster or in its usage"
) -> list[str]:
    """A sentence for each address that stands on no roster and has no usage, as far as it is joined."""
    used = joined.snapshot.member_days["member"].unique()
    seen = joined.members.filter((pl.col("seat") != "unlisted") | pl.col("member").is_in(used.implode()))
    unknown = emails.difference(seen["email"])
    return [f"{nobody} has the address {email}." for email in sorted(unknown)]
