"""What the audit log tells of seats, and what becomes of entries that tell too little."""

from datetime import date

import msgspec
import pytest

from seatlight.model.window import Window
from seatlight.ports import Arrival
from seatlight.sandbox import Setup, start
from seatlight.sources.cursor import CursorSource, to_tables
from seatlight.sources.cursor.payloads import AuditEvent
from seatlight.tables.codes import CodeBook, Codes
from tests.sources.cursor.reading import NOW, Tally, client, wanted_of
from tests.sources.scripted import reply, scripted

TODAY = NOW.date()
WEEK = Window(date(2026, 11, 16), TODAY)
AT = "2026-11-20T08:00:00Z"
ADA = {"email": "ada@example.org"}

UNDATED = [None, "", "some day", 5, "5", "2019-12-31T23:59:59Z", "2026-11-24T00:00:00Z", 1795132800, "9" * 30]
ELSEWHEN = ["2020-01-01T00:00:00Z", "2026-11-15T23:59:59Z", "2026-11-23T23:59:59Z"]


def entry(at: object, told: object, kind: str = "add_user") -> dict[str, object]:
    """An entry of the audit log as the vendor writes it."""
    return {"timestamp": at, "event_type": kind, "event_data": told}


def found_in(*entries: dict[str, object]) -> to_tables.SeatChanges:
    """What the entries come to for the week."""
    events = msgspec.json.decode(msgspec.json.encode(entries), type=list[AuditEvent], strict=False)
    return to_tables.seat_changes(events, WEEK, TODAY, Codes())


def arrived(*entries: dict[str, object]) -> Arrival:
    """What the step brings when these entries are the audit log of today."""
    quote, log = {"usageEvents": [], "totalUsageEventsCount": 0}, {"events": entries}
    with scripted(*(reply(msgspec.json.encode(body)) for body in (quote, log))) as server, client(server.url) as http:
        steps = CursorSource(http, CodeBook(Codes(), Codes())).plan(wanted_of(1, reach=7))
        return next(step for step in steps if step.table == "seat_changes").run(Tally())


@pytest.mark.parametrize("at", UNDATED)
def test_a_time_that_nobody_can_believe_is_counted(at: object) -> None:
    """None at all, before 2020, or after tomorrow."""
    found = found_in(entry(at, ADA), entry(AT, ADA))
    assert (found.frame.height, found.undated, found.nameless) == (1, 1, 0)


@pytest.mark.parametrize("at", ELSEWHEN)
def test_an_entry_of_another_day_is_left_to_its_own_window(at: str) -> None:
    """It is neither kept here nor missed."""
    found = found_in(entry(at, ADA), entry(at, None))
    assert (found.frame.height, found.undated, found.nameless) == (0, 0, 0)


@pytest.mark.parametrize("told", [None, {}, "ada@example.org", {"email": "ada"}, {"member": {"name": "Ada"}}])
def test_an_entry_that_names_nobody_is_counted(told: object) -> None:
    """It is about somebody, but nobody knows whom."""
    found = found_in(entry(AT, told, "remove_user"))
    assert (found.frame.height, found.undated, found.nameless) == (0, 0, 1)


def test_other_entries_are_nobodys_business() -> None:
    """A login without time or name is no seat given or taken."""
    found = found_in(entry(None, None, "login"), {})
    assert (found.frame.height, found.undated, found.nameless) == (0, 0, 0)


def test_seats_without_a_believable_time_leave_the_dates_incomplete() -> None:
    """The note says how many, and what is not known for it; the rest is kept."""
    arrival = arrived(entry(AT, ADA), entry(None, ADA), entry("1999-01-01T00:00:00Z", ADA, "remove_user"))
    assert not arrival.complete
    assert arrival.notes == (
        "2 entries of the audit log tell no believable time; the age of those seats is not known.",
    )  # fmt: skip
    assert sum(frame.height for frame in arrival.frames) == 1


def test_seats_of_nobody_are_noted_and_complete() -> None:
    """Reading again would not tell more."""
    arrival = arrived(entry(AT, None))
    assert arrival.complete
    assert arrival.notes == ("1 entry of the audit log names nobody; the age of that seat is not known.",)


def test_garbled_times_are_not_passed_over() -> None:
    """A number of its own in place of the time, twice in a row, leaves the reading incomplete."""
    with (
        start(Setup(now=NOW, faults=("wrong-types@/teams/audit-logs:always",))) as box,
        client(box.url, box.key) as http,
    ):
        steps = CursorSource(http, CodeBook(Codes(), Codes())).plan(wanted_of(1, reach=7))
        arrival = next(step for step in steps if step.table == "seat_changes").run(Tally())
        assert box.counts()["/teams/audit-logs"] == 2
    assert not arrival.complete
    assert "no believable time" in arrival.notes[0]
