"""The command line as people use it: called in this process, or run as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import isclose
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import seatlight
from seatlight.sandbox import Box
from seatlight.surfaces.cli.main import run

SOURCE = Path(seatlight.__file__).parents[1]
LONGEST_SECONDS = 30


class Done(NamedTuple):
    """How a command ended: its exit code, its bytes on stdout, its text on stderr."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """What went to stdout, as text."""
        return self.out.decode()

    @property
    def sentence(self) -> str:
        """The one sentence that a failed command says, on stderr alone."""
        assert self.out == b""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("seatlight: ")
        assert lines[0].endswith(".")
        return lines[0].removeprefix("seatlight: ")


def alike(one: Any, other: Any) -> bool:
    """Whether two documents say the same; fractions may differ by how a sum was cut up."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return bool(one == other)


def call(captured: pytest.CaptureFixture[bytes], *arguments: str | Path) -> Done:
    """Runs a command in this process."""
    captured.readouterr()
    code = run([str(argument) for argument in arguments])
    said = captured.readouterr()
    return Done(code, said.out, said.err.decode())


def settings_file(folder: Path, box: Box, **cursor: str | int) -> Path:
    """A settings file that points at a sandbox, without quotas of our own and without patience."""
    values = {
        "url": box.url,
        "api_key": box.key,
        "admin_per_minute": 0,
        "events_per_minute": 0,
        **cursor,
    }
    path = folder / "sandbox.toml"
    lines = [f"{name} = {value!r}" for name, value in values.items()]
    path.write_text("\n".join(["retry_for_seconds = 0", "[cursor]", *lines, ""]))
    return path


def environment(box: Box, **changes: str) -> dict[str, str]:
    """The whole environment of a process that is to read a sandbox; nothing of ours is inherited."""
    return {
        "PYTHONPATH": str(SOURCE),
        "PYTHONUTF8": "1",
        "TERM": "xterm-256color",
        "XDG_DATA_HOME": os.devnull,
        "SEATLIGHT_CURSOR_URL": box.url,
        "SEATLIGHT_CURSOR_API_KEY": box.key,
        "SEATLIGHT_CURSOR_ADMIN_PER_MINUTE": "0",
        "SEATLIGHT_CURSOR_EVENTS_PER_MINUTE": "0",
        "SEATLIGHT_RETRY_FOR_SECONDS": "0",
        **changes,
    }


def words(*arguments: str | Path) -> list[str]:
    """The command line of a process."""
    return [sys.executable, "-m", "seatlight", *map(str, arguments)]


def command(around: Mapping[str, str], folder: Path, *arguments: str | Path) -> Done:
    """Runs a command as a process of its own, in a folder, and waits for its end."""
    ended = subprocess.run(
        words(*arguments), env=around, cwd=folder, capture_output=True, timeout=LONGEST_SECONDS, check=False
    )
    return Done(ended.returncode, ended.stdout, ended.stderr.decode())


@contextmanager
def running(around: Mapping[str, str], folder: Path, *arguments: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    """A command that runs beside the test, and is ended with it whatever happens."""
    with subprocess.Popen(
        words(*arguments), env=around, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.kill()
