"""Figures about groups of people in a terminal: they are all that is shown where a site says so."""

from __future__ import annotations

from rich.console import Console

from seatlight.model.report import Report
from seatlight.surfaces.cli.drawing.head import head
from seatlight.surfaces.cli.drawing.ink import Line, Piece, put
from seatlight.surfaces.cli.drawing.listing import table_lines

TITLE = "AI adoption in groups"


def draw(report: Report, console: Console) -> None:
    """Print the groups."""
    put(group_lines(report, console.width), console)


def group_lines(report: Report, width: int) -> list[Line]:
    """Head and one line per group; a sentence where there are too few people for any."""
    top = head(report, TITLE, width)
    if not report.tables[0].rows:
        return [*top, [], [Piece("There are too few people here to tell anything of them.")]]
    return [*top, [], *table_lines(report.tables[0], width)]
