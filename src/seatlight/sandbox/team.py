"""The members of the sandbox's team, from the cast, the mix and the quirks of the roster."""

from random import Random

import msgspec

from seatlight.sandbox.cast import CAST, MIX, SERVICE_ACCOUNT, SERVICE_FROM_PEOPLE, Character
from seatlight.sandbox.habits import Habit
from seatlight.sandbox.names import nth_name
from seatlight.sandbox.setup import Setup

BY_KEY = {character.key: character for character in CAST}
STORIES = [BY_KEY[key] for weight, key in MIX for _ in range(weight)]
SERVICE_NUMBER = 90_000
SECOND_NUMBER = 50_000


class Member(msgspec.Struct, frozen=True):
    """One address of the team: `number` seeds its days, `shift` moves its story into the past."""

    number: int
    email: str
    name: str
    role: str
    character: str
    habit: Habit
    listed: bool = True
    added_ago: int | None = None
    removed_ago: int | None = None
    pace: float = 1.0
    shift: int = 0


def make_team(setup: Setup) -> list[Member]:
    """Everybody who uses or holds something: people, their second addresses, the service account."""
    people = people_of(setup)
    members = [member_of(number, character) for number, character in enumerate(CAST[:people])]
    members += [
        msgspec.structs.replace(member, number=SECOND_NUMBER + member.number, email=character.second)
        for member, character in zip(members, CAST, strict=False)
        if character.second
    ]
    members += [draw_member(number, setup.seed) for number in range(len(CAST), people)]
    if people >= SERVICE_FROM_PEOPLE:
        members.append(member_of(SERVICE_NUMBER, SERVICE_ACCOUNT))
    return members


def people_of(setup: Setup) -> int:
    """How many people the team has after the quirk that empties it."""
    return 0 if "empty-team" in setup.quirks else setup.people


def member_of(number: int, character: Character) -> Member:
    """A member who plays a character."""
    return Member(
        number=number,
        email=character.email,
        name=character.name,
        role=character.role,
        character=character.key,
        habit=character.habit,
        listed=character.listed,
        added_ago=character.added_ago,
        removed_ago=character.removed_ago,
    )


def draw_member(number: int, seed: int) -> Member:
    """One of the many after the cast: a drawn story, at a pace and with dates of its own."""
    draw = Random(seed * 1_000_003 + number)
    character = STORIES[int(draw.random() * len(STORIES))]
    name, email = nth_name(number)
    shift = int(draw.random() * 9) if character.removed_ago or character.key in ("churned", "never_started") else 0
    return msgspec.structs.replace(
        member_of(number, character),
        email=email,
        name=name,
        role="member",
        added_ago=None if character.added_ago is None else character.added_ago + shift,
        removed_ago=None if character.removed_ago is None else character.removed_ago + shift,
        pace=0.5 + 1.3 * draw.random() ** 1.5,
        shift=shift,
    )
