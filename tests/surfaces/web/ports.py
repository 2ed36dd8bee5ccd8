"""An application on a port of loopback, as `serve` serves it, in a thread of its own."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from seatlight.surfaces.web.serving import server_of

HOST = "127.0.0.1"
PATIENCE_SECONDS = 20


@contextmanager
def on_a_port(app: Any, port: int | None = None) -> Iterator[int]:
    """The application answers on a free port, or on this one, until it is over."""
    port = port or free_port()
    server, loop = server_of(app, HOST, port), asyncio.new_event_loop()

    def run() -> None:
        loop.run_until_complete(server.serve())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        until_it_listens(port)
        yield port
    finally:
        loop.call_soon_threadsafe(server.stop)
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server((HOST, 0)) as free:
        port: int = free.getsockname()[1]
    return port


def until_it_listens(port: int) -> None:
    """Knock until somebody opens."""
    pause = threading.Event()
    for _ in range(PATIENCE_SECONDS * 100):
        try:
            with socket.create_connection((HOST, port)):
                return
        except OSError:
            pause.wait(0.01)
    raise AssertionError("nobody listens")
