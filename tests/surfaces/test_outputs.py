"""Every form to stdout and to a file; what cannot be written is told and leaves nothing behind."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from seatlight.sandbox import Box
from tests.surfaces.commands import Done, call, command, environment, words

Captured = pytest.CaptureFixture[bytes]

SHOWS = {"report": "developers", "seats": "seats", "team": "by_day"}
FIRST_COLUMN = {"developers": "developer_id", "seats": "developer_id", "by_day": "day"}
FULL = Path("/dev/full")
UNWRITABLE = {
    "none/report.csv": "the folder does not exist: create it or choose another",
    "folder.csv": "it is a folder: add a file name",
    "file/report.csv": "a part of the path is not a folder",
    "n" * 300 + ".csv": "the name is too long",
}


def rows_of(form: str, content: bytes, table: str) -> int:
    """How many rows a table has in a form, read by somebody else's reader."""
    if form == "json":
        return len(json.loads(content)[table])
    if form == "csv":
        return len(list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")))))
    if form == "parquet":
        return pl.read_parquet(io.BytesIO(content)).height
    if form == "xlsx":
        return int(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].max_row) - 1
    lines = [line for line in content.decode().split("\n## ")[1].splitlines() if line.startswith("|")]
    return len(lines) - 2


@pytest.mark.parametrize("name", SHOWS)
@pytest.mark.parametrize("form", ["json", "csv", "parquet", "xlsx", "md"])
def test_every_form_goes_to_stdout_and_to_a_file(
    name: str, form: str, config: Path, tmp_path: Path, capsysbinary: Captured
) -> None:
    """The file's ending names the form; file and stdout hold the same rows, and a file leaves stdout empty."""
    output = tmp_path / f"it.{form}"
    shown = call(capsysbinary, name, "--config", config, "--format", form)
    written = call(capsysbinary, name, "--config", config, "--output", output)
    assert (shown.code, written.code) == (0, 0)
    assert (shown.err, written.out) == ("", b"")
    rows = rows_of(form, shown.out, SHOWS[name])
    assert rows >= 20
    assert rows == rows_of(form, output.read_bytes(), SHOWS[name])


@pytest.mark.parametrize("name", SHOWS)
def test_the_table_goes_to_a_file_without_colours(
    name: str, config: Path, tmp_path: Path, capsysbinary: Captured
) -> None:
    """A table has no ending of its own, so its form has to be named."""
    output = tmp_path / "it.txt"
    done = call(capsysbinary, name, "--config", config, "--output", output, "--format", "table")
    assert done == Done(0, b"", done.err)
    text = output.read_text(encoding="utf-8")
    assert "30 days (UTC)" in text
    assert "\x1b" not in text


def test_the_ending_may_be_written_large(config: Path, tmp_path: Path, capsysbinary: Captured) -> None:
    """REPORT.CSV is a CSV."""
    output = tmp_path / "REPORT.CSV"
    assert call(capsysbinary, "report", "--config", config, "--output", output).code == 0
    assert output.read_text(encoding="utf-8-sig").startswith("developer_id,")


def test_the_format_named_wins_over_the_ending(config: Path, tmp_path: Path, capsysbinary: Captured) -> None:
    """What somebody says counts more than what a name suggests."""
    output = tmp_path / "report.csv"
    call(capsysbinary, "report", "--config", config, "--output", output, "--format", "json")
    assert json.loads(output.read_bytes())["schema"] == "seatlight.report/1"


@pytest.mark.parametrize("table", ["by_day", "by_model", "acceptance"])
def test_one_table_can_be_picked(table: str, config: Path, capsysbinary: Captured) -> None:
    """In csv its header is the first line; in json it is the only table."""
    as_csv = call(capsysbinary, "team", "--config", config, "--format", "csv", "--table", table)
    as_json = call(capsysbinary, "team", "--config", config, "--format", "json", "--table", table)
    rows = json.loads(as_json.out)[table]
    assert as_csv.text.splitlines()[0].lstrip("\ufeff").split(",")[0] == next(iter(rows[0]))
    assert rows_of("csv", as_csv.out, table) == len(rows)
    assert not {"by_day", "by_model", "acceptance", "developers"} - {table} & json.loads(as_json.out).keys()


def test_the_json_is_the_contract(config: Path, capsysbinary: Captured) -> None:
    """The keys other programs rely on."""
    found = json.loads(call(capsysbinary, "report", "--config", config, "--format", "json", "--days", "7").out)
    assert found["schema"] == "seatlight.report/1"
    assert found["window"]["days"] == 7
    assert {"as_of", "complete", "provisional_from", "notes"} <= found["freshness"].keys()
    assert {"seats", "seats_used", "total_tokens", "spend_cents"} <= found["team"].keys()
    wanted = {
        "developer_id",
        "email",
        "name",
        "state",
        "state_since",
        "known_since",
        "signals",
        "total_tokens",
    }
    assert wanted <= found["developers"][0].keys()


