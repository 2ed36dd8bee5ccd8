"""What the API's answers look like, made from the same columns as the answers themselves: for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from seatlight.actions.reading import Progress
from seatlight.model.report import Column, ColumnKind


class Signal(msgspec.Struct, frozen=True):
    """What stands out about a developer, why, how certain that is, and what to do about it."""

    key: str
    because: str
    certainty: Literal["certain", "likely", "unsure"]
    next_action: str


class Freshness(msgspec.Struct, frozen=True):
    """How complete and how new it is; `notes` are sentences about what is missing or uncertain."""

    complete: bool
    notes: list[str] = []
    as_of: str | None = None
    provisional_from: date | None = None


class Days(msgspec.Struct, frozen=True):
    """Whole UTC days, the first and the last included."""

    first_on: date
    last_on: date


class WindowPart(msgspec.Struct, frozen=True):
    """The days a report is about; `previous` is null where the vendor does not answer so far back."""

    first_on: date
    last_on: date
    days: int
    previous: Days | None = None


class TeamPart(msgspec.Struct, frozen=True):
    """The team as a whole: sums, seats and money. What is not known is null, what a mode hides is absent."""

    seats: int | None = None
    seats_used: int | None = None
    utilisation_share: float | None = None
    seats_paid: int | None = None
    seats_paid_is: Literal["counted", "entered"] | None = None
    seats_idle: int | None = None
    seats_freed: int | None = None
    seats_occupied_by_removed: int | None = None
    active_developers: int | None = None
    total_tokens: int | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    cache_read_tokens: int | None = None
    cache_write_tokens: int | None = None
    events: int | None = None
    events_without_tokens: int | None = None
    events_without_cost: int | None = None
    unattributed_tokens: int | None = None
    unattributed_events: int | None = None
    spend_cents: float | None = None
    spend_recent_cents: float | None = None
    spend_cycle_cents: float | None = None
    spend_per_active_developer_cents: float | None = None
    saving_possible_cents_per_month: float | None = None
    saving_realised_cents_per_month: float | None = None
    currency: str | None = None
    models_without_tier: list[str] | None = None


class StripPart(msgspec.Struct, frozen=True):
    """Which days the strips in rows show, and which of them were off."""

    first_on: date
    off: list[date]


class ProjectPart(msgspec.Struct, frozen=True):
    """The project a report is about; `members_by` says by which rule somebody is a member."""

    key: str
    name: str
    members: int
    members_by: str
    open: bool


class StateMeaning(msgspec.Struct, frozen=True):
    """A state of a seat: what it is called, what it means, what is usually done about it."""

    key: str
    title: str
    explanation: str
    next_action: str


class SignalMeaning(msgspec.Struct, frozen=True):
    """A signal: what it is called, when it fires, on which states, what is usually done about it."""

    key: str
    title: str
    explanation: str
    next_action: str
    states: list[str]


class Meanings(msgspec.Struct, frozen=True):
    """Every state, in the order in which they are tested, and every signal, in the order of reports."""

    states: list[StateMeaning]
    signals: list[SignalMeaning]


class PagePart(msgspec.Struct, frozen=True):
    """Which part of the first table this is: `rows` it has in all, `fitting` of them fit the filter.

    Of developers it says how many of all rows there are of each state and each signal, by key.
    """

    page: int
    size: int
    rows: int
    fitting: int
    states: dict[str, int] = {}
    signals: dict[str, int] = {}


class ColumnPart(msgspec.Struct, frozen=True):
    """A column: its key in rows, how it is drawn, its title and what it means."""

    key: str
    kind: ColumnKind
    title: str
    explanation: str


class NothingYet(msgspec.Struct, frozen=True):
    """Nothing is known yet; `progress` says how the reading gets on. Ask again in a few seconds."""

    freshness: Freshness
    progress: Progress


class Reread(msgspec.Struct, frozen=True):
    """That something is being read again, and how that gets on."""

    progress: Progress


TYPES: Mapping[ColumnKind, Any] = {
    ColumnKind.TEXT: str,
    ColumnKind.TEXTS: list[str],
    ColumnKind.DATE: date,
    ColumnKind.COUNT: int,
    ColumnKind.TOKENS: int,
    ColumnKind.DECIMAL: float,
    ColumnKind.SHARE: float,
    ColumnKind.CENTS: float,
    ColumnKind.STATE: str,
    ColumnKind.SIGNALS: list[Signal],
    ColumnKind.STRIP: list[int | None],
    ColumnKind.FLAG: bool,
}


def row(name: str, columns: Sequence[Column]) -> Any:
    """The row of a table: every column may be empty."""
    fields = [(column.key, _typed(column), None) for column in columns]
    return msgspec.defstruct(name, fields, frozen=True)


def _typed(column: Column) -> Any:
    meta = msgspec.Meta(title=column.title, description=column.explanation or column.title)
    return Annotated[TYPES[column.kind], meta] | None


def document(name: str, says: str, tables: Mapping[str, Any], head: Mapping[str, Any] | None = None) -> Any:
    """A document with these rows by table; `head` are further keys at its top, each with its type."""
    fields: list[tuple[str, Any, Any]] = [
        ("page", PagePart | None, None),
        ("columns", dict[str, list[ColumnPart]], {}),
        ("titles", dict[str, str], {}),
        *((key, kind | None, None) for key, kind in (head or {}).items()),
        *((table, _list_of(rows), []) for table, rows in tables.items()),
    ]
    required = [("schema", str), ("freshness", Freshness)]
    return msgspec.defstruct(name, [*required, *fields], frozen=True, namespace={"__doc__": says})


def _list_of(kind: Any) -> Any:
    return list[kind]
