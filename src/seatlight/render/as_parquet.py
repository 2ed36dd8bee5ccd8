"""The report's first table as Parquet, typed, with window and freshness in the file's metadata."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import msgspec

from seatlight.model.report import Column, ColumnKind, Report

if TYPE_CHECKING:
    import polars as pl


def parquet_bytes(report: Report) -> bytes:
    """One column per column of the table; unknown values are null.

    The head of the report stands under `seatlight.<key>` in the metadata, each value as JSON.
    """
    import polars as pl

    table = report.tables[0]
    series = [
        pl.Series(column.key, [row.get(column.key) for row in table.rows], dtype=column_type(column), strict=False)
        for column in table.columns
    ]
    metadata = {f"seatlight.{key}": msgspec.json.encode(value).decode() for key, value in report.head.items()}
    out = io.BytesIO()
    pl.DataFrame(series).write_parquet(out, metadata=metadata)
    return out.getvalue()


def column_type(column: Column) -> pl.DataType:
    """The type in which a kind of column is stored; money stays in cents, shares stay 0 to 1."""
    import polars as pl

    signal = {
        "key": pl.String(),
        "because": pl.String(),
        "certainty": pl.String(),
        "next_action": pl.String(),
    }
    types: dict[ColumnKind, pl.DataType] = {
        ColumnKind.TEXTS: pl.List(pl.String()),
        ColumnKind.DATE: pl.Date(),
        ColumnKind.COUNT: pl.Int64(),
        ColumnKind.TOKENS: pl.Int64(),
        ColumnKind.DECIMAL: pl.Float64(),
        ColumnKind.SHARE: pl.Float64(),
        ColumnKind.CENTS: pl.Float64(),
        ColumnKind.SIGNALS: pl.List(pl.Struct(signal)),
        ColumnKind.STRIP: pl.List(pl.Int8()),
        ColumnKind.FLAG: pl.Boolean(),
    }
    return types.get(column.kind, pl.String())
