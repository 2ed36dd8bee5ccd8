"""What is known of one connection at one instant: the tables, and which days of them are all there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

import narwhals as nw
import polars as pl

from seatlight.model.window import Window, day_number
from seatlight.tables.days import in_order, member_days

PROVISIONAL_DAYS = 2
"""Today and this many days before may still change at the vendor's."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The tables of `tables.schema`, with the names behind their codes and what of them is missing.

    `seat_days_read` and `usage_days_read` hold the days (as integers) that were read in full and add up with what
    the vendor counts; `usage_days_read_of` holds, by member, further days of which the events of that address alone
    were read. `kept` are rows of days that are in neither table (KEPT with `day` as an integer), on whatever engine
    holds them, and `kept_days` their MEMBER_DAYS; `addresses` and `models` list theirs too. `told_from` is the first
    day of which anything is told where that is suspiciously late: the vendor may have forgotten what was before.
    `notes` say in sentences what is missing and why. The vendor may refuse seat dates or the spend of the cycle to a
    plan: that is complete but not known. A snapshot never changes.
    """

    as_of: datetime
    reach: Window
    addresses: tuple[str | None, ...]
    models: tuple[str | None, ...]
    roster: pl.DataFrame
    seat_changes: pl.DataFrame
    cycle_spend: pl.DataFrame
    seat_days: pl.DataFrame
    usage_days: pl.DataFrame
    seat_days_read: frozenset[int]
    usage_days_read: frozenset[int]
    usage_days_read_of: Mapping[int, frozenset[int]] = field(default_factory=dict)
    kept: nw.LazyFrame[Any] | None = None
    kept_days: pl.DataFrame | None = None
    told_from: int | None = None
    seat_changes_complete: bool = True
    cycle_spend_complete: bool = True
    cycle_spend_known: bool = True
    notes: tuple[str, ...] = field(default=())
    sums: dict[Any, pl.DataFrame] = field(default_factory=dict, repr=False)
    """What was added up before (`tables.totals`): many look at the same days of a snapshot, and it never changes."""

    @property
    def today(self) -> date:
        """The UTC day the reading happened on."""
        return self.reach.last_on

    @property
    def provisional_from(self) -> date:
        """The first day whose numbers may still change."""
        return self.today - timedelta(days=PROVISIONAL_DAYS)

    @cached_property
    def member_days(self) -> pl.DataFrame:
        """MEMBER_DAYS of everything that is known, sorted by member and day; worked out once for all who look."""
        here = member_days(self.seat_days, self.usage_days)
        if self.kept_days is None:
            return here
        return in_order(pl.concat([here, self.kept_days])) if here.height else self.kept_days

    def usage_read(self, only: frozenset[str] | None = None) -> frozenset[int]:
        """The days of which all events of these addresses, or (None) of everybody, were read."""
        if only is None:
            return self.usage_days_read
        codes = {address: code for code, address in enumerate(self.addresses)}
        own = [self.usage_days_read_of.get(codes.get(address, 0), frozenset()) for address in only]
        return self.usage_days_read | frozenset.intersection(*own)

    def known_since(self, last_on: date) -> int | None:
        """First day from which daily rows are known without a gap up to `last_on`; None when that day is not.

        Nothing told is not known where the vendor may have forgotten.
        """
        since = unbroken_since(self.seat_days_read, day_number(last_on))
        if since is None or self.told_from is None:
            return since
        return max(since, self.told_from) if self.told_from <= day_number(last_on) else None

    def usage_known_since(self, last_on: date) -> int | None:
        """First day from which usage events are known without a gap up to `last_on`; None when that day is not."""
        return unbroken_since(self.usage_days_read, day_number(last_on))

    def usage_known_since_of(self, last_on: date) -> dict[int, int]:
        """The same by member, for those of whom more is known than of everybody."""
        last = day_number(last_on)
        own = {
            member: unbroken_since(self.usage_days_read | days, last)
            for member, days in self.usage_days_read_of.items()
        }
        return {member: first for member, first in own.items() if first is not None}


def unbroken_since(days: frozenset[int], last: int) -> int | None:
    """The first day of the unbroken run in `days` that ends on `last`; None when `last` is not in it."""
    if last not in days:
        return None
    while last - 1 in days:
        last -= 1
    return last
