"""What `doctor` asks of Cursor: one small request to each endpoint, and what its answer means."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from seatlight.errors import PlanRefused, RequestRefused, SeatlightError
from seatlight.model.checks import Check
from seatlight.sources.cursor.api import CursorApi, Span

WITHOUT = {
    "Daily activity": "without it no active days, no acceptance and no states can be told",
    "Usage events": "without them no tokens, no models and no spend by window can be told",
    "Seat dates": "without them the age of seats is unknown, so nobody is called new or never started",
    "Spend of the billing cycle": "without it the spend of the cycle is left out; spend by window stays",
}
"""What each endpoint's refusal makes impossible."""


def check_cursor(api: CursorApi, host: str, today: Span) -> list[Check]:
    """Ask for the roster, then for a little of everything else; a failed roster ends it, for nothing works then."""
    try:
        members = api.members()
    except SeatlightError as error:
        return [Check("Cursor key", "bad", error.says)]
    asked: dict[str, Callable[[], Iterator[object] | int | None]] = {
        "Daily activity": lambda: api.daily_rows(today),
        "Usage events": lambda: api.count_events(today),
        "Seat dates": lambda: api.seat_changes(today),
        "Spend of the billing cycle": api.spend,
    }
    roster = Check("Cursor key", "good", f"{host} accepts it; the roster lists {len(members)} people")
    return [roster, *(_check(name, ask) for name, ask in asked.items())]


def _check(name: str, ask: Callable[[], Iterator[object] | int | None]) -> Check:
    try:
        answer = ask()
        if isinstance(answer, Iterator):
            next(answer, None)
    except (PlanRefused, RequestRefused) as error:
        return Check(name, "limited", f"{error.says} {WITHOUT[name][0].upper()}{WITHOUT[name][1:]}.")
    except SeatlightError as error:
        return Check(name, "bad", error.says)
    return Check(name, "good", "can be read")
