"""The events of the quirk `late-events`, which arrive while somebody pages."""

from seatlight.sandbox.facts import Event, Tokens
from seatlight.sandbox.setup import Moment, epoch_ms
from seatlight.sandbox.team import Member

LATE_MINUTES = (12, 33, 70, 110, 170)


def late_events(member: Member, moment: Moment) -> list[Event]:
    """The late events of a member, shortly before the instant at which the simulation began."""
    begun_ms, tokens = epoch_ms(moment.begun_at), Tokens(900, 1200, 20_000, 3_000, 3.1)
    return [
        Event(member.email, begun_ms - 60_000 * minutes, "composer-2.5", "Usage-based", tokens, 3.35)
        for minutes in LATE_MINUTES
    ]
