"""`seatlight hold`: exempt a seat from every finding for a while."""

from __future__ import annotations

from datetime import datetime
from typing import Any, get_args

import click

from seatlight.model.access import OPERATOR
from seatlight.model.governance import SINCE_EVER, Hold, HoldReason
from seatlight.surfaces.cli.admin import HERE, LIST, done, listing, office, with_options
from seatlight.surfaces.cli.options import DAY


@click.group("hold")
def command() -> None:
    """Seats that no finding touches for a while: leave, another project, a later start."""


@command.command("add")
@click.argument("email")
@click.option("--until", type=DAY, required=True, metavar="YYYY-MM-DD", help="The last day of the hold.")
@click.option("--from", "since", type=DAY, metavar="YYYY-MM-DD", help="Its first day; since ever unless said.")
@click.option(
    "--reason", type=click.Choice(get_args(HoldReason)), default="other", show_default=True, help="A neutral reason."
)
@with_options(*HERE)
def add(email: str, until: datetime, since: datetime | None, reason: HoldReason, **options: Any) -> int:
    """Exempt the seat of EMAIL."""
    from seatlight.actions.hold_seat import add_hold

    starts_on = since.date() if since else SINCE_EVER
    with office(options) as deps:
        hold = add_hold(OPERATOR, deps, Hold(email, until.date(), starts_on, reason))
    return done(f"{hold.email} is on hold until {hold.until}.")


@command.command("end")
@click.argument("email")
@with_options(*HERE)
def end(email: str, **options: Any) -> int:
    """End the hold on the seat of EMAIL."""
    from seatlight.actions.hold_seat import end_hold

    with office(options) as deps:
        end_hold(OPERATOR, deps, email)
    return done(f"The hold on {email} has ended.")


@command.command("list")
@with_options(*LIST)
def show(**options: Any) -> int:
    """Every hold, those of the settings file and those that are over included."""
    from seatlight.actions.hold_seat import list_holds
    from seatlight.reports.listings import hold_list

    return listing(lambda deps: hold_list(list_holds(OPERATOR, deps)), options)
