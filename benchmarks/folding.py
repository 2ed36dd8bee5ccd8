"""How quickly usage events are decoded and added up, beside their mere decoding."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from time import perf_counter

from benchmarks.lines import Line
from benchmarks.pages import bare_seconds, decoder, some_pages
from seatlight.sources.cursor.fold import Fold
from seatlight.tables.codes import CodeBook, Codes

PAGES = 300
TIMES = 5
ALL_TIME = (0, 10**14)


def folding() -> Iterator[Line]:
    """Both over the same pages, in turns, once unmeasured."""
    pages = some_pages(PAGES)
    size = sum(map(len, pages))
    _fold_seconds(pages)
    turns = [(bare_seconds(pages), _fold_seconds(pages)) for _ in range(TIMES)]
    bare, both = (median(seconds) for seconds in zip(*turns, strict=True))
    beside = f"{len(pages)} pages of 1,000 events, {size / 1e6:.0f} MB, median of {TIMES}"
    yield Line("usage events, bare msgspec decoding", size / bare, "MB/s", beside=beside)
    speed = f"{len(pages) / both:,.0f} pages/s"
    yield Line("usage events, decoded and folded", size / both, "MB/s", beside=speed)
    yield Line("  speed to bare msgspec decoding of the same bytes", bare / both, "%", least=0.4)


def _fold_seconds(pages: list[bytes]) -> float:
    began_at = perf_counter()
    fold = Fold(*ALL_TIME, CodeBook(Codes(), Codes()))
    for body in pages:
        fold.add(decoder.decode(body).events)
    fold.settle()
    rows = sum(frame.height for frame in fold.frames())
    seconds = perf_counter() - began_at
    if not rows or fold.misplaced:
        raise RuntimeError("The pages were not folded in full.")
    return seconds
