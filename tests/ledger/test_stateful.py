"""Any course of refreshes, troubles and changes of the past: what is told holds, and in the end all of it is true."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from seatlight.archive.engines.on_polars import polars_engine
from seatlight.archive.folder import NAME
from seatlight.archive.parquet import ParquetTotals
from seatlight.errors import SeatlightError, Stopped
from seatlight.model.window import Window, day_of
from seatlight.sandbox.arrivals import invent_events
from seatlight.sandbox.limits import EVENTS_PATH
from seatlight.tables.days import kept_rows
from seatlight.wiring import CONNECTION
from tests.archive.kept import as_read, in_order
from tests.builders import snapshot_of
from tests.ledger.living import BEGUN, Living, Watching, living
from tests.oracle import differences
from tests.reading import Document, facts_of

REACH_DAYS = 40
LONGEST = timedelta(days=7)
"""After so long the last days begin: no day that ever changed has left the reach, and the window before one of 30 days
has not come into it, of which days may be missing that are not to be had any more."""
CHANGES_AGO = st.integers(0, 18)
PATHS = ("/teams/members", "/teams/daily-usage-data", "/teams/audit-logs", "/teams/spend", EVENTS_PATH)
ANYWHERE = ("error-500", "truncated", "not-json", "dropped", "empty", "too-many")
OF_LISTINGS = ("duplicated", "count-moves")
"""What can be noticed only where the vendor counts."""
IDLE = {"stopped", "never_started", "no_use_seen"}


def faults() -> st.SearchStrategy[list[str]]:
    """Often none, at times one or two."""
    anywhere = st.tuples(st.sampled_from(ANYWHERE), st.sampled_from(PATHS))
    of_listings = st.tuples(st.sampled_from(OF_LISTINGS), st.just(EVENTS_PATH))
    times = st.sampled_from(["1", "2", "always"])
    fault = st.builds(lambda what, times: f"{what[0]}@{what[1]}:{times}", anywhere | of_listings, times)
    return st.just([]) | st.lists(fault, min_size=1, max_size=2)


class Change(NamedTuple):
    """A change of the past that the product may not have heard of: what, when, and whether its day was settled."""

    what: str
    hour: datetime
    settled: bool

    def is_seen(self, at: datetime, others: Sequence["Change"]) -> bool:
        """Whether whoever reads at this hour without trouble hears of it.

        Provisional days are read every hour; settled ones are counted every day, and wholly read every week, which
        only matters where the count tells nothing: of costs, and of events that came while others went.
        """
        if not self.settled:
            return at > self.hour
        kinds = {other.what for other in others if other.settled}
        told_by_count = self.what != "correct" and not kinds >= {"arrive", "withdraw"}
        return at - self.hour >= (timedelta(days=1) if told_by_count else timedelta(days=7))


class AnyCourse(RuleBasedStateMachine):
    """A team of few, and a product that somebody asks now and then."""

    engine: str | None = None

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self._changes: list[Change] = []
        self._told: list[tuple[datetime, Document]] = []
        self._troubled: datetime | None = None

    @initialize(people=st.integers(5, 8), seed=st.integers(0, 3))
    def begin(self, people: int, seed: int) -> None:
        """Nothing is known yet."""
        archive = Path(self._folder.name) if self.engine else None
        self._living = living(people, seed=seed, reach_days=REACH_DAYS, archive=archive, engine=self.engine or "polars")
        self.product: Living = self._living.__enter__()

    @property
    def hour(self) -> datetime:
        """The last full hour."""
        return self.product.now_at.replace(minute=0, second=0, microsecond=0)

    @precondition(lambda self: self.product.now_at < BEGUN + LONGEST)
    @rule(minutes=st.sampled_from([20, 50, 60, 3 * 60, 9 * 60, 24 * 60, 24 * 60, 50 * 60, 4 * 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        """Minutes to days."""
        self.product.pass_time(minutes=minutes)

    @rule(days=st.sampled_from([7, 30, 40]), anew=st.booleans(), goes_wrong=faults())
    def refresh(self, days: int, anew: bool, goes_wrong: list[str]) -> None:
        """Somebody asks, and something may go wrong."""
        self._remember()
        self.product.break_down(*goes_wrong)
        try:
            self.product.refresh(days, anew=anew)
        except SeatlightError:
            assert goes_wrong
        self.product.break_down()
        if goes_wrong:
            self._troubled = self.hour
        else:
            self._changes = [change for change in self._changes if not change.is_seen(self.hour, self._changes)]
            self._check_complete(days)

    @rule(after=st.integers(0, 12), days=st.sampled_from([30, 40]))
    def process_is_killed(self, after: int, days: int) -> None:
        """In the middle of a refresh, or right after it."""
        self._remember()
        left = iter(range(after, -1, -1))
        stop = self.product.deps.usage.stop
        with suppress(Stopped):
            self.product.refresh(days, Watching(on_end=lambda _step: stop() if next(left, None) == 0 else None))
        self.product.begin_again()

    @rule(count=st.integers(1, 3), seed=st.integers(0, 99), ago=CHANGES_AGO)
    def events_arrive(self, count: int, seed: int, ago: int) -> None:
        """Late."""
        self.product.box.arrive_some(count, seed, [ago])
        self._changed("arrive", ago)

    @rule(count=st.integers(1, 3), seed=st.integers(0, 99), ago=CHANGES_AGO, after=st.integers(1, 6))
    def events_arrive_while_somebody_pages(self, count: int, seed: int, ago: int, after: int) -> None:
        """After so many requests for events."""
        box = self.product.box
        box.arrive_during(invent_events(box.world, count, seed, [ago]), after)
        self.refresh(40, anew=True, goes_wrong=["slow:0@/nowhere"])
        for _ in range(after):
            box.happenings.count_request()
        self._changed("arrive", ago)

    @rule(ago=CHANGES_AGO, days=st.integers(1, 4), factor=st.sampled_from([0.5, 1.25, 2.0]))
    def costs_are_corrected(self, ago: int, days: int, factor: float) -> None:
        """Of some days."""
        first = min(18, ago + days - 1)
        self.product.box.correct(self.product.ago(first), self.product.ago(ago), factor)
        for day in range(ago, first + 1):
            self._changed("correct", day)

    @rule(ago=CHANGES_AGO, every=st.integers(2, 5))
    def events_vanish(self, ago: int, every: int) -> None:
        """Never all of a day."""
        day = self.product.ago(ago)
        if self.product.box.world.count_on(day) >= 4:
            self.product.box.withdraw(day, day, every)
            self._changed("withdraw", ago)

    @rule(days=st.sampled_from([30, 40]))
    def look(self, days: int) -> None:
        """Whatever is told as certain was so at the hour that the document tells, or at one since."""
        known = self.product.known(days)
        if known is None or self._changes:
            return
        document = self.product.look(days)
        self._remember()
        since = datetime.fromisoformat(document["freshness"]["as_of"])
        truths = [self.product.truth(days, told) for hour, told in self._told if hour >= since]
        for row in document["developers"]:
            if row["state_certainty"] == "certain" and row["state"] != "unknown":
                true = {one["state"] for truth in truths for one in truth["developers"] if one["email"] == row["email"]}
                told = true | IDLE if true & IDLE and row["state"] == "no_use_seen" else true
                assert row["state"] in told, (row["email"], row["state"], true)

    def _remember(self) -> None:
        """What the sandbox tells at this hour."""
        self._told = [(hour, told) for hour, told in self._told if hour != self.hour][-20:]
        self._told.append((self.hour, facts_of(self.product.box)))

    def _changed(self, what: str, ago: int) -> None:
        self._told = []
        self._changes.append(Change(what, self.hour, settled=ago > 2))

    def _check_complete(self, days: int) -> None:
        """After a refresh without trouble nothing is missing, and all is true if nobody changed what was settled."""
        document = self.product.look(days)
        if self._troubled != self.hour:
            assert document["freshness"]["complete"], document["freshness"]
        if document["freshness"]["complete"] and not self._changes and self._troubled != self.hour:
            assert differences(document, self.product.truth(days, facts_of(self.product.box))) == []

    def teardown(self) -> None:
        """A week and a day later everything is true, and so is what is kept."""
        try:
            for _ in range(8):
                self.product.pass_time(hours=24)
                self.product.refresh(REACH_DAYS)
            for days in (7, 30, REACH_DAYS):
                assert self.product.wrong(days) == [], self.product.look(days)["freshness"]
            if self.engine:
                self._check_kept()
        finally:
            self._living.__exit__(None, None, None)
            self._folder.cleanup()

    def _check_kept(self) -> None:
        """Every kept day has the rows that the facts come to."""
        totals = kept_of(Path(self._folder.name))
        days, facts = sorted(totals.days()), facts_of(self.product.box)
        assert len(days) >= REACH_DAYS - 3
        true = snapshot_of(facts, Window(day_of(days[0]), day_of(days[-1])))
        rows = as_read(kept_rows(true.seat_days, true.usage_days, true.addresses, true.models))
        of_days = rows.filter(rows["day"].is_in(days))
        assert in_order(totals.rows(days).collect("polars").to_native()).equals(in_order(of_days))


def kept_of(folder: Path) -> ParquetTotals:
    """What is kept in a folder, whoever's it is."""
    belonging: dict[str, str] = json.loads((folder / CONNECTION / NAME).read_bytes())
    return ParquetTotals(folder, CONNECTION, belonging["identity"], polars_engine)


class KeptAndReadByPolars(AnyCourse):
    """The same with daily totals kept."""

    engine = "polars"


class KeptAndReadByDuckDB(AnyCourse):
    """The same with another engine."""

    engine = "duckdb"


COURSES = [AnyCourse, KeptAndReadByPolars, KeptAndReadByDuckDB]


@pytest.mark.parametrize("course", COURSES)
def test_any_course_of_events_ends_in_the_truth(course: type[AnyCourse]) -> None:
    """Few short courses."""
    run_state_machine_as_test(course, settings=settings(max_examples=4, stateful_step_count=14))


@pytest.mark.soak
@pytest.mark.parametrize("course", COURSES)
def test_any_long_course_of_events_ends_in_the_truth(course: type[AnyCourse]) -> None:
    """Many long ones."""
    run_state_machine_as_test(course, settings=settings(max_examples=100, stateful_step_count=30))
