"""`seatlight connections`: what is connected, and letting go of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from seatlight.model.access import OPERATOR
from seatlight.surfaces.cli.admin import HERE, LIST, done, listing, office, with_options


@click.group("connections", invoke_without_command=True)
@with_options(*LIST)
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> int:
    """The vendors' teams that are connected, and the site's Jira; of each key the last four characters."""
    return 0 if ctx.invoked_subcommand is not None else _listed(options)


@command.command("list")
@with_options(*LIST)
def show(**options: Any) -> int:
    """The same list."""
    return _listed(options)


def _listed(options: Mapping[str, Any]) -> int:
    from seatlight.actions.connect import list_connections
    from seatlight.reports.listings import connection_list

    return listing(lambda deps: connection_list(*list_connections(OPERATOR, deps)), options)


@command.command("remove")
@click.argument("name")
@with_options(*HERE)
def remove(name: str, **options: Any) -> int:
    """Forget a connection with its key; NAME is `jira` for the site's Jira and the list of its people."""
    from seatlight.actions import connect

    with office(options) as deps:
        if name == connect.JIRA:
            connect.disconnect_jira(OPERATOR, deps)
        else:
            connect.disconnect(OPERATOR, deps, name)
    return done(f"Removed {name}.")
