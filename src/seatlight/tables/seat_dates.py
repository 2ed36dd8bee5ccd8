"""Since when seats are held, beside what the vendor's audit log tells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec
import polars as pl

from seatlight.model.people import FirstSeen, Imported
from seatlight.model.window import day_number

NEXT_DAY = timedelta(days=1)


class SeatDates(msgspec.Struct, frozen=True):
    """By address: the day its seat was given (`known`), or one by which it was held already (`at_least`)."""

    known: Mapping[str, date] = {}
    at_least: Mapping[str, date] = {}


def seat_dates(imported: tuple[Imported, ...] = (), seen: Mapping[str, FirstSeen] | None = None) -> SeatDates:
    """What an admin imported, else what the roster showed.

    A roster that had the address one day and had it not the day before tells when the seat was given; any other
    first sight of it tells only that it is at least so old.
    """
    known = {line.email: line.seat_since for line in imported if line.seat_since is not None}
    at_least: dict[str, date] = {}
    for email, first in (seen or {}).items():
        if email in known:
            continue
        fresh = first.absent_on is not None and first.on - first.absent_on <= NEXT_DAY
        (known if fresh else at_least)[email] = first.on
    return SeatDates(known, at_least)


def with_seat_dates(members: pl.DataFrame, dates: SeatDates) -> pl.DataFrame:
    """The members with `seat_since` filled where only these dates tell, and the column `held_since` (a lower bound).

    A seat that was given after a date that was imported or seen is the audit log's alone, which goes first.
    """
    known, at_least = (
        pl.col("email").replace_strict(_days(found), default=None, return_dtype=pl.Int32)
        if found
        else pl.lit(None, pl.Int32)
        for found in (dates.known, dates.at_least)
    )
    return members.with_columns(seat_since=pl.coalesce("seat_since", known), held_since=at_least)


def _days(dates: Mapping[str, date]) -> dict[str, int]:
    return {email: day_number(on) for email, on in dates.items()}
