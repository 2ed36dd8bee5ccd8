"""GET /teams/members."""

import msgspec
from msgspec import UNSET, UnsetType

from seatlight.sandbox.cursor.dress import numeric_id, text_id, write_address
from seatlight.sandbox.roster import Listed
from seatlight.sandbox.world import World


class WireMember(msgspec.Struct, rename="camel"):
    """A member as the API writes one."""

    id: str | int | UnsetType
    name: str | UnsetType
    email: str | None
    role: str
    is_removed: bool


class MemberList(msgspec.Struct, rename="camel"):
    """The whole answer; there are no pages."""

    team_members: list[WireMember]


def answer_members(world: World) -> MemberList:
    """Everybody on the roster."""
    return MemberList([write_member(line, world.setup.quirks) for line in world.roster])


def write_member(line: Listed, quirks: frozenset[str]) -> WireMember:
    """One line of the roster."""
    entry = line.entry
    return WireMember(
        id=UNSET if "ids-absent" in quirks else write_id(line.number, quirks),
        name=UNSET if not entry.name and line.number % 2 else entry.name,
        email=write_address(entry.email, line.number, quirks),
        role=entry.role,
        is_removed=entry.removed,
    )


def write_id(number: int, quirks: frozenset[str]) -> str | int:
    """A member's id, text unless ids are numbers."""
    return numeric_id(number) if "ids-number" in quirks else text_id(number)
