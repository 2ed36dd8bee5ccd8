"""Several processes on one folder, and processes that are killed, leave whole files only."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.archive.kept import DAY, ROOT, archive, as_read, in_order, kept_days, rows_of, started

DAYS = range(DAY, DAY + 6)
KEEP = """
from pathlib import Path
from tests.archive.kept import DAY, KEPT_THEN, archive, rows_of
totals, size, rounds = archive(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3])
print(flush=True)
for round in range(rounds):
    for day in range(DAY, DAY + 6):
        totals.keep(day, rows_of(day, size), KEPT_THEN)
    totals.counted(range(DAY, DAY + 6), KEPT_THEN.read_at)
    assert len(totals.days()) == 6 and totals.notes == ()
"""


def keeping(folder: Path, size: int, rounds: int) -> subprocess.Popen[str]:
    """A process that keeps the same days over and over; it has begun when this returns."""
    running = subprocess.Popen(started(KEEP, folder, size, rounds), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert running.stdout
    running.stdout.readline()
    return running


def sizes_kept(folder: Path) -> set[int]:
    """Which writers' rows are kept; every day has to be whole and of one of them."""
    totals = archive(folder)
    sizes = set()
    for day in totals.days():
        read = in_order(totals.rows([day]).collect("polars").to_native())
        matching = [size for size in (1, 2) if read.equals(as_read(rows_of(day, size)))]
        assert len(matching) == 1
        sizes |= set(matching)
    assert totals.notes == ()
    return sizes


def test_two_processes_that_keep_the_same_days_do_no_harm(tmp_path: Path) -> None:
    """While they write, every look finds whole days of one or the other."""
    with keeping(tmp_path, 1, 40) as one, keeping(tmp_path, 2, 40) as other:
        while one.poll() is None or other.poll() is None:
            assert sizes_kept(tmp_path) <= {1, 2}
    assert (one.returncode, other.returncode) == (0, 0)
    assert sorted(archive(tmp_path).days()) == list(DAYS)
    assert {path.suffix for path in (tmp_path / "cursor").iterdir()} == {".parquet", ".json"}


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal on this system")
def test_a_killed_process_leaves_whole_files_and_nothing_that_stays(tmp_path: Path) -> None:
    """A dozen are killed at random moments; a day later what they left half-written is gone."""
    chance = random.Random(7)
    for _ in range(12):
        with keeping(tmp_path, 1, 10_000) as running:
            time.sleep(chance.uniform(0, 0.05))
            running.send_signal(signal.SIGKILL)
        assert sizes_kept(tmp_path) <= {1}
    folder = tmp_path / "cursor"
    (folder / ".seatlight-00112233445566ff.part").write_bytes(b"one at least")
    left = list(folder.glob(".seatlight-*.part"))
    (path,) = kept_days(tmp_path, DAY)
    assert all(path.exists() for path in left)
    yesterday = path.stat().st_mtime - 25 * 3600
    for path in left:
        os.utime(path, (yesterday, yesterday))
    kept_days(tmp_path, DAY)
    assert list(folder.glob(".seatlight-*.part")) == []


def test_days_that_vanish_while_we_look_count_as_not_kept(tmp_path: Path) -> None:
    """Another process deletes and keeps days as fast as it can."""
    paths = kept_days(tmp_path, *DAYS)
    delete = "from pathlib import Path\nwhile True:\n    for path in sys.argv[1:]: Path(path).unlink(missing_ok=True)"
    with subprocess.Popen(started(delete, *paths), cwd=ROOT) as deleting:
        totals = archive(tmp_path)
        for _ in range(200):
            kept_days(tmp_path, DAY)
            assert set(totals.days()) <= set(DAYS)
        deleting.kill()
    assert totals.notes == ()
