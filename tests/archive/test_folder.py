"""A folder keeps one team's totals, and says so when it cannot be used."""

import sys
from pathlib import Path

import pytest

from seatlight.errors import BadFile, BadSetting, OutputFailed
from tests.archive.kept import DAY, KEPT_THEN, READ, archive, child, kept_days, rows_of

LIMITED = """
import resource
from pathlib import Path
from tests.archive.kept import DAY, KEPT_THEN, archive, rows_of
resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))
archive(Path(sys.argv[1])).keep(DAY, rows_of(DAY, 8), KEPT_THEN)
"""


def test_totals_of_another_team_are_neither_read_nor_mixed(tmp_path: Path) -> None:
    """The sentence names the folder and both ways out."""
    kept_days(tmp_path, DAY)
    other = archive(tmp_path, identity="theirs")
    says = r"cursor belong to another key or address: .*delete .*connection\.json, else .*SEATLIGHT_ARCHIVE"
    with pytest.raises(BadSetting, match=says):
        other.days()
    with pytest.raises(BadSetting, match=says):
        other.keep(DAY + 1, rows_of(DAY + 1), KEPT_THEN)
    with pytest.raises(BadSetting, match=says):
        other.counted([DAY], READ)
    assert list(archive(tmp_path).days()) == [DAY]


def test_a_team_whose_key_was_replaced_goes_on_after_deleting_a_file(tmp_path: Path) -> None:
    """As the sentence says; the next day that is kept writes the new identity down."""
    kept_days(tmp_path, DAY)
    (tmp_path / "cursor" / "connection.json").unlink()
    replaced = archive(tmp_path, identity="new")
    assert list(replaced.days()) == [DAY]
    replaced.keep(DAY + 1, rows_of(DAY + 1), KEPT_THEN)
    with pytest.raises(BadSetting):
        archive(tmp_path, identity="ours").days()


def test_connections_of_one_folder_are_apart(tmp_path: Path) -> None:
    """Each has its own folder and its own identity in it."""
    kept_days(tmp_path, DAY)
    assert {path.name for path in tmp_path.iterdir()} == {"cursor"}
    assert {path.name for path in (tmp_path / "cursor").iterdir()} == {"2026-11-01.parquet", "connection.json"}


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"schema": "seatlight.connection/1"}', b"[]"])
def test_a_damaged_note_of_whose_it_is_is_not_guessed(tmp_path: Path, content: bytes) -> None:
    """It could be another team's."""
    kept_days(tmp_path, DAY)
    (tmp_path / "cursor" / "connection.json").write_bytes(content)
    with pytest.raises(BadSetting, match=r"delete .*connection\.json"):
        archive(tmp_path).days()


def test_a_note_of_a_newer_version_asks_for_an_update(tmp_path: Path) -> None:
    """Its meaning is not ours to guess."""
    kept_days(tmp_path, DAY)
    (tmp_path / "cursor" / "connection.json").write_text('{"schema": "seatlight.connection/2", "identity": "ours"}')
    with pytest.raises(BadFile, match=r"newer Seatlight \(seatlight\.connection/2\): update Seatlight"):
        archive(tmp_path).days()


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    """For reading and for keeping, with the name of the setting."""
    place = tmp_path / "archive"
    place.write_bytes(b"")
    says = r"SEATLIGHT_ARCHIVE: '.*archive/cursor' cannot be used: a part of the path is not a folder"
    with pytest.raises(BadSetting, match=says):
        archive(place).days()
    with pytest.raises(BadSetting, match=says):
        archive(place).keep(DAY, rows_of(DAY), KEPT_THEN)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Here its name is longer than the system takes."""
    with pytest.raises(BadSetting, match=r"SEATLIGHT_ARCHIVE: .* the name is too long"):
        archive(tmp_path / ("n" * 300)).keep(DAY, rows_of(DAY), KEPT_THEN)


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on this system")
def test_a_disk_that_runs_full_keeps_the_old_day(tmp_path: Path) -> None:
    """The sentence names the file and what to do."""
    (path,) = kept_days(tmp_path, DAY)
    done = child(LIMITED, tmp_path)
    assert f"OutputFailed: Cannot keep totals in {str(path)!r}: the file would be larger than is allowed" in done.stderr
    assert archive(tmp_path).days() == {DAY: KEPT_THEN}
    assert list(path.parent.glob(".seatlight-*")) == []


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    """Whether it stands where a day is to be kept or where counts are remembered."""
    (path,) = kept_days(tmp_path, DAY)
    path.with_name("2026-11-02.parquet").mkdir()
    path.with_name("counted.json").mkdir()
    with pytest.raises(OutputFailed, match=r"Cannot keep totals in '.*2026-11-02\.parquet'"):
        archive(tmp_path).keep(DAY + 1, rows_of(DAY + 1), KEPT_THEN)
    with pytest.raises(OutputFailed, match=r"Cannot remember counts in '.*counted\.json'"):
        archive(tmp_path).counted([DAY], READ)
    assert archive(tmp_path).days() == {DAY: KEPT_THEN}
