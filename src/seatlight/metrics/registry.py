"""The list of metrics: every number of a report, with its unit and what it means.

A metric is one function that gives one expression over a developer's sums (`metrics.sums`); its docstring is what
the report's legend and the generated page say of it.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import cleandoc

import msgspec
import polars as pl

from seatlight.model.report import ColumnKind


class Metric(msgspec.Struct, frozen=True):
    """A number of a developer: `key` as in documents, a `title` for people, how to draw it, how to get it."""

    key: str
    title: str
    kind: ColumnKind
    explanation: str
    expression: Callable[[], pl.Expr]


METRICS: dict[str, Metric] = {}
"""Every metric by its key, in the order in which reports show them."""


def over(number: pl.Expr, divisor: pl.Expr | int) -> pl.Expr:
    """A number over one divisor that is the same for all rows, right to the last digit.

    polars multiplies by the reciprocal where it knows that the divisor is one number, and then the last digit depends
    on how many rows there are; as a column it divides.
    """
    return number / (number * 0 + divisor)


def metric(title: str, kind: ColumnKind) -> Callable[[Callable[[], pl.Expr]], Callable[[], pl.Expr]]:
    """Put the function into the list of metrics under its own name."""

    def register(expression: Callable[[], pl.Expr]) -> Callable[[], pl.Expr]:
        key = expression.__name__
        METRICS[key] = Metric(key, title, kind, cleandoc(expression.__doc__ or ""), expression)
        return expression

    return register
