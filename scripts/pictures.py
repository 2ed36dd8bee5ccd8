"""Draws the pictures of the README from the sandbox's team on a fixed day: docs/pictures/*.svg."""

import io
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from seatlight.actions.show import show_report, show_seats, show_team
from seatlight.actions.window import Ask
from seatlight.config import load
from seatlight.model.access import OPERATOR
from seatlight.model.report import Report
from seatlight.sandbox import Setup, start
from seatlight.surfaces.cli.drawing import developers, seats, team
from seatlight.surfaces.cli.progress import Silent
from seatlight.wiring import wired

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


def draw(name: str) -> str:
    """One picture as SVG."""
    action, drawing = SHOWN[name]
    with start(Setup(now=NOW)) as box:
        settings = load(
            {
                "SEATLIGHT_CURSOR_URL": box.url,
                "SEATLIGHT_CURSOR_API_KEY": box.key,
                "SEATLIGHT_CURSOR_ADMIN_PER_MINUTE": "0",
                "SEATLIGHT_CURSOR_EVENTS_PER_MINUTE": "0",
            }
        )
        with wired(settings, clock=lambda: NOW) as deps:
            report = action(OPERATOR, deps, ask=Ask(), watcher=Silent())
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    drawing(report, console)
    return console.export_svg(theme=THEME, code_format=FORMAT, unique_id=f"seatlight-{name}")


def main() -> int:
    """Draw every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name in SHOWN:
        (PICTURES / f"{name}.svg").write_text(draw(name), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
