"""From a ledger that holds everything to the finished report, each part by itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter
from typing import TypeVar

import msgspec

from benchmarks.ledger import REACH, TODAY, ledger_of
from benchmarks.lines import Line
from seatlight.config import load
from seatlight.metrics.window import spans_of
from seatlight.model.limits import Limits
from seatlight.model.report import Report
from seatlight.model.window import Window, last_days
from seatlight.render import render
from seatlight.reports.developers import developers_report, measured_team
from seatlight.tables.join import Joined, join

TIERS = load({}).tiers
T = TypeVar("T")
Seconds = dict[str, list[float]]

TIMES = 9
DAYS = 30
PROMISED = {10_000: 0.050, 500: 0.010}
PARTS = {
    "join": "ledger joined with people",
    "report": "joined ledger to finished report",
    "words": "all its rows put into words",
    "json": "those rendered as JSON",
}


def document() -> Iterator[Line]:
    """Each size in a process of its own; beside the median stands the first time of each part."""
    for people, most in PROMISED.items():
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.document", str(people)], check=True, capture_output=True
        )
        taken = msgspec.json.decode(told.stdout, type=Seconds)
        for part, title in PARTS.items():
            cold, *warm = taken[part]
            yield Line(
                f"{people:,} developers × {REACH.days} days: {title}",
                median(warm),
                "ms",
                most=most if part == "report" else None,
                beside=f"quickest {min(warm) * 1000:.1f} ms, the first time {cold * 1000:.1f} ms",
            )


def taken_for(people: int) -> Seconds:
    """The seconds that each part took, every time."""
    snapshot = ledger_of(people)
    seconds: Seconds = {part: [] for part in PARTS}
    for _ in range(1 + TIMES):
        joined = _timed(seconds["join"], lambda: join(snapshot, tiers=TIERS.by_tier(snapshot.models)))
        report = _timed(seconds["report"], lambda joined=joined: _report(joined))  # type: ignore[misc]
        worded = _timed(seconds["words"], lambda report=report: _worded(report))  # type: ignore[misc]
        _timed(seconds["json"], lambda worded=worded: render(worded, "json"))  # type: ignore[misc]
    return seconds


def _timed(seconds: list[float], work: Callable[[], T]) -> T:
    began_at = perf_counter()
    result = work()
    seconds.append(perf_counter() - began_at)
    return result


def _report(joined: Joined) -> Report:
    window: Window = last_days(DAYS, TODAY)
    spans = spans_of(joined, window, Limits())
    return developers_report(measured_team(joined, spans))


def _worded(report: Report) -> Report:
    """The report with every row looked at: rows are put into words no sooner than somebody looks."""
    return report.with_rows("developers", list(report.table("developers").rows))


if __name__ == "__main__":
    sys.stdout.buffer.write(msgspec.json.encode(taken_for(int(sys.argv[1]))))
