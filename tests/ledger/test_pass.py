"""One pass of the ledger over a written source: whole days replaced, failures kept as what is missing."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, BrokenBarrierError

import polars as pl
import pytest

from seatlight.archive.none import NothingKept
from seatlight.errors import KeyRefused, Stopped, VendorFault
from seatlight.ledger.days import DayTable
from seatlight.ledger.run import Ledger
from seatlight.model.window import Window, last_days
from seatlight.ports import Arrival, Need, Step, Ticker, Wanted
from seatlight.surfaces.cli.progress import Silent
from seatlight.tables import schema
from seatlight.tables.codes import CodeBook, Codes
from seatlight.tables.snapshot import Snapshot
from seatlight.tables.types import polars_schema

TODAY = date(2026, 11, 18)
REACH = last_days(10, TODAY)
AS_OF = datetime(2026, 11, 18, 13, tzinfo=UTC)
NEED = Need(reach=REACH, events=REACH, as_of=AS_OF, decides=REACH, answers=REACH)


def seat_days(*rows: tuple[int, int]) -> pl.DataFrame:
    """Daily rows of a member on a day, used once."""
    return pl.DataFrame(
        [(member, day, 1, 0, 0, 0, 0, 0, 0) for member, day in rows],
        schema=polars_schema(schema.SEAT_DAYS), orient="row",
    )  # fmt: skip


class Scripted:
    """A source whose steps do what the test wrote down."""

    vendor = "scripted"
    lanes: Mapping[str, int] = {"admin": 1, "events": 1}

    def __init__(self, roster: Step, *steps: Step) -> None:
        self.steps = list(steps)
        self.stopped = False
        self._roster = roster

    def roster(self) -> Step:
        """The roster as written."""
        return self._roster

    def as_of(self, ours: datetime) -> tuple[datetime, tuple[str, ...]]:
        """Both clocks agree."""
        return ours, ()

    def tells_time(self) -> bool:
        """It does."""
        return True

    def plan(self, wanted: Wanted) -> list[Step]:
        """The steps as written."""
        return self.steps

    def asking_for(self, members: Collection[int], windows: Sequence[Window], as_of: datetime) -> list[Step]:
        """Nobody can be asked for alone."""
        return []

    def stop(self) -> None:
        """Remembers that it was told to stop."""
        self.stopped = True


def step(table: str, run: Callable[[Ticker], Arrival], covers: Window | None = None, lane: str = "admin") -> Step:
    """A step that runs what is given."""
    return Step(table, covers, lane, f"Step {table}", 1, run)


def roster() -> Step:
    """A roster of nobody."""
    return step("roster", lambda _tick: Arrival((polars_schema(schema.ROSTER).to_frame(),)))


def failing(error: Exception) -> Callable[[Ticker], Arrival]:
    """A step that fails."""

    def run(_tick: Ticker) -> Arrival:
        raise error

    return run


def read(source: Scripted) -> Snapshot:
    """What a ledger of that source knows after one pass."""
    ledger = Ledger(source, CodeBook(Codes(), Codes()), NothingKept())
    ledger.refresh(NEED, Silent())
    known = ledger.known(NEED)
    assert known is not None
    return known


def test_a_failed_step_leaves_its_days_missing_and_says_why() -> None:
    """The other days are known, and the note carries the step and the reason."""
    older, newer = REACH.chunks(5)[1], REACH.chunks(5)[0]
    source = Scripted(
        roster(),
        step("seat_days", lambda _tick: Arrival((seat_days((1, newer.last)),)), newer),
        step("seat_days", failing(VendorFault("The vendor has a fault.")), older),
    )
    snapshot = read(source)
    assert snapshot.seat_days_read == set(range(newer.first, newer.last + 1))
    assert snapshot.known_since(TODAY) == newer.first
    assert snapshot.notes == ("Step seat_days: The vendor has a fault.",)


def test_without_the_roster_there_is_no_report() -> None:
    """A refused key is told at once, not as a gap in a report."""
    source = Scripted(step("roster", failing(KeyRefused("No."))), step("seat_days", failing(AssertionError()), REACH))
    with pytest.raises(KeyRefused):
        read(source)


def test_two_lanes_are_read_side_by_side() -> None:
    """Each lane waits for the other to have begun; one after the other they would wait for ever."""
    together = Barrier(2, timeout=10)

    def meet(_tick: Ticker) -> Arrival:
        together.wait()
        return Arrival(())

    source = Scripted(roster(), step("seat_days", meet, REACH), step("usage_days", meet, REACH, lane="events"))
    try:
        snapshot = read(source)
    except BrokenBarrierError:
        pytest.fail("the lanes did not run at the same time")
    assert len(snapshot.usage_days_read) == REACH.days


def test_whoever_stops_the_reading_stops_the_source() -> None:
    """A stop in one lane ends every further request."""
    source = Scripted(roster(), step("seat_days", failing(Stopped("Stopped.")), REACH))
    with pytest.raises(Stopped):
        read(source)
    assert source.stopped


def test_whole_days_are_replaced_and_never_merged() -> None:
    """What arrives again for a day takes the place of all that was there, on that day alone."""
    table = DayTable(polars_schema(schema.SEAT_DAYS))
    table.put(REACH, Arrival((seat_days((1, REACH.first), (1, REACH.last), (2, REACH.last)),)), AS_OF)
    table.put(Window(TODAY, TODAY), Arrival((seat_days((3, REACH.last)),)), AS_OF)
    kept = table.frame().select("member", "day").rows()
    assert sorted(kept) == [(1, REACH.first), (3, REACH.last)]
    assert table.read == set(range(REACH.first, REACH.last + 1))


def test_days_that_do_not_add_up_are_kept_but_count_as_not_read() -> None:
    """Their rows show as 'so far'; reading them again in full heals them."""
    table = DayTable(polars_schema(schema.SEAT_DAYS))
    yesterday = Window(TODAY - timedelta(days=1), TODAY - timedelta(days=1))
    table.put(REACH, Arrival((seat_days((1, REACH.last)),)), AS_OF)
    table.put(yesterday, Arrival((seat_days((1, yesterday.last)),), complete=False), AS_OF)
    assert yesterday.last not in table.read
    assert table.frame().height == 2
    table.put(yesterday, Arrival((seat_days((1, yesterday.last)),)), AS_OF)
    assert table.read == set(range(REACH.first, REACH.last + 1))
    assert table.frame().height == 2
