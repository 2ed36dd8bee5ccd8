"""A file whose bytes are not those we wrote is found, named and set aside."""

import os
import random
from pathlib import Path

import pytest

from seatlight.archive.day_file import SCHEMA, Damaged, day_named, name_of, read_label
from seatlight.errors import BadFile
from tests.archive.kept import DAY, KEPT_THEN, archive, kept_days

CHANCE = random.Random(11)


def test_any_flipped_bit_is_found(tmp_path: Path) -> None:
    """Every bit of the footer's text and of the last bytes, and many at random elsewhere."""
    whole = kept_days(tmp_path, DAY)[0].read_bytes()
    text = range(whole.index(b"seatlight.schema") - 2, len(whole))
    places = {(place, bit) for place in text for bit in range(8)}
    places |= {(CHANCE.randrange(len(whole)), CHANCE.randrange(8)) for _ in range(2000)}
    for place, bit in places:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << bit
        with pytest.raises(Damaged):
            read_label(bytes(flipped), DAY)


def test_any_truncation_is_found(tmp_path: Path) -> None:
    """To no bytes, to one byte less, and to lengths between; nor may anything be added."""
    whole = kept_days(tmp_path, DAY)[0].read_bytes()
    lengths = {0, 1, 4, 8, len(whole) - 1, *(CHANCE.randrange(len(whole)) for _ in range(500))}
    for damaged in (*(whole[:length] for length in lengths), whole + b"\0", whole + whole):
        with pytest.raises(Damaged):
            read_label(damaged, DAY)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is empty"),
        (b"PAR1 and no more", "it was cut off or altered"),
        (b"crc32:", "it was cut off or altered"),
    ],
)
def test_a_damaged_file_is_set_aside_and_noted(tmp_path: Path, content: bytes, reason: str) -> None:
    """The sentence names the file and the reason; the other days stay."""
    damaged, _ = kept_days(tmp_path, DAY, DAY + 1)
    damaged.write_bytes(content)
    totals = archive(tmp_path)
    assert list(totals.days()) == [DAY + 1]
    (note,) = totals.notes
    assert str(damaged) in note
    assert reason in note
    assert "it is now called 2026-11-01.parquet.damaged" in note
    assert not damaged.exists()
    assert damaged.with_name("2026-11-01.parquet.damaged").read_bytes() == content
    assert list(totals.days()) == [DAY + 1]
    assert totals.notes == (note,)


def test_a_file_under_another_days_name_is_set_aside(tmp_path: Path) -> None:
    """Whole, but not what its name says."""
    first, second = kept_days(tmp_path, DAY, DAY + 1)
    second.write_bytes(first.read_bytes())
    totals = archive(tmp_path)
    assert list(totals.days()) == [DAY]
    assert "it holds 2026-11-01; it is now called 2026-11-02.parquet.damaged" in totals.notes[0]


def test_damage_after_the_first_look_is_found(tmp_path: Path) -> None:
    """A file that changed is read again."""
    totals = archive(tmp_path)
    (path,) = kept_days(tmp_path, DAY)
    assert list(totals.days()) == [DAY]
    path.write_bytes(path.read_bytes()[:-1])
    assert list(totals.days()) == []


def test_each_of_many_damaged_files_is_noted(tmp_path: Path) -> None:
    """They are looked at several at a time."""
    paths = kept_days(tmp_path, *range(DAY, DAY + 30))
    for path in paths:
        path.write_bytes(b"")
    totals = archive(tmp_path)
    assert totals.days() == {}
    assert all(any(str(path) in note for note in totals.notes) for path in paths)
    assert len(totals.notes) == len(paths)


def test_every_damaged_file_of_one_day_is_left_to_look_at(tmp_path: Path) -> None:
    """None takes the place of another."""
    for _ in range(3):
        (path,) = kept_days(tmp_path, DAY)
        path.write_bytes(b"")
        archive(tmp_path).days()
    names = {path.name for path in path.parent.glob("*.damaged*")}
    assert names == {f"2026-11-01.parquet.damaged{more}" for more in ("", "-2", "-3")}


def test_a_file_of_a_newer_version_asks_for_an_update(tmp_path: Path) -> None:
    """It is not damaged, and stays where it is."""
    (path,) = kept_days(tmp_path, DAY)
    newer = as_version(path.read_bytes(), b"seatlight.kept/2")
    path.write_bytes(newer)
    with pytest.raises(BadFile, match=r"2026-11-01\.parquet .*newer Seatlight \(seatlight\.kept/2\): update Seatlight"):
        archive(tmp_path).days()
    assert path.read_bytes() == newer


def as_version(content: bytes, schema: bytes) -> bytes:
    """The same file as another version would have written it, with the checksum that it would have."""
    from zlib import crc32

    blank = content.replace(SCHEMA.encode(), schema)
    start = blank.rindex(b"crc32:") + len(b"crc32:")
    blank = blank[:start] + b"." * 8 + blank[start + 8 :]
    return blank[:start] + b"%08x" % crc32(blank) + blank[start + 8 :]


def test_files_that_are_none_of_ours_are_left_alone(tmp_path: Path) -> None:
    """Whatever they hold."""
    (path,) = kept_days(tmp_path, DAY)
    names = ("2026-11-01.csv", "2026-13-01.parquet", "notes.parquet", "x2026-11-02.parquet", "2026-11-02.parquet~")
    for name in names:
        path.with_name(name).write_bytes(b"")
    totals = archive(tmp_path)
    assert list(totals.days()) == [DAY]
    assert totals.notes == ()
    assert {path.name for path in path.parent.iterdir()} == {path.name, "connection.json", *names}


def test_names_and_days_stand_for_each_other() -> None:
    """Each day has one name, and each name at most one day."""
    assert name_of(DAY) == "2026-11-01.parquet"
    assert day_named("2026-11-01.parquet") == DAY
    assert [day_named(name) for name in ("2026-1-1.parquet", "2026-11-01.parquet.damaged", "٢٠٢٦-11-01.parquet")] == [
        None,
        None,
        None,
    ]


def test_a_day_that_cannot_be_read_is_noted_and_left(tmp_path: Path) -> None:
    """Here a folder has the name of a day."""
    (path,) = kept_days(tmp_path, DAY)
    path.with_name("2026-11-02.parquet").mkdir()
    totals = archive(tmp_path)
    assert totals.days() == {DAY: KEPT_THEN}
    assert "2026-11-02.parquet cannot be read and count as not kept" in totals.notes[0]
    assert path.with_name("2026-11-02.parquet").is_dir()


def test_a_whole_file_is_not_read_twice(tmp_path: Path) -> None:
    """While size, time and inode stay the same, its bytes are taken on trust."""
    totals = archive(tmp_path)
    (path,) = kept_days(tmp_path, DAY)
    assert list(totals.days()) == [DAY]
    before, content = path.stat(), path.read_bytes()
    with path.open("r+b") as opened:
        opened.write(content[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert list(totals.days()) == [DAY]
    assert list(archive(tmp_path).days()) == []
