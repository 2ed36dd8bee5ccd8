"""Counts are remembered beside the files, and count as long as they are the latest word."""

from datetime import timedelta
from pathlib import Path
from threading import Thread

import msgspec
import pytest

from seatlight.ports import KeptDay
from tests.archive.kept import DAY, KEPT_THEN, READ, archive, kept_days, rows_of

HOUR = timedelta(hours=1)


def test_a_later_count_is_told_of_its_days_alone(tmp_path: Path) -> None:
    """By every object that asks."""
    kept_days(tmp_path, DAY, DAY + 1)
    totals = archive(tmp_path)
    totals.counted([DAY], READ + HOUR)
    for asked in (totals, archive(tmp_path)):
        assert asked.days() == {DAY: KeptDay(READ, READ + HOUR, 12), DAY + 1: KEPT_THEN}


def test_counts_of_other_days_are_not_forgotten(tmp_path: Path) -> None:
    """Each count replaces those of its own days."""
    kept_days(tmp_path, DAY, DAY + 1)
    for day, hours in ((DAY, 1), (DAY + 1, 2), (DAY, 3)):
        archive(tmp_path).counted([day], READ + hours * HOUR)
    counted_at = [kept.counted_at for kept in archive(tmp_path).days().values()]
    assert counted_at == [READ + 3 * HOUR, READ + 2 * HOUR]


def test_a_count_from_before_the_day_was_read_again_is_void(tmp_path: Path) -> None:
    """It was of other rows; so is one that is older than the file's own."""
    totals = archive(tmp_path)
    totals.counted([DAY], READ)
    totals.keep(DAY, rows_of(DAY), KeptDay(READ + HOUR, READ - HOUR, events=12))
    assert totals.days()[DAY].counted_at == READ - HOUR
    totals.keep(DAY, rows_of(DAY), KeptDay(READ - HOUR, READ + HOUR, events=12))
    assert totals.days()[DAY].counted_at == READ + HOUR


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"{",
        b"\xff",
        b"[]",
        b'{"schema": "seatlight.counted/1", "days": {"2026-11-01": "soon"}}',
        b'{"schema": "seatlight.counted/1", "days": {"2026-11-01": "2026-12-01T00:00:00"}}',
        b'{"schema": "seatlight.counted/2", "days": {"2026-11-01": "2026-12-01T00:00:00Z"}}',
    ],
)
def test_counts_that_cannot_be_read_are_taken_for_none(tmp_path: Path, content: bytes | None) -> None:
    """Then the files' own count, and the next one is remembered as ever."""
    (path,) = kept_days(tmp_path, DAY)
    if content is not None:
        path.with_name("counted.json").write_bytes(content)
    totals = archive(tmp_path)
    assert totals.days() == {DAY: KEPT_THEN}
    totals.counted([DAY], READ + HOUR)
    assert totals.days()[DAY].counted_at == READ + HOUR


def test_counts_from_several_threads_are_all_remembered(tmp_path: Path) -> None:
    """Within one object none is lost."""
    days = range(DAY, DAY + 8)
    kept_days(tmp_path, *days)
    totals = archive(tmp_path)
    threads = [Thread(target=totals.counted, args=([day], READ + HOUR)) for day in days]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {kept.counted_at for kept in totals.days().values()} == {READ + HOUR}


def test_counts_are_written_in_words_that_others_read(tmp_path: Path) -> None:
    """Days and instants as ISO 8601 has them."""
    kept_days(tmp_path, DAY)
    archive(tmp_path).counted([DAY], READ)
    written = msgspec.json.decode((tmp_path / "cursor" / "counted.json").read_bytes())
    assert written == {"schema": "seatlight.counted/1", "days": {"2026-11-01": "2026-11-22T09:00:00Z"}}
