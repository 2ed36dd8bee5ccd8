"""The sandbox's team at work: rows and events of any day, made when asked for."""

from collections import OrderedDict
from datetime import date, timedelta

import msgspec

from seatlight.sandbox.days import elapsed_share, make_row, work_on
from seatlight.sandbox.events import make_events
from seatlight.sandbox.facts import Day, Event, Facts, MemberSpend, Spend, Tokens
from seatlight.sandbox.losses import EVENT_LOSSES, ROW_LOSSES, lose_events, lose_row
from seatlight.sandbox.roster import make_roster, seat_changes
from seatlight.sandbox.setup import Setup, day_start_ms, instant_text, moment_of
from seatlight.sandbox.team import Member, make_team, people_of

MOST_EVENTS_KEPT = 250_000
MOST_DAYS_KEPT = 50_000
DAY_MS = 86_400_000
LATE_MINUTES = (12, 33, 70, 110, 170)
CORRECTED_HOURS = 48
CORRECTION = 1.25


class World:
    """Everything the API answers from. Events come newest first; `turns` counts the changes since."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.moment = moment_of(setup)
        self.members = make_team(setup)
        self.roster = make_roster(self.members, setup)
        self.digits = 7 if "fractional-cents" in setup.quirks else 2
        self.late_due = bool(self.members) and "late-events" in setup.quirks
        self.corrected = False
        self.turns = 0
        self._kept: OrderedDict[date, list[Event]] = OrderedDict()
        self._counts: dict[date, int] = {}
        self._made: dict[tuple[int, date], tuple[Day, list[Event]]] = {}
        self._spend: dict[int, MemberSpend] = {}

    def rows(self, member: Member, day: date) -> list[Day]:
        """The daily rows of a member: one of zeros on an idle day, none where the row is missing."""
        row, _ = self._worked(member, day)
        return lose_row(row, member, day, self.setup) if self.setup.quirks & ROW_LOSSES else [row]

    def events(self, member: Member, day: date) -> list[Event]:
        """The events of a member on a day up to now, newest first; empty outside the reach."""
        if not self.moment.first_on <= day <= self.moment.today:
            return []
        events = self._served(member, day)
        if "late-events" in self.setup.quirks and member is self.members[0] and not self.late_due:
            late = lose_events(self.late_events(), member, self.setup)
            events += [event for event in late if event.at_ms // DAY_MS == day_start_ms(day) // DAY_MS]
        if self.corrected:
            events = [self._correct(event) for event in events]
        return sorted(events, key=newest_first)

    def _served(self, member: Member, day: date) -> list[Event]:
        """The events of a day after the quirks and up to now, as they are first told."""
        events = self._worked(member, day)[1]
        if self.setup.quirks & EVENT_LOSSES:
            events = lose_events(events, member, self.setup)
        return [event for event in events if event.at_ms <= self.moment.now_ms]

    def _worked(self, member: Member, day: date) -> tuple[Day, list[Event]]:
        """The row and the events of a working day before any quirk, kept while there is room."""
        key = (member.number, day)
        made = self._made.get(key)
        if made is None:
            if len(self._made) >= MOST_DAYS_KEPT:
                self._made.clear()
            made = self._made[key] = self._work(member, day)
        return made

    def _work(self, member: Member, day: date) -> tuple[Day, list[Event]]:
        work = work_on(member, day, self.moment, self.setup)
        # The row comes first: events are drawn from where its draws ended.
        row = make_row(member, day, work, elapsed_share(day, self.moment))
        events = make_events(member, work, day_start_ms(day), self.digits) if work else []
        if day == self.moment.today and member.habit.cause == "person" and not row.is_active:
            begun = any(event.at_ms <= self.moment.now_ms for event in events)
            row = msgspec.structs.replace(row, is_active=begun)
        return row, events

    def late_events(self) -> list[Event]:
        """The events of the first member that arrive while somebody pages."""
        email, now_ms, tokens = (
            self.members[0].email,
            self.moment.now_ms,
            Tokens(900, 1200, 20_000, 3_000, 3.1),
        )
        return [
            Event(email, now_ms - 60_000 * minutes, "composer-2.5", "Usage-based", tokens, 3.35)
            for minutes in LATE_MINUTES
        ]

    def events_on(self, day: date) -> list[Event]:
        """Everybody's events of a day, newest first."""
        kept = self._kept.get(day)
        if kept is None:
            kept = [event for member in self.members for event in self.events(member, day)]
            kept.sort(key=newest_first)
            self._keep(day, kept)
        self._kept.move_to_end(day)
        return kept

    def count_on(self, day: date) -> int:
        """The number of events of a day, remembered even where the events are not."""
        if day not in self._counts:
            self.events_on(day)
        return self._counts[day]

    def _keep(self, day: date, events: list[Event]) -> None:
        self._kept[day] = events
        self._counts[day] = len(events)
        room = MOST_EVENTS_KEPT - sum(len(kept) for kept in self._kept.values())
        while room < 0 and len(self._kept) > 1:
            room += len(self._kept.popitem(last=False)[1])

    def spend_of(self, member: Member) -> MemberSpend:
        """What a member cost in the running cycle, late events and corrections left out."""
        if member.number not in self._spend:
            self._spend[member.number] = self._add_spend(member)
        return self._spend[member.number]

    def _add_spend(self, member: Member) -> MemberSpend:
        start = self.moment.cycle_start
        days = [start.date() + timedelta(days=i) for i in range((self.moment.today - start.date()).days + 1)]
        starts_ms = day_start_ms(start.date()) + (start.hour * 3600 + start.minute * 60 + start.second) * 1000
        costs = [
            (event.kind, cost_of(event))
            for day in days
            for event in self._served(member, day)
            if event.at_ms >= starts_ms
        ]
        on_demand = round(sum(cents for kind, cents in costs if kind == "Usage-based"), 6)
        overall = None if "spend-2025" in self.setup.quirks else round(sum(cents for _, cents in costs), 6)
        return MemberSpend(member.email, on_demand, overall)

    def spenders(self) -> list[Member]:
        """Whom spend lists: everybody on the roster, and who is not but cost something in the cycle."""
        human = [member for member in self.members if member.habit.cause != "service"]
        return [member for member in human if member.listed or self._costs_anything(member)]

    def _costs_anything(self, member: Member) -> bool:
        spend = self.spend_of(member)
        return bool(spend.spend_cents or spend.overall_spend_cents)

    def arrive(self) -> None:
        """The late events arrive."""
        self.late_due = False
        self._turn()

    def correct(self) -> None:
        """The costs of the last two days are corrected, once."""
        if not self.corrected:
            self.corrected = True
            self._turn()

    def _turn(self) -> None:
        self.turns += 1
        self._kept.clear()
        self._counts.clear()

    def _correct(self, event: Event) -> Event:
        fresh = event.at_ms >= self.moment.now_ms - CORRECTED_HOURS * 3_600_000
        if not fresh or event.charged_cents is None:
            return event
        return msgspec.structs.replace(event, charged_cents=round(event.charged_cents * CORRECTION, self.digits))


