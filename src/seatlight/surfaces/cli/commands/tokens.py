"""`seatlight tokens`: what programs ask a running service with."""

from __future__ import annotations

from typing import Any

import click

from seatlight.model.access import OPERATOR, Permission
from seatlight.model.tokens import DEFAULT_DAYS, MOST_DAYS
from seatlight.surfaces.cli.admin import HERE, LIST, done, listing, office, with_options


@click.group("tokens")
def command() -> None:
    """API tokens: what programs ask a running service with. Shown once, kept as a digest, expiring, revocable."""


@command.command("create")
@click.argument("name")
@click.option("--for", "account", metavar="ACCOUNT", help="The Jira account it acts as, by id or address; else yours.")
@click.option("--project", "projects", multiple=True, metavar="KEY", help="Only this project; may be given again.")
@click.option(
    "--permission",
    "permissions",
    multiple=True,
    type=click.Choice([permission.value for permission in Permission]),
    help="What it may do: view unless said; may be given again.",
)
@click.option("--days", type=int, default=DEFAULT_DAYS, show_default=True, help=f"How long it counts, to {MOST_DAYS}.")
@with_options(*HERE)
def create(
    name: str, account: str | None, projects: tuple[str, ...], permissions: tuple[str, ...], days: int, **options: Any
) -> int:
    """Make a token called NAME. Its text goes to stdout, this once.

    It may never do more than the account it acts as; without --for it is the operator's own.
    """
    from seatlight.actions.give_tokens import WantedToken, create_token
    from seatlight.surfaces.cli.asker import account_of

    with office(options) as deps:
        account_id = None if account is None else account_of(deps, account, "--for")
        may = frozenset(map(Permission, permissions)) or frozenset({Permission.VIEW})
        made = create_token(OPERATOR, deps, WantedToken(name, account_id, may, projects, days))
    click.echo(made.text)
    until = f"{made.token.expires_at:%Y-%m-%d}"
    click.echo(f"The token {made.token.name} counts until {until}; keep it now, it is never shown again.", err=True)
    return 0


@command.command("list")
@with_options(*LIST)
def show(**options: Any) -> int:
    """Every token with what it may, for whom, until when, when it was used last; of its text the last four."""
    from seatlight.actions.give_tokens import list_tokens
    from seatlight.reports.listings_of_service import token_list

    return listing(lambda deps: token_list(list_tokens(OPERATOR, deps), deps.clock()), options)


@command.command("revoke")
@click.argument("name")
@with_options(*HERE)
def revoke(name: str, **options: Any) -> int:
    """Revoke a token by NAME or id: it opens nothing from now on."""
    from seatlight.actions.give_tokens import revoke_token

    with office(options) as deps:
        token = revoke_token(OPERATOR, deps, name)
    return done(f"The token {token.name} is revoked.")