@pytest.mark.parametrize("name", [*SHOWS, "doctor"])
def test_nothing_is_written_without_an_output(name: str, box: Box, tmp_path: Path) -> None:
    """Neither in the working folder, nor in the home folder, nor where temporary files go."""
    places = {place: tmp_path / place for place in ("work", "home", "temporary")}
    for place in places.values():
        place.mkdir()
    around = environment(
        box, HOME=str(places["home"]), TMPDIR=str(places["temporary"]), XDG_CACHE_HOME=str(places["home"])
    )
    done = command(around, places["work"], name)
    assert done.code == 0
    assert [path for path in tmp_path.rglob("*") if path not in places.values()] == []


@pytest.mark.parametrize("name", UNWRITABLE)
def test_an_output_that_cannot_be_written_is_told(
    name: str, config: Path, tmp_path: Path, capsysbinary: Captured
) -> None:
    """The sentence names the file and what to do; nothing else appears in the folder."""
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").touch()
    done = call(capsysbinary, "report", "--config", config, "--output", tmp_path / name)
    assert done.code == 1
    assert UNWRITABLE[name] in done.sentence
    assert {path.name for path in tmp_path.rglob("*")} == {"folder.csv", "file"}


@pytest.mark.parametrize("name", ["none/report.csv", "folder.csv", "file/report.csv"])
def test_an_output_that_cannot_be_written_is_told_before_the_reading(
    name: str, box: Box, config: Path, tmp_path: Path, capsysbinary: Captured
) -> None:
    """A reading may take an hour: a mistyped folder is told before it."""
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").touch()
    before = len(box.requests)
    call(capsysbinary, "report", "--config", config, "--output", tmp_path / name)
    assert len(box.requests) == before


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_disk_as_output_is_told(config: Path, capsysbinary: Captured) -> None:
    """A device that is always full stands in for the disk."""
    done = call(capsysbinary, "report", "--config", config, "--output", FULL, "--format", "csv")
    assert done.code == 1
    assert "the disk is full: free some space or choose another place" in done.sentence


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize(
    "arguments",
    [
        ["report"],
        ["report", "--format", "csv"],
        ["team", "--format", "xlsx"],
        ["doctor"],
        ["sandbox", "--facts"],
    ],
    ids=" ".join,
)
def test_a_full_disk_behind_stdout_is_told(arguments: list[str], box: Box, tmp_path: Path) -> None:
    """As with `> report.csv` on a full disk: a sentence and exit code 1, not a trace of our insides."""
    with FULL.open("wb") as full:
        ended = subprocess.run(
            words(*arguments), env=environment(box), cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False
        )  # fmt: skip
    done = Done(ended.returncode, b"", ended.stderr.decode())
    assert done.code == 1
    assert "full" in done.sentence


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on this system")
def test_a_disk_that_runs_full_keeps_the_old_report(box: Box, tmp_path: Path) -> None:
    """The limit on the size of files stands in for the disk: the old file stays, nothing half-written beside it."""
    old = tmp_path / "report.json"
    old.write_text("old")
    limited = ["-c", 'ulimit -f 4; exec "$@"', "sh", *words("report", "--output", "report.json")]
    ended = subprocess.run(
        [shutil.which("sh", path=os.defpath) or "/bin/sh", *limited],
        env=environment(box), cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    done = Done(ended.returncode, ended.stdout, ended.stderr.decode())
    assert done.code == 1
    assert "the file would be larger than is allowed here" in done.sentence
    assert old.read_text() == "old"
    assert list(tmp_path.iterdir()) == [old]


@pytest.mark.skipif(sys.platform == "win32", reason="another shell on this system")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-"])
@pytest.mark.parametrize(
    "arguments", [["report"], ["report", "--format", "csv"], ["report", "--output", "it.json"], ["doctor"], ["-h"]],
    ids=" ".join,
)  # fmt: skip
def test_a_closed_stream_is_no_failure(closed: str, arguments: list[str], box: Box, tmp_path: Path) -> None:
    """Whoever closed it wants nothing of it: no trace of our insides, and a file is written all the same."""
    shell = shutil.which("sh", path=os.defpath) or "/bin/sh"
    ended = subprocess.run(
        [shell, "-c", f'exec "$@" {closed}', "sh", *words(*arguments)],
        env=environment(box), cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0
    assert ended.stderr == b""
    assert (ended.stdout == b"") is (">&-" in closed.split() or "--output" in arguments)
    assert (tmp_path / "it.json").exists() is ("--output" in arguments)
