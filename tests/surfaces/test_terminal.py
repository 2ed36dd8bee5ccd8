"""A terminal sees progress and colours; a pipe sees neither, and nothing that a terminal cannot show goes there."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from seatlight.sandbox import Box
from tests.surfaces.commands import LONGEST_SECONDS, command, environment, words

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals on this system")

STEERING = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


def read_all(end: int) -> bytes:
    """Everything that was written to a pseudo-terminal whose other end is closed."""
    found = b""
    try:
        while piece := os.read(end, 65536):
            found += piece
    except OSError:  # Linux says so when nobody holds the other end any more.
        pass
    return found


def on_terminal(around: Mapping[str, str], folder: Path, *arguments: str, out: bool, err: bool) -> tuple[int, str, str]:
    """Runs a command with stdout, stderr or both on a terminal; its exit code and what each of them got."""
    import pty

    ends = {"out": (pty.openpty() if out else os.pipe()), "err": (pty.openpty() if err else os.pipe())}
    writes = {name: pair[1] for name, pair in ends.items()}
    with subprocess.Popen(
        words(*arguments), env=around, cwd=folder, stdout=writes["out"], stderr=writes["err"]
    ) as process:
        for end in writes.values():
            os.close(end)
        said = {name: read_all(pair[0]).decode() for name, pair in ends.items()}
        process.wait(timeout=LONGEST_SECONDS)
    for pair in ends.values():
        os.close(pair[0])
    return process.returncode, said["out"], said["err"]


def test_a_terminal_sees_how_the_reading_gets_on(box: Box, tmp_path: Path) -> None:
    """Progress goes to stderr and is wiped at the end; the data on stdout stay pure."""
    code, out, err = on_terminal(environment(box), tmp_path, "report", "--format", "csv", out=False, err=True)
    assert code == 0
    assert "Asking what there is to read" in err
    assert "\x1b[2K" in err
    assert out.startswith("developer_id,")
    assert "\x1b" not in out


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_pipe_sees_no_progress_and_no_colours(form: str, box: Box, tmp_path: Path) -> None:
    """What a pipe gets is data alone, and stderr has not a word."""
    done = command(environment(box), tmp_path, "report", "--format", form)
    assert done.code == 0
    assert done.err == ""
    assert "\x1b" not in done.text


@pytest.mark.parametrize("seen", [True, False])
def test_a_terminal_is_told_what_was_written(seen: bool, box: Box, tmp_path: Path) -> None:
    """A person sees the name of the file; a log is spared it."""
    arguments = ("report", "--output", "report.csv")
    code, out, err = on_terminal(environment(box), tmp_path, *arguments, out=False, err=seen)
    assert (code, out) == (0, "")
    assert (tmp_path / "report.csv").exists()
    assert ("Wrote report.csv" in STEERING.sub("", err).splitlines()) is seen
    assert seen or err == ""


@pytest.mark.parametrize(("form", "out", "err"), [("table", True, True), ("csv", False, True), ("csv", True, False)])
def test_the_demo_tells_a_person_how_to_go_on(form: str, out: bool, err: bool, box: Box, tmp_path: Path) -> None:
    """Below the table; beside data only where stderr is a terminal, and never in the data."""
    arguments = ("demo", "--people", "2", "--format", form)
    code, shown, said = on_terminal(environment(box), tmp_path, *arguments, out=out, err=err)
    assert code == 0
    assert ("To go on" in shown) is (form == "table")
    assert ("To go on" in said) is (form != "table" and err)


def test_stdout_on_a_terminal_alone_brings_no_progress(box: Box, tmp_path: Path) -> None:
    """Whoever writes stderr to a log wants no bars in it; the table itself is in colour."""
    code, out, err = on_terminal(environment(box), tmp_path, "report", out=True, err=False)
    assert code == 0
    assert err == ""
    assert STEERING.search(out)
    assert "AI adoption by developer" in STEERING.sub("", out)


def test_who_wants_no_colour_gets_none(box: Box, tmp_path: Path) -> None:
    """NO_COLOR is honoured, and everything is still told in words."""
    _, out, _ = on_terminal(environment(box, NO_COLOR="1"), tmp_path, "report", out=True, err=False)
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", out)
    assert "Never started" in STEERING.sub("", out)


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_a_terminal_is_spared_what_it_cannot_show(form: str, box: Box, tmp_path: Path) -> None:
    """The sentence names the option that writes a file; nothing was asked of Cursor."""
    before = len(box.requests)
    code, out, err = on_terminal(environment(box), tmp_path, "report", "--format", form, out=True, err=False)
    assert code == 2
    assert out == ""
    assert f"--output report.{form}" in err
    assert len(box.requests) == before


@pytest.mark.parametrize(
    ("coding", "arguments"),
    [("latin-1", ["demo", "--people", "3"]), ("cp1252", ["doctor"]), ("ascii", ["seats"])],
    ids=["demo", "doctor", "seats"],
)
def test_a_narrow_alphabet_is_no_failure(coding: str, arguments: list[str], box: Box, tmp_path: Path) -> None:
    """Where stdout cannot carry every character, those it lacks are replaced."""
    around = environment(box, PYTHONIOENCODING=coding)
    done = command(around, tmp_path, *arguments)
    assert "Traceback" not in done.err
    assert done.code == 0
    assert done.out
