"""The service on a real port of this machine, with a site that is connected to a sandbox."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import msgspec

from seatlight.model.audit import Deed
from seatlight.model.installations import Installation, bare_id
from seatlight.model.site import Site
from seatlight.sandbox import Box, Setup, start
from seatlight.store import SqlStore
from seatlight.surfaces.web.app import make_app
from seatlight.surfaces.web.asking import Local, Tokens
from seatlight.surfaces.web.built_page import page_routes
from seatlight.surfaces.web.serving import server_of
from seatlight.wiring import ForgeDoor, Worlds, now
from tests.joined import DEED, kept_settings, kept_site

LONGEST_SECONDS = 20


@dataclass
class Running:
    """A service: where it answers, and what stands behind it."""

    url: str
    box: Box
    store: SqlStore
    site: Site
    worlds: Worlds

    def get(self, path: str, **headers: str) -> httpx2.Response:
        """An answer."""
        return httpx2.get(f"{self.url}{path}", headers=headers, timeout=LONGEST_SECONDS)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def running(folder: Path, setup: Setup, *, local: bool = False) -> Iterator[Running]:
    """The service, answering; `local` lets whoever asks in as the operator."""
    with start(setup) as box, kept_site(box, folder) as (store, site):
        app_id = box.forge.app.app_id
        ours: dict[str, Any] = {"forge_app_id": app_id, "forge_jwks_url": box.forge.jwks_url, "forge_api_base": box.url}
        settings = msgspec.structs.replace(kept_settings(box, folder), jira_url=None, **ours)
        worlds, door = Worlds(settings, store), ForgeDoor(settings, store)
        ways = (Tokens(store, now), *((Local(),) if local else ()))
        port = free_port()
        with _served(make_app(worlds, ways, door, more=page_routes()), port):
            yield Running(f"http://127.0.0.1:{port}", box, store, site, worlds)
        door.close()


@contextmanager
def _served(app: Any, port: int) -> Iterator[None]:
    """Answers in a thread of its own."""
    server, loop = server_of(app, "127.0.0.1", port), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(server.serve(),), daemon=True)
    thread.start()
    until = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < until:
        try:
            httpx2.get(f"http://127.0.0.1:{port}/health", timeout=1)
            break
        except httpx2.HTTPError:
            time.sleep(0.02)
    try:
        yield
    finally:
        loop.call_soon_threadsafe(server.stop)
        thread.join(LONGEST_SECONDS)
        loop.close()


def allow(service: Running) -> None:
    """Let the sandbox's installation of the app call for the site."""
    app = service.box.forge.app
    ids = (app.installation_id, app.cloud_id, app.environment_id, app.app_id)
    installation_id, cloud_id, environment_id, app_id = map(bare_id, ids)
    one = Installation(installation_id, cloud_id, environment_id, app_id, DEED.at)
    service.store.allow_installation(service.site.site_id, one, Deed("operator", DEED.at))
