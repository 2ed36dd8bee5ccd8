"""What is known of one connection at one instant: the tables, and which days of them are all there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import polars as pl

from seatlight.model.window import Window, day_number

PROVISIONAL_DAYS = 2
"""Today and this many days before may still change at the vendor's."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The tables of `tables.schema`, with the names behind their codes and what of them is missing.

    `seat_days_read` and `usage_days_read` hold the days (as integers) that were read in full and add up with what
    the vendor counts; `notes` say in sentences what is missing and why. The vendor may refuse seat dates or the spend
    of the cycle to a plan: that is complete but not known. A snapshot never changes.
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
    seat_changes_complete: bool = True
    cycle_spend_complete: bool = True
    cycle_spend_known: bool = True
    notes: tuple[str, ...] = field(default=())

    @property
    def today(self) -> date:
        """The UTC day the reading happened on."""
        return self.reach.last_on

    @property
    def provisional_from(self) -> date:
        """The first day whose numbers may still change."""
        return self.today - timedelta(days=PROVISIONAL_DAYS)

    def known_since(self, last_on: date) -> int | None:
        """First day from which daily rows are known without a gap up to `last_on`; None when that day is not."""
        return unbroken_since(self.seat_days_read, day_number(last_on))

    def usage_known_since(self, last_on: date) -> int | None:
        """First day from which usage events are known without a gap up to `last_on`; None when that day is not."""
        return unbroken_since(self.usage_days_read, day_number(last_on))


def unbroken_since(days: frozenset[int], last: int) -> int | None:
    """The first day of the unbroken run in `days` that ends on `last`; None when `last` is not in it."""
    if last not in days:
        return None
    while last - 1 in days:
        last -= 1
    return last


def covers(days: frozenset[int], first: int, last: int) -> bool:
    """Whether every day from `first` to `last` is in `days`; an empty stretch is covered."""
    return all(day in days for day in range(first, last + 1))
