"""Since when seats are held: the audit log first, then what was imported, then what the roster showed."""

from datetime import date, timedelta

import polars as pl
import pytest

from seatlight.model.people import FirstSeen, Imported
from seatlight.model.window import day_number
from seatlight.tables.seat_dates import SeatDates, seat_dates, with_seat_dates

DAY = date(2026, 11, 18)
ADA, BOB = "ada@example.org", "bob@example.org"


def member(email: str | None, seat_since: date | None = None) -> pl.DataFrame:
    """One member as the audit log leaves it."""
    since = None if seat_since is None else day_number(seat_since)
    return pl.DataFrame({"email": [email], "seat_since": [since]}, schema={"email": pl.String, "seat_since": pl.Int32})


def told(email: str | None, dates: SeatDates, seat_since: date | None = None) -> tuple[int | None, int | None]:
    """The day the seat was given, and the one by which it was held."""
    row = with_seat_dates(member(email, seat_since), dates).row(0, named=True)
    return row["seat_since"], row["held_since"]


def test_a_roster_that_always_had_it_tells_at_least_since() -> None:
    """The seat may be older than the first look."""
    dates = seat_dates(seen={ADA: FirstSeen(DAY)})
    assert (dates.known, dates.at_least) == ({}, {ADA: DAY})
    assert told(ADA, dates) == (None, day_number(DAY))


@pytest.mark.parametrize(("days", "known"), [(0, True), (1, True), (2, False), (60, False)])
def test_a_seat_that_came_between_two_looks_is_dated_if_they_were_close(days: int, known: bool) -> None:
    """The day before, or the same day: it was given then; with more days between it may have been any of them."""
    dates = seat_dates(seen={ADA: FirstSeen(DAY, DAY - timedelta(days=days))})
    assert (ADA in dates.known, ADA in dates.at_least) == (known, not known)


def test_an_imported_day_goes_before_the_roster() -> None:
    """And an imported line without a day tells nothing."""
    imported = (Imported(ADA, None, DAY - timedelta(days=100)), Imported(BOB, "account"))
    dates = seat_dates(imported, {ADA: FirstSeen(DAY), BOB: FirstSeen(DAY)})
    assert dates.known == {ADA: DAY - timedelta(days=100)}
    assert dates.at_least == {BOB: DAY}


def test_the_audit_log_goes_before_all() -> None:
    """What the vendor itself says is the day."""
    logged = DAY - timedelta(days=20)
    assert told(ADA, SeatDates({ADA: DAY}, {}), logged) == (day_number(logged), None)


def test_whoever_is_not_told_of_has_no_day() -> None:
    """Nor has a seat without an address."""
    dates = SeatDates({ADA: DAY}, {ADA: DAY})
    assert told(BOB, dates) == (None, None)
    assert told(None, dates) == (None, None)
    assert told(ADA, SeatDates()) == (None, None)
