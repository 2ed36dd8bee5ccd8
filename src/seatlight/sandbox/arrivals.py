"""Invented events that arrive after others of their time were told."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import msgspec

from seatlight.sandbox.days import chance
from seatlight.sandbox.events import make_event, newest_first
from seatlight.sandbox.facts import Event
from seatlight.sandbox.losses import lose_events
from seatlight.sandbox.setup import Moment, day_start_ms
from seatlight.sandbox.team import Member
from seatlight.sandbox.world import World


def invent_events(world: World, count: int, seed: int, days_ago: Sequence[int]) -> list[Event]:
    """So many events, newest first, of people who may have worked on these days; ValueError if nobody may."""
    draw, moment = Random(seed), world.moment
    days = [moment.today - timedelta(days=ago) for ago in days_ago if ago >= 0]
    chances = [(member, day) for day in days for member in world.members if may_cause(member, day, moment)]
    if not chances:
        raise ValueError("Nobody in the team can have caused an event on these days.")
    events: list[Event] = []
    for _ in range(count):
        member, day = draw.choice(chances)
        event = make_event(member, draw, day_start_ms(day), world.setup.cent_digits)
        event = msgspec.structs.replace(event, at_ms=min(event.at_ms, moment.now_ms))
        events += lose_events([event], member, world.setup)
    return sorted(events, key=newest_first)


def may_cause(member: Member, day: date, moment: Moment) -> bool:
    """Whether a member of the roster may work on a day and cause events under an address."""
    habit = member.habit
    works = habit.cause == "person" and habit.pace > 0 and chance(member, day, moment)[0] > 0
    return works and member.listed and not habit.hides_events
