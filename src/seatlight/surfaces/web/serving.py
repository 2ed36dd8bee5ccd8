"""The service on a port, until it is told to end."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable
from threading import Thread
from typing import Any

from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server
from litestar import Litestar

from seatlight.errors import WrongUsage
from seatlight.surfaces.web.watching.counted import Counted
from seatlight.surfaces.web.watching.traces import Traces
from seatlight.surfaces.web.watching.watched import Watched
from seatlight.wiring import Worlds

LONGEST_HEADERS = 128 * 1024
"""Jira's invocation token and two more in one request pass what servers usually allow."""
DRAIN_SECONDS, GRACE_SECONDS, LAST_SECONDS, LOOK_SECONDS = 0.5, 4.0, 1.0, 0.02
"""After a signal: so long requests are still taken in, so long those under way have, so long they have once everything
that they may wait for was ended, and so often they are looked at."""


class Serving:
    """The service on one address; `end` may be called from any thread."""

    def __init__(self, app: Litestar, worlds: Worlds, counted: Counted, traces: Traces | None = None) -> None:
        self._app: Any = Watched(app, counted, traces)
        self._worlds, self._counted = worlds, counted
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = asyncio.Event()

    def serve(self, host: str, port: int, on_start: Callable[[], None]) -> None:
        """Answer on this address until a signal or `end`; WrongUsage where nothing can listen there."""
        _see_free(host, port)
        asyncio.run(self._serve(host, port, on_start))

    def end(self) -> None:
        """Take no more requests in, and answer those under way."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._ended.set)

    async def _serve(self, host: str, port: int, on_start: Callable[[], None]) -> None:
        server = server_of(self._app, host, port)
        self._loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            self._loop.add_signal_handler(number, self._ended.set)
        running = asyncio.ensure_future(server.serve())
        ended = asyncio.ensure_future(self._ended.wait())
        on_start()
        await asyncio.wait({running, ended}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if running.done():
            failure = running.exception()
            raise WrongUsage(
                f"Cannot listen on {host}:{port}: {failure or 'the server ended'}; choose another --host or --port."
            )
        await self._drain()
        server.stop()  # type: ignore[no-untyped-call]
        await asyncio.wait({running}, timeout=LAST_SECONDS)

    async def _drain(self) -> None:
        """`/ready` says that it ends; whoever asks before that was heard is still answered.

        What waits for vendor or Jira longer than it may is ended, and says so.
        """
        self._worlds.ending = True
        await asyncio.sleep(DRAIN_SECONDS)
        await self._quiet(GRACE_SECONDS)
        closing = Thread(target=self._worlds.close, name="closing", daemon=True)
        closing.start()
        await self._quiet(LAST_SECONDS)

    async def _quiet(self, seconds: float) -> None:
        """Wait until nothing is under way, or for so long."""
        for _ in range(int(seconds / LOOK_SECONDS)):
            if not self._counted.under_way:
                return
            await asyncio.sleep(LOOK_SECONDS)


def server_of(app: Any, host: str, port: int) -> Server:
    """A server that answers once it is told to, in one process."""
    return Server(
        app,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        http1_settings=HTTP1Settings(max_buffer_size=LONGEST_HEADERS * 4),
        websockets=False,
        log_enabled=False,
    )


def _see_free(host: str, port: int) -> None:
    """The server shares its port with whoever listens there already: then each would get half of the requests."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        raise WrongUsage(
            f"Cannot listen on {host}:{port}: {error.strerror or error}; choose another --host or --port."
        ) from None
