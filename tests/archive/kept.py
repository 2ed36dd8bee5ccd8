"""Kept days in one line: a small team's rows of any day, and an archive to put them in."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from seatlight.archive.engines import Engine
from seatlight.archive.engines.on_polars import polars_engine
from seatlight.archive.parquet import ParquetTotals
from seatlight.model.window import day_of
from seatlight.ports import KeptDay
from seatlight.tables.schema import EVENT_AMOUNTS, EVENT_COUNTS, KEPT, SUGGESTION_COUNTS
from seatlight.tables.types import polars_schema

ROOT = Path(__file__).resolve().parents[2]
DAY = 20_758
"""2026-11-01."""
READ = datetime(2026, 11, 22, 9, tzinfo=UTC)
KEPT_THEN = KeptDay(read_at=READ, counted_at=READ, events=12)

CAST = {"hana@example.org": "large", "chen@example.org": None, None: "small"}


def rows_of(day: int, size: int = 7) -> pl.DataFrame:
    """KEPT of a heavy user, of one whose event named no model, and of use without an address; `size` varies it."""
    rows = []
    for number, (email, model) in enumerate(CAST.items(), 1):
        active = 0 if email is None else 1
        rows.append([email, "day", None, active, 0, *[number * size] * len(SUGGESTION_COUNTS), *[0] * 8])
        uses = [number + size] * len(EVENT_COUNTS) + [number * size * 10**12] * len(EVENT_AMOUNTS)
        rows.append([email, "activity", model, None, None, *[0] * len(SUGGESTION_COUNTS), *uses])
    return pl.DataFrame([[day_of(day), *row] for row in rows], schema=polars_schema(KEPT), orient="row")


def archive(folder: Path, engine: Engine = polars_engine, identity: str = "ours") -> ParquetTotals:
    """Kept totals of the connection `cursor`."""
    return ParquetTotals(folder, "cursor", identity, engine)


def kept_days(folder: Path, *days: int) -> list[Path]:
    """Keeps these days and gives their files."""
    for day in days:
        archive(folder).keep(day, rows_of(day), KEPT_THEN)
    return [folder / "cursor" / f"{day_of(day)}.parquet" for day in days]


def as_read(rows: pl.DataFrame) -> pl.DataFrame:
    """KEPT as an engine gives it back, sorted."""
    return in_order(rows.with_columns(pl.col("day").to_physical()))


def in_order(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.sort("day", "email", "kind", "model", nulls_last=True)


def child(script: str, *arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Runs a script in a process of its own, with the product and these builders at hand."""
    return subprocess.run(started(script, *arguments), cwd=cwd, capture_output=True, text=True, check=False)


def started(script: str, *arguments: object) -> list[str]:
    """The command that runs a script with the product and these builders at hand."""
    at_hand = f"import sys; sys.path[:0] = [{str(ROOT / 'src')!r}, {str(ROOT)!r}]\n"
    return [sys.executable, "-c", at_hand + script, *map(str, arguments)]
