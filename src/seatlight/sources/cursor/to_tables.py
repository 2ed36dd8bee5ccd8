"""Payloads → our tables; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from math import floor
from typing import Any, NamedTuple

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
from seatlight.tables.schema import CYCLE_SPEND, MICROCENTS, ROSTER, SEAT_CHANGES, SEAT_DAYS, Schema
from seatlight.tables.types import polars_schema

DAY_MILLIS = 86_400_000
CHANGES = {"add_user": "add", "remove_user": "remove"}
FIRST_BELIEVED = day_number(date(2020, 1, 1))
"""No seat was given or taken before."""

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
    """Who the vendor lists, one row per entry; `member` is null for an entry without an address.

    An entry that comes twice counts once, where its id tells it apart.
    """
    rows, seen = [], set()
    for member in members:
        entry = msgspec.structs.astuple(member)
        if member.id is not None and entry in seen:
            continue
        seen.add(entry)
        address = address_of(member.email)
        code = None if address is None else codes.code(address)
        rows.append((code, (member.name or "").strip(), _seat(member)))
    return from_rows(ROSTER, rows)


def _seat(member: Member) -> str:
    """A free owner never held a paid seat, removed or not."""
    if (member.role or "").strip().lower() == "free-owner":
        return "none"
    return "removed" if member.is_removed else "active"


class SeatChanges(NamedTuple):
    """Seats given and taken, and how many entries tell of one without a believable time, or without naming anybody."""

    frame: pl.DataFrame
    undated: int
    nameless: int


def seat_changes(events: Iterable[AuditEvent], window: Window, today: date, codes: Codes) -> SeatChanges:
    """When seats were given and taken within the window; an entry of another day is left to its own window.

    A time before 2020 or after tomorrow is no believable one.
    """
    rows, undated, nameless = [], 0, 0
    for event in events:
        change = CHANGES.get(event.event_type or "")
        if change is None:
            continue
        day, address = _day_of_instant(event.timestamp), audit_address(event.event_data)
        if day is None or not FIRST_BELIEVED <= day <= day_number(today) + 1:
            undated += 1
        elif window.first <= day <= window.last:
            if address is None:
                nameless += 1
            else:
                rows.append((codes.code(address), day, change))
    return SeatChanges(from_rows(SEAT_CHANGES, rows), undated, nameless)


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


class SeatDays(NamedTuple):
    """Daily rows with something in them, how many of those tell no day, and numbers to know them by."""

    frame: pl.DataFrame
    unplaced: int
    prints: list[int]


def seat_days(rows: Iterable[DailyRow], window: Window, codes: Codes) -> SeatDays:
    """The daily rows of a window that tell of anything.

    A row of a day outside the window is dropped: the reading of its own window brings it.
    """
    placed: list[DailyRow] = []
    members: list[int] = []
    days: list[int] = []
    known: dict[str | None, int] = {}
    first, last, unplaced = window.first, window.last, 0
    for row in rows:
        if _is_empty(row):
            continue
        day = _day_of_text(row.day)
        if day is None:
            if row.date is None:
                unplaced += 1
                continue
            day = row.date // DAY_MILLIS
        if first <= day <= last:
            code = known.get(row.email)
            if code is None:
                code = known[row.email] = codes.code(address_of(row.email))
            placed.append(row)
            members.append(code)
            days.append(day)
    return SeatDays(frame(SEAT_DAYS, {"member": members, "day": days, **_counts(placed)}), unplaced, prints_of(placed))


def prints_of(rows: Sequence[DailyRow | MemberSpend]) -> list[int]:
    """A number for each row of a page that only equal rows share; none for those that do not tell whose they are.

    Without ids accounts of one address look alike: then one number for each half of the rows, put in order.
    """
    told = [hash(msgspec.structs.astuple(row)) for row in rows if row.user_id is not None or row.email is not None]
    if any(row.user_id is not None for row in rows):
        return told
    in_order = sorted(told)
    return [hash(tuple(half)) for half in (in_order[::2], in_order[1::2]) if half]


def repeated(prints: Sequence[int]) -> bool:
    """Whether any of them came twice: an account has one row, and one a day."""
    return len(set(prints)) < len(prints)


def _is_empty(row: DailyRow) -> bool:
    """Whether the row tells of nothing at all; most rows of a quiet team do."""
    return not (
        row.is_active
        or row.total_tabs_shown
        or row.agent_requests
        or row.total_applies
        or row.total_accepts
        or row.total_rejects
        or row.total_tabs_accepted
        or row.composer_requests
        or row.chat_requests
        or row.cmdk_usages
    )


def _counts(rows: Sequence[DailyRow]) -> dict[str, list[int]]:
    """The columns of SEAT_DAYS after the day."""
    accepts = [row.total_accepts or 0 for row in rows]
    tabs = [row.total_tabs_accepted or 0 for row in rows]
    decisions = [accepted + (row.total_rejects or 0) for row, accepted in zip(rows, accepts, strict=True)]
    requests = [(row.agent_requests or 0) + (row.composer_requests or 0) + (row.cmdk_usages or 0) for row in rows]
    applies = [row.total_applies or 0 for row in rows]
    used = zip(rows, requests, applies, decisions, tabs, strict=True)
    return {
        "used": [1 if row.is_active or any(rest) or row.chat_requests else 0 for row, *rest in used],
        "agent_shown": list(map(max, applies, decisions)),
        "agent_accepted": accepts,
        "tabs_shown": [max(row.total_tabs_shown or 0, taken) for row, taken in zip(rows, tabs, strict=True)],
        "tabs_accepted": tabs,
        "decisions": decisions,
        "requests": requests,
    }


@lru_cache(maxsize=1024)
def _day_of_text(day: str | None) -> int | None:
    """The day that a text like 2026-05-04 stands for, None when it is none; the same few come in every page."""
    with suppress(ValueError):
        return day_number(date.fromisoformat(day.strip()[:10])) if day else None
    return None
