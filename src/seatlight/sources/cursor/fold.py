"""Usage events → USAGE_DAYS rows while they stream; memory grows with people and days, not with events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from seatlight.sources.cursor.payloads import TokenUsage, UsageEvent
from seatlight.sources.cursor.to_tables import DAY_MILLIS, frame
from seatlight.tables.codes import CodeBook, address_of
from seatlight.tables.schema import (
    ACTIVITY,
    BACKGROUND,
    EVENT_AMOUNTS,
    EVENT_COUNTS,
    FAILED,
    MICROCENTS,
    SERVICE,
    USAGE_DAYS,
)

AT_ONCE = 20_000
"""Events that wait as columns before they are added up."""
MERGE_FROM = 5
"""So many times `AT_ONCE` rows are held before they are merged; merging sooner costs more than it saves."""
KEYS = ("member", "day", "model", "kind")
TOKENS = ("input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens")
FAILED_KINDS = ("errored", "aborted")
KIND_CONSTANT = "usage_event_kind_"

UNKNOWN = TokenUsage()
COLUMNS = {
    "at": pl.Int64,
    "member": pl.Int32,
    "model": pl.Int32,
    "kind": pl.Int32,
    "charged": pl.Float64,
    "listed": pl.Float64,
    **dict.fromkeys(TOKENS, pl.Int64),
}


def failed(kind: str | None) -> bool:
    """True for a kind that says the request errored or was aborted; unknown kinds did neither."""
    return (kind or "").strip().lower().removeprefix(KIND_CONSTANT).startswith(FAILED_KINDS)


class Fold:
    """Adds events up per address, day, model and kind; sums are of integers, so any order gives the same.

    `first_ms` and `last_ms` bound the events that count; `arrived` tells how many came, `misplaced` how many
    of them lay outside, `strangers` how many were of another address than `whose` (None: everybody's count).
    """

    def __init__(
        self, first_ms: int, last_ms: int, codes: CodeBook, at_once: int = AT_ONCE, whose: str | None = None
    ) -> None:
        self._at_once = at_once
        self._whose = None if whose is None else codes.members.code(address_of(whose))
        self.strangers = 0
        self.arrived = 0
        self.misplaced = 0
        self._bounds = (first_ms, last_ms)
        self._members = _Known(lambda raw: codes.members.code(address_of(raw)))
        self._models = _Known(lambda raw: codes.models.code((raw or "").strip() or None))
        self._kinds = _Known(lambda kind: FAILED if failed(kind) else ACTIVITY)
        self._waiting: list[pl.DataFrame] = []
        self._frames: list[pl.DataFrame] = []

    def add(self, events: list[UsageEvent]) -> None:
        """Takes one page of events."""
        self.arrived += len(events)
        if self._whose is not None:
            mine = [event for event in events if self._members[event.user_email] == self._whose]
            self.strangers += len(events) - len(mine)
            events = mine
        self._waiting.append(pl.DataFrame(self._columns(events), schema=COLUMNS))
        if sum(page.height for page in self._waiting) >= self._at_once:
            self._freeze()

    @property
    def rows_held(self) -> int:
        """How many rows are in memory, waiting events included."""
        return sum(held.height for held in (*self._waiting, *self._frames))

    def settle(self) -> None:
        """Folds what still waits, so that `misplaced` is final."""
        self._freeze()

    def frames(self) -> tuple[pl.DataFrame, ...]:
        """What was added so far, at least one frame; rows of one key may stand in several of them."""
        self._freeze()
        return tuple(self._frames) or (frame(USAGE_DAYS),)

    def _freeze(self) -> None:
        """Turns the waiting events into rows, and merges rows once the new ones outgrow the merged ones."""
        if self._waiting:
            self._frames.append(self._folded(pl.concat(self._waiting)))
            self._waiting = []
        merged, *added = [held.height for held in self._frames] or [0]
        if sum(added) > max(MERGE_FROM * self._at_once, merged):
            self._merge()

    def _merge(self) -> None:
        if len(self._frames) > 1:
            sums = pl.col(*EVENT_COUNTS, *EVENT_AMOUNTS).sum()
            self._frames = [pl.concat(self._frames).group_by(KEYS).agg(sums)]

    def _folded(self, columns: pl.DataFrame) -> pl.DataFrame:
        """The rows of USAGE_DAYS that these events come to."""
        placed = columns.filter(pl.col("at").is_between(*self._bounds))
        self.misplaced += columns.height - placed.height
        cents = pl.coalesce("charged", "listed")
        rows = placed.with_columns(
            day=(pl.col("at") // DAY_MILLIS).cast(pl.Int32),
            events_without_tokens=pl.all_horizontal(pl.col(*TOKENS, "listed").is_null()).cast(pl.Int32),
            events_without_cost=cents.is_null().cast(pl.Int32),
            spend_microcents=(cents * MICROCENTS + 0.5).floor().cast(pl.Int64),
        )
        sums = pl.col(*EVENT_COUNTS[1:], *EVENT_AMOUNTS).sum()
        return rows.group_by(KEYS).agg(pl.len().cast(pl.Int32).alias(EVENT_COUNTS[0]), sums)

    def _columns(self, events: list[UsageEvent]) -> dict[str, list[Any]]:
        """The events column by column: one quick pass each, no object per event."""
        members, models, kinds = self._members, self._models, self._kinds
        tokens = [event.token_usage or UNKNOWN for event in events]
        return {
            "at": [event.timestamp for event in events],
            "member": [members[event.user_email] for event in events],
            "model": [models[event.model] for event in events],
            "kind": [
                SERVICE
                if event.service_account_id
                else kinds[event.kind or event.kind_label]
                or (BACKGROUND if event.automation_id or event.is_free_bugbot else ACTIVITY)
                for event in events
            ],
            "charged": [event.charged_cents for event in events],
            "listed": [used.total_cents for used in tokens],
            "input_tokens": [used.input_tokens for used in tokens],
            "output_tokens": [used.output_tokens for used in tokens],
            "cache_read_tokens": [used.cache_read_tokens for used in tokens],
            "cache_write_tokens": [used.cache_write_tokens for used in tokens],
        }


class _Known(dict[str | None, int]):
    """Remembers the code of each spelling it was asked for."""

    def __init__(self, code_of: Callable[[str | None], int]) -> None:
        super().__init__()
        self._code_of = code_of

    def __missing__(self, spelling: str | None) -> int:
        code = self[spelling] = self._code_of(spelling)
        return code
