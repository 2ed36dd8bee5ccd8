"""The rows of a developers' report: columns until somebody looks, dicts for whoever is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Self, overload

import polars as pl
import polars.selectors as cs

from seatlight.metrics.spans import Spans
from seatlight.model.report import ColumnKind, Row
from seatlight.reports.columns import DEVELOPER_COLUMNS
from seatlight.reports.findings import Reasons
from seatlight.reports.next_step import next_step, told
from seatlight.reports.wording import WORDED_FROM

Strip = list[int | None]
BATCH = 500
FIRES = "fires_"
NAMED = ("name", "email")
WORDED = ("state_because", "next_action", "next_because", "signals")
"""The columns that are put into words row by row."""


class DeveloperRows(Sequence[Row]):
    """Every developer of a report, in its order; a row is put into words when it is looked at.

    A page of a large team so costs what its own rows cost.
    """

    def __init__(self, judged: pl.DataFrame, spans: Spans, drawn: Mapping[int, Strip] | None = None) -> None:
        """`drawn` are strips by developer; rows get one each where there are any (`with_strips`)."""
        self._judged, self._spans, self._drawn = judged, spans, drawn
        self._reasons = Reasons(spans)

    def of_accounts(self, accounts: frozenset[str]) -> Self:
        """The developers of these Jira accounts; whoever has none is nobody's."""
        mine = pl.col("account_id").is_in(list(accounts)).fill_null(value=False)
        return self._with(self._judged.filter(mine))

    def renamed(self, name: Callable[[str], str]) -> Self:
        """All of them under other names and ids, without addresses and accounts, where tokens are equal by name."""
        names = pl.Series([name(developer_id) for developer_id in self._judged["shown_developer_id"]], dtype=pl.String)
        ids = pl.Series([sha256(text.encode()).hexdigest()[:16] for text in names], dtype=pl.String)
        hidden = self._judged.with_columns(
            name=names,
            email=names,
            emails=pl.lit([], pl.List(pl.String)),
            shown_name=names,
            shown_developer_id=ids,
            shown_email=pl.lit(None, pl.String),
            shown_emails=pl.lit([], pl.List(pl.String)),
            shown_jira_account_id=pl.lit(None, pl.String),
        )
        return self._with(hidden.sort("shown_total_tokens", "name", descending=[True, False], nulls_last=True))

    def with_strips(self, drawn: Mapping[int, Strip], blank: Strip) -> Self:
        """The same rows with a strip each, `blank` for whoever has none."""
        codes = self._judged["developer"]
        return type(self)(self._judged, self._spans, {code: drawn.get(code, blank) for code in codes})

    def of_developer(self, developer_id: str) -> Self:
        """The row of that id alone; none where there is no such developer here."""
        return self._with(self._judged.filter(pl.col("shown_developer_id") == developer_id))

    @property
    def codes(self) -> list[int]:
        """The code of each developer, as in the tables that the rows were measured on."""
        return self._judged["developer"].to_list()

    def column(self, key: str) -> list[Any]:
        """The values of one column of the document, in the order of the rows."""
        return self._judged[f"shown_{key}"].to_list()

    def with_any(self, states: Sequence[str], signals: Sequence[str]) -> Self:
        """Those in one of these states and with one of these signals; no keys leave all of them."""
        fires = [f"{FIRES}{key}" for key in signals if f"{FIRES}{key}" in self._judged.columns]
        found = self._judged
        if states:
            found = found.filter(pl.col("shown_state").is_in(list(states)))
        if signals:
            found = found.filter(pl.any_horizontal(fires) if fires else pl.lit(value=False))
        return self._with(found)

    def named_like(self, part: str) -> Self:
        """Those with this part, in whatever case, in name or address."""
        sought = part.strip().lower()
        has_it = [pl.col(f"shown_{key}").str.to_lowercase().str.contains(sought, literal=True) for key in NAMED]
        return self._with(self._judged.filter(pl.any_horizontal(has_it).fill_null(value=False)))

    def ordered_by(self, key: str, *, descending: bool) -> Self | None:
        """All of them in the order of a column, those without a value last; None for one that is put into words."""
        if key == "signals":
            order = pl.sum_horizontal(cs.starts_with(FIRES))
        elif key in WORDED or f"shown_{key}" not in self._judged.columns:
            return None
        else:
            order = _comparable(pl.col(f"shown_{key}"), self._judged.schema[f"shown_{key}"])
        return self._with(self._judged.sort(order, descending=descending, nulls_last=True, maintain_order=True))

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many there are of each state and each signal: `states` and `signals`, by key, without zeros."""
        states = self._judged["shown_state"].value_counts().sort("shown_state")
        signals = self._judged.select(cs.starts_with(FIRES).sum()).row(0, named=True) if len(self) else {}
        return {
            "states": dict(zip(states["shown_state"].to_list(), states["count"].to_list(), strict=True)),
            "signals": {key.removeprefix(FIRES): count for key, count in signals.items() if count},
        }

    def _with(self, judged: pl.DataFrame) -> Self:
        return type(self)(judged, self._spans, self._drawn)

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
        worded = looked_at.select(*WORDED_FROM, cs.starts_with(FIRES, "certainty_"))
        rows = [self._worded(row, wide) for row, wide in zip(drawn.to_dicts(), worded.to_dicts(), strict=True)]
        if self._drawn is not None:
            for row, code in zip(rows, looked_at["developer"], strict=True):
                row["strip"] = self._drawn[code]
        return rows

    def _worded(self, row: Row, wide: dict[str, Any]) -> Row:
        """The row with its reasons, its signals and the next step."""
        because, signals = self._reasons.of_state(wide), self._reasons.of_signals(wide)
        step = next_step(row["state"], told(because, row["state_certainty"]), signals)
        row.update(state_because=because, next_action=step.action, next_because=step.because or None, signals=signals)
        return row


def _comparable(column: pl.Expr, kind: pl.DataType) -> pl.Expr:
    """What a column is ordered by: texts whatever their case, lists by how much is in them."""
    if isinstance(kind, pl.String):
        return column.str.to_lowercase()
    return column.list.len() if isinstance(kind, pl.List) else column


def _dated(key: str, kind: ColumnKind) -> pl.Expr:
    """A column of the document under its key; days as dates, and an empty place for what is put into words."""
    if key in WORDED:
        return pl.lit(None).alias(key)
    return (
        pl.col(f"shown_{key}").alias(key).cast(pl.Date)
        if kind is ColumnKind.DATE
        else pl.col(f"shown_{key}").alias(key)
    )
