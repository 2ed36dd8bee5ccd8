"""The working days of members as habits make them, kept while there is room."""

from datetime import date

import msgspec

from seatlight.sandbox.days import elapsed_share, make_row, work_on
from seatlight.sandbox.events import make_events
from seatlight.sandbox.facts import Day, Event
from seatlight.sandbox.setup import Moment, Setup, day_start_ms
from seatlight.sandbox.team import Member

MOST_DAYS_KEPT = 50_000

Worked = tuple[Day, list[Event]]


class Diary:
    """The row and the events of every working day before any quirk, the events of later today included."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._made: dict[tuple[int, date], Worked] = {}

    def worked(self, member: Member, day: date, moment: Moment) -> Worked:
        """A member's row of a day as it stands at a moment, and all events of the day."""
        key = (member.number, day)
        made = self._made.get(key)
        if made is None:
            if len(self._made) >= MOST_DAYS_KEPT:
                self._made.clear()
            made = self._made[key] = self._work(member, day, moment)
        return made

    def forget(self, first_on: date) -> None:
        """Forget the days from this one on, which were not over."""
        self._made = {key: made for key, made in self._made.items() if key[1] < first_on}

    def _work(self, member: Member, day: date, moment: Moment) -> Worked:
        work = work_on(member, day, moment, self._setup)
        # The row comes first: events are drawn from where its draws ended.
        row = make_row(member, day, work, elapsed_share(day, moment))
        events = make_events(member, work, day_start_ms(day), self._setup.cent_digits) if work else []
        if day == moment.today and member.habit.cause == "person" and not row.is_active:
            begun = any(event.at_ms <= moment.now_ms for event in events)
            row = msgspec.structs.replace(row, is_active=begun)
        return row, events
