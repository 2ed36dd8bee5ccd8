"""How long `seatlight --help` takes, whole process."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from benchmarks.children import seatlight
from benchmarks.lines import Line

TIMES = 9


def starting() -> Iterator[Line]:
    """The median of nine starts after one that fills the caches."""
    seatlight("--help")
    runs = [seatlight("--help") for _ in range(TIMES)]
    seconds = [run.seconds for run in runs]
    beside = f"median of {TIMES}, quickest {min(seconds):.3f} s, peak {max(run.peak for run in runs) / 1e6:.0f} MB"
    yield Line("seatlight --help, whole process", median(seconds), "s", most=0.15, beside=beside)
