"""`seatlight connect`: a vendor's team or a Jira, looked at before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from seatlight.model.access import OPERATOR
from seatlight.model.checks import Check
from seatlight.surfaces.cli.admin import HERE, done, loaded, office, secret_of, with_options
from seatlight.surfaces.cli.options import DAY

Look = Callable[[], Iterable[Check]]


@click.group("connect")
def command() -> None:
    """Connect Cursor or Jira for good: looked at first, saved only if it works, kept encrypted, never shown again.

    Everything goes into one database: a file of your own unless SEATLIGHT_DATABASE_URL names another.
    """


@command.command("cursor")
@click.option("--name", default="cursor", show_default=True, help="What to call this team; a site may have several.")
@click.option("--key-file", type=click.Path(path_type=Path), metavar="FILE", help="The file with the key; - for stdin.")
@click.option("--url", metavar="ADDRESS", help="Where Cursor's API is, if not where it always is.")
@click.option("--replace-key", is_flag=True, help="Another key for a team that is connected already.")
@with_options(*HERE)
def cursor(name: str, key_file: Path | None, url: str | None, *, replace_key: bool, **options: Any) -> int:
    """Connect a Cursor team by its Admin API key.

    The key comes from --key-file, else from SEATLIGHT_CURSOR_API_KEY, else it is typed unseen.
    """
    from seatlight.actions import connect
    from seatlight.config import parse
    from seatlight.errors import WrongUsage
    from seatlight.wiring import look_at_vendor, now

    settings = loaded(options)
    key = secret_of(settings.cursor_api_key, key_file, "Cursor Admin API key")
    try:
        address = parse.url(url) if url else settings.cursor_url
    except ValueError as wanted:
        raise WrongUsage(f"--url is {url!r}; it takes {wanted}.") from None
    if replace_key:
        with office(options) as deps:
            address = connect.connection_named(deps, name).url
            connected = connect.replace_key(
                OPERATOR, deps, lambda: look_at_vendor(settings, address, key, now), name=name, key=key
            )
    else:
        look = _look_first(options, lambda: look_at_vendor(settings, address, key, now))
        with office(options, create=True) as deps:
            connected = connect.connect_vendor(OPERATOR, deps, look, name=name, vendor="cursor", url=address, key=key)
    _tell(connected.checks)
    return done(f"Saved as {name}; its key ends with …{connected.connection.key_tail}. Next: seatlight report")


@command.command("jira")
@click.option("--url", metavar="ADDRESS", help="Your site, such as https://your-site.atlassian.net.")
@click.option("--email", metavar="ADDRESS", help="Whose API token it is; without it a service account's.")
@click.option(
    "--token-file", type=click.Path(path_type=Path), metavar="FILE", help="The file with the token; - for stdin."
)
@click.option("--token-ends", type=DAY, metavar="YYYY-MM-DD", help="The day the token ends, to be warned before.")
@with_options(*HERE)
def jira(
    url: str | None, email: str | None, token_file: Path | None, token_ends: datetime | None, **options: Any
) -> int:
    """Connect a Jira Cloud site by an API token; a second time takes the place of the first.

    The token comes from --token-file, else from SEATLIGHT_JIRA_API_TOKEN, else it is typed unseen.
    """
    from seatlight.actions.connect import connect_jira
    from seatlight.errors import WrongUsage
    from seatlight.model.site import JiraAccess
    from seatlight.wiring import jira_address, look_at_jira, now

    settings = loaded(options)
    address = url or settings.jira_url
    if address is None:
        raise WrongUsage("Which site? Name it with --url, such as https://your-site.atlassian.net.")
    token = secret_of(settings.jira_api_token, token_file, "Jira API token")
    ends = token_ends.date() if token_ends else None
    access = JiraAccess(jira_address(address), email or settings.jira_email, token[-4:], ends)
    if access.email is None:
        click.echo("No --email, so the token is taken for a service account's.", err=True)
    look = _look_first(options, lambda: look_at_jira(settings, access, token, now))
    with office(options, create=True) as deps:
        checks = connect_jira(OPERATOR, deps, look, access, token)
    _tell(checks)
    return done(f"Saved {access.url}; its token ends with …{access.token_tail}. Next: seatlight grants allow KEY")


def _look_first(options: Mapping[str, Any], look: Look) -> Look:
    """The look itself, or what it found where it was made already: a site is not made for what does not work."""
    from seatlight.actions.connect import verified
    from seatlight.wiring import site_is_there

    if site_is_there(loaded(options), options["site"]):
        return look
    checks = verified(look)
    return lambda: checks


def _tell(checks: Iterable[Check]) -> None:
    """What is limited, before what was saved."""
    for check in checks:
        if check.outcome != "good":
            click.echo(f"! {check.name}: {check.says}", err=True)
