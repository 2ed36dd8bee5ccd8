"""Nothing is kept: the same door, switched off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

import narwhals as nw
import polars as pl

from seatlight.archive.engines.on_polars import polars_engine
from seatlight.ports import KeptDay


class NothingKept:
    """KeptTotals that keep nothing, and touch nothing."""

    keeps = False
    notes: tuple[str, ...] = ()

    def days(self) -> Mapping[int, KeptDay]:
        return {}

    def keep(self, day: int, rows: pl.DataFrame, kept: KeptDay) -> None:
        """Let it go."""

    def counted(self, days: Iterable[int], at: datetime) -> None:
        """Let it go."""

    def rows(self, days: Collection[int]) -> nw.LazyFrame[Any]:  # noqa: ARG002  whichever they are
        return polars_engine([])
