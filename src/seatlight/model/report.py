"""The report as data: what every surface draws and `--format json` prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol, Self, runtime_checkable

import msgspec

from seatlight.model.access import Scope


class ColumnKind(StrEnum):
    """How a column is drawn."""

    TEXT = "text"
    TEXTS = "texts"
    DATE = "date"
    COUNT = "count"
    TOKENS = "tokens"
    DECIMAL = "decimal"
    SHARE = "share"
    CENTS = "cents"
    STATE = "state"
    SIGNALS = "signals"
    STRIP = "strip"
    FLAG = "flag"


class Column(msgspec.Struct, frozen=True):
    """One column of a table: its key in rows, how it is drawn, its title and what it means."""

    key: str
    kind: ColumnKind
    title: str
    explanation: str = ""


Row = dict[str, Any]


@runtime_checkable
class RowFrame(Protocol):
    """Rows of developers that are still columns: they can be narrowed and renamed before they are put into words."""

    def of_accounts(self, accounts: frozenset[str]) -> Self:
        """Those of these Jira accounts."""

    def renamed(self, name: Callable[[str], str]) -> Self:
        """All of them under other names, found by their `developer_id`, and without addresses and accounts."""

    def column(self, key: str) -> list[Any]:
        """The values of one column of the document."""

    def with_any(self, states: Sequence[str], signals: Sequence[str]) -> Self:
        """Those in one of these states and with one of these signals; no keys leave all of them."""

    def named_like(self, part: str) -> Self:
        """Those with this part, in whatever case, in name or address."""

    def ordered_by(self, key: str, *, descending: bool) -> Self | None:
        """All of them in the order of a column, those without a value last; None for one that is put into words."""

    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many there are of each state and each signal: `states` and `signals`, by key, without zeros."""


@dataclass(frozen=True)
class Table:
    """A named table: columns and rows (dicts by column key; a missing value is None)."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Report:
    """A document: what stands at its head, and its tables; the first table is the one it is about.

    `head` is JSON-ready (schema, window, freshness, team …). `complete` is false when something needed is missing;
    `notes` then say what. `about` are the Jira accounts whose sums it has, None for everybody's; `people` are the
    accounts, or where there is none the addresses, of the developers in it. `cut_for` is the Scope it was cut to, None
    as long as it was not.
    """

    head: Mapping[str, Any]
    tables: tuple[Table, ...]
    about: frozenset[str] | None = None
    people: frozenset[str] = frozenset()
    cut_for: Scope | None = None

    @property
    def complete(self) -> bool:
        """Whether everything the report needs was read and adds up."""
        return bool(self.head["freshness"]["complete"])

    @property
    def notes(self) -> list[str]:
        """Sentences about what is missing or uncertain."""
        notes: list[str] = self.head["freshness"]["notes"]
        return notes

    def table(self, name: str) -> Table:
        """The table of that name."""
        return next(table for table in self.tables if table.name == name)

    def with_rows(self, name: str, rows: Sequence[Row]) -> Report:
        """The same report with other rows in one table."""
        return replace(
            self,
            tables=tuple(replace(table, rows=rows) if table.name == name else table for table in self.tables),
        )

    def document(self) -> dict[str, Any]:
        """The report as one JSON-ready mapping: the head, then each table's rows under its name."""
        return {**self.head, **{table.name: list(table.rows) for table in self.tables}}
