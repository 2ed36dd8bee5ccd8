"""Who holds a seat, and since when: the roster and the audit log."""

from datetime import date
from typing import Any

from .days import day_of_text

Row = dict[str, Any]


def is_paid(entry: Row) -> bool:
    """Ruling 5: on the roster, not removed, and not a free owner."""
    return not entry["removed"] and not is_free_owner(entry)


def is_free_owner(entry: Row) -> bool:
    """An administrator without a paid seat."""
    return bool((entry["role"] or "").strip().lower() == "free-owner")


def seat_of(entries: list[Row]) -> str:
    """Ruling 5: the seat of one address from all its roster entries: active, removed or none."""
    if any(is_paid(entry) for entry in entries):
        return "active"
    if any(entry["removed"] for entry in entries) and not any(is_free_owner(entry) for entry in entries):
        return "removed"
    return "none"


def best_seat(seats: list[str]) -> str:
    """Ruling 5: active before removed before none."""
    return next((seat for seat in ("active", "removed") if seat in seats), "none")


def last_change_on(facts: Row, address: str, change: str) -> date | None:
    """The day of the latest `add` or `remove` of an address in the audit log: seats are as of now, as the roster is."""
    found = [
        day_of_text(entry["at"])
        for entry in facts["seat_changes"]
        if entry["email"] == address and entry["change"] == change
    ]
    return max(found, default=None)


def seat_since(facts: Row, addresses: list[str], seats: dict[str, str]) -> date | None:
    """Ruling 9: the earliest `add` among the active seats (else all addresses); None if one is unknown."""
    holding = [address for address in addresses if seats[address] == "active"] or addresses
    added = [last_change_on(facts, address, "add") for address in holding]
    known = [day for day in added if day is not None]
    return min(known) if known and len(known) == len(added) else None


def removed_on(facts: Row, addresses: list[str]) -> date | None:
    """Ruling 24: the day of the last `remove` in the audit log, None when it tells none."""
    found = [last_change_on(facts, address, "remove") for address in addresses]
    return max((day for day in found if day is not None), default=None)
