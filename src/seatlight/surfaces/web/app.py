"""The service as an application: its routes, who may come in, and how failures are told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request, Router
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig

from seatlight import __version__
from seatlight.errors import SeatlightError
from seatlight.model.access import Actor
from seatlight.surfaces.web import problems
from seatlight.surfaces.web.asking import WayIn, asking
from seatlight.surfaces.web.routes import operation, reports
from seatlight.surfaces.web.viewing import Viewing, viewing
from seatlight.surfaces.web.watching.counted import Counted
from seatlight.surfaces.web.watching.watched import note_actor
from seatlight.wiring import Worlds

LONGEST_BODY = 500_000
"""What Jira's own page may send at most."""
THREADS = 64
"""A slow Jira holds some of these; the rest go on answering."""


def make_app(worlds: Worlds, ways: tuple[WayIn, ...], counted: Counted | None = None) -> Litestar:
    """The application over these worlds, for whoever comes by one of these ways; its numbers go to `counted`."""

    def actor_of(request: Request[Any, Any, Any]) -> Actor:
        actor = asking(ways, request.headers)
        note_actor(request.scope, actor.kind.value)
        return actor

    def who(request: Request[Any, Any, Any]) -> Viewing:
        return viewing(actor_of(request), worlds)

    asked = {
        "viewing": Provide(who, sync_to_thread=True),
        "asked": Provide(reports.asked, sync_to_thread=False),
        "wanted": Provide(reports.wanted_page, sync_to_thread=False),
    }
    api = Router(path="/api/v1", route_handlers=[reports.ROUTES], dependencies=asked)
    return Litestar(
        route_handlers=[api, *operation.routes(worlds, counted or Counted(worlds), actor_of)],
        exception_handlers={
            SeatlightError: problems.of_ours,
            HTTPException: problems.of_http,
            Exception: problems.of_anything,
        },
        openapi_config=OpenAPIConfig(
            title="Seatlight",
            version=__version__,
            path="/api",
            use_handler_docstrings=True,
        ),
        compression_config=CompressionConfig(backend="gzip", gzip_compress_level=1, minimum_size=2_000),
        request_max_body_size=LONGEST_BODY,
        logging_config=None,
        lifespan=[_lifespan(worlds)],
    )


def _lifespan(worlds: Worlds) -> Any:
    """Threads of our own while it runs; at its end every reading ends."""

    @asynccontextmanager
    async def alive(_app: Litestar) -> AsyncIterator[None]:
        executor = ThreadPoolExecutor(THREADS, thread_name_prefix="request")
        asyncio.get_running_loop().set_default_executor(executor)
        try:
            yield
        finally:
            worlds.close()
            executor.shutdown(wait=False, cancel_futures=True)

    return alive
