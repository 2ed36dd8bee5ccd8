"""A living sandbox and the product that reads it again and again, both at an instant that the test moves on."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, timedelta
from threading import Event, Lock
from typing import Any, NamedTuple, Self

from seatlight.actions.asked import Asked as AskedFor
from seatlight.actions.asked import scope_of
from seatlight.actions.deps import Deps
from seatlight.actions.need import need_of
from seatlight.actions.refresh_usage import refresh_usage
from seatlight.actions.show import show_report
from seatlight.actions.tally import Tally
from seatlight.actions.window import Ask
from seatlight.model.access import OPERATOR
from seatlight.model.window import day_number, day_of
from seatlight.ports import Step, Ticker, Watcher
from seatlight.render import render
from seatlight.sandbox import Box, Setup, start
from seatlight.sandbox.faults import FaultList
from seatlight.sandbox.limits import EVENTS_PATH
from seatlight.sandbox.setup import DAY_MS
from seatlight.surfaces.cli.progress import Silent
from seatlight.tables.snapshot import Snapshot, unbroken_since
from seatlight.wiring import wired
from tests.oracle import differences
from tests.reading import Document, expected, facts_of, settings_for

BEGUN = datetime.fromisoformat("2026-11-18T13:00:30Z")
"""A Wednesday, just after a full hour: what is told of an hour stays the same until the next one."""
REACH_DAYS = 90
MOMENT_SECONDS = 0.02
FURTHER_DAYS = 30
"""So many more days the sandbox tells, so that the truth is known of days that the product no longer asks for."""


class ListingAsked(NamedTuple):
    """A request for events: its days, its page size, and of whom (None: everybody's)."""

    days: range
    page_size: int
    email: str | None

    @classmethod
    def of(cls, body: dict[str, Any]) -> Self:
        """What the body of a request says."""
        first, last = (body[name] // DAY_MS for name in ("startDate", "endDate"))
        return cls(range(first, last + 1), body["pageSize"], body.get("email"))


class Asked(NamedTuple):
    """Requests: how many by the last part of their path, and those for events in their order."""

    by_path: dict[str, int]
    listings: list[ListingAsked]

    @property
    def days(self) -> set[int]:
        """The days whose events were asked for."""
        return {day for listing in self.listings for day in listing.days}


Happens = Callable[[Step], object]


class Watching(Tally):
    """A watcher that does something whenever it is told of a step: as it begins to get on, and when it has ended."""

    def __init__(
        self, on_tick: Callable[[Step], None] | None = None, on_end: Callable[[Step], None] | None = None
    ) -> None:
        super().__init__({})
        self._on_tick, self._on_end = on_tick, on_end
        self.told: list[str] = []

    def planned(self, steps: Sequence[Step]) -> None:
        """Remember what they fill."""
        self.told += [step.table for step in steps]
        super().planned(steps)

    def ticker(self, step: Step) -> Ticker:
        """Count, then do it."""
        count = super().ticker(step)

        def tick(requests: int = 0, rows: int = 0) -> None:
            count(requests, rows)
            if self._on_tick:
                self._on_tick(step)

        return tick

    def finished(self, step: Step) -> None:
        """Do it."""
        super().finished(step)
        if self._on_end:
            self._on_end(step)


def interrupting(oldest_on: date, after_steps: int, happens: Callable[[], object]) -> Watching:
    """A watcher that lets something happen as soon as so many steps have read everybody's events.

    The one that reads the oldest day does not get on before.
    """
    left, happened = iter(range(after_steps - 1, -1, -1)), Event()

    def reads_all(step: Step) -> bool:
        return step.table == "usage_days" and step.members is None and not step.finds_out

    def got_on(step: Step) -> None:
        if reads_all(step) and step.covers and step.covers.first_on == oldest_on:
            happened.wait()

    def ended(step: Step) -> None:
        if reads_all(step) and next(left, None) == 0:
            happens()
            happened.set()

    return Watching(on_tick=got_on, on_end=ended)


class Living:
    """The product with a clock of its own in front of a sandbox whose present follows, hour by hour.

    The product has no patience: what fails once has failed.
    """

    def __init__(self, box: Box, reach_days: int = REACH_DAYS, **changes: Any) -> None:
        self.box = box
        self.now_at = BEGUN
        self.first_on = BEGUN.date() - timedelta(days=reach_days - 1)
        self._settings = settings_for(box, retry_for_seconds=0.0, cursor_reach_days=reach_days, **changes)
        self._seen = 0
        self._waited, self._lock = 0.0, Lock()
        self._world = ExitStack()
        self.deps = self._begin()

    def _begin(self) -> Deps:
        return self._world.enter_context(wired(self._settings, clock=lambda: self.now_at, timer=self))

    def begin_again(self) -> None:
        """Another process: nothing is known but what was kept."""
        self._world.close()
        self.deps = self._begin()

    def end(self) -> None:
        """Let go of everything."""
        self._world.close()

    def now(self) -> float:
        """The seconds that have passed for the product: the sandbox's present, and what was waited."""
        return self.box.world.moment.now.timestamp() + self._waited

    def wait(self, until: Event, seconds: float) -> bool:
        """Waits are over in a moment."""
        if until.wait(min(seconds, MOMENT_SECONDS)):
            return True
        with self._lock:
            self._waited += seconds
        return False

    @property
    def today(self) -> date:
        """The UTC day."""
        return self.now_at.date()

    def ago(self, days: int) -> date:
        """The day so many days ago."""
        return self.today - timedelta(days=days)

    def days_ago(self, first: int, last: int) -> range:
        """The integers of the days from so many days ago to so many."""
        return range(day_number(self.ago(first)), day_number(self.ago(last)) + 1)

    def pass_time(self, **units: float) -> None:
        """Time passes; what the sandbox tells changes when an hour is full."""
        self.now_at += timedelta(**units)
        self.box.at(max(self.box.world.moment.now, self.now_at.replace(minute=0, second=30)))

    def break_down(self, *faults: str) -> None:
        """From now on these go wrong, and nothing else; nothing without any."""
        self.box.faults = FaultList([])
        for fault in faults:
            self.box.faults.add(fault)

    def refresh(self, days: int = 90, watcher: Watcher | None = None, *, anew: bool = False) -> None:
        """What a person does who asks for so many days."""
        refresh_usage(OPERATOR, self.deps, Ask(days=days), watcher or Silent(), anew=anew)

    def look(self, days: int = 90) -> Document:
        """The document of what is known."""
        document: Document = json.loads(render(show_report(OPERATOR, self.deps, Ask(days=days)), "json"))
        return document

    def known(self, days: int = 90) -> Snapshot | None:
        """What the ledger knows."""
        scope = scope_of(OPERATOR, self.deps, AskedFor())
        return self.deps.usage.known(scope, need_of(self.deps, Ask(days=days))[1])

    def asked(self) -> Asked:
        """What the sandbox was asked since the last look."""
        new = self.box.requests[self._seen :]
        self._seen += len(new)
        by_path = dict(Counter(request.path.rpartition("/")[2] for request in new))
        bodies = [json.loads(request.summary) for request in new if request.path == EVENTS_PATH]
        return Asked(by_path, [ListingAsked.of(body) for body in bodies])

    def wrong(self, days: int = 90, facts: Document | None = None) -> list[str]:
        """How the document differs from that of a complete reading; empty when it is right."""
        return differences(self.look(days), self.truth(days, facts or facts_of(self.box)))

    def truth(self, days: int, facts: Document) -> Document:
        """The true document of today, by what the sandbox told at some time, of the days that are known.

        Days that are not known are none of the vendor's any more: what is told of them is a gift, and no gap.
        """
        known, answers_on = self.known(days), self.ago(self._settings.cursor_reach_days - 1)
        assert known is not None
        read = {"days": known.seat_days_read, "events": known.usage_days_read}
        unbroken = [unbroken_since(days, day_number(answers_on)) for days in read.values()]
        first_on = min([answers_on, *(day_of(day) for day in unbroken if day is not None)])
        told = facts | {"today": self.today.isoformat(), "reach_days": (self.today - first_on).days + 1}
        heard = {f"{day_of(day)}" for day in known.seat_changes["day"]}
        told["seat_changes"] = [
            change for change in facts["seat_changes"] if change["at"] >= f"{answers_on}" or change["at"][:10] in heard
        ]
        before = [day_of(day) for day in range(day_number(first_on), day_number(answers_on))]
        missing = {name: [f"{on}" for on in before if day_number(on) not in days] for name, days in read.items()}
        document = expected(told, days, events_since=first_on, missing=missing)
        document["freshness"]["complete"] = True
        return document


@contextmanager
def living(
    people: int = 8, *quirks: str, pace: float = 3.2, seed: int = 7, reach_days: int = REACH_DAYS, **changes: Any
) -> Iterator[Living]:
    """A sandbox that begins at BEGUN, and the product with these settings in front of it."""
    setup = Setup(
        people=people,
        seed=seed,
        quirks=frozenset(quirks),
        now=BEGUN,
        events_per_active_day=pace,
        reach_days=reach_days + FURTHER_DAYS,
    )
    with start(setup) as box:
        product = Living(box, reach_days, **changes)
        try:
            yield product
        finally:
            product.end()
