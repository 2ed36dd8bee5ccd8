"""Every engine gives the same rows of the same files."""

from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from seatlight.archive.engines import EngineName, engine
from seatlight.tables.schema import EVENT_AMOUNTS, KEPT_READ
from seatlight.tables.types import polars_schema
from tests.archive.kept import DAY, archive, as_read, child, in_order, kept_days, rows_of

SPARK = pytest.param("spark", marks=pytest.mark.soak)
ALL = pytest.mark.parametrize("name", ["polars", "duckdb", SPARK])
DAYS = range(DAY, DAY + 3)

REFUSED = """
from pathlib import Path
from seatlight.archive.engines import engine
sys.modules[sys.argv[2]] = None
try: engine(sys.argv[1])([Path('2026-11-01.parquet')])
except Exception as error: print(type(error).__name__, error)
"""


def collected(frame: nw.LazyFrame[Any]) -> pl.DataFrame:
    return in_order(frame.collect("polars").to_native())


@ALL
def test_an_engine_gives_the_rows_of_the_files(tmp_path: Path, name: EngineName) -> None:
    """To the last digit and type, from a folder with an odd name."""
    folder = tmp_path / "our [team] {x}* folder"
    kept_days(folder, *DAYS)
    rows = archive(folder, engine(name)).rows(DAYS)
    assert rows.collect_schema() == nw.Schema({name: kind() for name, kind in KEPT_READ.items()})
    assert collected(rows).equals(as_read(pl.concat([rows_of(day) for day in DAYS])))


@ALL
def test_an_engine_gives_an_empty_frame_of_no_files(name: EngineName) -> None:
    """With all its columns."""
    assert collected(engine(name)([])).equals(polars_schema(KEPT_READ).to_frame())


@ALL
def test_an_engine_sums_what_is_asked_of_it(tmp_path: Path, name: EngineName) -> None:
    """Filter, group and sum are the engine's work; an absent address is a group as any other."""
    kept_days(tmp_path, *DAYS)
    rows = archive(tmp_path, engine(name)).rows(DAYS)
    sums = [nw.col(amount).sum() for amount in EVENT_AMOUNTS]
    summed = rows.filter(nw.col("day") > DAY).group_by("email").agg(*sums).collect("polars").to_native()
    one, two, three = (2 * number * 7 * 10**12 for number in (1, 2, 3))
    assert dict(summed.select("email", "spend_microcents").iter_rows()) == {
        "hana@example.org": one,
        "chen@example.org": two,
        None: three,
    }


@pytest.mark.parametrize(
    ("name", "missing"),
    [("duckdb", "duckdb"), ("duckdb", "pyarrow"), ("spark", "pyspark"), ("spark", "pyarrow")],
)
def test_a_missing_library_is_told_with_the_extra_that_brings_it(name: EngineName, missing: str) -> None:
    """One sentence, before any file is looked for."""
    says = child(REFUSED, name, missing).stdout
    assert says.startswith("BadSetting Reading kept totals with")
    assert f"run `pip install 'seatlight[{name}]'`, or choose polars." in says


@pytest.mark.soak
def test_spark_without_java_says_what_to_install(tmp_path: Path) -> None:
    """One sentence, and nothing of Java's or Spark's own words beside it."""
    where = f"import os; os.environ['JAVA_HOME'] = {str(tmp_path)!r}\n"
    done = child(where + REFUSED, "spark", "nothing")
    assert done.stdout.startswith("BadSetting Reading kept totals with Spark needs Java 17 or newer, and none started:")
    assert done.stderr == ""


@pytest.mark.soak
def test_spark_is_quiet_and_ends_with_the_process(tmp_path: Path) -> None:
    """The streams are for the report alone."""
    (path,) = kept_days(tmp_path, DAY)
    script = """
from pathlib import Path
from seatlight.archive.engines import engine
print(engine('spark')([Path(sys.argv[1])]).collect('polars').shape)
"""
    done = child(script, path, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "(6, 20)\n", "")
    assert {entry.name for entry in tmp_path.iterdir()} == {"cursor"}


@pytest.mark.soak
def test_a_spark_session_that_runs_already_is_used_and_left_running(tmp_path: Path) -> None:
    """It may be a cluster's."""
    (path,) = kept_days(tmp_path, DAY)
    script = """
from pathlib import Path
from pyspark.sql import SparkSession
theirs = (
    SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1").appName("theirs").getOrCreate()
)
from seatlight.archive.engines import engine
rows = engine('spark')([Path(sys.argv[1])])
print(rows.collect('polars').shape, rows.to_native().sparkSession.sparkContext.appName)
"""
    assert child(script, path, cwd=tmp_path).stdout == "(6, 20) theirs\n"
