"""The product as in Jira, in one place: the sandbox, a service over it, and the stand-in for Jira's page."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import msgspec

import seatlight
from seatlight.config import Settings
from seatlight.errors import WrongUsage
from seatlight.model.access import OPERATOR
from seatlight.sandbox import Box, Setup, start

if TYPE_CHECKING:
    from seatlight.actions.deps import Deps
    from seatlight.ports import ConfigStore
    from seatlight.wiring import Worlds

BUILT = Path(seatlight.__file__).parent / "surfaces" / "web" / "built"
"""Where the page is built into."""
OPENED, ROLE = "APP", "Developers"
ANSWERS_WITHIN_SECONDS = 20.0


@contextmanager
def in_jira(
    people: int, *, port: int = 0, service_port: int = 0, page: Path = BUILT, opened: str = OPENED
) -> Iterator[Box]:
    """A sandbox of so many people whose stand-in for Jira's page shows a service's, while it runs; `address_of` it.

    The app's installation is allowed and one project is opened. Nothing is kept; the user's own settings stay out.
    """
    from seatlight.wiring import Worlds
    from seatlight.wiring import opened as database

    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, started(people, port) as box:
        settings = settings_for(box, Path(folder))
        with database(settings, create=True, often=True) as store:
            if store is None:
                raise WrongUsage("There is no database, and none can be made.")
            worlds = Worlds(settings, store)
            begin(worlds, let_in(box, store, worlds, opened))
            with served(settings, worlds, store, service_port) as service_url:
                box.show(page, service_url)
                yield box


def started(people: int, port: int) -> Box:
    """A sandbox of so many people on a port, 0 for a free one; WrongUsage where that cannot be."""
    from seatlight.surfaces.cli.commands.sandbox import unbound

    try:
        return start(Setup(people=people, port=port))
    except ValueError as error:
        raise WrongUsage(str(error)) from None
    except OSError as error:
        raise WrongUsage(unbound(port, error)) from None


def address_of(box: Box) -> str:
    """Where a browser finds the stand-in of a sandbox."""
    return f"{box.url}/host/"


def with_forge(settings: Settings, box: Box) -> Settings:
    """The same settings, and a service by them answers calls of the sandbox's Forge."""
    app, jwks_url = box.forge.app, box.forge.jwks_url
    return msgspec.structs.replace(settings, forge_app_id=app.app_id, forge_jwks_url=jwks_url, forge_api_base=box.url)


def admit_app(box: Box, deps: Deps) -> None:
    """Allow the sandbox's installation of the app to call for a site."""
    from seatlight.actions.admit_sites import WantedInstallation, allow_installation

    app = box.forge.app
    wanted = WantedInstallation(app.installation_id, app.cloud_id, app.environment_id, app.app_id)
    allow_installation(OPERATOR, deps, wanted)


def settings_for(box: Box, folder: Path) -> Settings:
    """Settings of a service over a sandbox and its Forge, with a database in a folder; what it connects lies there."""
    from seatlight.surfaces.cli.team_box import settings_of

    none: dict[str, Any] = dict.fromkeys(("cursor_api_key", "jira_url", "jira_email", "jira_api_token"))
    return with_forge(msgspec.structs.replace(settings_of(box), home=folder, **none), box)


def let_in(box: Box, store: ConfigStore, worlds: Worlds, opened: str) -> str:
    """Connect a site to the sandbox, admit the app, and open a project; gives the id of the site."""
    from seatlight.actions.grant_access import allow_project
    from seatlight.model.audit import Deed
    from seatlight.model.site import JiraAccess
    from seatlight.wiring import now

    deed = Deed("operator", now())
    site_id = store.add_site("sandbox", deed).site_id
    store.add_connection(site_id, "cursor", vendor="cursor", url=box.url, key=box.key, deed=deed)
    store.set_jira(site_id, JiraAccess(box.url, box.jira_email, box.jira_token[-4:]), box.jira_token, deed)
    office = worlds.office(site_id)
    admit_app(box, office)
    allow_project(OPERATOR, office, opened, (ROLE,))
    return site_id


def begin(worlds: Worlds, site_id: str) -> None:
    """Read what everybody asks for first, before anybody does."""
    from seatlight.actions.window import Ask

    worlds.world(site_id).reading.want(OPERATOR, Ask())


@contextmanager
def served(settings: Settings, worlds: Worlds, store: ConfigStore, port: int) -> Iterator[str]:
    """The service, answering in a thread of its own on a port of this machine, 0 for a free one; gives its address."""
    from seatlight.surfaces.web.app import make_app
    from seatlight.surfaces.web.doors import doors_of
    from seatlight.surfaces.web.serving import server_of

    doors = doors_of(settings, worlds, store, local=False)
    app = make_app(worlds, doors.ways, doors.forge, more=doors.more, guards=doors.guards)
    port = port or free_port()
    server, loop = server_of(app, "127.0.0.1", port), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(server.serve(),), name="service", daemon=True)
    thread.start()
    try:
        until_it_answers(port, thread)
        yield f"http://127.0.0.1:{port}"
    finally:
        end(server, loop, thread)
        if doors.forge is not None:
            doors.forge.close()


def end(server: Any, loop: asyncio.AbstractEventLoop, thread: threading.Thread) -> None:
    """Stop a server that runs in a thread, and wait until it has."""
    if thread.is_alive():
        loop.call_soon_threadsafe(server.stop)
        thread.join(ANSWERS_WITHIN_SECONDS)
    loop.close()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def until_it_answers(port: int, thread: threading.Thread) -> None:
    """Knock until somebody opens; WrongUsage where nobody does."""
    until = time.monotonic() + ANSWERS_WITHIN_SECONDS
    while thread.is_alive() and time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise WrongUsage(f"The service cannot listen on port {port}; choose another.")
