"""What was kept is there again, for every process that asks."""

from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from seatlight.archive.day_file import MARK, PLACEHOLDER
from seatlight.archive.none import NothingKept
from seatlight.ports import KeptDay, KeptTotals
from seatlight.tables.schema import KEPT, KEPT_READ
from seatlight.tables.types import polars_schema
from tests.archive.kept import DAY, KEPT_THEN, READ, archive, as_read, in_order, kept_days, rows_of


def test_kept_rows_come_back_as_they_were(tmp_path: Path) -> None:
    """Of the days asked for and no others, with days as integers."""
    for day in range(DAY, DAY + 3):
        archive(tmp_path).keep(day, rows_of(day, size=day), KEPT_THEN)
    read = archive(tmp_path).rows([DAY + 2, DAY]).collect("polars").to_native()
    assert read.schema == polars_schema(KEPT_READ)
    assert in_order(read).equals(as_read(pl.concat([rows_of(DAY, DAY), rows_of(DAY + 2, DAY + 2)])))


def test_a_day_tells_when_it_was_read_and_counted(tmp_path: Path) -> None:
    """To the microsecond, in the order of days."""
    odd = KeptDay(READ, READ + timedelta(microseconds=1), events=0)
    archive(tmp_path).keep(DAY + 1, rows_of(DAY + 1), odd)
    archive(tmp_path).keep(DAY, rows_of(DAY), KEPT_THEN)
    assert list(archive(tmp_path).days().items()) == [(DAY, KEPT_THEN), (DAY + 1, odd)]


def test_a_day_kept_again_takes_the_place_of_the_old(tmp_path: Path) -> None:
    """Also for an object that has looked before."""
    totals = archive(tmp_path)
    kept_days(tmp_path, DAY)
    assert totals.days() == {DAY: KEPT_THEN}
    later = KeptDay(READ + timedelta(days=7), READ + timedelta(days=7), events=13)
    totals.keep(DAY, rows_of(DAY, size=8), later)
    assert totals.days() == {DAY: later}
    assert in_order(totals.rows([DAY]).collect("polars").to_native()).equals(as_read(rows_of(DAY, size=8)))


def test_a_day_on_which_nobody_did_anything_is_kept(tmp_path: Path) -> None:
    """It was read, and there was nothing: that is knowledge."""
    totals = archive(tmp_path)
    totals.keep(DAY, rows_of(DAY).clear(), KeptDay(READ, READ, events=0))
    assert list(totals.days()) == [DAY]
    assert totals.rows([DAY]).collect("polars").shape == (0, len(KEPT))


def test_a_day_that_was_removed_is_no_longer_kept(tmp_path: Path) -> None:
    """An operator may delete any day's file while we run."""
    totals = archive(tmp_path)
    first, _ = kept_days(tmp_path, DAY, DAY + 1)
    assert list(totals.days()) == [DAY, DAY + 1]
    first.unlink()
    assert list(totals.days()) == [DAY + 1]
    assert totals.notes == ()


def test_nothing_is_touched_before_the_first_day_is_kept(tmp_path: Path) -> None:
    """Neither opening nor asking makes a folder."""
    totals = archive(tmp_path / "none")
    assert totals.days() == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "rows",
    [
        rows_of(DAY + 1),
        pl.concat([rows_of(DAY), rows_of(DAY + 1)]),
        rows_of(DAY).drop("service"),
        rows_of(DAY).with_columns(pl.col("events").cast(pl.Int64)),
        rows_of(DAY).select(reversed(list(KEPT))),
        rows_of(DAY).with_columns(day=pl.lit(None, pl.Date)),
    ],
    ids=["another day", "two days", "a column less", "another type", "another order", "no day"],
)
def test_rows_that_are_not_of_that_day_alone_are_refused(tmp_path: Path, rows: pl.DataFrame) -> None:
    """That would be a mistake of ours, and nothing is written."""
    with pytest.raises(ValueError, match="rows to keep"):
        archive(tmp_path).keep(DAY, rows, KEPT_THEN)
    assert list(tmp_path.iterdir()) == []


def test_a_model_that_is_named_like_our_marks_does_no_harm(tmp_path: Path) -> None:
    """Names come from outside and may be anything."""
    named = rows_of(DAY).with_columns(model=pl.lit((MARK + PLACEHOLDER).decode()), email=pl.lit("crc32:00000000"))
    archive(tmp_path).keep(DAY, named, KEPT_THEN)
    assert list(archive(tmp_path).days()) == [DAY]


def test_a_folder_whose_name_looks_like_a_pattern_is_read(tmp_path: Path) -> None:
    """Brackets, stars and blanks are parts of names here."""
    folder = tmp_path / "our [team] *"
    kept_days(folder, DAY)
    assert in_order(archive(folder).rows([DAY]).collect("polars").to_native()).equals(as_read(rows_of(DAY)))


def test_switched_off_nothing_is_kept_behind_the_same_door() -> None:
    """No days, no rows, no complaint."""
    nothing: KeptTotals = NothingKept()
    nothing.keep(DAY, rows_of(DAY), KEPT_THEN)
    nothing.counted([DAY], READ)
    assert nothing.days() == {}
    assert nothing.notes == ()
    assert nothing.rows([DAY]).collect("polars").to_native().equals(polars_schema(KEPT_READ).to_frame())
