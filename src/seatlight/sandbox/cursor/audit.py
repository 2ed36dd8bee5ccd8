"""GET /teams/audit-logs: seats given and taken among logins and settings."""

from datetime import datetime, timedelta

import msgspec

from seatlight.sandbox.cursor.asking import (
    LONGEST_MS,
    Question,
    Refused,
    as_instant,
    parameters_of,
    refusal,
    whole,
)
from seatlight.sandbox.cursor.dress import numeric_id, same_address, text_id, write_address
from seatlight.sandbox.roster import seat_instants
from seatlight.sandbox.setup import at, epoch_ms, instant_text
from seatlight.sandbox.team import Member
from seatlight.sandbox.world import World

TEAM_ID = 4711
LAYOUTS = ("email", "userEmail", "user_email", "targetEmail", "target_email", "memberEmail")
EVENT_TYPES = {"add": "add_user", "remove": "remove_user"}


class AuditEvent(msgspec.Struct):
    """One entry; the vendor writes these names with underscores."""

    event_id: str
    timestamp: str
    ip_address: str | None
    user_email: str | None
    event_type: str
    event_data: dict[str, object] | None


def answer_audit(world: World, question: Question) -> dict[str, object]:
    """The entries of a range, newest first."""
    asked = parameters_of(question)
    now = world.moment.now
    first, last = as_instant(asked.get("startTime", "7d"), now), as_instant(asked.get("endTime", "now"), now)
    if last - first > timedelta(milliseconds=LONGEST_MS) or first > last:
        raise Refused(refusal(400, "Date range must not exceed 30 days"))
    entries = [entry for happened, entry in entries_of(world) if first <= happened <= last]
    entries = [entry for entry in entries if is_wanted(entry, asked, world)]
    page, size = whole(asked, "page", 1, 10**9), whole(asked, "pageSize", 100, 500)
    pages = -(-len(entries) // size)
    return {
        "events": entries[(page - 1) * size : page * size],
        "pagination": {
            "page": page,
            "pageSize": size,
            "totalCount": len(entries),
            "totalPages": pages,
            "hasNextPage": page < pages,
            "hasPreviousPage": page > 1,
        },
        "params": {"teamId": TEAM_ID, "startDate": epoch_ms(first), "endDate": epoch_ms(last)},
    }


def entries_of(world: World) -> list[tuple[datetime, AuditEvent]]:
    """Every entry of the reach with its instant, newest first."""
    quirks, owner = world.setup.quirks, next((line.entry.email for line in world.roster), None)
    entries = [
        (happened, seat_entry(happened, member, change, owner, quirks))
        for happened, member, change in seat_instants(world.members, world.moment)
    ]
    entries += [(happened, entry) for happened, entry in noise_of(world) if happened <= world.moment.now]
    entries.sort(key=lambda entry: entry[0], reverse=True)
    return entries


def seat_entry(
    happened: datetime, member: Member, change: str, owner: str | None, quirks: frozenset[str]
) -> AuditEvent:
    """A seat given or taken; whom it concerns is in `event_data`."""
    layout = LAYOUTS[member.number % len(LAYOUTS)] if "audit-layouts" in quirks else "email"
    told: dict[str, object] = {
        layout: write_address(member.email, member.number + 1, quirks),
        "role": member.role,
    }
    return AuditEvent(f"evt_{change}_{member.number}", instant_text(happened), None, owner, EVENT_TYPES[change], told)


def noise_of(world: World) -> list[tuple[datetime, AuditEvent]]:
    """Logins of the first members and changes of settings, which tell nothing about seats."""
    entries = []
    for day in reversed(world.moment.days()):
        ago = world.moment.ago(day)
        for member in world.members[ago % 3 : 40 : 3]:
            happened = at(day, 8, member.number % 60, 5)
            kind = "team_settings" if ago % 30 == 0 else "login"
            name = f"evt_{kind}_{ago}_{member.number}"
            email = write_address(member.email, member.number, world.setup.quirks)
            entries.append((happened, AuditEvent(name, instant_text(happened), "198.51.100.7", email, kind, None)))
    return entries


def is_wanted(entry: AuditEvent, asked: dict[str, str], world: World) -> bool:
    """Whether the filters by type, person and free text let an entry through."""
    kinds, users = asked.get("eventTypes"), asked.get("users")
    if kinds and entry.event_type not in kinds.split(","):
        return False
    if "search" in asked and asked["search"].lower() not in msgspec.json.encode(entry).decode().lower():
        return False
    if not users:
        return True
    return any(same_address(entry.user_email, address_of(user, world)) for user in users.split(","))


def address_of(user: str, world: World) -> str:
    """The address behind an address or an id."""
    for member in world.members:
        if user in (text_id(member.number), str(numeric_id(member.number))):
            return member.email
    return user.strip().lower()
