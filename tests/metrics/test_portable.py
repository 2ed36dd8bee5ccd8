"""The sums run on another engine over Parquet files, and come to the same numbers."""

from pathlib import Path

import duckdb
import narwhals as nw
import polars as pl
from hypothesis import HealthCheck, given, settings

from seatlight.metrics.rows import summed
from seatlight.metrics.sums import summed as summed_anywhere
from seatlight.metrics.window import events_window, spans_of
from seatlight.model.limits import Limits
from seatlight.model.window import Window
from seatlight.tables.join import developer_days, join
from tests.builders import reach_of, snapshot_of
from tests.metrics.invented import TIERS, Facts, teams, windows


def on_duckdb(folder: Path, name: str, frame: pl.DataFrame) -> nw.LazyFrame[duckdb.DuckDBPyRelation]:
    """The frame as DuckDB reads it from a file."""
    frame.write_parquet(folder / f"{name}.parquet")
    return nw.from_native(duckdb.read_parquet(str(folder / f"{name}.parquet")))


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(teams(), windows())
def test_duckdb_comes_to_the_same_days_and_sums(tmp_path: Path, facts: Facts, window: Window) -> None:
    """To the last digit, for any team."""
    snapshot = snapshot_of(facts, events_window(window, reach_of(facts), Limits()))
    tiers = TIERS.by_tier(snapshot.models)
    joined = join(snapshot, tiers=tiers)
    spans = spans_of(joined, window, Limits())
    seats, usage = (frame.rename({"member": "developer"}) for frame in (snapshot.seat_days, snapshot.usage_days))

    days = developer_days(on_duckdb(tmp_path, "seats", seats), on_duckdb(tmp_path, "usage", usage), tiers)
    same = days.collect("polars").to_native().sort("developer", "day")
    assert same.equals(joined.days.sort("developer", "day"))

    here = summed(joined, spans).sort("developer")
    there = summed_anywhere(
        on_duckdb(tmp_path, "days", joined.days), on_duckdb(tmp_path, "active", joined.active_days), spans
    )
    assert there.sort("developer").select(here.columns).equals(here)
