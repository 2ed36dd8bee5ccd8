"""Who watches a reading or stops it: what is known by then is shown, marked incomplete, and true."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest

from seatlight.sandbox import Box, Setup, start
from seatlight.sandbox.limits import EVENTS_PATH
from tests.exactness import exact_or_marked
from tests.reading import Document, facts_of
from tests.surfaces.commands import LONGEST_SECONDS, Done, command, environment, running, words
from tests.surfaces.test_interrupts import PATIENT, SOON_SECONDS, await_request
from tests.surfaces.test_terminal import STEERING, on_terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals are others there")

ADMIN_ENDS = "/teams/spend"
"""What is asked for last besides events."""
SCREEN = {"COLUMNS": "160", "LINES": "60"}


def await_true(what: Callable[[], bool]) -> None:
    """Waits until it is so."""
    for _ in range(100 * LONGEST_SECONDS):
        if what():
            return
        time.sleep(0.01)
    raise AssertionError("It never came to that.")


def stopped(folder: Path, *arguments: str, fault: str, after: str) -> tuple[Done, Document]:
    """How a report ends that is stopped soon after a path was asked for while another hangs, and the facts."""
    with (
        start(Setup(faults=(f"hang@{fault}:always",))) as box,
        running(environment(box, **PATIENT), folder, "report", *arguments) as process,
    ):
        await_request(box, after)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=SOON_SECONDS)
        return Done(process.returncode, out, err.decode()), facts_of(box)


def test_a_stopped_report_tells_what_is_known_by_then(tmp_path: Path) -> None:
    """The document is marked incomplete, says that it was stopped, and has nothing false in it."""
    done, facts = stopped(tmp_path, "--format", "json", fault=EVENTS_PATH, after=ADMIN_ENDS)
    document = json.loads(done.out)
    assert (done.code, done.err) == (3, "")
    assert document["freshness"]["complete"] is False
    assert document["freshness"]["notes"][0] == "Stopped by hand before everything was read."
    then = {**facts, "now": document["freshness"]["as_of"], "today": document["window"]["last_on"]}
    assert exact_or_marked(document, then) == []
    assert sum(row["active_days"] for row in document["developers"]) > 0


@pytest.mark.parametrize("form", ["table", "csv"])
def test_a_stopped_report_is_marked_in_every_form(form: str, tmp_path: Path) -> None:
    """The table says it above its rows; a CSV has no place for it, so stderr does."""
    done, facts = stopped(tmp_path, "--format", form, fault=EVENTS_PATH, after=ADMIN_ENDS)
    assert done.code == 3
    told = done.text if form == "table" else done.err
    assert "incomplete" in told.lower()
    assert "Stopped by hand before everything was read." in " ".join(told.split())
    if form == "csv":
        people = {row["email"] for row in csv.DictReader(StringIO(done.text))}
        assert people >= {
            entry["email"] for entry in facts["roster"] if entry["role"] == "member" and not entry["removed"]
        }


def test_a_report_stopped_before_the_roster_is_one_sentence(tmp_path: Path) -> None:
    """Nothing is known of anybody yet, so there is nothing to show."""
    done, _ = stopped(tmp_path, "--format", "json", fault="/teams/members", after="/teams/members")
    assert done.code == 1
    assert done.sentence == "Stopped before anything was read."


class Screen:
    """A command on a pseudo-terminal, and all that it has shown there."""

    def __init__(self, process: "subprocess.Popen[bytes]", end: int) -> None:
        self.process = process
        self._end, self._shown = end, bytearray()
        self._reading = Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        try:
            while piece := os.read(self._end, 65536):
                self._shown += piece
        except OSError:  # Linux says so when nobody holds the other end any more.
            pass

    @property
    def text(self) -> str:
        """What was shown so far, without what steers the terminal."""
        return STEERING.sub("", self._shown.decode(errors="replace"))

    @property
    def left_alone(self) -> str:
        """What stays there once the screen of its own was given back."""
        return STEERING.sub("", self._shown.decode(errors="replace").rpartition("\x1b[?1049l")[2])

    def end(self) -> int:
        """Waits for the end of the command; its exit code."""
        code = self.process.wait(timeout=LONGEST_SECONDS)
        self._reading.join()
        return code


@contextmanager
def followed(around: Mapping[str, str], folder: Path) -> Iterator[Screen]:
    """`report --follow` on a terminal."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        words("report", "--follow"), env={**around, **SCREEN}, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        try:
            yield Screen(process, ours)
        finally:
            process.kill()
            os.close(ours)


def test_who_follows_sees_what_is_certain_and_ends_with_the_table(tmp_path: Path) -> None:
    """While it is read: what is certain, so far and missing; at the end the whole table alone, and exit code 0."""
    with start(Setup(latency_seconds=0.15)) as box, followed(environment(box), tmp_path) as screen:
        assert screen.end() == 0
        shown, left = screen.text, screen.left_alone
    assert re.search(r"Certain \d+ of \d+ states", shown)
    assert re.search(r"\d+ of \d+ requests, [\d,]+ rows", shown)
    assert "≥ so far" in shown
    assert "Missing" in shown
    assert "Ctrl-C shows what is known by then" in shown
    assert "AI adoption by developer" in left
    assert "Missing" not in left
    assert "incomplete" not in left.lower()
    assert all(entry["name"] in left for entry in facts_of(box)["roster"][:3])


def test_who_follows_sees_the_time_left_and_may_stop(tmp_path: Path) -> None:
    """A quota that takes minutes: the time left is told, and Ctrl-C ends with what is known by then."""
    tight = {"SEATLIGHT_CURSOR_EVENTS_PER_MINUTE": "4"}
    with start(Setup()) as box, followed(environment(box, **tight), tmp_path) as screen:
        await_true(lambda: bool(re.search(r"about \d+ (?:s|min) left", screen.text)))
        screen.process.send_signal(signal.SIGINT)
        assert screen.end() == 3
        left = screen.left_alone
    assert "Stopped by hand before everything was read." in " ".join(left.split())
    assert "AI adoption by developer" in left
    assert "Traceback" not in screen.text


def test_who_stops_following_before_the_roster_gets_a_sentence(tmp_path: Path) -> None:
    """Nothing is known of anybody yet."""
    with (
        start(Setup(faults=("hang@/teams/members:always",))) as box,
        followed(environment(box, **PATIENT), tmp_path) as screen,
    ):
        await_true(lambda: "Nothing is known yet" in screen.text)
        screen.process.send_signal(signal.SIGINT)
        assert screen.end() == 1
    assert "seatlight: Stopped before anything was read." in screen.left_alone


def test_following_into_a_pipe_is_wrong_usage(box: Box, tmp_path: Path) -> None:
    """There is no screen to draw on; nothing is asked of Cursor."""
    before = len(box.requests)
    done = command(environment(box), tmp_path, "report", "--follow")
    assert done.code == 2
    assert "--follow draws a table on a terminal" in done.sentence
    assert len(box.requests) == before


@pytest.mark.parametrize("more", [["--format", "json"], ["--output", "report.csv"]], ids=" ".join)
def test_following_data_or_a_file_is_wrong_usage(more: list[str], box: Box, tmp_path: Path) -> None:
    """On a terminal too: they are given out once, when all is known; nothing is asked of Cursor, nothing written."""
    before = len(box.requests)
    code, out, err = on_terminal(environment(box), tmp_path, "report", "--follow", *more, out=True, err=False)
    assert (code, out) == (2, "")
    assert "--follow draws a table on a terminal" in err
    assert len(box.requests) == before
    assert list(tmp_path.iterdir()) == []
