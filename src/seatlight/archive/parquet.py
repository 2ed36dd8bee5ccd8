"""Kept totals as Parquet files in a folder of the operator's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
import narwhals as nw
import polars as pl

from seatlight.archive import counted
from seatlight.archive.day_file import name_of, to_bytes
from seatlight.archive.engines import Engine
from seatlight.archive.folder import check_belonging, claim
from seatlight.archive.shelf import Shelf
from seatlight.errors import OutputFailed
from seatlight.files import remove_leftovers, told, write_whole
from seatlight.model.window import day_of
from seatlight.ports import KeptDay

LEFTOVER_SECONDS = 24 * 60 * 60
"""No writing takes this long: a temporary file that is older was left by a process that was killed."""


class ParquetTotals:
    """KeptTotals of one connection in `folder`/`connection`; nothing is touched before the first question.

    `identity` tells whose totals they are, so that those of two teams are never mixed.
    """

    keeps = True

    def __init__(self, folder: Path, connection: str, identity: str, engine: Engine) -> None:
        self._folder = folder / connection
        self._connection = connection
        self._identity = identity
        self._engine = engine
        self._shelf = Shelf(self._folder)
        self._lock = Lock()
        self._swept = False

    @property
    def notes(self) -> tuple[str, ...]:
        return self._shelf.notes

    def days(self) -> Mapping[int, KeptDay]:
        check_belonging(self._folder, self._identity)
        with self._lock:
            days = self._shelf.days()
            counts = counted.read_counted(self._folder)
        return {day: _counted(kept, counts.get(day_of(day))) for day, kept in days.items()}

    def keep(self, day: int, rows: pl.DataFrame, kept: KeptDay) -> None:
        content = to_bytes(self._connection, day, rows, kept)
        claim(self._folder, self._identity)
        path = self._folder / name_of(day)
        try:
            write_whole(path, content)
        except OSError as error:
            raise OutputFailed(f"Cannot keep totals in {str(path)!r}: {told(error)}.") from error
        self._sweep(path)

    def counted(self, days: Iterable[int], at: datetime) -> None:
        claim(self._folder, self._identity)
        try:
            with self._lock:
                counted.write_counted(self._folder, days, at)
        except OSError as error:
            path = self._folder / counted.NAME
            raise OutputFailed(f"Cannot remember counts in {str(path)!r}: {told(error)}.") from error

    def rows(self, days: Collection[int]) -> nw.LazyFrame[Any]:
        return self._engine([self._folder / name_of(day) for day in sorted(days)])

    def _sweep(self, written: Path) -> None:
        """Remove what killed processes left, once; what is old is told by the disk's own clock."""
        if self._swept:
            return
        with suppress(OSError):
            remove_leftovers(self._folder, written.stat().st_mtime - LEFTOVER_SECONDS)
        self._swept = True


def _counted(kept: KeptDay, at: datetime | None) -> KeptDay:
    """The day with its last count: a remembered one counts if the day was not read again since."""
    if at is None or at <= max(kept.read_at, kept.counted_at):
        return kept
    return msgspec.structs.replace(kept, counted_at=at)
