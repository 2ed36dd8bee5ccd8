"""Reports from kept totals: a second run of the usual team, and a year of 10,000 developers."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

import msgspec
import polars as pl

from benchmarks.box import HUNDRED_THOUSAND, elsewhere
from benchmarks.children import seatlight
from benchmarks.document import TIERS
from benchmarks.ledger import TODAY, ledger_of
from benchmarks.lines import MB, Line
from benchmarks.machine import own_peak
from seatlight.archive.engines import engine
from seatlight.archive.parquet import ParquetTotals
from seatlight.ledger.days import DayRead
from seatlight.ledger.keeping import Keeping
from seatlight.metrics.window import spans_of
from seatlight.model.limits import Limits
from seatlight.model.window import Window, last_days
from seatlight.ports import KeptDay
from seatlight.reports.developers import developers_report, measured_team
from seatlight.tables import schema
from seatlight.tables.codes import CodeBook, Codes
from seatlight.tables.days import kept_rows
from seatlight.tables.join import Joined, join
from seatlight.tables.snapshot import Snapshot
from seatlight.tables.types import polars_schema

T = TypeVar("T")
YEAR, DEVELOPERS = 365, 10_000
TIMES = 5
PARTS = {
    "open": "its files checked, and who was active when",
    "join": "joined with people",
    "report": "to the finished report",
}


def kept() -> Iterator[Line]:
    """The second run as a process, and the year in a process of its own."""
    yield from _second_run()
    with tempfile.TemporaryDirectory() as folder:
        _keep_a_year(Path(folder))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*.parquet"))
        command = [sys.executable, "-m", "benchmarks.kept", folder]
        runs = [_run(command) for _ in range(TIMES)]
    for part, title in PARTS.items():
        seconds = [run[part] for run in runs]
        yield Line(f"{DEVELOPERS:,} developers × {YEAR} days kept: {title}", median(seconds), "ms")
    whole = [sum(run[part] for part in PARTS) for run in runs]
    beside = (
        f"{size / MB:.0f} MB of files, quickest {min(whole):.2f} s, peak {max(run['peak'] for run in runs) / MB:.0f} MB"
    )
    yield Line("  all of that, each time in a new process", median(whole), "s", most=1.0, beside=beside)


def _run(command: list[str]) -> dict[str, float]:
    told = subprocess.run(command, check=True, capture_output=True)
    return msgspec.json.decode(told.stdout, type=dict[str, float])


def _second_run() -> Iterator[Line]:
    """The usual team's 90 days, kept by a first run."""
    with tempfile.TemporaryDirectory() as folder, elsewhere(HUNDRED_THOUSAND) as box:
        nothing, output = Path(folder, "empty.toml"), Path(folder, "report.json")
        nothing.touch()
        settings = {**box.settings(), "SEATLIGHT_ARCHIVE": str(Path(folder, "archive"))}
        wanted = ("report", "--days", "90", "--format", "json", "--output", str(output), "--config", str(nothing))
        seatlight(*wanted, settings=settings)
        runs = []
        for _ in range(TIMES):
            box.asked()
            runs.append(seatlight(*wanted, settings=settings))
        asked = box.asked()
    seconds = [run.seconds for run in runs]
    beside = f"quickest {min(seconds):.2f} s; {asked.requests} requests, which it waits for as well"
    yield Line(
        "500 developers × 90 days kept: second run, whole process", median(seconds), "s", most=1.0, beside=beside
    )


def _keep_a_year(folder: Path) -> None:
    """A year of the invented team, as files."""
    totals, reach = _totals(folder), last_days(YEAR, TODAY)
    for window in reach.chunks(30):
        ledger = ledger_of(DEVELOPERS, window)
        for day in range(window.first, window.last + 1):
            mine = pl.col("day") == day
            tables = (ledger.seat_days.filter(mine), ledger.usage_days.filter(mine))
            rows = kept_rows(*tables, ledger.addresses, ledger.models)
            read_at = ledger.as_of - timedelta(days=1)
            models = tuple(name for name in ledger.models if name)
            totals.keep(day, rows, KeptDay(read_at, read_at, int(rows["events"].sum()), models))


def _totals(folder: Path) -> ParquetTotals:
    return ParquetTotals(folder, "cursor", "bench", engine("polars"))


def taken_from(folder: Path) -> Mapping[str, float]:
    """The seconds that each part takes, once, and the peak of the memory."""
    seconds: dict[str, float] = {}
    window = last_days(YEAR, TODAY)
    snapshot = _timed(seconds, "open", lambda: _snapshot(folder, window))
    joined: Joined = _timed(seconds, "join", lambda: join(snapshot, tiers=TIERS.by_tier(snapshot.models)))
    report = _timed(
        seconds, "report", lambda: developers_report(measured_team(joined, spans_of(joined, window, Limits())))
    )
    if report.head["team"]["seats_used"] < DEVELOPERS // 2:
        raise RuntimeError("The report is not of the year that was kept.")
    return {**seconds, "peak": own_peak()}


def _timed(seconds: dict[str, float], part: str, work: Callable[[], T]) -> T:
    began_at = perf_counter()
    result = work()
    seconds[part] = perf_counter() - began_at
    return result


def _snapshot(folder: Path, window: Window) -> Snapshot:
    """What a ledger over these files knows."""
    codes, keeping = CodeBook(Codes(), Codes()), Keeping(_totals(folder))
    days = keeping.open(codes)
    known = {day: DayRead(read.as_of, read.counted_at, kept=True) for day, read in days.items()}
    rows, member_days = keeping.rows_of(known)
    members = codes.members.names
    listed = {"member": range(1, len(members)), "name": members[1:]}
    roster = pl.DataFrame(listed, schema={"member": pl.Int32, "name": pl.String})
    return Snapshot(
        as_of=ledger_of(1).as_of,
        reach=window,
        addresses=tuple(members),
        models=tuple(codes.models.names),
        roster=roster.with_columns(seat=pl.lit("active")),
        seat_changes=_nothing(schema.SEAT_CHANGES),
        cycle_spend=_nothing(schema.CYCLE_SPEND),
        seat_days=_nothing(schema.SEAT_DAYS),
        usage_days=_nothing(schema.USAGE_DAYS),
        seat_days_read=frozenset(days),
        usage_days_read=frozenset(days),
        kept=rows,
        kept_days=member_days,
    )


def _nothing(columns: schema.Schema) -> pl.DataFrame:
    return polars_schema(columns).to_frame()


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(taken_from(Path(sys.argv[1]))))
