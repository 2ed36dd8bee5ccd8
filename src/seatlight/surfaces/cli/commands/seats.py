"""`seatlight seats`: seats by state."""

from __future__ import annotations

from typing import Any

import click

from seatlight.surfaces.cli.options import CONFIG, ENGINE, WHOSE, WINDOW, giving, with_options


@click.command("seats")
@with_options(*WINDOW, *WHOSE, *giving("seats"), ENGINE, CONFIG)
def command(**options: Any) -> int:
    """Seats by state: who holds one, since when, why it is in that state, how certain that is, what to do next."""
    from seatlight.actions.show import show_seats
    from seatlight.surfaces.cli.run import show

    return show(show_seats, "seats", options)
