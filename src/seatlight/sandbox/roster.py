"""Who the list of members names, and what the audit log tells about seats."""

from datetime import datetime, timedelta

import msgspec

from seatlight.sandbox.facts import RosterEntry, SeatChange
from seatlight.sandbox.quirks import is_picked
from seatlight.sandbox.setup import Moment, Setup, at, instant_text
from seatlight.sandbox.team import Member

UNKNOWN_ROLE = "unpaid-observer-beta"
COPY_NUMBER = 200_000


class Listed(msgspec.Struct, frozen=True):
    """A line of the list of members and the number that its id is made of."""

    entry: RosterEntry
    number: int


def make_roster(members: list[Member], setup: Setup) -> list[Listed]:
    """The list of members as it is served, after the quirks that change it."""
    listed = [member for member in members if member.listed]
    if "removed-missing" in setup.quirks:
        listed = [member for member in listed if member.removed_ago is None]
    roster = [Listed(entry_of(member, setup), member.number) for member in listed]
    if "roster-twice" in setup.quirks:
        roster += [copy_of(line) for line in roster if is_picked(line.number, 4, setup.people)]
    return roster


def entry_of(member: Member, setup: Setup) -> RosterEntry:
    """The line of one member."""

    def picked(quirk: str, every: int) -> bool:
        return quirk in setup.quirks and is_picked(member.number, every, setup.people)

    return RosterEntry(
        email=None if picked("null-email", 9) else member.email,
        name="" if picked("empty-name", 4) else member.name,
        role=UNKNOWN_ROLE if member.role == "member" and picked("unknown-role", 5) else member.role,
        removed=member.removed_ago is not None,
        character=member.character,
    )


def copy_of(line: Listed) -> Listed:
    """The same address once more under another id; every other copy is removed."""
    removed = line.number // 4 % 2 == 1
    return Listed(msgspec.structs.replace(line.entry, removed=removed), COPY_NUMBER + line.number)


def seat_instants(members: list[Member], moment: Moment) -> list[tuple[datetime, Member, str]]:
    """Every seat given or taken inside the reach and not after now, oldest first."""
    changes = []
    for member in members:
        for ago, change, hour in ((member.added_ago, "add", 9), (member.removed_ago, "remove", 17)):
            if ago is not None:
                happened = at(moment.day(ago), hour, 12, 44) + timedelta(seconds=member.number % 600)
                changes.append((happened, member, change))
    changes.sort(key=lambda change: change[0])
    return [change for change in changes if at(moment.first_on) <= change[0] <= moment.now]


def seat_changes(members: list[Member], moment: Moment) -> list[SeatChange]:
    """The same as facts."""
    return [
        SeatChange(member.email, instant_text(happened), change)
        for happened, member, change in seat_instants(members, moment)
    ]
