"""`seatlight team`: the team as a whole."""

from __future__ import annotations

from typing import Any

import click

from seatlight.surfaces.cli.options import CONFIG, ENGINE, PICTURE, WHOSE, WINDOW, giving, with_options


@click.command("team")
@with_options(*WINDOW, *WHOSE, *giving("by_day", "by_model", "acceptance"), *PICTURE, ENGINE, CONFIG)
def command(**options: Any) -> int:
    """The team as a whole: seats and money, active developers and tokens by day, models, spread of acceptance.

    Its tables are by_day, by_model and acceptance; --table names the one that csv and parquet hold.
    """
    if options["picture"]:
        from seatlight.surfaces.cli.picture import draw

        return draw(options)
    from seatlight.actions.show import show_team
    from seatlight.surfaces.cli.run import show

    return show(show_team, "team", options)
