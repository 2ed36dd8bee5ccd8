"""Nothing is kept: the door is there, and nothing behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

import narwhals as nw
import polars as pl

from seatlight.ports import KeptDay


class NothingKept:
    """Kept totals that are switched off."""

    keeps = False
    notes: tuple[str, ...] = ()

    def days(self) -> Mapping[int, KeptDay]:
        """None."""
        return {}

    def keep(self, day: int, rows: pl.DataFrame, kept: KeptDay) -> None:
        """Nothing is kept."""

    def counted(self, days: Iterable[int], at: datetime) -> None:
        """Nothing is remembered."""

    def rows(self, _days: Collection[int]) -> nw.LazyFrame[Any]:
        """Nobody asks for days that are not kept."""
        raise ValueError("no days are kept")
