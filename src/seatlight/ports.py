"""The doors: what the product sees of the outside world, as protocols."""

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
    """What a report needs to be read: daily rows over `reach`, events over `events`, all up to `as_of`.

    `as_of` is the last full hour; nothing that happened at or after it is counted. `reach` ends today.
    """

    reach: Window
    events: Window
    as_of: datetime

    @property
    def today(self) -> date:
        """The UTC day the reading happens on."""
        return self.reach.last_on


class Ticker(Protocol):
    """Is told how a step gets on: `requests` answered and `rows` read since the last call."""

    def __call__(self, requests: int = 0, rows: int = 0) -> None:
        """One more piece of the step is done."""


class Arrival(msgspec.Struct, frozen=True):
    """What a step brought: frames that keep `table`'s schema, and whether they are all there is.

    `complete` is false when what arrived does not add up with what the vendor counts; the notes then say so.
    Whoever keeps it replaces whole days with it.
    """

    frames: tuple[pl.DataFrame, ...]
    complete: bool = True
    notes: tuple[str, ...] = ()


class Step(msgspec.Struct, frozen=True):
    """One piece of reading that stands on its own.

    `table` and `covers` say what it fills (`covers` is None for what has no days), `lane` whose quota it eats (steps
    of one lane run one after the other), `cost` the requests it is expected to take, `title` what a person is told.
    """

    table: str
    covers: Window | None
    lane: str
    title: str
    cost: int
    run: Callable[[Ticker], Arrival]


class Watcher(Protocol):
    """Is told how a reading gets on; what it does with that is its own affair. Called from several threads."""

    def planned(self, steps: Sequence[Step]) -> None:
        """These steps will be run."""

    def ticker(self, step: Step | None) -> Ticker:
        """What the step (None: the asking for a price) is to call as it gets on."""

    def finished(self, step: Step) -> None:
        """The step has ended, well or not."""


class UsageSource(Protocol):
    """A vendor whose usage can be read."""

    vendor: str

    def plan(self, need: Need, tick: Ticker) -> list[Step]:
        """The steps that read what is needed, those that decide first at the head.

        May ask the vendor what a window costs. The first step is the roster.
        """

    def stop(self) -> None:
        """End every wait and every further request; steps under way fail with Stopped."""


class KeptDay(msgspec.Struct, frozen=True):
    """A day whose totals are kept: when it was read, and when its events were last held against the vendor's count.

    `events` is how many events it has.
    """

    read_at: datetime
    counted_at: datetime
    events: int


class KeptTotals(Protocol):
    """Daily totals that outlive the process, of one connection. Safe to use from several threads and processes."""

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
