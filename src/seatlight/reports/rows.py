"""The rows of a developers' report: columns until somebody looks, dicts for whoever is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

import polars as pl
import polars.selectors as cs

from seatlight.metrics.spans import Spans
from seatlight.model.report import ColumnKind, Row
from seatlight.reports.columns import DEVELOPER_COLUMNS
from seatlight.reports.findings import Reasons
from seatlight.reports.next_step import next_step, told
from seatlight.reports.wording import WORDED_FROM

BATCH = 500
WORDED = ("state_because", "next_action", "next_because", "signals")
"""The columns that are put into words row by row."""


class DeveloperRows(Sequence[Row]):
    """Every developer of a report, in its order; a row is put into words when it is looked at.

    A page of a large team so costs what its own rows cost.
    """

    def __init__(self, judged: pl.DataFrame, spans: Spans) -> None:
        self._judged = judged
        self._reasons = Reasons(spans)

    def __len__(self) -> int:
        return self._judged.height

    def __iter__(self) -> Iterator[Row]:
        for first in range(0, len(self), BATCH):
            yield from self[first : first + BATCH]

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if isinstance(place, int):
            return self[place : place + 1 or None][0]
        looked_at = self._judged[place]
        drawn = looked_at.select(_dated(column.key, column.kind) for column in DEVELOPER_COLUMNS)
        worded = looked_at.select(*WORDED_FROM, cs.starts_with("fires_", "certainty_"))
        return [self._worded(row, wide) for row, wide in zip(drawn.to_dicts(), worded.to_dicts(), strict=True)]

    def _worded(self, row: Row, wide: dict[str, Any]) -> Row:
        """The row with its reasons, its signals and the next step."""
        because, signals = self._reasons.of_state(wide), self._reasons.of_signals(wide)
        step = next_step(row["state"], told(because, row["state_certainty"]), signals)
        row.update(state_because=because, next_action=step.action, next_because=step.because or None, signals=signals)
        return row


def _dated(key: str, kind: ColumnKind) -> pl.Expr:
    """A column of the document under its key; days as dates, and an empty place for what is put into words."""
    if key in WORDED:
        return pl.lit(None).alias(key)
    return (
        pl.col(f"shown_{key}").alias(key).cast(pl.Date)
        if kind is ColumnKind.DATE
        else pl.col(f"shown_{key}").alias(key)
    )
