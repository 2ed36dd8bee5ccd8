"""Tokens, events and spend."""

from __future__ import annotations

import polars as pl

from seatlight.metrics.registry import metric, over
from seatlight.model.report import ColumnKind
from seatlight.tables.schema import MICROCENTS


@metric("Tokens", ColumnKind.TOKENS)
def total_tokens() -> pl.Expr:
    """Input plus output tokens of the usage events in the window.

    0 when there were none. Events without token data add nothing here; they are counted apart.
    """
    return pl.col("input_tokens") + pl.col("output_tokens")


@metric("Input tokens", ColumnKind.TOKENS)
def input_tokens() -> pl.Expr:
    """Input tokens that were neither read from nor written to the cache; 0 when there were none."""
    return pl.col("input_tokens")


@metric("Output tokens", ColumnKind.TOKENS)
def output_tokens() -> pl.Expr:
    """Output tokens, reasoning included; 0 when there were none."""
    return pl.col("output_tokens")


@metric("Cache read", ColumnKind.TOKENS)
def cache_read_tokens() -> pl.Expr:
    """Input tokens served from the cache, never part of the total; 0 when there were none."""
    return pl.col("cache_read_tokens")


@metric("Cache write", ColumnKind.TOKENS)
def cache_write_tokens() -> pl.Expr:
    """Input tokens written to the cache, never part of the total; 0 when there were none."""
    return pl.col("cache_write_tokens")


@metric("All four", ColumnKind.TOKENS)
def all_tokens() -> pl.Expr:
    """Input, output, cache read and cache write together, as Cursor's dashboard totals them."""
    return total_tokens() + pl.col("cache_read_tokens") + pl.col("cache_write_tokens")


@metric("Events", ColumnKind.COUNT)
def events() -> pl.Expr:
    """Usage events in the window, of every kind; 0 when there were none."""
    return pl.col("events")


@metric("Without tokens", ColumnKind.COUNT)
def events_without_tokens() -> pl.Expr:
    """Events that carry no token data: their tokens are unknown, not zero."""
    return pl.col("events_without_tokens")


@metric("Without cost", ColumnKind.COUNT)
def events_without_cost() -> pl.Expr:
    """Events that carry no cost: what they cost is unknown, not zero."""
    return pl.col("events_without_cost")


@metric("Spend", ColumnKind.CENTS)
def spend_cents() -> pl.Expr:
    """What the events in the window cost at the vendor's rates, in cents; included usage too, not the invoice.

    The charged amount of each event, else its model cost; events with neither add 0 and are counted apart.
    """
    return over(pl.col("spend_microcents"), MICROCENTS)
