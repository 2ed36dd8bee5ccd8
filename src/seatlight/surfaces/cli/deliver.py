"""A report given out: drawn in the terminal, or as bytes to stdout or a file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seatlight.model.report import Report
from seatlight.render import only, render
from seatlight.render.write import write_output
from seatlight.surfaces.cli.options import Delivery

if TYPE_CHECKING:
    from rich.console import Console

Draw = Callable[[Report, "Console"], None]

COMPLETE, INCOMPLETE = 0, 3
SAY_NOTHING_OF_IT = frozenset({"csv", "parquet"})
PLAIN_WIDTH = 120


def deliver(report: Report, delivery: Delivery, drawing: str) -> int:
    """Give the report out and return the exit code: 0, or 3 when something it needs is missing.

    `drawing` names the module that draws it, which is imported only for a terminal.
    """
    if delivery.form == "table":
        _deliver_drawing(report, delivery, drawing)
    else:
        _deliver_bytes(render(report, delivery.form, delivery.table), delivery)
    if delivery.output is not None and sys.stderr.isatty():
        click.echo(f"Wrote {delivery.output}", err=True)
    if delivery.output is not None or delivery.form in SAY_NOTHING_OF_IT:
        _say_of_it(report)
    return COMPLETE if report.complete else INCOMPLETE


def given_out(content: bytes | bytearray, output: Path, report: Report) -> int:
    """Write what was drawn of a report to a file, and return the exit code as `deliver`."""
    write_output(output, content)
    if sys.stderr.isatty():
        click.echo(f"Wrote {output}", err=True)
    _say_of_it(report)
    return COMPLETE if report.complete else INCOMPLETE


def _say_of_it(report: Report) -> None:
    """Tell on stderr what the output itself cannot tell, or is not looked at for."""
    if not report.complete:
        click.echo("seatlight: The report is incomplete; its totals are so far, not final.", err=True)
    elif report.notes:
        click.echo("seatlight: The report is complete; to be noted:", err=True)
    for note in report.notes:
        click.echo(f"  {note}", err=True)


def _deliver_drawing(report: Report, delivery: Delivery, drawing: str) -> None:
    from rich.console import Console

    own = "groups" if report.tables[0].name == "groups" else drawing
    draw: Draw = import_module(f"seatlight.surfaces.cli.drawing.{own}").draw
    shown = report if delivery.table is None else only(report, delivery.table)
    if delivery.output is None:
        draw(shown, Console())
        return
    text = StringIO()
    draw(shown, Console(file=text, width=PLAIN_WIDTH, no_color=True))
    write_output(delivery.output, text.getvalue().encode())


def _deliver_bytes(content: bytes | bytearray, delivery: Delivery) -> None:
    if delivery.output is not None:
        write_output(delivery.output, content)
        return
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
