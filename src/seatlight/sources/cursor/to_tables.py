"""Payloads → our tables; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from math import floor
from typing import Any

import msgspec
import polars as pl

from seatlight.model.window import Window, day_number
from seatlight.sources.cursor.payloads import (
    AUDIT_KEYS,
    AuditAddress,
    AuditEvent,
    DailyRow,
    Member,
    MemberSpend,
)
from seatlight.tables.codes import Codes, address_of
from seatlight.tables.schema import CYCLE_SPEND, ROSTER, SEAT_CHANGES, SEAT_DAYS, Schema
from seatlight.tables.types import polars_schema

DAY_MILLIS = 86_400_000
MICROCENTS = 1_000_000
CHANGES = {"add_user": "add", "remove_user": "remove"}

_keys = msgspec.json.Decoder(dict[str, msgspec.Raw])
_addresses = msgspec.json.Decoder(AuditAddress)
_text = msgspec.json.Decoder(str)


def frame(schema: Schema, columns: dict[str, list[Any]] | None = None) -> pl.DataFrame:
    """A frame that keeps `schema`, empty without columns."""
    return pl.DataFrame(columns, schema=polars_schema(schema))


def from_rows(schema: Schema, rows: Iterable[Sequence[Any]]) -> pl.DataFrame:
    """A frame that keeps `schema` from tuples in the order of its columns."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    return frame(schema, dict(zip(schema, columns, strict=True)) if columns else None)


def roster(members: Iterable[Member], codes: Codes) -> pl.DataFrame:
    """Who the vendor lists, one row per entry; `member` is null for an entry without an address."""
    rows = []
    for member in members:
        address = address_of(member.email)
        code = None if address is None else codes.code(address)
        rows.append((code, (member.name or "").strip(), _seat(member)))
    return from_rows(ROSTER, rows)


def _seat(member: Member) -> str:
    if member.is_removed:
        return "removed"
    return "none" if (member.role or "").strip().lower() == "free-owner" else "active"


def seat_changes(events: Iterable[AuditEvent], window: Window, codes: Codes) -> pl.DataFrame:
    """When seats were given and taken; events without day or address, or of another day, are passed over."""
    rows = []
    for event in events:
        change = CHANGES.get(event.event_type or "")
        day, address = _day_of_instant(event.timestamp), audit_address(event.event_data)
        if change and address and day is not None and window.first <= day <= window.last:
            rows.append((codes.code(address), day, change))
    return from_rows(SEAT_CHANGES, rows)


def audit_address(raw: msgspec.Raw) -> str | None:
    """The address that an audit event is about, also one level deeper; None when no key holds one."""
    if not bytes(raw).lstrip().startswith(b"{"):
        return None
    within = (inner for inner in _keys.decode(raw).values() if bytes(inner).lstrip().startswith(b"{"))
    candidates = [raw, *within]
    return next((found for found in map(_first_address, candidates) if found), None)


def _first_address(raw: msgspec.Raw) -> str | None:
    keys = _addresses.decode(raw)
    for name in AUDIT_KEYS:
        with suppress(msgspec.DecodeError):
            address = address_of(_text.decode(getattr(keys, name)))
            if address and "@" in address:
                return address
    return None


def _day_of_instant(instant: str | int | None) -> int | None:
    """The UTC day of an ISO instant or of milliseconds, None when it is neither."""
    with suppress(ValueError):
        if isinstance(instant, int) or (instant and instant.isdecimal()):
            return int(instant) // DAY_MILLIS
        if instant:
            at = datetime.fromisoformat(instant)
            return day_number((at.astimezone(UTC) if at.tzinfo else at).date())
    return None


def cycle_spend(spends: Iterable[MemberSpend], codes: Codes) -> pl.DataFrame:
    """What the running billing cycle costs, one row per address, included usage too where it is told."""
    totals: dict[int, int] = {}
    for spend in spends:
        cents = spend.spend_cents if spend.overall_spend_cents is None else spend.overall_spend_cents
        if cents is not None:
            code = codes.code(address_of(spend.email))
            totals[code] = totals.get(code, 0) + floor(cents * MICROCENTS + 0.5)
    return from_rows(CYCLE_SPEND, totals.items())


def seat_days(rows: Iterable[DailyRow], window: Window, codes: Codes) -> tuple[pl.DataFrame, int]:
    """Daily rows with something in them, and how many of those tell no day.

    A row of a day outside the window is dropped: the reading of its own window brings it.
    """
    found, unplaced = [], 0
    first, last = window.first, window.last
    known: dict[str | None, int] = {}
    for row in rows:
        counts = _counts(row)
        if not any(counts):
            continue
        day = _day_of_row(row)
        if day is None:
            unplaced += 1
        elif first <= day <= last:
            code = known.get(row.email)
            if code is None:
                code = known[row.email] = codes.code(address_of(row.email))
            found.append((code, day, *counts))
    return from_rows(SEAT_DAYS, found), unplaced


def _counts(row: DailyRow) -> tuple[int, ...]:
    """The columns of SEAT_DAYS after the day."""
    applies, accepts, rejects = row.total_applies or 0, row.total_accepts or 0, row.total_rejects or 0
    shown, accepted = row.total_tabs_shown or 0, row.total_tabs_accepted or 0
    requests = (row.agent_requests or 0) + (row.composer_requests or 0) + (row.cmdk_usages or 0)
    decisions = accepts + rejects
    used = row.is_active or requests or row.chat_requests or applies or decisions or accepted
    agent_shown = max(applies, decisions)
    return 1 if used else 0, agent_shown, accepts, max(shown, accepted), accepted, decisions, requests


def _day_of_row(row: DailyRow) -> int | None:
    with suppress(ValueError):
        if row.day:
            return day_number(date.fromisoformat(row.day.strip()[:10]))
    return None if row.date is None else row.date // DAY_MILLIS
