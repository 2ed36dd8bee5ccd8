"""A report that keeps totals is killed at any moment: what is kept is true, and the next one is exact."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seatlight.sandbox import Box, Setup, start
from tests.exactness import exact_or_marked
from tests.kept_truth import days_kept, false_days
from tests.reading import Document, facts_of
from tests.surfaces.commands import command, environment, words

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such signal on this system")

LATENCY_SECONDS = 0.03
"""An answer takes so long that a reading can be killed between any two of them."""
KILLS_A_FOLDER = 3
MOST_REQUESTS, MOST_DAYS, LONGEST_DELAY = 20, 55, 0.03
TURN_SECONDS = 0.002

Moment = Callable[[], bool]


@pytest.fixture(scope="module")
def slow() -> Iterator[Box]:
    """The usual team, whose answers take a moment."""
    with start(Setup(latency_seconds=LATENCY_SECONDS)) as running:
        yield running


def facts_today(box: Box) -> Document:
    """The facts, on the day that the vendor's clock shows by now."""
    return {**facts_of(box), "today": box.api.wall_clock.now().date().isoformat()}


def facts_then(box: Box, document: Document) -> Document:
    """The facts as of the hour that a document tells: the clock may have passed it since."""
    return {**facts_of(box), "now": document["freshness"]["as_of"], "today": document["window"]["last_on"]}


def moment(chance: random.Random, box: Box, kept: Path) -> Moment:
    """A moment to strike at: when some requests were made, or some days kept."""
    if chance.random() < 0.5:
        asked = len(box.requests) + chance.randint(0, MOST_REQUESTS)
        return lambda: len(box.requests) >= asked
    days = chance.randint(1, MOST_DAYS)
    return lambda: len(days_kept(kept)) >= days


def kill(around: dict[str, str], folder: Path, comes: Moment, delay: float) -> bool:
    """Starts a report and kills it at the moment, if it has not ended before; whether it was killed."""
    silent = subprocess.DEVNULL
    with subprocess.Popen(words("report"), env=around, cwd=folder, stdout=silent, stderr=silent) as running:
        while running.poll() is None and not comes():
            time.sleep(TURN_SECONDS)
        time.sleep(delay)
        running.kill()
    return running.returncode != 0


def kills(box: Box, folder: Path, count: int, seed: int) -> int:
    """Kills so many reports in a row that keep their totals in one folder, then lets one end; how many were killed."""
    chance, killed = random.Random(seed), 0
    around, kept = environment(box, SEATLIGHT_ARCHIVE=str(folder / "kept")), folder / "kept"
    for _ in range(count):
        killed += kill(around, folder, moment(chance, box, kept), chance.uniform(0, LONGEST_DELAY))
        assert false_days(kept, facts_today(box)) == []
    for _ in range(2):
        done = command(around, folder, "report", "--format", "json")
        assert (done.code, done.err) == (0, "")
        document = json.loads(done.out)
        assert document["freshness"]["complete"]
        assert exact_or_marked(document, facts_then(box, document)) == []
        assert false_days(kept, facts_today(box)) == []
        assert len(days_kept(kept)) > MOST_DAYS
    return killed


@pytest.mark.parametrize("seed", range(4))
def test_a_killed_report_leaves_nothing_false(seed: int, slow: Box, tmp_path: Path) -> None:
    """A dozen in all: every day kept is whole and true, and whoever comes next ends with the whole truth."""
    assert kills(slow, tmp_path, KILLS_A_FOLDER, seed) > 0


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 150))
def test_two_hundred_killed_reports_leave_nothing_false(seed: int, slow: Box, tmp_path: Path) -> None:
    """Four on each of fifty folders."""
    assert kills(slow, tmp_path, KILLS_A_FOLDER + 1, seed) > 0
