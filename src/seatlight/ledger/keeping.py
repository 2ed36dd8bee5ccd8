"""Kept totals as the ledger uses them: which days are known from them, and which are due to be kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple

import narwhals as nw
import polars as pl

from seatlight.errors import OutputFailed
from seatlight.ledger.days import DayRead, DayTable
from seatlight.model.window import Window, day_of
from seatlight.ports import KeptDay, KeptTotals
from seatlight.tables.codes import CodeBook
from seatlight.tables.days import kept_rows
from seatlight.tables.totals import kept_member_days


class Due(NamedTuple):
    """Settled days with all their rows, ready to be kept."""

    days: Mapping[int, KeptDay]
    seat_days: pl.DataFrame
    usage_days: pl.DataFrame


class Keeping:
    """What is kept of a connection. Safe to use from several threads."""

    def __init__(self, archive: KeptTotals) -> None:
        self._archive = archive
        self._days: dict[int, KeptDay] = {}
        self._saved: dict[int, datetime] = {}
        self._member_days: pl.DataFrame | None = None
        self._rows: tuple[frozenset[int], nw.LazyFrame[Any]] | None = None
        self._failed: tuple[str, ...] = ()
        self._opened = False
        self._lock = Lock()

    @property
    def notes(self) -> tuple[str, ...]:
        """What went wrong with reading or keeping."""
        return (*self._archive.notes, *self._failed)

    def open(self, codes: CodeBook) -> dict[int, DayRead]:
        """The kept days, and how each was read; their addresses and models get codes. The first call looks at them."""
        with self._lock:
            if not self._opened:
                self._days = dict(self._archive.days())
                self._opened = True
                if self._days:
                    self._member_days = kept_member_days(self._archive.rows(sorted(self._days)), codes.members)
                for model in sorted({model for kept in self._days.values() for model in kept.models}):
                    codes.models.code(model)
            return self.reads

    @property
    def reads(self) -> dict[int, DayRead]:
        """How each day that was kept when this began was read."""
        return {day: DayRead(kept.read_at, kept.counted_at, kept=True) for day, kept in self._days.items()}

    @property
    def days_with_rows(self) -> frozenset[int]:
        """The kept days of which anything is told."""
        return frozenset() if self._member_days is None else frozenset(self._member_days["day"].unique())

    @property
    def days_with_events(self) -> frozenset[int]:
        """The kept days that have events."""
        return frozenset(day for day, kept in self._days.items() if kept.events)

    def events(self, day: int) -> int:
        """How many events a kept day has."""
        return self._days[day].events

    def active_members(self, window: Window) -> set[int]:
        """Who was active on kept days of a window."""
        if self._member_days is None:
            return set()
        inside = pl.col("day").is_between(window.first, window.last) & (pl.col("active") > 0)
        return set(self._member_days.filter(inside)["member"])

    def rows(self, usage: DayTable, seats: DayTable) -> tuple[nw.LazyFrame[Any] | None, pl.DataFrame | None]:
        """The rows of the days that are known from what is kept, and their MEMBER_DAYS; None where there are none."""
        known = {day: read for day, read in usage.reads.items() if day in seats.reads and seats.reads[day].kept}
        return self.rows_of(known)

    def rows_of(self, reads: Mapping[int, DayRead]) -> tuple[nw.LazyFrame[Any] | None, pl.DataFrame | None]:
        """The same of those of these days that are kept."""
        days = frozenset(day for day, read in reads.items() if read.kept)
        if not days or self._member_days is None:
            return None, None
        if self._rows is None or self._rows[0] != days:
            self._rows = days, self._archive.rows(sorted(days))
        theirs = self._member_days
        if len(days) < len(self._days):
            theirs = theirs.filter(pl.col("day").is_in(list(days)))
        return self._rows[1], theirs

    def stop(self, why: str) -> None:
        """Keep nothing from now on."""
        if self._archive.keeps:
            self._failed = (why,)

    def due(self, window: Window, usage: DayTable, seats: DayTable) -> Due | None:
        """What of a window's days is settled, whole and not kept yet; None when nothing is."""
        if not self._archive.keeps or self._failed:
            return None
        found: dict[int, KeptDay] = {}
        for day in range(window.first, window.last + 1):
            reads = [read for table in (usage, seats) if (read := table.reads.get(day)) is not None]
            if len(reads) == 2 and all(read.whole and not read.kept and read.settled(day) for read in reads):
                as_of = min(read.as_of for read in reads)
                if self._saved.get(day) != as_of:
                    found[day] = KeptDay(as_of, reads[0].counted_at, 0)
        return Due(found, seats.of_days(found), usage.of_days(found)) if found else None

    def save(self, due: Due, codes: CodeBook) -> None:
        """Keep what is due, a file a day; what cannot be written is noted, and nothing more is tried."""
        rows = kept_rows(due.seat_days, due.usage_days, codes.members.names, codes.models.names)
        for day, kept in due.days.items():
            mine = rows.filter(pl.col("day") == day_of(day))
            models = tuple(sorted(mine["model"].drop_nulls().unique()))
            whole = KeptDay(kept.read_at, kept.counted_at, int(mine["events"].sum()), models)
            try:
                self._archive.keep(day, mine, whole)
            except OutputFailed as failure:
                self._failed = (failure.says,)
                return
            self._saved[day] = kept.read_at

    def counted(self, window: Window, as_of: datetime) -> None:
        """Remember that these days were held against the vendor's count."""
        kept = [day for day in range(window.first, window.last + 1) if day in self._days or day in self._saved]
        if kept and not self._failed:
            try:
                self._archive.counted(kept, as_of)
            except OutputFailed as failure:
                self._failed = (failure.says,)
