"""Whether memory grows with developers and events: four times as many of both against the smaller team."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.box import FOUR_TIMES, HUNDRED_THOUSAND, elsewhere
from benchmarks.lines import Line
from benchmarks.reading import Reading, read
from benchmarks.reports import requests_of

DAYS = 90
TIMES = 2


def memory() -> Iterator[Line]:
    """The peaks of both sizes over the widest window, and their ratio."""
    readings: dict[int, Reading] = {}
    for team in (HUNDRED_THOUSAND, FOUR_TIMES):
        with elsewhere(team) as box:
            reading = readings[team.people] = read(box, DAYS, TIMES)
        took = f"{reading.events:,} events; whole process {reading.seconds:.2f} s"
        yield Line(f"{team.people:,} developers, {DAYS} days: peak memory", reading.peak, "MB", beside=took)
    small, large = readings[HUNDRED_THOUSAND.people], readings[FOUR_TIMES.people]
    yield Line("  to the smaller team's", large.peak / small.peak, "×", most=1.2)
    yield from requests_of(large)
