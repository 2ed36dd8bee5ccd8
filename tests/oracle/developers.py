"""Developers: every address its own, unless the people CSV joins several."""

from collections import defaultdict
from typing import Any

from .counts import active_days, is_active_row, within
from .reading import Reading
from .seats import best_seat, is_free_owner, is_paid, removed_on, seat_of, seat_since

Row = dict[str, Any]


def clean(address: str | None) -> str:
    """An address in lower case without blanks around it."""
    return (address or "").strip().lower()


def addresses_of(person: Row) -> list[str]:
    """Ruling 40: the address of a row of the people CSV, then the further ones it names."""
    also = clean(person.get("also")).replace(";", " ").split()
    return [address for address in (clean(person.get("email")), *also) if address]


def by_address(rows: list[Row]) -> dict[str, list[Row]]:
    """Rows of one kind, grouped by their address; rows without one are left out."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["email"]:
            grouped[row["email"]].append(row)
    return grouped


def identities(seen: set[str], people: list[Row]) -> list[tuple[list[str], Row | None]]:
    """Each developer's addresses with the person of the CSV, if it has one; only who was seen at Cursor."""
    found: list[tuple[list[str], Row | None]] = []
    taken: set[str] = set()
    for person in people:
        addresses = [address for address in addresses_of(person) if address not in taken]
        if seen & set(addresses):
            found.append((addresses, person))
            taken |= set(addresses)
    return found + [([address], None) for address in sorted(seen - taken)]


def developers(facts: Row, reading: Reading, people: list[Row] | None) -> list[Row]:
    """Everyone with a place on the roster or any usage that was read, whether they get a row or not."""
    roster = by_address(facts["roster"])
    events = by_address(reading.events)
    daily_rows = by_address(reading.daily_rows)
    seen = set(roster) | set(events) | set(daily_rows)
    found = []
    for addresses, person in identities(seen, people or []):
        entries = {address: roster.get(address, []) for address in addresses}
        own_events = {address: events.get(address, []) for address in addresses}
        own_rows = {address: daily_rows.get(address, []) for address in addresses}
        found.append(developer(facts, reading, person, entries, own_events, own_rows))
    return found + [nobody(entry) for entry in facts["roster"] if not entry["email"] and is_paid(entry)]


def developer(
    facts: Row,
    reading: Reading,
    person: Row | None,
    entries: dict[str, list[Row]],
    events: dict[str, list[Row]],
    daily_rows: dict[str, list[Row]],
) -> Row:
    """One developer: who it is, which seat it holds, and all its events, daily rows and active days."""
    addresses = list(entries)
    seats = {address: seat_of(entries[address]) for address in addresses}
    all_events = [event for address in addresses for event in events[address]]
    all_rows = [row for address in addresses for row in daily_rows[address]]
    rows = [row for row in all_rows if row["on"] <= reading.last_on]
    all_entries = [entry for address in addresses for entry in entries[address]]
    return {
        **names(addresses, person, all_entries),
        "seat": best_seat(list(seats.values())),
        "seat_since": seat_since(facts, addresses, seats),
        "removed_on": removed_on(facts, addresses),
        "paid_addresses": [address for address in addresses if seats[address] == "active"],
        "free_owner": any(is_free_owner(entry) for entry in all_entries),
        "service_account": not all_entries and is_service_account(all_events, rows),
        "all_events": all_events,
        "daily_rows": rows,
        "active_days": active_days(all_events, rows),
        "active_days_of_reach": active_days(all_events, all_rows),
        "seats_used": sum(
            1
            for address in addresses
            if seats[address] == "active" and used_in_window(events[address], daily_rows[address], reading)
        ),
    }


def names(addresses: list[str], person: Row | None, entries: list[Row]) -> Row:
    """Ruling 8: the name of the people CSV, else the roster's if not blank, else the address."""
    written = [((person or {}).get("name") or "").strip()]
    written += [(entry["name"] or "").strip() for entry in entries]
    status = clean((person or {}).get("status"))
    return {
        "email": addresses[0],
        "emails": addresses,
        "name": next((name for name in written if name), addresses[0]),
        "jira_account_id": ((person or {}).get("account_id") or "").strip() or None,
        "matched": person is not None,
        "deactivated": status == "deactivated",
    }


def is_service_account(events: list[Row], daily_rows: list[Row]) -> bool:
    """Ruling 6: all its events carry a service account id, and it has no active daily row."""
    only_service = bool(events) and all(event["service_account"] for event in events)
    return only_service and not any(is_active_row(row) for row in daily_rows)


def used_in_window(events: list[Row], daily_rows: list[Row], reading: Reading) -> bool:
    """Whether these events and daily rows make an active day in the window."""
    first_on, last_on = reading.first_on, reading.last_on
    return bool(active_days(within(events, first_on, last_on), within(daily_rows, first_on, last_on)))


def nobody(entry: Row) -> Row:
    """Ruling 5: a paid roster entry without an address: a seat that can never be joined to usage."""
    return {
        "email": None,
        "emails": [],
        "name": (entry["name"] or "").strip() or None,
        "jira_account_id": None,
        "matched": False,
        "deactivated": False,
        "seat": "active",
        "seat_since": None,
        "removed_on": None,
        "paid_addresses": [],
        "free_owner": False,
        "service_account": False,
        "all_events": [],
        "daily_rows": [],
        "active_days": set(),
        "active_days_of_reach": set(),
        "seats_used": 0,
    }
