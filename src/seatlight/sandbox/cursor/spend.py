"""POST /teams/spend: the running billing cycle."""

import msgspec
from msgspec import UNSET, UnsetType

from seatlight.sandbox.cursor.asking import whole
from seatlight.sandbox.cursor.dress import write_address
from seatlight.sandbox.cursor.members import write_id
from seatlight.sandbox.setup import day_start_ms, epoch_ms
from seatlight.sandbox.team import Member
from seatlight.sandbox.world import World

USUAL_SIZE = 100
MOST_SIZE = 1000


class WireSpend(msgspec.Struct, rename="camel"):
    """What a member cost, as the API writes it."""

    user_id: str | int | UnsetType
    name: str
    email: str | None
    role: str
    spend_cents: float
    overall_spend_cents: float | UnsetType
    fast_premium_requests: int
    hard_limit_override_dollars: int
    monthly_limit_dollars: int | None
    effective_per_user_limit_dollars: int | UnsetType
    included_spend_cents: float | UnsetType
    removed_at: int | UnsetType = UNSET


def answer_spend(world: World, fields: dict[str, object]) -> dict[str, object]:
    """One page of the members with spend; there is no pagination object."""
    chosen = order(search(world.spenders(), fields), fields, world)
    page, size = whole(fields, "page", 1, 10**9), whole(fields, "pageSize", USUAL_SIZE, MOST_SIZE)
    return {
        "teamMemberSpend": [write_spend(member, world) for member in chosen[(page - 1) * size : page * size]],
        "subscriptionCycleStart": epoch_ms(world.moment.cycle_start),
        "totalMembers": len(chosen),
        "totalPages": -(-len(chosen) // size),
    }


def search(members: list[Member], fields: dict[str, object]) -> list[Member]:
    """The members whose name or address has the search term."""
    term = str(fields.get("searchTerm", "")).strip().lower()
    return [member for member in members if term in member.name.lower() or term in member.email]


def order(members: list[Member], fields: dict[str, object], world: World) -> list[Member]:
    """Members by amount, address, or date (here: as they joined), descending unless asked otherwise."""
    descending = fields.get("sortDirection", "desc") == "desc"
    if fields.get("sortBy") == "amount":
        return sorted(members, key=lambda member: world.spend_of(member).spend_cents, reverse=descending)
    if fields.get("sortBy") == "user":
        return sorted(members, key=lambda member: member.email, reverse=descending)
    return list(members)


def write_spend(member: Member, world: World) -> WireSpend:
    """One member's spend."""
    quirks, spend = world.setup.quirks, world.spend_of(member)
    old, overall = "spend-2025" in quirks, spend.overall_spend_cents
    gone = member.removed_ago
    return WireSpend(
        user_id=UNSET if old or "ids-absent" in quirks else write_id(member.number, quirks),
        name=member.name,
        email=write_address(member.email, member.number + 2, quirks),
        role=member.role,
        spend_cents=spend.spend_cents,
        overall_spend_cents=UNSET if overall is None else overall,
        fast_premium_requests=0,
        hard_limit_override_dollars=0,
        monthly_limit_dollars=None,
        effective_per_user_limit_dollars=UNSET if old else 50,
        included_spend_cents=UNSET if overall is None else round(overall - spend.spend_cents, 6),
        removed_at=UNSET if gone is None else day_start_ms(world.moment.day(gone)),
    )
