"""Kept totals on polars, in this process."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl

from seatlight.tables.schema import KEPT, KEPT_READ
from seatlight.tables.types import polars_schema


def polars_engine(paths: Sequence[Path]) -> nw.LazyFrame[Any]:
    """The rows of these files as polars reads them."""
    if not paths:
        return nw.from_native(pl.LazyFrame(schema=polars_schema(KEPT_READ)))
    rows = pl.scan_parquet(list(paths), schema=polars_schema(KEPT), glob=False, hive_partitioning=False)
    return nw.from_native(rows.with_columns(pl.col("day").to_physical()))
