"""Pictures of a large team: the seat map as a document, its size as it travels, and a picture drawn to a file."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter
from typing import Any

import msgspec

from benchmarks.document import TIERS
from benchmarks.ledger import TODAY, ledger_of
from benchmarks.lines import Line
from seatlight.access import cut
from seatlight.charts.pictures import PICTURES, drawn
from seatlight.metrics.window import spans_of
from seatlight.model.access import Scope
from seatlight.model.limits import Limits
from seatlight.model.window import last_days
from seatlight.render.as_picture import Drawings, drawing
from seatlight.reports.developers import developers_report, measured_team
from seatlight.reports.seat_map import seat_map_report
from seatlight.tables.join import join

PEOPLE, DAYS, TIMES = 5_000, 90, 9


def pictures() -> Iterator[Line]:
    """From a measured team on; the map's bytes as the service sends them."""
    snapshot = ledger_of(PEOPLE)
    joined = join(snapshot, None, TIERS.by_tier(snapshot.models))
    spans = spans_of(joined, last_days(DAYS, TODAY), Limits())
    report = cut(developers_report(measured_team(joined, spans)), Scope("bench"))
    made, seconds = _timed(lambda: seat_map_report(report, joined, spans))
    body = msgspec.json.encode(made.document())
    sent = len(gzip.compress(body, 1))
    yield Line(
        f"{PEOPLE:,} developers × {DAYS} days: the seat map",
        seconds,
        "ms",
        beside=f"{len(body) / 1000:,.0f} kB, {sent / 1000:,.0f} kB as sent",
    )
    points, seconds = _timed(lambda: drawn(report, PICTURES["tokens_acceptance"]))
    yield Line("  the rows of tokens and acceptance", seconds, "ms")
    spec, drawings = drawing(points), Drawings()
    content, seconds = _timed(lambda: drawings.draw(spec, "png"), 3)
    yield Line(
        "  those drawn to a PNG, in a process of its own", seconds, "ms", beside=f"{len(content) / 1000:,.0f} kB"
    )


def _timed(make: Callable[[], Any], times: int = TIMES) -> tuple[Any, float]:
    """What was made, and the median of the seconds that took once everything is warm."""
    made, took = make(), []
    for _ in range(times):
        began_at = perf_counter()
        made = make()
        took.append(perf_counter() - began_at)
    return made, median(took)
