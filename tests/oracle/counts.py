"""The definitions of design section 3 that count events and daily rows."""

import math
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

Row = dict[str, Any]

ACTIVE_COUNTS = (
    "composer_requests",
    "chat_requests",
    "agent_requests",
    "cmdk_usages",
    "applies",
    "accepts",
    "rejects",
    "tabs_accepted",
)


def within(rows: Iterable[Row], first_on: date, last_on: date) -> list[Row]:
    """The events or daily rows of the days from first to last."""
    return [row for row in rows if first_on <= row["on"] <= last_on]


def is_failed(event: Row) -> bool:
    """Kind errored or aborted: matched by prefix, whatever the case, also as the vendor's constant."""
    kind = (event["kind"] or "").strip().lower().removeprefix("usage_event_kind_")
    return kind.startswith(("errored", "aborted"))


def is_activity(event: Row) -> bool:
    """A usage event that a person caused: no service account, no automation, not failed, no free Bugbot."""
    by_machine = event["service_account"] or event["automation"] or event["free_bugbot"]
    return not by_machine and not is_failed(event)


def is_active_row(row: Row) -> bool:
    """A daily row that is active, or counts a request, an apply, an accept, a reject or an accepted tab."""
    return bool(row["is_active"]) or any((row[name] or 0) > 0 for name in ACTIVE_COUNTS)


def active_days(events: Iterable[Row], daily_rows: Iterable[Row]) -> set[date]:
    """Distinct UTC days with an activity event or an active daily row."""
    from_events = {event["on"] for event in events if is_activity(event)}
    return from_events | {row["on"] for row in daily_rows if is_active_row(row)}


def tokens(events: Iterable[Row]) -> int:
    """Input and output tokens of the events; an event without token data adds none."""
    return sum(e["tokens"]["input"] + e["tokens"]["output"] for e in events if e["tokens"])


def token_counts(events: list[Row]) -> Row:
    """The token columns of the document: input, output and cache apart, and what had no token data."""
    known = [event["tokens"] for event in events if event["tokens"]]
    counted = {name: sum(t[name] for t in known) for name in ("input", "output", "cache_read", "cache_write")}
    return {
        "total_tokens": counted["input"] + counted["output"],
        "input_tokens": counted["input"],
        "output_tokens": counted["output"],
        "cache_read_tokens": counted["cache_read"],
        "cache_write_tokens": counted["cache_write"],
        "all_tokens": sum(counted.values()),
        "events": len(events),
        "events_without_tokens": len(events) - len(known),
    }


def micro_cents(event: Row) -> int:
    """Ruling 38: the cents charged, else the model's cost, else 0, in whole millionths of a cent."""
    cents = event["charged_cents"]
    if cents is None and event["tokens"]:
        cents = event["tokens"]["total_cents"]
    return math.floor((cents or 0) * 1_000_000 + 0.5)


def spend_cents(events: Iterable[Row]) -> float:
    """The sum of what the events cost, in cents."""
    return sum(micro_cents(event) for event in events) / 1_000_000


def tabs_shown(daily_rows: Iterable[Row]) -> int:
    """Tab suggestions shown; a row that accepted more than it showed has shown as many as it accepted."""
    return sum(max(row["tabs_shown"] or 0, row["tabs_accepted"] or 0) for row in daily_rows)


def suggestion_counts(daily_rows: list[Row]) -> Row:
    """Suggestions shown and accepted, decisions taken and the requests that could have led to one."""
    counted = {name: sum(row[name] or 0 for row in daily_rows) for name in (*ACTIVE_COUNTS, "tabs_shown")}
    applied = sum(max(row["applies"] or 0, (row["accepts"] or 0) + (row["rejects"] or 0)) for row in daily_rows)
    return {
        "shown": applied + tabs_shown(daily_rows),
        "accepted": counted["accepts"] + counted["tabs_accepted"],
        "decisions": counted["accepts"] + counted["rejects"],
        "requests": counted["agent_requests"] + counted["composer_requests"] + counted["cmdk_usages"],
        "tabs_shown": tabs_shown(daily_rows),
    }


def tier_counts(events: Iterable[Row], tiers: Callable[[str], str | None]) -> tuple[int, int]:
    """Ruling 15: events of premium and of fast models, of any kind."""
    premium = fast = 0
    for event in events:
        tier = tiers(event["model"])
        premium += tier == "premium"
        fast += tier == "fast"
    return premium, fast
