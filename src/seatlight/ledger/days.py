"""A table that is read by days: whole days are replaced, never merged."""

from __future__ import annotations

import polars as pl

from seatlight.model.window import Window
from seatlight.ports import Arrival


class DayTable:
    """Rows by day, and the days of which all rows are there."""

    def __init__(self, schema: pl.Schema) -> None:
        self._schema = schema
        self._frames: list[pl.DataFrame] = []
        self._read: set[int] = set()

    def put(self, covers: Window, arrival: Arrival) -> None:
        """Replace every day of `covers` by what arrived; days that do not add up are kept but count as not read."""
        inside = pl.col("day").is_between(covers.first, covers.last)
        kept = [frame.filter(~inside) for frame in self._frames] if self._holds(covers) else self._frames
        self._frames = [*kept, *arrival.frames]
        days = set(range(covers.first, covers.last + 1))
        self._read = self._read | days if arrival.complete else self._read - days

    def _holds(self, covers: Window) -> bool:
        """Whether any row of these days is there already."""
        return any(
            not frame.is_empty() and not (frame["day"].max() < covers.first or frame["day"].min() > covers.last)  # type: ignore[operator]
            for frame in self._frames
        )

    def frame(self) -> pl.DataFrame:
        """All rows, in one frame."""
        return pl.concat([self._schema.to_frame(), *self._frames], rechunk=False)

    @property
    def read(self) -> frozenset[int]:
        """The days that were read in full and add up."""
        return frozenset(self._read)
