"""What the running billing cycle comes to."""

from collections.abc import Callable
from datetime import date, timedelta

from seatlight.sandbox.events import cost_of
from seatlight.sandbox.facts import Event, MemberSpend
from seatlight.sandbox.setup import Moment, Setup, epoch_ms
from seatlight.sandbox.team import Member


def add_spend(member: Member, told: Callable[[Member, date], list[Event]], moment: Moment, setup: Setup) -> MemberSpend:
    """What a member cost from the instant the cycle began; `told` gives the events of a day up to now."""
    start, starts_ms = moment.cycle_start, epoch_ms(moment.cycle_start)
    days = [start.date() + timedelta(days=i) for i in range((moment.today - start.date()).days + 1)]
    costs = [(event.kind, cost_of(event)) for day in days for event in told(member, day) if event.at_ms >= starts_ms]
    on_demand = round(sum(cents for kind, cents in costs if kind == "Usage-based"), 6)
    overall = None if "spend-2025" in setup.quirks else round(sum(cents for _, cents in costs), 6)
    return MemberSpend(member.email, on_demand, overall)
