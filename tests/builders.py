"""Tables from facts, in plain loops: what a faultless reading of the sandbox would have left in the ledger."""

from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from seatlight.model.window import Window, day_number, last_days
from seatlight.tables import schema
from seatlight.tables.codes import CodeBook, Codes
from seatlight.tables.snapshot import Snapshot
from seatlight.tables.types import polars_schema

Facts = dict[str, Any]

DAY_MS = 86_400_000


def as_of(facts: Facts) -> datetime:
    """The last full hour of the facts' clock."""
    return datetime.fromisoformat(facts["now"]).astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def reach_of(facts: Facts) -> Window:
    """The days that the facts cover."""
    return last_days(facts["reach_days"], date.fromisoformat(facts["today"]))


def snapshot_of(facts: Facts, events: Window) -> Snapshot:
    """The facts as a snapshot in which everything was read, usage events over `events`."""
    codes = CodeBook(Codes(), Codes())
    reach = reach_of(facts)
    usage = [_event(event, codes) for event in facts["events"] if _counts(event, events, as_of(facts))]
    return Snapshot(
        as_of=as_of(facts),
        reach=reach,
        roster=_frame(schema.ROSTER, [_entry(entry, codes) for entry in facts["roster"]]),
        seat_changes=_frame(schema.SEAT_CHANGES, [_change(change, codes) for change in facts["seat_changes"]]),
        cycle_spend=_frame(schema.CYCLE_SPEND, [_spend(line, codes) for line in facts["spend"]["members"]]),
        seat_days=_frame(schema.SEAT_DAYS, [_day(day, codes) for day in facts["days"]]),
        usage_days=_frame(schema.USAGE_DAYS, usage),
        seat_days_read=frozenset(range(reach.first, reach.last + 1)),
        usage_days_read=frozenset(range(events.first, events.last + 1)),
        addresses=tuple(codes.members.names),
        models=tuple(codes.models.names),
    )


def _frame(columns: schema.Schema, rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=polars_schema(columns), orient="row")


def _entry(entry: Facts, codes: CodeBook) -> tuple[Any, ...]:
    seat = "removed" if entry["removed"] else "active"
    return codes.members.code(entry["email"]), entry["name"], "none" if entry["role"].lower() == "free-owner" else seat


def _change(change: Facts, codes: CodeBook) -> tuple[Any, ...]:
    on = datetime.fromisoformat(change["at"]).astimezone(UTC).date()
    return codes.members.code(change["email"]), day_number(on), change["change"]


def _spend(line: Facts, codes: CodeBook) -> tuple[Any, ...]:
    cents = line["spend_cents"] if line["overall_spend_cents"] is None else line["overall_spend_cents"]
    return codes.members.code(line["email"]), int(cents * 1_000_000 + 0.5)


def _day(day: Facts, codes: CodeBook) -> tuple[Any, ...]:
    requests = day["agent_requests"] + day["composer_requests"] + day["cmdk_usages"]
    decisions = day["accepts"] + day["rejects"]
    counted = (requests, day["chat_requests"], day["applies"], decisions, day["tabs_accepted"])
    used = 1 if day["is_active"] or any(counted) else 0
    on = day_number(date.fromisoformat(day["day"]))
    shown = max(day["applies"], decisions)
    tabs = max(day["tabs_shown"], day["tabs_accepted"])
    return (
        codes.members.code(day["email"]),
        on,
        used,
        shown,
        day["accepts"],
        tabs,
        day["tabs_accepted"],
        decisions,
        requests,
    )


def _counts(event: Facts, window: Window, until: datetime) -> bool:
    at: int = event["at_ms"]
    return window.first <= at // DAY_MS <= window.last and at < int(until.timestamp() * 1000)


def kind_of(event: Facts) -> int:
    """Whether a person caused it, by the words of the definition."""
    kind = event["kind"].lower().removeprefix("usage_event_kind_")
    if event["service_account"]:
        return schema.SERVICE
    if kind.startswith(("errored", "aborted")):
        return schema.FAILED
    return schema.BACKGROUND if event["automation"] or event["free_bugbot"] else schema.ACTIVITY


def _event(event: Facts, codes: CodeBook) -> tuple[Any, ...]:
    tokens = event["tokens"]
    cost = event["charged_cents"]
    if cost is None and tokens is not None:
        cost = tokens["total_cents"]
    counts = (
        [0, 0, 0, 0] if tokens is None else [tokens[key] for key in ("input", "output", "cache_read", "cache_write")]
    )
    return (
        codes.members.code(event["email"]),
        event["at_ms"] // DAY_MS,
        codes.models.code(event["model"]),
        kind_of(event),
        1,
        int(tokens is None),
        int(cost is None),
        *counts,
        0 if cost is None else int(cost * 1_000_000 + 0.5),
    )
