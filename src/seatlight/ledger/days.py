"""A table that is read by days: which days are missing, provisional or settled; whole days are replaced."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

import msgspec
import polars as pl

from seatlight.model.window import Window, day_number, day_of
from seatlight.ports import Arrival
from seatlight.tables.snapshot import PROVISIONAL_DAYS

RECOUNT_AFTER, READ_AGAIN_AFTER = timedelta(days=1), timedelta(days=7)
"""How long a settled day is believed before its events are counted again, and before it is wholly read again."""


class DayRead(msgspec.Struct, frozen=True):
    """How a day was last read: up to which hour, when its events were last counted, whether it added up, where it is.

    `kept` says that its rows are kept totals and not in memory.
    """

    as_of: datetime
    counted_at: datetime
    whole: bool = True
    kept: bool = False

    def settled(self, day: int) -> bool:
        """Whether the day could not change any more when it was read."""
        return day < day_number(self.as_of.date()) - PROVISIONAL_DAYS

    def stale(self, day: int, as_of: datetime) -> bool:
        """Whether it is to be read again at this hour: what may change every hour, what is settled every week."""
        if not self.settled(day) or not self.whole:
            return as_of > self.as_of
        return as_of - self.as_of >= READ_AGAIN_AFTER

    def to_count(self, day: int, as_of: datetime) -> bool:
        """Whether the events of a settled day are to be counted again."""
        return self.whole and self.settled(day) and as_of - self.counted_at >= RECOUNT_AFTER


def is_provisional(day: int, today: date) -> bool:
    """Whether the vendor may still change the day."""
    return day >= day_number(today) - PROVISIONAL_DAYS


class DayTable:
    """Rows by day, how each day was read, and of whom alone more days are known."""

    def __init__(self, schema: pl.Schema) -> None:
        self._schema = schema
        self._frames: list[pl.DataFrame] = []
        self.reads: dict[int, DayRead] = {}
        self.own: dict[int, dict[int, DayRead]] = {}
        """By member the days of which that member's rows alone were read."""

    def put(
        self,
        covers: Window,
        arrival: Arrival,
        as_of: datetime,
        members: frozenset[int] | None = None,
        *,
        had: Collection[int] = (),
    ) -> list[int]:
        """Replace every day of `covers` by what arrived, of these members alone if any are named.

        A settled day that had rows and has none any more is left as it was, for the vendor has forgotten it: those
        days are given back. `had` are days that have kept rows.
        """
        if members is not None:
            self._put_of(covers, arrival, as_of, members)
            return []
        forgotten = self._forgotten(covers, arrival, had)
        days = [day for day in range(covers.first, covers.last + 1) if day not in forgotten]
        self._replace(pl.col("day").is_in(days), covers, arrival.frames)
        read = DayRead(as_of, as_of, arrival.complete)
        self.reads |= dict.fromkeys(days, read)
        for day in forgotten:
            self.reads[day] = msgspec.structs.replace(self.reads[day], as_of=as_of, counted_at=as_of)
        for known in self.own.values():
            for day in days if arrival.complete else ():
                known.pop(day, None)
        return forgotten

    def _put_of(self, covers: Window, arrival: Arrival, as_of: datetime, members: frozenset[int]) -> None:
        """Replace these members' rows where the days are not known for everybody anyway."""
        days = [day for day in range(covers.first, covers.last + 1) if not self._known(day)]
        theirs = pl.col("day").is_in(days) & pl.col("member").is_in(list(members))
        frames = tuple(frame.filter(pl.col("day").is_in(days)) for frame in arrival.frames)
        self._replace(theirs, covers, frames)
        read = DayRead(as_of, as_of, arrival.complete)
        for member in members:
            self.own.setdefault(member, {}).update(dict.fromkeys(days, read))

    def _known(self, day: int) -> bool:
        read = self.reads.get(day)
        return read is not None and read.whole

    def _replace(self, which: pl.Expr, covers: Window, frames: Iterable[pl.DataFrame]) -> None:
        kept = [frame.filter(~which) if _touches(frame, covers) else frame for frame in self._frames]
        self._frames = [frame for frame in (*kept, *frames) if not frame.is_empty()]

    def _forgotten(self, covers: Window, arrival: Arrival, kept: Collection[int]) -> list[int]:
        """The settled days with rows of which nothing arrived."""
        settled = [
            day
            for day in range(covers.first, covers.last + 1)
            if (read := self.reads.get(day)) and read.whole and read.settled(day)
        ]
        if not settled or not arrival.complete:
            return []
        arrived = {day for frame in arrival.frames for day in frame["day"].unique()}
        had = {day for frame in self._frames if _touches(frame, covers) for day in frame["day"].unique()}
        had |= {day for day in kept if self.reads.get(day) and self.reads[day].kept}
        return [day for day in settled if day in had and day not in arrived]

    def counted(self, days: Iterable[int], as_of: datetime) -> None:
        """The events of these days were held against the vendor's count, and agree."""
        for day in days:
            if read := self.reads.get(day):
                self.reads[day] = msgspec.structs.replace(read, counted_at=as_of)

    def keep(self, days: Mapping[int, DayRead]) -> None:
        """These days are known from kept totals, and from nothing else."""
        if days:
            self._frames = [frame.filter(~pl.col("day").is_in(list(days))) for frame in self._frames]
        self.reads |= days

    def stale(self, window: Window, as_of: datetime, *, anew: bool = False) -> list[int]:
        """The days that are to be read: missing ones, and those that may have changed since.

        With `anew` what is provisional is read again within the same hour.
        """
        return [
            day
            for day in range(window.first, window.last + 1)
            if (read := self.reads.get(day)) is None
            or read.stale(day, as_of)
            or (anew and is_provisional(day, as_of.date()))
        ]

    def stale_of(self, member: int, window: Window, as_of: datetime) -> list[int]:
        """The same for the rows of one member."""
        own = self.own.get(member, {})
        return [day for day in self.stale(window, as_of) if (read := own.get(day)) is None or read.stale(day, as_of)]

    def to_count(self, window: Window, as_of: datetime) -> list[int]:
        """The settled days that are believed but to be counted again."""
        days = range(window.first, window.last + 1)
        return [day for day in days if (read := self.reads.get(day)) and read.to_count(day, as_of)]

    def frame(self) -> pl.DataFrame:
        """All rows in memory, in one frame."""
        return pl.concat([self._schema.to_frame(), *self._frames], rechunk=False)

    def of_days(self, days: Iterable[int]) -> pl.DataFrame:
        """The rows of these days."""
        wanted = pl.col("day").is_in(list(days))
        return pl.concat([self._schema.to_frame(), *(frame.filter(wanted) for frame in self._frames)])

    @property
    def first_day(self) -> int | None:
        """The first day that has a row in memory."""
        return min((int(frame["day"].min()) for frame in self._frames), default=None)  # type: ignore[arg-type]

    @property
    def read(self) -> frozenset[int]:
        """The days that were read in full and add up."""
        return frozenset(day for day, read in self.reads.items() if read.whole)

    @property
    def read_of(self) -> dict[int, frozenset[int]]:
        """By member further days of whom that is true."""
        return {
            member: frozenset(day for day, read in days.items() if read.whole)
            for member, days in self.own.items()
            if days
        }


def _touches(frame: pl.DataFrame, window: Window) -> bool:
    """Whether the frame may have rows of these days."""
    if frame.is_empty():
        return False
    first, last = frame["day"].min(), frame["day"].max()
    return bool(first <= window.last and last >= window.first)  # type: ignore[operator]


def runs(days: Iterable[int]) -> tuple[Window, ...]:
    """Days as windows without gaps, the newest first."""
    found: list[list[int]] = []
    for day in sorted(days, reverse=True):
        if found and day == found[-1][0] - 1:
            found[-1][0] = day
        else:
            found.append([day, day])
    return tuple(Window(day_of(first), day_of(last)) for first, last in found)
