"""Clocks that differ or jump: the report is exact as of its own hour, and nothing is kept that may still change."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from seatlight.actions.refresh_usage import refresh_usage
from seatlight.actions.window import Ask
from seatlight.model.access import OPERATOR
from seatlight.ports import Step
from seatlight.sandbox import Box, Setup, start
from seatlight.surfaces.cli.progress import Silent
from seatlight.wiring import wired
from tests.exactness import exact_or_marked
from tests.kept_truth import days_kept, false_days
from tests.reading import NOW, Document, facts_of, read, refreshed, settings_for, shown

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ASK = Ask(days=30)
MOMENTS = {"noon": NOW, "night": NOW.replace(hour=0, minute=20), "evening": NOW.replace(hour=23, minute=40)}
SKEWS = (HOUR, -HOUR, DAY, -DAY, timedelta(minutes=4), -timedelta(minutes=4))
SKEWED = [(moment, skew) for moment, skew in product(MOMENTS, SKEWS) if moment == "noon" or abs(skew) == HOUR]
JUMPS = {"an hour on": HOUR, "an hour back": -HOUR, "ten days on": 10 * DAY, "ten days back": -10 * DAY}


class HandSet:
    """A clock that stands where it was put, and jumps when the first step of a pass has ended, if told to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Jolt(Silent):
    """A watcher that puts a clock elsewhere as soon as a table begins to be known."""

    def __init__(self, clock: HandSet, by: timedelta, table: str) -> None:
        super().__init__()
        self._clock, self._by, self._table = clock, by, table

    def finished(self, step: Step) -> None:
        """Strikes once."""
        super().finished(step)
        if step.table == self._table:
            self._clock.now += self._by
            self._table = ""


def false(document: Document, box: Box, now: datetime, folder: Path) -> list[str]:
    """What is wrong with a document as of its own hour, where our clock stood at `now`, and with what is kept."""
    facts = facts_of(box)
    then = {**facts, "now": document["freshness"]["as_of"], "today": now.date().isoformat()}
    # Days that were known before stay known when the vendor's reach has moved on.
    since = [date.fromisoformat(row["known_since"]) for row in document["developers"] if row["known_since"]]
    then["reach_days"] = max(facts["reach_days"], *((now.date() - first).days + 1 for first in since), 0)
    return [*exact_or_marked(document, then), *false_days(folder, facts)]


@contextmanager
def running(at: datetime, *quirks: str) -> Iterator[Box]:
    """The team of 25 at an instant of the vendor's clock."""
    with start(Setup(people=25, now=at, quirks=frozenset(quirks))) as box:
        yield box


@pytest.mark.parametrize(("moment", "skew"), SKEWED, ids=str)
def test_a_clock_that_is_wrong_makes_no_false_report(moment: str, skew: timedelta, tmp_path: Path) -> None:
    """Up to the last hour that is over for both; a difference of more than a little is told."""
    at = MOMENTS[moment]
    with running(at) as box:
        document = read(box, ASK, at + skew, archive=tmp_path)
        assert false(document, box, at + skew, tmp_path) == []
    assert document["freshness"]["complete"]
    assert datetime.fromisoformat(document["freshness"]["as_of"]) <= min(at, at + skew)
    told = any("This machine's clock is" in note for note in document["freshness"]["notes"])
    assert told is (abs(skew) >= HOUR)
    assert days_kept(tmp_path)


@pytest.mark.parametrize(("moment", "skew"), list(product(MOMENTS, (HOUR, DAY))), ids=str)
def test_without_a_time_from_the_vendor_nothing_is_kept(moment: str, skew: timedelta, tmp_path: Path) -> None:
    """Our own clock may be ahead, and a day that is not over would be kept as if it were."""
    at = MOMENTS[moment]
    with running(at, "no-date") as box:
        document = read(box, ASK, at + skew, archive=tmp_path)
        assert false(document, box, at + skew, tmp_path) == []
    assert days_kept(tmp_path) == []
    assert any("no totals are kept" in note for note in document["freshness"]["notes"])


@pytest.mark.parametrize(
    "quirks", [(), pytest.param(("no-date",), marks=pytest.mark.soak)], ids=["date told", "no date"]
)
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_clock_that_jumps_between_refreshes_does_no_harm(
    moment: str, quirks: tuple[str, ...], tmp_path: Path
) -> None:
    """An hour on, two back, one on; ten days on and back where the vendor tells the time. Each report is right then."""
    at = MOMENTS[moment]
    clock, days = HandSet(at), () if quirks else (10 * DAY, -10 * DAY)
    with running(at, *quirks) as box, wired(settings_for(box, archive=tmp_path), clock=clock) as deps:
        for jump in (timedelta(), HOUR, -2 * HOUR, HOUR, *days):
            clock.now += jump
            document = refreshed(deps, ASK)
            assert false(document, box, clock.now, tmp_path) == [], (jump, document["freshness"])


@pytest.mark.parametrize("table", ["roster", pytest.param("seat_days", marks=pytest.mark.soak), "usage_days"])
@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_that_jumps_while_we_read_does_no_harm(jump: str, table: str, tmp_path: Path) -> None:
    """What was read then is right as of its hour, and the next refresh reads what is missing from there."""
    clock = HandSet(NOW)
    with running(NOW) as box, wired(settings_for(box, archive=tmp_path), clock=clock) as deps:
        refresh_usage(OPERATOR, deps, ASK, Jolt(clock, JUMPS[jump], table))
        assert clock.now == NOW + JUMPS[jump]
        for document in (shown(deps, ASK), refreshed(deps, ASK)):
            assert false(document, box, clock.now, tmp_path) == [], document["freshness"]
        clock.now = NOW
        document = refreshed(deps, ASK)
        assert document["freshness"]["complete"]
        assert false(document, box, NOW, tmp_path) == []


def test_days_that_have_not_begun_for_the_vendor_are_missing() -> None:
    """Where our clock is ten days ahead nobody is called idle on days that are yet to come."""
    with running(NOW) as box:
        document = read(box, ASK, NOW + 10 * DAY)
    assert not document["freshness"]["complete"]
    assert any("missing for 2026-11-20 to 2026-11-28" in note for note in document["freshness"]["notes"])
    assert {row["state"] for row in document["developers"]} <= {"unknown", "active", "no_seat", "removed"}
