"""A report of 500 developers with 100,000 events, whole process: time, requests, memory."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.box import HUNDRED_THOUSAND, elsewhere
from benchmarks.lines import MB, Line
from benchmarks.pages import bare_seconds, some_pages
from benchmarks.reading import Reading, read

TIMES = 5


def reports() -> Iterator[Line]:
    """The usual window, and the widest: its events are all there are."""
    with elsewhere(HUNDRED_THOUSAND) as box:
        readings = {days: read(box, days, TIMES) for days in (30, 90)}
    per_event = _bare_seconds_per_event()
    for days, reading in readings.items():
        yield from _of(f"{HUNDRED_THOUSAND.people} developers, {days} days", reading, per_event)


def _of(who: str, reading: Reading, per_event: float) -> Iterator[Line]:
    quickest = min(run.seconds for run in reading.runs)
    cpu = min(run.cpu_seconds for run in reading.runs)
    took = (
        f"{reading.events:,} events; quickest {quickest:.2f} s; it computes {cpu:.2f} s, "
        f"the sandbox {reading.asked.cpu_seconds:.2f} s"
    )
    yield Line(f"{who}: whole process", reading.seconds, "s", most=1.5, beside=took)
    yield Line("  to bare msgspec decoding of as many events", reading.seconds / (per_event * reading.events), "×")
    yield Line("  peak memory", reading.peak, "MB", most=160 * MB)
    yield from requests_of(reading, most=120)


def requests_of(reading: Reading, most: int | None = None) -> Iterator[Line]:
    """What was asked in all, and for events against the least that is possible."""
    parts = f"{reading.event_requests} for events, {reading.admin_requests} for all else"
    yield Line("  requests", reading.asked.requests, "requests", most=most, beside=parts)
    yield Line("  requests for events", reading.event_requests, "requests", most=reading.allowed)
    yield Line(
        "  to the least number of requests",
        reading.event_requests / reading.least,
        "×",
        beside=f"the least is {reading.least}",
    )


def _bare_seconds_per_event() -> float:
    pages = some_pages(20)
    bare_seconds(pages)
    return min(bare_seconds(pages) for _ in range(3)) / (20 * 1000)
