"""Draws the pictures of the README from the sandbox's team on a fixed day: docs/pictures/*.svg."""

import io
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from seatlight.actions.deps import Deps
from seatlight.actions.match_people import list_people
from seatlight.actions.refresh_usage import refresh_usage
from seatlight.actions.show import show_report, show_seats, show_team
from seatlight.actions.tally import Tally
from seatlight.actions.window import Ask
from seatlight.config import Settings, load
from seatlight.model.access import OPERATOR
from seatlight.model.report import Report
from seatlight.ports import Step
from seatlight.reports.listings import people_list
from seatlight.sandbox import Setup, start
from seatlight.sandbox.clock import VirtualClock
from seatlight.surfaces.cli.drawing import developers, people, seats, team
from seatlight.surfaces.cli.drawing.developers import developer_lines
from seatlight.surfaces.cli.drawing.ink import Line, put
from seatlight.surfaces.cli.follow import status
from seatlight.surfaces.cli.progress import Silent
from seatlight.surfaces.cli.run import quotas
from seatlight.wiring import fresh_secret_key, office_of, wired

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
NOW = datetime(2026, 11, 18, 13, 45, tzinfo=UTC)
WIDTH = 156

THEME = TerminalTheme(
    (252, 252, 250),
    (40, 44, 52),
    [
        (40, 44, 52),
        (192, 57, 43),
        (39, 124, 72),
        (173, 116, 0),
        (41, 98, 196),
        (142, 68, 173),
        (0, 121, 135),
        (120, 124, 130),
    ],
    [
        (100, 104, 112),
        (192, 57, 43),
        (39, 124, 72),
        (196, 140, 20),
        (41, 98, 196),
        (142, 68, 173),
        (0, 121, 135),
        (40, 44, 52),
    ],
)
# No font is fetched from anywhere: the picture takes the reader's own.
FORMAT = """<svg class="rich-terminal" viewBox="-10 -10 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>{lines}
</defs>
<rect fill="#fcfcfa" x="-10" y="-10" width="{width}" height="{height}"/>
<g clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""

Draw = Callable[[Report, Console], None]
SHOWN: dict[str, tuple[Callable[..., Report], Draw]] = {
    "report": (partial(show_report, strips=True), developers.draw),
    "seats": (show_seats, seats.draw),
    "team": (show_team, team.draw),
}
BUSY = Setup(now=NOW, events_per_active_day=250, quotas="real", latency_seconds=0.4)
HEIGHT = 34
UNPACED = {"SEATLIGHT_CURSOR_ADMIN_PER_MINUTE": "0", "SEATLIGHT_CURSOR_EVENTS_PER_MINUTE": "0"}


WIDE_ENOUGH = 132


def draw_people() -> str:
    """The picture of who is who, with what Jira's search finds."""
    with start(Setup(now=NOW)) as box, TemporaryDirectory() as folder:
        jira = {"SEATLIGHT_JIRA_URL": box.url, "SEATLIGHT_JIRA_EMAIL": box.jira_email}
        kept = {
            "SEATLIGHT_DATABASE_URL": f"sqlite:///{folder}/seatlight.db",
            "SEATLIGHT_SECRET_KEY": fresh_secret_key(),
        }
        settings = settings_of(box.url, box.key, SEATLIGHT_JIRA_API_TOKEN=box.jira_token, **UNPACED, **jira, **kept)
        with office_of(settings, clock=lambda: NOW, create=True):
            pass
        with wired(settings, clock=lambda: NOW) as deps:
            found = list_people(OPERATOR, deps, Silent(), search=True)
    everyone = found.people.everyone if found.people else ()
    report = people_list(found.open, found.matching.matches, everyone, found.notes, complete=True)
    console = recording(WIDE_ENOUGH)
    people.draw(replace(report, tables=report.tables[:1]), console)
    return console.export_svg(theme=THEME, code_format=FORMAT, unique_id="seatlight-people")


def settings_of(url: str, key: str, **more: str) -> Settings:
    """Settings that point at a sandbox."""
    return load({"SEATLIGHT_CURSOR_URL": url, "SEATLIGHT_CURSOR_API_KEY": key, **more})


def draw(name: str) -> str:
    """One picture as SVG."""
    action, drawing = SHOWN[name]
    with start(Setup(now=NOW)) as box:
        jira = {"SEATLIGHT_JIRA_URL": box.url, "SEATLIGHT_JIRA_EMAIL": box.jira_email}
        settings = settings_of(box.url, box.key, SEATLIGHT_JIRA_API_TOKEN=box.jira_token, **UNPACED, **jira)
        with wired(settings, clock=lambda: NOW) as deps:
            refresh_usage(OPERATOR, deps, Ask(), Silent())
            report = action(OPERATOR, deps, Ask())
    console = recording()
    drawing(report, console)
    return console.export_svg(theme=THEME, code_format=FORMAT, unique_id=f"seatlight-{name}")


def recording(width: int = WIDTH) -> Console:
    """A console that remembers what is drawn on it."""
    return Console(record=True, width=width, file=io.StringIO(), force_terminal=True, color_system="truecolor")


class Midway(Tally):
    """Keeps the screen of `--follow` as it is once every state is told and tokens are still being read."""

    def __init__(self, deps: Deps, clock: VirtualClock, per_minute: Mapping[str, int]) -> None:
        super().__init__(per_minute, clock)
        self._deps = deps
        self.screen: list[Line] = []

    def finished(self, step: Step) -> None:
        """Look whether it is the moment."""
        super().finished(step)
        if self.screen or step.table == "roster":
            return
        report = show_report(OPERATOR, self._deps, Ask(), strips=True)
        states = [row["state"] for row in report.tables[0].rows]
        if not report.complete and "unknown" not in states:
            self.screen = [*status(report, self, WIDTH), *developer_lines(report, WIDTH)][:HEIGHT]


def draw_follow() -> str:
    """The picture of a reading under way, at Cursor's real limits on a clock of its own."""
    clock = VirtualClock()
    with start(BUSY, clock=clock.now, wait=clock.sleep) as box:
        settings = settings_of(box.url, box.key)
        with wired(settings, clock=lambda: NOW, timer=clock, threads=clock.side_by_side) as deps:
            midway = Midway(deps, clock, quotas(settings))
            refresh_usage(OPERATOR, deps, Ask(), midway)
    console = recording()
    put(midway.screen, console)
    return console.export_svg(theme=THEME, code_format=FORMAT, unique_id="seatlight-follow")


def main() -> int:
    """Draw every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name in SHOWN:
        (PICTURES / f"{name}.svg").write_text(draw(name), encoding="utf-8")
    (PICTURES / "people.svg").write_text(draw_people(), encoding="utf-8")
    (PICTURES / "follow.svg").write_text(draw_follow(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
