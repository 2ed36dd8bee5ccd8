"""The tables' schemas in polars' own types."""

from __future__ import annotations

import narwhals as nw
import polars as pl

from seatlight.tables.schema import Schema

NATIVE: dict[type, type[pl.DataType]] = {
    nw.Int32: pl.Int32,
    nw.Int64: pl.Int64,
    nw.String: pl.String,
    nw.Date: pl.Date,
}


def polars_schema(schema: Schema) -> pl.Schema:
    """The schema for polars: the same names in the same order."""
    return pl.Schema({name: NATIVE[kind] for name, kind in schema.items()})
