"""Services with the built page, each in another situation, on real ports with sandboxes behind them."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import msgspec

from seatlight.actions.grant_access import allow_project
from seatlight.model.access import OPERATOR
from seatlight.model.site import JiraAccess
from seatlight.sandbox import Box, Setup, start
from seatlight.store import Seals, SqlStore, open_store
from seatlight.surfaces.web.app import make_app
from seatlight.surfaces.web.asking import Local, Tokens
from seatlight.surfaces.web.built_page import page_routes
from seatlight.surfaces.web.serving import server_of
from seatlight.wiring import Worlds, now
from tests.joined import DEED, SECRET_KEY, kept_settings
from tests.surfaces.web.running import free_port

LONGEST_READING = 120
WRONG_KEY = "crsr_" + "0" * 32


@contextmanager
def situations(folder: Path) -> Iterator[dict[str, str]]:
    """The addresses of services, by what is the matter with each."""
    with ExitStack() as stack:

        def at(name: str, setup: Setup, **how: Any) -> str:
            (folder / name).mkdir()
            return stack.enter_context(page_at(folder / name, setup, **how))

        yield {
            "whole": at("whole", Setup(people=60), is_read=True),
            "slow": at("slow", Setup(people=60, latency_seconds=0.4, quirks=frozenset({"page-clamped"}))),
            "unconnected": at("unconnected", Setup(people=1), key=None),
            "wrong key": at("wrong-key", Setup(people=1), key=WRONG_KEY),
            "empty": at("empty", Setup(people=0, quirks=frozenset({"empty-team"})), is_read=True),
            "signed out": at("signed-out", Setup(people=1), local=False),
        }


@contextmanager
def page_at(
    folder: Path, setup: Setup, *, key: str | None = "", local: bool = True, is_read: bool = False
) -> Iterator[str]:
    """A service with the page, at the time of its sandbox; `key` is another than the sandbox's, None: not connected.

    Without `local` nobody is let in; with `is_read` everything has been read.
    """
    with start(setup) as box, _site(box, folder, box.key if key == "" else key) as store:
        settings = msgspec.structs.replace(kept_settings(box, folder), jira_url=None, cursor_api_key=None)
        worlds = Worlds(settings, store, now if setup.now is None else lambda: setup.now or now())
        ways = (Tokens(store, now), *((Local(),) if local else ()))
        app = make_app(worlds, ways, more=page_routes(sign_in=not local))
        site_id = store.sites()[0].site_id
        for project in ("APP", "WEB"):
            allow_project(OPERATOR, worlds.office(site_id), project, ("Developers",))
        port = free_port()
        with _served(app, port):
            if is_read:
                _read(worlds, site_id)
            yield f"http://127.0.0.1:{port}"


def _read(worlds: Worlds, site_id: str) -> None:
    from seatlight.actions.window import Ask

    reading = worlds.world(site_id).reading
    reading.want(OPERATOR, Ask(days=30))
    assert reading.wait(LONGEST_READING)


@contextmanager
def _site(box: Box, folder: Path, key: str | None) -> Iterator[SqlStore]:
    """A database with one site, connected to the sandbox's Jira and, by this key, to its Cursor."""
    store = open_store(f"sqlite:///{folder / 'seatlight.db'}", Seals([SECRET_KEY]), create=True)
    try:
        site_id = store.add_site("default", DEED).site_id
        store.set_jira(site_id, JiraAccess(box.url, box.jira_email, box.jira_token[-4:]), box.jira_token, DEED)
        if key is not None:
            store.add_connection(site_id, "cursor", vendor="cursor", url=box.url, key=key, deed=DEED)
        yield store
    finally:
        store.close()


@contextmanager
def _served(app: Any, port: int) -> Iterator[None]:
    """Answers in a thread of its own."""
    server, loop = server_of(app, "127.0.0.1", port), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(server.serve(),), daemon=True)
    thread.start()
    _until_it_answers(port)
    try:
        yield
    finally:
        loop.call_soon_threadsafe(server.stop)
        thread.join(LONGEST_READING)
        loop.close()


def _until_it_answers(port: int) -> None:
    until = time.monotonic() + LONGEST_READING
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise AssertionError("nobody listens")
