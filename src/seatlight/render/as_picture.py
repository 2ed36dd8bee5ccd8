"""Pictures as files: the spec that the page draws, with its rows, a title and a theme, as SVG or PNG."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from textwrap import wrap
from threading import BoundedSemaphore, Lock
from typing import Any

import msgspec

from seatlight.charts.palette import PALETTES, painted
from seatlight.errors import BadSetting, Busy, DrawingFailed, WrongUsage
from seatlight.model.report import Report
from seatlight.render.compiled import compiled
from seatlight.render.plain import iso

FORMS = {"svg": "image/svg+xml", "png": "image/png"}
"""The forms of a picture, with their media types."""
SCALE = 2.0
"""Pixels of a PNG for each point of the picture: sharp on every screen and in slides."""
AT_MOST = 4
"""So many may wait for a picture at once; the next one is told to come back."""
LONGEST_SECONDS = 20
SIGNS_OF_A_LINE = 108
PADDING = 20


def with_rows(report: Report) -> dict[str, Any]:
    """The picture's Vega spec with the report's rows in it, as JSON has them."""
    name, rows = report.head["picture"]["name"], report.tables[0].rows
    spec = {**compiled(name)}
    values = msgspec.json.decode(msgspec.json.encode(list(rows)))
    spec["data"] = [{**one, "values": values} if one["name"] == "rows" else one for one in spec["data"]]
    return spec


def drawing(report: Report, theme: str = "light") -> bytes:
    """Everything a drawing is made from, as JSON: the same report and theme give the same bytes.

    WrongUsage for a theme there is none of.
    """
    if theme not in PALETTES:
        raise WrongUsage(f"There is no theme {theme!r}: choose one of {', '.join(PALETTES)}.")
    palette = PALETTES[theme]
    words = {"title": _title(report), "description": report.head["picture"]["summary"]}
    spec = {**with_rows(report), **words, "padding": PADDING, "background": palette["surface"]}
    return msgspec.json.encode(painted(spec, palette))


class Drawings:
    """Draws one picture at a time, each in a process of its own."""

    def __init__(self) -> None:
        self._one, self._waiting = Lock(), BoundedSemaphore(AT_MOST)

    def draw(self, drawing: bytes, form: str) -> bytes:
        """What `drawing` made, in one of `FORMS`.

        BadSetting where the extra `pictures` is not installed, Busy where too many wait already, DrawingFailed where
        nothing comes of it.
        """
        if find_spec("vl_convert") is None:
            raise BadSetting("Drawing pictures needs an extra: install `seatlight[pictures]`.")
        if not self._waiting.acquire(blocking=False):
            raise Busy("Several pictures are being drawn already; ask again in a moment.")
        try:
            with self._one:
                return _drawn(drawing, form)
        finally:
            self._waiting.release()


def _drawn(drawing: bytes, form: str) -> bytes:
    """What the engine makes of it, which sees nothing of our surroundings: there are keys in them."""
    command = (sys.executable, str(Path(__file__).with_name("draw_one.py")), form, str(SCALE))
    try:
        done = subprocess.run(  # noqa: S603
            command, input=drawing, capture_output=True, timeout=LONGEST_SECONDS, check=False, env={"TZ": "UTC"}
        )
    except (OSError, subprocess.TimeoutExpired):
        raise DrawingFailed("The picture could not be drawn in time; try again later.") from None
    if done.returncode or not done.stdout:
        raise DrawingFailed("The picture could not be drawn; its table has the same numbers.")
    return done.stdout


def _title(report: Report) -> Mapping[str, Any]:
    """What a picture needs where no page is around it: what it shows, of which days and as of when."""
    lines = [_when(report.head), *wrap(report.head["picture"]["summary"], SIGNS_OF_A_LINE)]
    return {
        "text": report.head["picture"]["title"],
        "subtitle": lines,
        "anchor": "start",
        "offset": 16,
        "color": "role:text",
        "subtitleColor": "role:subtle",
        "font": "role:font",
        "subtitleFont": "role:font",
        "fontSize": 16,
        "subtitleFontSize": 12,
        "subtitleLineHeight": 17,
        "subtitlePadding": 6,
    }


def _when(head: Mapping[str, Any]) -> str:
    window, freshness = head["window"], head["freshness"]
    of = f"{head['project']['name']}, " if "project" in head else ""
    so_far = "" if freshness["complete"] else ", so far"
    as_of = iso(freshness["as_of"]).replace("T", " ").removesuffix("Z")[:16]
    return f"{of}{iso(window['first_on'])} to {iso(window['last_on'])} (UTC days), as of {as_of} UTC{so_far}"
