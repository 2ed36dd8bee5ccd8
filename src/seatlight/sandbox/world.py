"""The sandbox's team at work: rows and events of any day up to the present, which may move on."""

import threading
from copy import copy
from datetime import date, datetime

import msgspec

from seatlight.sandbox.diary import Diary
from seatlight.sandbox.events import newest_first
from seatlight.sandbox.facts import Day, Event, MemberSpend
from seatlight.sandbox.late import late_events
from seatlight.sandbox.losses import EVENT_LOSSES, ROW_LOSSES, lose_events, lose_row
from seatlight.sandbox.past import NOBODY, Owned, Past, day_of
from seatlight.sandbox.roster import make_roster
from seatlight.sandbox.setup import Setup, moment_of
from seatlight.sandbox.shelf import DayShelf
from seatlight.sandbox.spending import add_spend
from seatlight.sandbox.team import Member, make_team

CORRECTED_MS = 48 * 3_600_000
CORRECTION = 1.25


class World:
    """Everything the API answers from. Events come newest first; `turns` counts the changes since.

    Who reads while others may change something holds `lock`.
    """

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.lock = threading.RLock()
        self.moment = moment_of(setup)
        self.members = make_team(setup)
        self.roster = make_roster(self.members, setup)
        self.late_due = bool(self.members) and "late-events" in setup.quirks
        self.corrected_ms: int | None = None
        self.turns = 0
        self.past = Past(self._owned)
        self._diary = Diary(setup)
        self._shelf = DayShelf()
        self._spend: dict[int, MemberSpend] = {}

    def at(self, instant: datetime) -> None:
        """The present moves on to an instant; ValueError for one before it."""
        with self.lock:
            unfinished, self.moment = self.moment.today, self.moment.moved(instant)
            self._diary.forget(unfinished)
            self.turn()

    def turn(self) -> None:
        """Something is told otherwise from now on."""
        self.turns += 1
        self._shelf = DayShelf()
        self._spend = {}

    def rows(self, member: Member, day: date) -> list[Day]:
        """The daily rows of a member: one of zeros on an idle day, none where the row is missing."""
        row, _ = self._diary.worked(member, day, self.moment)
        return lose_row(row, member, day, self.setup) if self.setup.quirks & ROW_LOSSES else [row]

    def events(self, member: Member | None, day: date) -> list[Event]:
        """The events of a member (None: of nobody in the team) up to now, newest first; empty outside the reach."""
        if not self.moment.first_on <= day <= self.moment.today:
            return []
        events = self._told(member, day)
        if member and member is self.members[0] and "late-events" in self.setup.quirks and not self.late_due:
            late = lose_events(late_events(member, self.moment), member, self.setup)
            events += [event for event in late if day_of(event) == day]
        if self.corrected_ms is not None:
            events = [self._corrected(event, self.corrected_ms) for event in events]
        return sorted(events, key=newest_first)

    def _told(self, member: Member | None, day: date) -> list[Event]:
        """The events of a day up to now as they are first told, and as they were rewritten since."""
        made = self._diary.worked(member, day, self.moment)[1] if member else []
        if member and self.setup.quirks & EVENT_LOSSES:
            made = lose_events(made, member, self.setup)
        rewritten = self.past.find(day)
        if rewritten is None:
            return [event for event in made if event.at_ms <= self.moment.now_ms]
        since = [event for event in made if rewritten.until_ms < event.at_ms <= self.moment.now_ms]
        return [*rewritten.events.get(member.number if member else NOBODY, []), *since]

    def _owned(self, day: date) -> Owned:
        return {member.number if member else NOBODY: self._told(member, day) for member in (*self.members, None)}

    def events_on(self, day: date) -> list[Event]:
        """Everybody's events of a day, newest first."""
        kept = self._shelf.find(day)
        if kept is None:
            kept = [event for member in (*self.members, None) for event in self.events(member, day)]
            kept.sort(key=newest_first)
            self._shelf.put(day, kept)
        return kept

    def count_on(self, day: date) -> int:
        """The number of events of a day, remembered even where the events are not."""
        count = self._shelf.count(day)
        return len(self.events_on(day)) if count is None else count

    def spend_of(self, member: Member) -> MemberSpend:
        """What a member cost in the running cycle, without what the quirks about late events and costs do to it."""
        if member.number not in self._spend:
            self._spend[member.number] = add_spend(member, self._told, self.moment, self.setup)
        return self._spend[member.number]

    def spenders(self) -> list[Member]:
        """Whom spend lists: everybody on the roster, and who is not but cost something in the cycle."""
        human = [member for member in self.members if member.habit.cause != "service"]
        return [member for member in human if member.listed or self._costs_anything(member)]

    def _costs_anything(self, member: Member) -> bool:
        spend = self.spend_of(member)
        return bool(spend.spend_cents or spend.overall_spend_cents)

    def let_late_events_arrive(self) -> None:
        """The events of the quirk `late-events` arrive."""
        self.late_due = False
        self.turn()

    def after_late_events(self) -> "World":
        """This world as it will be when they have arrived."""
        later = copy(self)
        later.let_late_events_arrive()
        return later

    def correct_latest(self) -> None:
        """The quirk `cost-corrected` strikes: the costs of the last two days change, once."""
        if self.corrected_ms is None:
            self.corrected_ms = self.moment.now_ms
            self.turn()

    def _corrected(self, event: Event, corrected_ms: int) -> Event:
        if not corrected_ms - CORRECTED_MS <= event.at_ms <= corrected_ms:
            return event
        return charged_by(event, CORRECTION, self.setup.cent_digits)


def charged_by(event: Event, factor: float, digits: int) -> Event:
    """The event with its charged cents, if it has any, changed by a factor."""
    if event.charged_cents is None:
        return event
    return msgspec.structs.replace(event, charged_cents=round(event.charged_cents * factor, digits))
