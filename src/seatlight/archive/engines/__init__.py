"""What reads kept totals: one machine's polars, or another engine over the same files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import narwhals as nw

from seatlight.archive.engines.on_duckdb import duckdb_engine
from seatlight.archive.engines.on_polars import polars_engine
from seatlight.archive.engines.on_spark import spark_engine

Engine = Callable[[Sequence[Path]], nw.LazyFrame[Any]]
"""Gives the rows of these files (`tables.schema.KEPT_READ`) without reading them yet; no file gives no rows."""

EngineName = Literal["polars", "duckdb", "spark"]

ENGINES: dict[EngineName, Engine] = {"polars": polars_engine, "duckdb": duckdb_engine, "spark": spark_engine}


def engine(name: EngineName) -> Engine:
    """The engine of this name; its library is looked for when it is first asked."""
    return ENGINES[name]
