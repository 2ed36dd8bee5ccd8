"""A picture of the team as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from seatlight.actions.show_picture import OF
from seatlight.charts.pictures import PICTURES, drawn
from seatlight.errors import WrongUsage
from seatlight.render.as_picture import FORMS, Drawings, drawing
from seatlight.render.write import check_output
from seatlight.surfaces.cli.deliver import given_out
from seatlight.surfaces.cli.run import place_of


def draw(options: dict[str, Any]) -> int:
    """Draw the picture that the options name into the file they name; returns the exit code."""
    output, form = _place(options)
    picture = PICTURES[options["picture"]]
    report = drawn(place_of(OF[picture.of], picture.of, options).read(may_stop=False), picture)
    return given_out(Drawings().draw(drawing(report, options["theme"]), form), output, report)


def _place(options: dict[str, Any]) -> tuple[Path, str]:
    """The file and its form, which its ending tells; WrongUsage where there is none, or where a table is wanted too."""
    output: Path | None = options["output"]
    if options["form"] or options["table"]:
        raise WrongUsage("A picture has no table and no other format: leave --format and --table out.")
    form = output.suffix.removeprefix(".").lower() if output else ""
    if output is None or form not in FORMS:
        raise WrongUsage(f"Where shall the picture go? Name a file with --output, such as {options['picture']}.png.")
    check_output(output)
    return output, form
