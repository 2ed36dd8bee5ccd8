"""A file is there in full or not at all."""

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from seatlight.errors import OutputFailed
from seatlight.render.write import write_output

FULL = Path("/dev/full")
PROLOGUE = "import sys; sys.path[:0] = ['src']; from seatlight.render.write import write_output\n"


def python(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROLOGUE + script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_was_there_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    write_output(target, b"old and longer")
    write_output(str(target), b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_permissions_of_the_file_stay(tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_output(target, b"new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "report.csv", tmp_path / "latest.csv"
    link.symlink_to(target)
    write_output(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputFailed, match="it is a folder: add a file name"):
        write_output(tmp_path, b"new")


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputFailed, match="the folder does not exist: create it"):
        write_output(tmp_path / "none" / "report.csv", b"new")


def test_a_path_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputFailed, match="a part of the path is not a folder"):
        write_output(tmp_path / "file" / "report.csv", b"new")


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputFailed, match="the name is too long"):
        write_output(tmp_path / ("n" * 300), b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_name_no_system_takes_is_told() -> None:
    with pytest.raises(OutputFailed, match="Cannot write"):
        write_output("a\0b", b"new")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_told() -> None:
    with pytest.raises(OutputFailed, match="the disk is full: free some space"):
        write_output(FULL, b"new")
    assert stat.S_ISCHR(FULL.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="this system has no such device")
def test_a_pipe_gets_the_bytes() -> None:
    assert python("write_output('/dev/stdout', b'new')").stdout == "new"


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on this system")
def test_a_disk_that_runs_full_on_the_way_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "report.csv"
    target.write_bytes(b"old")
    done = python(
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "write_output(sys.argv[1], b'x' * 100_000)",
        target,
    )
    assert "OutputFailed" in done.stderr
    assert "the file would be larger than is allowed" in done.stderr
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal on this system")
def test_ctrl_c_leaves_nothing_half_written(tmp_path: Path) -> None:
    script = "print(flush=True)\nwhile True: write_output(sys.argv[1], b'x' * 20_000_000)"
    running = subprocess.Popen(
        [sys.executable, "-c", PROLOGUE + script, str(tmp_path / "report.csv")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert running.stdout
    with running:
        running.stdout.readline()
        time.sleep(0.15)
        running.send_signal(signal.SIGINT)
    assert running.returncode
    assert [path.name for path in tmp_path.iterdir() if path.name != "report.csv"] == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_named_pipe_stays_a_pipe(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_output(pipe, b"new")
    reader.join()
    assert read == [b"new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
