"""`seatlight sandbox`: the simulated Cursor and Jira APIs, or the facts they were made from."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import click

from seatlight.errors import WrongUsage

QUOTAS = {
    "real": "with its rate limits (--quotas x60 makes them sixty times as fast)",
    "x60": "with its rate limits sixty times as fast (--quotas real takes them as they are)",
    "off": "without its rate limits",
}

APIS = """\
The sandbox answers as Cursor's Admin API and as a Jira site at {box.url} until you press Ctrl-C, {quotas}. \
In another terminal:

  export SEATLIGHT_CURSOR_URL={box.url}
  export SEATLIGHT_CURSOR_API_KEY={box.key}
  export SEATLIGHT_JIRA_URL={box.url}
  export SEATLIGHT_JIRA_EMAIL={box.jira_email}
  export SEATLIGHT_JIRA_API_TOKEN={box.jira_token}
  seatlight report
"""
PAGE = """\
A stand-in for Jira's page is at {box.url}/host/ and shows the page of a service at {service_url}, \
once there is one that lets the app in:

  export SEATLIGHT_DATABASE_URL=sqlite:///sandbox.db
  export SEATLIGHT_SECRET_KEY=$(seatlight settings new-secret-key)
  export SEATLIGHT_FORGE_APP_ID={app.app_id}
  export SEATLIGHT_FORGE_JWKS_URL={box.url}/.well-known/jwks.json
  export SEATLIGHT_FORGE_API_BASE={box.url}
  seatlight connect cursor
  seatlight connect jira
  seatlight sites allow-installation {app.installation_id} \\
    --cloud {app.cloud_id} --environment {app.environment_id} --app {app.app_id}
  seatlight grants allow APP --role Developers
  seatlight serve --port {service_port}
"""


@click.command("sandbox")
@click.option("--people", type=int, default=25, show_default=True, help="Size of the invented team, 0 to 10,000.")
@click.option("--seed", type=int, default=7, show_default=True, help="Another number makes another team.")
@click.option(
    "--quotas",
    type=click.Choice(["real", "x60", "off"]),
    default="x60",
    show_default=True,
    help="Cursor's rate limits as they are, sixty times as fast, or none.",
)
@click.option(
    "--quirk",
    "quirks",
    multiple=True,
    metavar="NAME",
    help="Switch on something odd that the real API does; may be given again.",
)
@click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="NAME[:SECONDS][@PATH][:TIMES|always]",
    help="Let something go wrong, such as error-500@/teams/spend:2; may be given again.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Port on loopback; 0 takes a free one.",
)
@click.option(
    "--service",
    "service_url",
    default="http://127.0.0.1:8000",
    show_default=True,
    help="The service whose page the stand-in for Jira shows.",
)
@click.option("--facts", is_flag=True, help="Print the raw facts as JSON and end.")
@click.option("--list", "listing", is_flag=True, help="List quirks and faults and end.")
def command(
    *, facts: bool, listing: bool, service_url: str, quirks: tuple[str, ...], faults: tuple[str, ...], **choices: Any
) -> int:
    """Serve a simulation of Cursor's and Jira's APIs on this machine, with an invented team; no account needed.

    The team is dated relative to today and the same every time for the same --people and --seed. A stand-in for Jira's
    page shows the page of a service beside it.
    """
    if listing:
        return _list()
    from seatlight.sandbox import JIRA_QUIRKS, Setup

    of_jira = frozenset(quirks) & JIRA_QUIRKS.keys()
    try:
        setup = Setup(quirks=frozenset(quirks) - of_jira, jira_quirks=of_jira, faults=faults, **choices)
    except ValueError as error:
        raise WrongUsage(str(error)) from None
    return _print_facts(setup) if facts else _serve(setup, service_url.rstrip("/"), port_of(service_url))


def _list() -> int:
    from seatlight.sandbox import JIRA_QUIRKS, QUIRKS
    from seatlight.sandbox.faults import FAULTS, JIRA_FAULTS

    for title, names in (("Quirks", {**QUIRKS, **JIRA_QUIRKS}), ("Faults", {**FAULTS, **JIRA_FAULTS})):
        click.echo(f"{title}:")
        for name, says in names.items():
            click.echo(f"  {name:<24} {says}")
    return 0


def _print_facts(setup: Any) -> int:
    import msgspec

    from seatlight.sandbox import World, make_facts

    click.echo(msgspec.json.format(msgspec.json.encode(make_facts(World(setup))), indent=1))
    return 0


def _serve(setup: Any, service_url: str, service_port: int) -> int:
    from seatlight.sandbox import start
    from seatlight.surfaces.cli.team_box import BUILT

    try:
        box = start(setup)
    except OSError as error:
        raise WrongUsage(unbound(setup.port, error)) from None
    with box:
        box.show(BUILT, service_url)
        click.echo(APIS.format(box=box, quotas=QUOTAS[setup.quotas]))
        click.echo(PAGE.format(box=box, app=box.app, service_url=service_url, service_port=service_port))
        try:
            box.wait()
        except KeyboardInterrupt:
            click.echo("\nThe sandbox has stopped.")
    return 0


def port_of(address: str) -> int:
    """The port of a service's address; WrongUsage where it is no address that the stand-in can call."""
    try:
        parts = urlsplit(address)
        port = parts.port or 80
    except ValueError:
        parts, port = urlsplit(""), 0
    if parts.scheme != "http" or not parts.hostname:
        raise WrongUsage("--service takes an address such as http://127.0.0.1:8000.")
    return port


def unbound(port: int, error: OSError) -> str:
    """Why the sandbox cannot listen, with what to do."""
    import errno

    reason = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror or error})"
    return f"Port {port} {reason}; choose another with --port, or 0 for any free one."
