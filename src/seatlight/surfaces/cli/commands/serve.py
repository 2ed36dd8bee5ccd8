"""`seatlight serve`: the service over HTTP."""

from __future__ import annotations

import os
from pathlib import Path

import click

from seatlight.errors import WrongUsage
from seatlight.surfaces.cli.options import CONFIG


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option("--local", is_flag=True, help="Let whoever sits at this machine in as the operator; loopback only.")
@CONFIG
def command(host: str, port: int, *, local: bool, config: Path | None) -> int:
    """Serve every action over HTTP, for many who look at once.

    Whoever asks needs an API token (seatlight tokens create) or signs in (SEATLIGHT_OIDC_ISSUER), unless --local lets
    this machine in.
    """
    from seatlight.config import load
    from seatlight.surfaces.web.origins import is_loopback
    from seatlight.wiring import Worlds, claimed, now, opened

    if local and not is_loopback(host):
        raise WrongUsage(f"--local lets everybody in who reaches {host}: it is for 127.0.0.1 and ::1 only.")
    settings = load(file=config)
    holder = f"process {os.getpid()} on {host}:{port}"
    with claimed(settings, holder, now), opened(settings) as store:
        if store is None:
            raise WrongUsage("There is nothing to serve yet: seatlight connect cursor makes the database.")
        from seatlight.surfaces.web.app import make_app
        from seatlight.surfaces.web.doors import doors_of
        from seatlight.surfaces.web.serving import serve

        worlds = Worlds(settings, store)
        doors = doors_of(settings, worlds, store, local=local)
        app = make_app(worlds, doors.ways, doors.forge, more=doors.more, guards=doors.guards)
        serve(app, host, port, lambda: click.echo(f"Seatlight answers at http://{host}:{port}/api until Ctrl-C."))
    return 0
