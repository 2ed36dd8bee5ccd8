"""What `doctor` asks of Cursor: one small request to each endpoint, and what its answer means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal
from urllib.parse import urlsplit

from seatlight.errors import PlanRefused, RequestRefused, SeatlightError
from seatlight.model.checks import Check
from seatlight.model.loopback import leads_here
from seatlight.sources.cursor.api import CursorApi, Span

WITHOUT = {
    "Daily activity": "without it no active days, no acceptance and no states can be told",
    "Usage events": "without them no tokens, no models and no spend by window can be told",
    "Seat dates": "without them the age of seats is unknown, so nobody is called new or never started",
    "Spend of the billing cycle": "without it the spend of the cycle is left out; spend by window stays",
}
"""What each endpoint's refusal makes impossible."""
NEEDED = ("Daily activity", "Usage events")
"""What no report is complete without."""


def check_cursor(api: CursorApi, url: str, today: Span) -> Iterator[Check]:
    """Ask for the roster, then for a little of everything else; a failed roster ends it, for nothing works then."""
    if _goes_open(url):
        says = f"{url} is not encrypted: whoever stands on the way can read the key; use https:// if it answers there"
        yield Check("Cursor address", "limited", says)
    try:
        members = api.members()
    except SeatlightError as error:
        yield Check("Cursor key", "bad", error.says)
        return
    host = urlsplit(url).hostname
    yield Check("Cursor key", "good", f"{host} accepts it; the roster lists {len(members)} people")
    asked: dict[str, Callable[[], Iterator[object] | int | None]] = {
        "Daily activity": lambda: api.daily_rows(today),
        "Usage events": lambda: api.count_events(today),
        "Seat dates": lambda: api.seat_changes(today),
        "Spend of the billing cycle": api.spend,
    }
    for name, ask in asked.items():
        yield _check(name, ask)


def _goes_open(url: str) -> bool:
    """Whether the key would leave this machine without encryption."""
    return urlsplit(url).scheme == "http" and not leads_here(url)


def _check(name: str, ask: Callable[[], Iterator[object] | int | None]) -> Check:
    try:
        answer = ask()
        if isinstance(answer, Iterator):
            next(answer, None)
    except (PlanRefused, RequestRefused) as error:
        outcome: Literal["limited", "bad"] = "bad" if name in NEEDED else "limited"
        return Check(name, outcome, f"{error.says} {WITHOUT[name][0].upper()}{WITHOUT[name][1:]}.")
    except SeatlightError as error:
        return Check(name, "bad", error.says)
    return Check(name, "good", "can be read")
