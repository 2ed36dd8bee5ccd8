"""Thirty million usage events through decoding, folding and the ledger's table: speed and memory."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from time import perf_counter

import msgspec

from benchmarks.lines import MB, Line
from benchmarks.machine import own_peak
from benchmarks.pages import bare_seconds, decoder, pages_of
from seatlight.ledger.days import DayTable
from seatlight.model.window import Window, day_of
from seatlight.ports import Arrival
from seatlight.sandbox import Setup
from seatlight.sources.cursor.fold import Fold
from seatlight.sources.cursor.to_tables import DAY_MILLIS
from seatlight.tables import schema
from seatlight.tables.codes import CodeBook, Codes
from seatlight.tables.types import polars_schema

PEOPLE, DAYS = 10_000, 90
EVENTS_A_DAY = 62.0
"""Of an active developer; about 340,000 a day of all."""
TUESDAY_AGO = 1
NOW = datetime(2026, 11, 18, 13, tzinfo=UTC)


def scale() -> Iterator[Line]:
    """A day of 10,000 busy developers, told again as each of 90 days; folded in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        setup = Setup(people=PEOPLE, events_per_active_day=EVENTS_A_DAY, now=NOW)
        for number, body in enumerate(islice(pages_of(setup, 1, TUESDAY_AGO), 30_000_000 // DAYS // 1000)):
            Path(folder, f"{number:04}").write_bytes(body)
        command = [sys.executable, "-m", "benchmarks.scale", folder]
        told = subprocess.run(command, check=True, capture_output=True)
    taken = msgspec.json.decode(told.stdout, type=dict[str, float])
    events, seconds = taken["events"], taken["seconds"]
    what = f"{PEOPLE:,} developers, {DAYS} days, {events / 1e6:.1f} million events"
    beside = f"{events / seconds / 1000:,.0f} pages/s, {taken['rows']:,.0f} rows of daily totals"
    yield Line(f"{what}: decoded and folded", seconds, "s", beside=beside)
    yield Line("  speed to bare msgspec decoding of the same bytes", taken["bare"] / seconds, "%")
    yield Line("  peak memory", taken["peak"], "MB", most=500 * MB)


def taken_by(folder: Path) -> dict[str, float]:
    """Fold a day's pages once for each day, each time as that day; getting the pages is not counted."""
    codes, table = CodeBook(Codes(), Codes()), DayTable(polars_schema(schema.USAGE_DAYS))
    events, seconds = 0, 0.0
    for ago in range(DAYS):
        arrived, took = _fold_day(folder, ago, codes, table)
        events, seconds = events + arrived, seconds + took
    peak, rows = own_peak(), table.frame().height
    bare = min(bare_seconds(_pages(folder)) for _ in range(3)) * DAYS
    return {"events": events, "seconds": seconds, "bare": bare, "rows": rows, "peak": peak}


def _pages(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.iterdir()):
        yield path.read_bytes()


def _fold_day(folder: Path, ago: int, codes: CodeBook, table: DayTable) -> tuple[int, float]:
    """The pages as so many days before their own: how many events, and the seconds that took."""
    day = int(NOW.timestamp()) // 86_400 - TUESDAY_AGO - ago
    fold, seconds = Fold(day * DAY_MILLIS, (day + 1) * DAY_MILLIS - 1, codes), 0.0
    for body in _pages(folder):
        began_at = perf_counter()
        found = decoder.decode(body).events
        for event in found:
            event.timestamp = (event.timestamp or 0) - ago * DAY_MILLIS
        fold.add(found)
        seconds += perf_counter() - began_at
    began_at = perf_counter()
    fold.settle()
    if fold.misplaced:
        raise RuntimeError("The pages are not of one day.")
    table.put(Window(day_of(day), day_of(day)), Arrival(fold.frames()), NOW)
    return fold.arrived, seconds + perf_counter() - began_at


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(taken_by(Path(sys.argv[1]))))
