"""The key never appears: not in outputs, errors and logs, not in what prints objects, not in the list of processes."""

import base64
import logging
import traceback
from pathlib import Path

import pytest

from seatlight.actions.refresh_usage import refresh_usage
from seatlight.actions.window import Ask
from seatlight.config import load
from seatlight.errors import SeatlightError
from seatlight.model.access import OPERATOR
from seatlight.sandbox import Box, Setup, start
from seatlight.surfaces.cli.progress import Silent
from seatlight.wiring import wired
from tests.surfaces.commands import Done, call, command, environment, running, settings_file
from tests.surfaces.test_interrupts import await_request

KEY = "crsr_" + "c0ffee42" * 8
SHAPES = (KEY, KEY[5:-4], base64.b64encode(f"{KEY}:".encode()).decode())
PROCESSES = Path("/proc")
ENDINGS = {
    "complete": Setup(key=KEY),
    "wrong key": Setup(),
    "wrong plan": Setup(key=KEY, quirks=frozenset({"wrong-plan-401"})),
    "fault": Setup(key=KEY, faults=("error-500@:always",)),
    "garbled": Setup(key=KEY, faults=("wrong-types@:always",)),
    "incomplete": Setup(key=KEY, faults=("truncated@/teams/daily-usage-data:always",)),
    "reset": Setup(key=KEY, faults=("reset@:always",)),
}
COMMANDS = {
    "table": ["report"],
    "json": ["report", "--format", "json"],
    "xlsx": ["team", "--format", "xlsx"],
    "doctor": ["doctor"],
}


def tells(*said: str | bytes) -> list[str]:
    """The shapes of the key that can be seen in what was said."""
    texts = [text.decode("utf-8", "replace") if isinstance(text, bytes) else text for text in said]
    return [shape for shape in SHAPES for text in texts if shape in text]


def told_by(done: Done) -> list[str]:
    """The shapes of the key in stdout and stderr."""
    return tells(done.out, done.err)


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_output_and_no_log_shows_the_key(
    ending: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    """However a command ends, with every library's log wide open."""
    with start(ENDINGS[ending]) as box, caplog.at_level(logging.DEBUG):
        config = settings_file(tmp_path, box, api_key=KEY)
        for arguments in COMMANDS.values():
            assert told_by(call(capsysbinary, *arguments, "--config", config)) == []
    assert tells(caplog.text, *(repr(vars(record)) for record in caplog.records)) == []


@pytest.mark.parametrize("ending", ["wrong key", "wrong plan", "fault", "garbled", "reset"])
def test_no_error_carries_the_key(ending: str) -> None:
    """Neither its text, nor its repr, nor anything in the chain of its causes."""
    with start(ENDINGS[ending]) as box:
        settings = load({**environment(box), "SEATLIGHT_CURSOR_API_KEY": KEY})
        with pytest.raises(SeatlightError) as failure, wired(settings) as deps:
            refresh_usage(OPERATOR, deps, Ask(), Silent())
    error = failure.value
    assert tells(repr(error), str(error), *traceback.format_exception(error)) == []


def test_no_object_shows_the_key(box: Box) -> None:
    """Settings and everything wired from them can be printed."""
    settings = load({**environment(box), "SEATLIGHT_CURSOR_API_KEY": KEY})
    with wired(settings) as deps:
        assert tells(repr(settings), str(settings), f"{settings}", repr(deps), repr(vars(deps.usage))) == []
    assert tells(repr(settings.cursor_api_key), f"{settings.cursor_api_key:>80}", str([settings])) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SEATLIGHT_CURSOR_API_KEY", f"{KEY} {KEY}"),
        ("SEATLIGHT_CURSOR_URL", f"https://{KEY}:@api.cursor.example"),
        ("SEATLIGHT_CURSOR_URL", f"https://api.cursor.example/?key={KEY}"),
    ],
)
def test_a_setting_that_cannot_be_used_does_not_show_the_key(name: str, value: str, box: Box, tmp_path: Path) -> None:
    """A key with a blank in it, or one that was put into the address, is refused without being repeated."""
    done = command(environment(box, **{name: value}), tmp_path, "report")
    assert done.code == 2
    assert name in done.sentence
    assert told_by(done) == []


@pytest.mark.skipif(not PROCESSES.is_dir(), reason="this system does not show processes as files")
def test_the_list_of_processes_does_not_show_the_key(tmp_path: Path) -> None:
    """With the key in a file, neither command line nor environment nor the process's name hold it."""
    (tmp_path / "key").write_text(f"{KEY}\n")
    with start(Setup(key=KEY, faults=("hang@/teams/members:always",))) as box:
        around = environment(box, SEATLIGHT_CURSOR_API_KEY_FILE=str(tmp_path / "key"))
        del around["SEATLIGHT_CURSOR_API_KEY"]
        with running(around, tmp_path, "report") as process:
            await_request(box, "/teams/members")
            seen = [(PROCESSES / str(process.pid) / name).read_bytes() for name in ("cmdline", "environ", "comm")]
    assert b"seatlight" in seen[0]
    assert tells(*seen) == []
