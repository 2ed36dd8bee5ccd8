"""One `seatlight report` against the sandbox: what it took, what it asked, the least it could have asked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
from msgspec import Struct

from benchmarks.box import Asked, Elsewhere
from benchmarks.children import Run, seatlight
from seatlight.metrics.window import events_window
from seatlight.model.limits import Limits
from seatlight.model.window import Window, last_days
from seatlight.sources.cursor.api import EVENT_PAGES, EVENTS_PATH
from seatlight.sources.cursor.events import span_of
from seatlight.sources.cursor.usage_steps import CHUNK_PAGES, LONGEST_WINDOW, NEWEST

REACH_DAYS = 90


class Reading(Struct, frozen=True):
    """The runs of one report, what the last of them asked, how many events its window needs.

    `least` is the requests that any reading of these events takes, `allowed` what we promise not to exceed.
    """

    runs: tuple[Run, ...]
    asked: Asked
    events: int
    least: int
    allowed: int

    @property
    def event_requests(self) -> int:
        """Requests for usage events, quotes among them."""
        return self.asked.by_path[EVENTS_PATH]

    @property
    def admin_requests(self) -> int:
        """All others."""
        return self.asked.requests - self.event_requests

    @property
    def seconds(self) -> float:
        """The median run."""
        return median(run.seconds for run in self.runs)

    @property
    def peak(self) -> int:
        """The highest memory of any run."""
        return max(run.peak for run in self.runs)


def read(box: Elsewhere, days: int, times: int) -> Reading:
    """Report the last `days` days so many times, after one time that warms sandbox and caches."""
    with tempfile.TemporaryDirectory() as folder:
        output, nothing = Path(folder, "report.json"), Path(folder, "empty.toml")
        nothing.touch()
        options = {"--days": str(days), "--format": "json", "--output": str(output), "--config": str(nothing)}
        wanted = ("report", *chain.from_iterable(options.items()))
        seatlight(*wanted, settings=box.settings())
        runs = []
        for _ in range(times):
            box.asked()
            runs.append(seatlight(*wanted, settings=box.settings()))
        asked = box.asked()
        document = msgspec.json.decode(output.read_bytes())
    return _reading(box, runs, asked, document)


def _reading(box: Elsewhere, runs: Iterable[Run], asked: Asked, document: dict[str, Any]) -> Reading:
    window = Window(*(date.fromisoformat(document["window"][end]) for end in ("first_on", "last_on")))
    as_of = datetime.fromisoformat(document["freshness"]["as_of"])
    told = box.events(*span_of(window, as_of))
    if not document["freshness"]["complete"] or document["team"]["events"] != told:
        raise RuntimeError(f"The report of {window.days} days is not what the sandbox told: run the tests.")
    needed = events_window(window, last_days(REACH_DAYS, window.last_on), Limits())
    events = box.events(*span_of(needed, as_of))
    least = -(-events // EVENT_PAGES[0])
    quotes = len(needed.chunks(LONGEST_WINDOW))
    # One more for each chunk whose last page is not full; the newest two days are chunks of their own.
    chunks = NEWEST + quotes + round(least / CHUNK_PAGES)
    return Reading(tuple(runs), asked, events, least, least + quotes + chunks)
