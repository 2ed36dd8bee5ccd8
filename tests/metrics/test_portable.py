"""Kept rows are added up by whatever engine holds them, and come to the same document."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seatlight.archive.engines import ENGINES, EngineName
from seatlight.errors import KeptUnreadable
from seatlight.metrics.window import events_window, spans_of
from seatlight.model.limits import Limits
from seatlight.model.window import Window, day_of
from seatlight.reports.developers import developers_report, measured_team
from seatlight.reports.strip import with_strips
from seatlight.reports.team_tables import by_day, by_model
from seatlight.tables import schema
from seatlight.tables.codes import Codes
from seatlight.tables.days import kept_rows
from seatlight.tables.join import join
from seatlight.tables.snapshot import Snapshot
from seatlight.tables.totals import added_up, kept_member_days
from seatlight.tables.types import polars_schema
from tests.builders import reach_of, snapshot_of
from tests.metrics.invented import NOW, REACH, TIERS, TODAY, Facts, teams, windows

NOBODY: Facts = {
    "now": NOW.isoformat(), "today": TODAY.isoformat(), "reach_days": REACH, "roster": [], "seat_changes": [],
    "days": [], "events": [], "spend": {"members": []},
}  # fmt: skip
"""The facts of a team that has nobody."""


def kept_before(snapshot: Snapshot, cut: int, folder: Path, engine: EngineName) -> Snapshot:
    """The same snapshot with all days before `cut` in a file."""
    path = folder / "kept.parquet"
    old, young = pl.col("day") < cut, pl.col("day") >= cut
    old_rows = (snapshot.seat_days.filter(old), snapshot.usage_days.filter(old))
    kept_rows(*old_rows, snapshot.addresses, snapshot.models).write_parquet(path)
    rows, codes = ENGINES[engine]([path]), Codes()
    for address in snapshot.addresses[1:]:
        codes.code(address)
    return replace(
        snapshot,
        seat_days=snapshot.seat_days.filter(young),
        usage_days=snapshot.usage_days.filter(young),
        kept=rows,
        kept_days=kept_member_days(rows, codes),
        sums={},
    )


def told(snapshot: Snapshot, window: Window) -> tuple[Any, ...]:
    """Everything that reports say of a snapshot."""
    limits = Limits()
    joined = join(snapshot, tiers=TIERS.by_tier(snapshot.models))
    spans = spans_of(joined, window, limits)
    report = with_strips(developers_report(measured_team(joined, spans)), joined, spans)
    tier_of = TIERS.codes(snapshot.models)
    return report.document(), by_day(joined, spans, tier_of), by_model(joined, spans, tier_of)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=teams(), window=windows(), ago=st.integers(0, 90))
def test_kept_days_change_nothing_but_where_they_are(
    engine: EngineName, tmp_path: Path, facts: Facts, window: Window, ago: int
) -> None:
    """To the last digit, for any team and wherever the kept days end."""
    snapshot = snapshot_of(facts, events_window(window, reach_of(facts), Limits()))
    cut = snapshot.reach.last + 1 - ago
    assert day_of(cut) > snapshot.reach.first_on
    assert told(kept_before(snapshot, cut, tmp_path, engine), window) == told(snapshot, window)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_an_address_that_came_after_the_look_is_told_and_not_lost(engine: EngineName, tmp_path: Path) -> None:
    """Another process may replace a day while this one reads: then the sums are refused, with what to do."""
    seat_days = pl.DataFrame({name: [1] for name in schema.SEAT_DAYS}, schema=polars_schema(schema.SEAT_DAYS))
    nothing = polars_schema(schema.USAGE_DAYS).to_frame()
    kept_rows(seat_days, nothing, [None, "new@example.org"], [None]).write_parquet(tmp_path / "kept.parquet")
    snapshot = replace(
        snapshot_of(NOBODY, reach_of(NOBODY)), kept=ENGINES[engine]([tmp_path / "kept.parquet"]), addresses=(None,)
    )
    with pytest.raises(KeptUnreadable, match="try again"):
        added_up(snapshot, ["member"], ["agent_shown"], [0, 3])


@pytest.mark.soak
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=teams(), window=windows(), ago=st.integers(1, 90))
def test_spark_comes_to_the_same_document(tmp_path: Path, facts: Facts, window: Window, ago: int) -> None:
    """On a real session on this machine, to the last digit."""
    snapshot = snapshot_of(facts, events_window(window, reach_of(facts), Limits()))
    cut = snapshot.reach.last + 1 - ago
    assert told(kept_before(snapshot, cut, tmp_path, "spark"), window) == told(snapshot, window)
