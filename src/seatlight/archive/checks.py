"""What `doctor` tells of kept totals."""

from __future__ import annotations

from collections.abc import Iterator

from seatlight.errors import SeatlightError
from seatlight.model.checks import Check
from seatlight.model.window import day_of
from seatlight.ports import KeptTotals

NAME = "Kept totals"


def check_kept(totals: KeptTotals) -> Iterator[Check]:
    """Nothing where none are kept; else which days are, what is damaged, or why they cannot be used."""
    if not totals.keeps:
        return
    try:
        days = totals.days()
    except SeatlightError as error:
        yield Check(NAME, "bad", error.says)
        return
    for note in totals.notes:
        yield Check(NAME, "limited", note)
    if not days:
        yield Check(NAME, "good", "none yet; settled days are kept as they are read")
        return
    first, last = day_of(min(days)), day_of(max(days))
    gaps = max(days) - min(days) + 1 - len(days)
    lacking = f", {gaps} of them missing" if gaps else ""
    yield Check(NAME, "good", f"{len(days)} days from {first} to {last}{lacking}")
