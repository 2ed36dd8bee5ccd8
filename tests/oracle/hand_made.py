"""Facts made by hand: a member, an event or a daily row in one line."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from .document import truth

Row = dict[str, Any]

TODAY = date(2026, 11, 22)
REACH_FROM = date(2026, 8, 25)
INES = "ines@example.org"
CHEN = "chen@example.org"


def ago(days: int) -> date:
    """The day so many days before today."""
    return TODAY - timedelta(days=days)


def facts(
    roster: list[Row],
    *,
    events: list[Row] | None = None,
    days: list[Row] | None = None,
    added: Row | None = None,
) -> Row:
    """Facts of a team; `added` tells the audit log's day of each address that has one."""
    changes = [{"email": who, "at": f"{on}T09:12:44.000Z", "change": "add"} for who, on in (added or {}).items()]
    return {
        "schema": "seatlight.facts/1",
        "now": "2026-11-22T13:45:10.123Z",
        "today": "2026-11-22",
        "reach_days": 90,
        "roster": roster,
        "seat_changes": changes,
        "days": days or [],
        "events": events or [],
    }


def member(email: str | None, **other: Any) -> Row:
    """A roster entry: a paid member unless said otherwise."""
    name = email.partition("@")[0].title() if email else "Nameless"
    return {"email": email, "name": name, "role": "member", "removed": False, "character": "", **other}


def event(email: str | None, on: date, tokens: int | None = 10, hour: int = 9, **other: Any) -> Row:
    """A usage event with so many input tokens, or without token data."""
    at = datetime(on.year, on.month, on.day, hour, tzinfo=UTC)
    used = {"input": tokens, "output": 0, "cache_read": 0, "cache_write": 0, "total_cents": None}
    return {
        "email": email,
        "at_ms": round(at.timestamp() * 1000),
        "model": "claude-4.5-sonnet",
        "kind": "Usage-based",
        "tokens": None if tokens is None else used,
        "charged_cents": None,
        "service_account": None,
        "automation": None,
        "free_bugbot": False,
        **other,
    }


def daily(email: str | None, on: date, **counts: Any) -> Row:
    """A daily row: active unless said otherwise, all counts 0."""
    names = ("applies", "accepts", "rejects", "tabs_shown", "tabs_accepted")
    asked = ("composer_requests", "chat_requests", "agent_requests", "cmdk_usages")
    zeros = dict.fromkeys((*names, *asked), 0)
    return {"email": email, "day": on.isoformat(), "is_active": True, **zeros, **counts}


def report(given: Row, days: int = 30, last_on: date = TODAY, **other: Any) -> Row:
    """The true document of the last so many days."""
    first_on = last_on - timedelta(days=days - 1)
    return truth(given, first_on=first_on, last_on=last_on, today=TODAY, **other)


def developer(document: Row, email: str | None) -> Row:
    """The row of one address."""
    return next(row for row in document["developers"] if row["email"] == email)


def fired(row: Row) -> dict[str, str]:
    """The signals of a row with their certainty."""
    return {signal["key"]: signal["certainty"] for signal in row["signals"]}