def newest_first(event: Event) -> int:
    """The key that sorts the newest event to the front."""
    return -event.at_ms


def cost_of(event: Event) -> float:
    """An event's cents: charged, else the model's price, else nothing."""
    if event.charged_cents is not None:
        return event.charged_cents
    return (event.tokens.total_cents or 0.0) if event.tokens else 0.0


def make_facts(world: World) -> Facts:
    """The facts of a world as it is now, with the late events that will have arrived."""
    if world.late_due:
        later = World(world.setup)
        later.moment, later.corrected, later.late_due = world.moment, world.corrected, False
        return make_facts(later)
    moment, days = world.moment, world.moment.days()
    rows = [row for day in days for member in world.members for row in world.rows(member, day)]
    return Facts(
        now=instant_text(moment.now),
        today=moment.today.isoformat(),
        reach_days=moment.reach_days,
        seed=world.setup.seed,
        people=people_of(world.setup),
        quirks=sorted(world.setup.quirks),
        roster=[line.entry for line in world.roster],
        seat_changes=seat_changes(world.members, moment),
        days=[row for row in rows if row.says_anything()],
        events=[event for day in days for event in world.events_on(day)],
        spend=Spend(instant_text(moment.cycle_start), [world.spend_of(member) for member in world.spenders()]),
    )
