"""The doors to a vendor's usage, and to what is kept of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

import msgspec
import narwhals as nw
import polars as pl

from seatlight.model.window import Window

Clock = Callable[[], datetime]
"""Tells the present instant, with a zone."""


class Need(msgspec.Struct, frozen=True):
    """What a report needs to be known: daily rows over `reach`, events over `events`, all up to `as_of`.

    `as_of` is the last full hour; nothing that happened at or after it is counted. `reach` ends today, and `answers`
    are those of its days that the vendor still answers for. `decides` are the days without any use in which a seat is
    idle. `only` are the addresses of whom alone events are needed (None: everybody's).
    """

    reach: Window
    events: Window
    as_of: datetime
    decides: Window
    answers: Window
    only: frozenset[str] | None = None

    @property
    def today(self) -> date:
        """The UTC day the reading happens on."""
        return self.reach.last_on


class Recount(msgspec.Struct, frozen=True):
    """Days whose events were read before and are to be held against the vendor's count: how many there are by day."""

    covers: Window
    events: Mapping[int, int]

    @property
    def total(self) -> int:
        """How many events all these days have."""
        return sum(self.events.values())


class Wanted(msgspec.Struct, frozen=True):
    """What of a need is to be read, windows with the newest first; what is not listed is known already.

    `listed` names the tables without days that are wanted too. `for_few` says that they are wanted for a few addresses
    only: then the price of everybody's events is to be found out in any case.
    """

    as_of: datetime
    seat_days: tuple[Window, ...] = ()
    seat_changes: tuple[Window, ...] = ()
    usage_days: tuple[Window, ...] = ()
    recounts: tuple[Recount, ...] = ()
    listed: frozenset[str] = frozenset()
    for_few: bool = False

    def __bool__(self) -> bool:
        """Whether anything is wanted."""
        return bool(self.listed or self.seat_days or self.seat_changes or self.usage_days or self.recounts)

    @property
    def today(self) -> date:
        """The UTC day it is read on."""
        return self.as_of.date()


class Ticker(Protocol):
    """Is told how a step gets on: `requests` answered and `rows` read since the last call."""

    def __call__(self, requests: int = 0, rows: int = 0) -> None:
        """One more piece of the step is done."""


class Arrival(msgspec.Struct, frozen=True):
    """What a step brought: frames that keep `table`'s schema, and whether they are all there is.

    `complete` is false when what arrived does not add up with what the vendor counts; the notes then say so.
    Whoever keeps it replaces whole days with it, unless `replaces` is false. `counted` says that the days were held
    against the vendor's count and need no reading. `leads_to` are steps that turned out to be needed as well.
    """

    frames: tuple[pl.DataFrame, ...] = ()
    complete: bool = True
    notes: tuple[str, ...] = ()
    replaces: bool = True
    counted: bool = False
    leads_to: tuple[Step, ...] = ()


class Step(msgspec.Struct, frozen=True):
    """One piece of reading that stands on its own.

    `table` and `covers` say what it fills (`covers` is None for what has no days), `members` whose rows (None:
    everybody's), `lane` whose quota it eats, `cost` the requests it is expected to take, `title` what a person is
    told. Of a lane's steps the one of the lowest `priority` goes first. A step that `finds_out` only tells what there
    is to read.
    """

    table: str
    covers: Window | None
    lane: str
    title: str
    cost: int
    run: Callable[[Ticker], Arrival]
    priority: int = 0
    members: frozenset[int] | None = None
    finds_out: bool = False


class Watcher(Protocol):
    """Is told how a reading gets on; what it does with that is its own affair. Called from several threads."""

    def planned(self, steps: Sequence[Step]) -> None:
        """These steps will be run as well."""

    def dropped(self, steps: Sequence[Step]) -> None:
        """These will not be run after all."""

    def ticker(self, step: Step) -> Ticker:
        """What the step is to call as it gets on."""

    def finished(self, step: Step) -> None:
        """The step has ended, well or not."""


class UsageSource(Protocol):
    """A vendor whose usage can be read. Safe to use from several threads.

    `lanes` says how many steps of each lane may run side by side.
    """

    vendor: str
    lanes: Mapping[str, int]

    def roster(self) -> Step:
        """The step that reads who has a seat; without it there is no report."""

    def as_of(self, ours: datetime) -> tuple[datetime, tuple[str, ...]]:
        """The last full hour by our clock (`ours`) or the vendor's, whichever is earlier; notes where they differ."""

    def tells_time(self) -> bool:
        """Whether the vendor has told what time it is by its own clock; without that no day is surely over."""

    def plan(self, wanted: Wanted) -> list[Step]:
        """The steps that read what is wanted, besides the roster; asks nothing yet."""

    def asking_for(self, members: Collection[int], windows: Sequence[Window], as_of: datetime) -> list[Step]:
        """The steps that read the events of these addresses alone, one address after the other."""

    def stop(self) -> None:
        """End every wait and every further request; steps under way fail with Stopped."""


class KeptDay(msgspec.Struct, frozen=True):
    """A day whose totals are kept: when it was read, and when its events were last held against the vendor's count.

    `events` is how many events it has, `models` are the names of the models in them.
    """

    read_at: datetime
    counted_at: datetime
    events: int
    models: tuple[str, ...] = ()


class KeptTotals(Protocol):
    """Daily totals that outlive the process, of one connection. Safe to use from several threads and processes."""

    keeps: bool
    """False where nothing is ever kept."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about kept days that could not be used."""

    def days(self) -> Mapping[int, KeptDay]:
        """The days that are kept and whole; a damaged one is set aside, noted, and not among them."""

    def keep(self, day: int, rows: pl.DataFrame, kept: KeptDay) -> None:
        """Keep a settled day (`tables.schema.KEPT`, that day alone) in place of what was kept of it."""

    def counted(self, days: Iterable[int], at: datetime) -> None:
        """Remember that the events of these days were held against the vendor's count at this instant."""

    def rows(self, days: Collection[int]) -> nw.LazyFrame[Any]:
        """The rows of these days on whatever engine reads them: KEPT, but with `day` as an integer."""
