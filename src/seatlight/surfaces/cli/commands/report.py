"""`seatlight report`: one row per developer."""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from seatlight.surfaces.cli.options import CONFIG, EMAIL, ENGINE, FOLLOW, WHOSE, WINDOW, giving, with_options


@click.command("report")
@with_options(*WINDOW, EMAIL, *WHOSE, *giving("developers"), FOLLOW, ENGINE, CONFIG)
def command(**options: Any) -> int:
    """One row per developer: tokens, active days, acceptance, trend, state and signals with their reasons.

    A key in SEATLIGHT_CURSOR_API_KEY (or in a file that SEATLIGHT_CURSOR_API_KEY_FILE names) is all it needs; or
    --server asks a running service. Nothing is written unless --output says so. Exit code 3 means: done, but
    something is missing, and the report says what.
    """
    from seatlight.actions.show import show_report
    from seatlight.surfaces.cli.run import show

    strips = options["form"] in {None, "table", "md"}
    return show(partial(show_report, strips=strips), "developers", options)
