"""Kept totals on DuckDB, in this process, larger than memory if need be."""

from __future__ import annotations

from collections.abc import Sequence
from glob import escape
from pathlib import Path
from typing import Any

import narwhals as nw

from seatlight.errors import BadSetting
from seatlight.tables.schema import KEPT_READ

TYPES = {nw.Int32: "INTEGER", nw.Int64: "BIGINT", nw.String: "VARCHAR"}


def duckdb_engine(paths: Sequence[Path]) -> nw.LazyFrame[Any]:
    """The rows of these files as DuckDB reads them."""
    try:
        import duckdb
        import pyarrow  # noqa: F401  DuckDB hands its answers over with it
    except ImportError as error:
        raise BadSetting(
            "Reading kept totals with DuckDB needs an extra: run `pip install 'seatlight[duckdb]'`, or choose polars."
        ) from error

    # Whatever the files hold, nothing is fetched for it.
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    if not paths:
        columns = (f"CAST(NULL AS {TYPES[kind]}) AS {name}" for name, kind in KEPT_READ.items())
        return nw.from_native(connection.sql(f"SELECT {', '.join(columns)} WHERE false"))
    rows = connection.read_parquet([escape(str(path)) for path in paths], hive_partitioning=False)
    return nw.from_native(rows.project("* REPLACE (CAST(day - DATE '1970-01-01' AS INTEGER) AS day)"))
