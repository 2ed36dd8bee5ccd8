"""Ctrl-C and a reader who has seen enough: the command ends at once, in order, with nothing half-written."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from seatlight.sandbox import Box, Setup, start
from tests.surfaces.commands import environment, running, words

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes are others there")

PATHS = [
    "/teams/members",
    "/teams/filtered-usage-events",
    "/teams/daily-usage-data",
    "/teams/audit-logs",
    "/teams/spend",
]
PATIENT = {"SEATLIGHT_RETRY_FOR_SECONDS": "120"}
SOON_SECONDS = 5
"""Far more than it takes and far less than any wait that is to be ended."""


def await_request(box: Box, path: str) -> None:
    """Waits until the sandbox was asked for a path."""
    for _ in range(1000):
        if any(asked.path == path for asked in box.requests):
            return
        time.sleep(0.01)
    raise AssertionError(f"Nobody asked for {path}.")


def interrupted(fault: str, path: str, folder: Path, after_seconds: float = 0.05) -> tuple[int, bytes, str]:
    """How a report ends that is stopped while the endpoint is in trouble: exit code, stdout, stderr."""
    with start(Setup(faults=(f"{fault}@{path}:always",))) as box:
        jira = {
            "SEATLIGHT_JIRA_URL": box.url,
            "SEATLIGHT_JIRA_EMAIL": box.jira_email,
            "SEATLIGHT_JIRA_API_TOKEN": box.jira_token,
        }
        around = environment(box, **PATIENT, **(jira if path.startswith("/rest") else {}))
        with running(around, folder, "report", "--output", "report.csv") as process:
            return ended(box, process, path, after_seconds)


def ended(box: Box, process: "subprocess.Popen[bytes]", path: str, after_seconds: float) -> tuple[int, bytes, str]:
    """How a process ends that is stopped so long after a path was asked for."""
    await_request(box, path)
    time.sleep(after_seconds)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=SOON_SECONDS)
    return process.returncode, out, err.decode()


@pytest.mark.parametrize(
    ("fault", "path"),
    [
        *(("hang", path) for path in PATHS),
        ("error-500", PATHS[0]),
        ("error-500", PATHS[-1]),
        ("too-many", PATHS[0]),
        ("too-many", PATHS[-1]),
    ],
)
def test_ctrl_c_ends_a_reading(fault: str, path: str, tmp_path: Path) -> None:
    """Whether an answer is awaited, the next try or the next minute: one sentence, exit code 1, no file."""
    code, out, err = interrupted(fault, path, tmp_path)
    assert code == 1
    assert out == b""
    assert err.strip() == "seatlight: Stopped. The report was not complete, so nothing was written."
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_ends_the_wait_for_people(tmp_path: Path) -> None:
    """When usage has long been read, and Jira alone does not answer."""
    code, out, err = interrupted("hang", "/rest/api/3/users/search", tmp_path, after_seconds=1.5)
    assert code == 1
    assert err.strip() == "seatlight: Stopped. The report was not complete, so nothing was written."
    assert (out, list(tmp_path.iterdir())) == (b"", [])


def test_ctrl_c_leaves_the_report_of_yesterday(tmp_path: Path) -> None:
    """What stood in the output before still stands there."""
    yesterday = tmp_path / "report.csv"
    yesterday.write_text("yesterday")
    assert interrupted("hang", "/teams/members", tmp_path)[0] == 1
    assert list(tmp_path.iterdir()) == [yesterday]
    assert yesterday.read_text() == "yesterday"


@pytest.mark.parametrize(
    "arguments",
    [
        ["report"],
        ["seats"],
        ["report", "--format", "json"],
        ["report", "--format", "csv"],
        ["report", "--help"],
    ],
    ids=" ".join,
)
def test_a_reader_who_has_seen_enough_is_no_failure(arguments: list[str], box: Box, tmp_path: Path) -> None:
    """As with `| head -1`: exit code 0, and not a word on stderr."""
    with subprocess.Popen(
        words(*arguments), env=environment(box), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        err = process.stderr.read()
    assert err == b""
    assert process.returncode == 0
