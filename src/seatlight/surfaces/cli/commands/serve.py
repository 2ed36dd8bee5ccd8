"""`seatlight serve`: the service over HTTP."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from seatlight.errors import WrongUsage
from seatlight.surfaces.cli.options import CONFIG

if TYPE_CHECKING:
    from seatlight.config import Settings
    from seatlight.ports import ConfigStore
    from seatlight.surfaces.web.serving import Serving
    from seatlight.wiring import Worlds


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

    answers = f"Seatlight answers at http://{f'[{host}]' if ':' in host else host}:{port} until Ctrl-C."
    return serve(load(file=config), host, port, local=local, on_start=lambda: click.echo(answers))


def serve(settings: Settings, host: str, port: int, *, local: bool, on_start: Callable[[], None]) -> int:
    """Serve the database of the settings until a signal; the exit code: 1 where it was lost to another service.

    WrongUsage where there is no database, nothing can listen there, or `local` would let others in than this machine.
    """
    from seatlight.model.loopback import is_loopback
    from seatlight.surfaces.web.built_page import NOT_BUILT, is_built
    from seatlight.surfaces.web.watching.lines import write_log
    from seatlight.wiring import Upkeep, Worlds, claimed, now, opened, tracer_provider

    if local and not is_loopback(host):
        raise WrongUsage(f"--local lets everybody in who reaches {host}: it is for 127.0.0.1 and ::1 only.")
    holder = f"process {os.getpid()} on {host}:{port}"
    with claimed(settings, holder, now) as claim, opened(settings, often=True) as store:
        if store is None or claim is None:
            raise WrongUsage("There is nothing to serve yet: seatlight connect cursor makes the database.")
        provider = tracer_provider()
        write_log(settings.log)
        if not is_built():
            click.echo(NOT_BUILT, err=True)
        worlds = Worlds(settings, store)
        serving = _serving(worlds, store, provider, local=local)
        upkeep = Upkeep(worlds, store, now, is_ours=claim.is_held, lost=serving.end)
        upkeep.start()
        try:
            serving.serve(host, port, on_start)
        finally:
            upkeep.stop()
            if provider is not None:
                provider.shutdown()
        return 0 if claim.is_held() else 1


def _serving(worlds: Worlds, store: ConfigStore, provider: Any, *, local: bool) -> Serving:
    """The application with its ways in, its numbers and its traces, ready to be served."""
    from seatlight.surfaces.web.app import make_app
    from seatlight.surfaces.web.doors import doors_of
    from seatlight.surfaces.web.serving import Serving
    from seatlight.surfaces.web.watching.counted import Counted
    from seatlight.surfaces.web.watching.traces import Collected

    counted, doors = Counted(worlds), doors_of(worlds.settings, worlds, store, local=local)
    app = make_app(worlds, doors.ways, doors.forge, counted=counted, more=doors.more, guards=doors.guards)
    return Serving(app, worlds, counted, Collected(provider) if provider is not None else None)
