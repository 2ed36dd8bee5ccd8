"""The service on a port, until it is told to end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server
from litestar import Litestar

from seatlight.errors import WrongUsage

LONGEST_HEADERS = 128 * 1024
"""Jira's invocation token and two more in one request pass what servers usually allow."""
GRACE_SECONDS = 10


def serve(app: Litestar, host: str, port: int, on_start: Callable[[], None]) -> None:
    """Answer on this address until a signal ends it; requests under way are answered first."""
    asyncio.run(_served(app, host, port, on_start))


def server_of(app: Litestar, host: str, port: int) -> Server:
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


async def _served(app: Litestar, host: str, port: int, on_start: Callable[[], None]) -> None:
    server = server_of(app, host, port)
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    running = asyncio.ensure_future(server.serve())
    on_start()
    await asyncio.wait({running, asyncio.ensure_future(ended.wait())}, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        failure = running.exception()
        raise WrongUsage(f"Cannot listen on {host}:{port}: {failure or 'the server ended'}; choose another --port.")
    server.stop()  # type: ignore[no-untyped-call]
    await asyncio.wait({running}, timeout=GRACE_SECONDS)
