"""Quirks that lose or change what the API can tell: they are applied before facts are told."""

from datetime import date

import msgspec

from seatlight.sandbox.facts import Day, Event, Tokens
from seatlight.sandbox.models import UNKNOWN_KIND
from seatlight.sandbox.quirks import is_picked
from seatlight.sandbox.setup import Setup
from seatlight.sandbox.team import Member

BUCKET_MS = 600_000
TOKENLESS = frozenset({"tokens-absent", "tokens-null", "tokens-empty"})
ROW_LOSSES = frozenset(
    {
        "daily-inactive-but-events",
        "daily-rows-missing",
        "accepted-over-total",
        "daily-nulls",
        "daily-email-missing",
        "daily-two-ids",
    }
)
EVENT_LOSSES = TOKENLESS | {
    "tokens-partial",
    "no-tokens",
    "unknown-kind",
    "charged-absent",
    "event-email-missing",
    "same-millisecond",
}

replace = msgspec.structs.replace


def lose_row(row: Day, member: Member, day: date, setup: Setup) -> list[Day]:
    """The daily rows that are served in place of one: none, one or two."""
    quirks, spin = setup.quirks, day.toordinal() + member.number
    if "daily-rows-missing" in quirks and spin % 6 == 0:
        return []
    if "daily-inactive-but-events" in quirks and spin % 5 == 0:
        row = Day(email=row.email, day=row.day)
    if "accepted-over-total" in quirks and spin % 3 == 0 and row.is_active:
        row = replace(row, applies=row.applies // 2, accepts=row.accepts + 2, tabs_accepted=row.tabs_shown + 1)
    if "daily-nulls" in quirks and spin % 4 == 0:
        row = replace(row, is_active=None)
    if "daily-email-missing" in quirks and is_picked(member.number, 6, setup.people):
        row = replace(row, email=None)
    return split_row(row) if "daily-two-ids" in quirks and row.says_anything() else [row]


def split_row(row: Day) -> list[Day]:
    """Two rows that add up to one, both as active as it."""
    counters = [name for name in row.__struct_fields__ if name not in ("email", "day", "is_active")]
    first = {name: getattr(row, name) // 2 for name in counters}
    second = {name: getattr(row, name) - first[name] for name in counters}
    return [replace(row, **first), replace(row, **second)]


def lose_events(events: list[Event], member: Member, setup: Setup) -> list[Event]:
    """The events that are served in place of a day's."""
    if "same-millisecond" in setup.quirks:
        events = [replace(event, at_ms=event.at_ms // BUCKET_MS * BUCKET_MS) for event in events]
        events = [events[i - i % 2] for i in range(len(events))]
    return [lose_event(event, member, setup) for event in events]


def lose_event(event: Event, member: Member, setup: Setup) -> Event:
    """One event without what the quirks keep back."""
    quirks, spin = setup.quirks, luck_of(event)
    tokens, kind, cents, email = event.tokens, event.kind, event.charged_cents, event.email
    if "unknown-kind" in quirks and spin % 5 == 0:
        kind = UNKNOWN_KIND
    if "tokens-partial" in quirks and tokens and spin % 2 == 0:
        tokens = part_of(tokens, spin)
    if "no-tokens" in quirks or (quirks & TOKENLESS and spin % 3 == 0):
        tokens = None
    if "charged-absent" in quirks and spin % 7 < 5:
        cents = None
    if "event-email-missing" in quirks and is_picked(member.number, 5, setup.people):
        email = None
    return replace(event, tokens=tokens, kind=kind, charged_cents=cents, email=email)


def part_of(tokens: Tokens, spin: int) -> Tokens:
    """Token usage in which some counts, at times the price too, are missing: zero and unknown."""
    return replace(
        tokens,
        cache_write=0,
        cache_read=0 if spin % 4 == 0 else tokens.cache_read,
        input=0 if spin % 8 == 0 else tokens.input,
        total_cents=None if spin % 10 == 0 else tokens.total_cents,
    )


def luck_of(event: Event) -> int:
    """A number that is the same for equal events and otherwise as good as drawn, of 32 bits."""
    mixed = event.at_ms * 2_654_435_761 + (event.tokens.output * 40_503 if event.tokens else 0)
    mixed = (mixed ^ mixed >> 17) * 2_246_822_519
    return (mixed ^ mixed >> 29) & 0xFFFF_FFFF
