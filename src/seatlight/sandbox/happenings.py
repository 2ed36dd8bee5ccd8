"""What happens to the past of a world while somebody reads it: events arrive, cost something else, vanish."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from seatlight.sandbox.arrivals import invent_events
from seatlight.sandbox.facts import Event
from seatlight.sandbox.past import NOBODY
from seatlight.sandbox.setup import instant_text
from seatlight.sandbox.world import World, charged_by


class Due(msgspec.Struct):
    """Events that arrive after so many more requests for events."""

    events: list[Event]
    requests: int


class Happenings:
    """Changes of a world from outside; each is told from the next request on, and is part of the facts."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._numbers = {member.email: member.number for member in world.members}
        self._due: list[Due] = []

    def arrive(self, events: Iterable[Event]) -> None:
        """Events of the past arrive, told as they are given; ValueError for one that is yet to happen."""
        with self._world.lock:
            arrived = [clean(event) for event in events]
            self._check_happened(arrived)
            owned = [(self._numbers.get(event.email or "", NOBODY), event) for event in arrived]
            self._world.past.add(owned, self._world.moment.now_ms)
            self._world.turn()

    def arrive_some(self, count: int, seed: int, days_ago: Sequence[int]) -> list[Event]:
        """So many invented events arrive, of members who may have worked on days so long before today."""
        world = self._world
        with world.lock:
            events = invent_events(world, count, seed, days_ago)
            self.arrive(events)
        return events

    def arrive_during(self, events: Iterable[Event], after_requests: int) -> None:
        """Events arrive as soon as so many more requests for events have been answered."""
        with self._world.lock:
            due = Due(list(events), after_requests)
            self._check_happened(due.events)
            self._due.append(due)
            self._let_arrive()

    def count_request(self) -> None:
        """One more request for events has been answered."""
        with self._world.lock:
            for due in self._due:
                due.requests -= 1
            self._let_arrive()

    def correct(self, first_on: date, last_on: date, factor: float) -> int:
        """The charged cents of some days change by a factor; gives how many events are told otherwise."""
        world = self._world
        with world.lock:
            days, digits = self._days_told(first_on, last_on), world.setup.cent_digits
            changed = world.past.change(days, world.moment.now_ms, lambda event: charged_by(event, factor, digits))
            world.turn()
        return changed

    def withdraw(self, first_on: date, last_on: date, every: int) -> int:
        """Every so many-th event of some days vanishes, counted from the oldest; gives how many do."""
        if every < 1:
            raise ValueError("Every event vanishes with 1, every second with 2, and so on; less is not possible.")
        with self._world.lock:
            days = self._days_told(first_on, last_on)
            gone = self._world.past.withdraw(days, self._world.moment.now_ms, every)
            self._world.turn()
        return gone

    def _let_arrive(self) -> None:
        ripe = [due for due in self._due if due.requests <= 0]
        self._due = [due for due in self._due if due.requests > 0]
        for due in ripe:
            self.arrive(due.events)

    def _check_happened(self, events: list[Event]) -> None:
        moment = self._world.moment
        if any(event.at_ms > moment.now_ms for event in events):
            raise ValueError(f"Only the past can arrive, and it is {instant_text(moment.now)} in the sandbox.")

    def _days_told(self, first_on: date, last_on: date) -> list[date]:
        """The days between two that the API still tells, oldest first."""
        if last_on < first_on:
            raise ValueError(f"There is no day from {first_on} to {last_on}.")
        return [day for day in self._world.moment.days() if first_on <= day <= last_on]


def clean(event: Event) -> Event:
    """The event with its address as facts write it."""
    return msgspec.structs.replace(event, email=event.email.strip().lower() if event.email else None)
