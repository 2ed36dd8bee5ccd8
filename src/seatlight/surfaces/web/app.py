"""The service as an application: its routes, who may come in, and how failures are told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request, Router
from litestar.concurrency import sync_to_thread
from litestar.config.compression import CompressionConfig
from litestar.connection import ASGIConnection
from litestar.datastructures import ResponseHeader
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.types import Guard

from seatlight.errors import SeatlightError
from seatlight.render.as_picture import Drawings
from seatlight.surfaces.web import problems
from seatlight.surfaces.web.asking import WayIn, asking, from_forge
from seatlight.surfaces.web.bodies import BODY_SECONDS, LONGEST_BODY, Impatience, json_only
from seatlight.surfaces.web.built_page import PACKED
from seatlight.surfaces.web.openapi import SECURITY, openapi
from seatlight.surfaces.web.queries import DEPENDENCIES
from seatlight.surfaces.web.rates import Rates
from seatlight.surfaces.web.routes import (
    address_rules,
    audit,
    connections,
    exports,
    grants,
    holds,
    lifecycle,
    me,
    operation,
    people,
    pictures,
    reports,
    settings,
    tokens,
)
from seatlight.surfaces.web.viewing import Viewing, viewing
from seatlight.surfaces.web.watching.counted import Counted
from seatlight.surfaces.web.watching.watched import note_actor
from seatlight.wiring import ForgeDoor, Worlds

MODULES = (me, reports, pictures, exports, people, address_rules, holds, grants, settings, connections, tokens, audit)
"""The modules whose routes make the API, in the order of its document."""
Connection = ASGIConnection[Any, Any, Any, Any]
Who = Callable[[Connection], Viewing]
THREADS = 64
"""A slow Jira holds some of these; the rest go on answering."""
COMPRESSION = CompressionConfig(backend="gzip", gzip_compress_level=1, minimum_size=2_000, exclude_opt_key=PACKED)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def make_app(
    worlds: Worlds,
    ways: tuple[WayIn, ...],
    forge: ForgeDoor | None = None,
    *,
    counted: Counted | None = None,
    more: Sequence[HTTPRouteHandler] = (),
    guards: Sequence[Guard] = (),
    body_seconds: float = BODY_SECONDS,
) -> Litestar:
    """The application over these worlds, for whoever comes by one of these ways, or from Jira through Forge.

    Its numbers go to `counted`. `more` are routes beside those that every service has; a guard stops requests of every
    route. A body may take so long to arrive.
    """
    who = _entrance(worlds, ways, forge)
    return Litestar(
        route_handlers=[
            _api(who, body_seconds),
            *operation.routes(worlds, counted or Counted(worlds), lambda request: who(request).actor),
            *lifecycle.routes(forge),
            *more,
        ],
        guards=list(guards),
        exception_handlers={
            SeatlightError: problems.of_ours,
            HTTPException: problems.of_http,
            RecursionError: problems.of_depth,
            Exception: problems.of_anything,
        },
        openapi_config=openapi(),
        compression_config=COMPRESSION,
        request_max_body_size=LONGEST_BODY,
        logging_config=None,
        lifespan=[_lifespan(worlds)],
    )


def _entrance(worlds: Worlds, ways: tuple[WayIn, ...], forge: ForgeDoor | None) -> Who:
    """Who comes in, by one of these ways or from Jira through Forge, as often as one may."""
    rates = Rates(worlds.settings.reads_per_minute, worlds.settings.writes_per_minute)

    def who(connection: Connection) -> Viewing:
        method = connection.scope["method"]  # type: ignore[typeddict-item]
        if forge is not None and from_forge(connection.headers):
            caller = forge.caller(connection.headers, changes=method not in SAFE)
            found = Viewing(caller.actor, caller.site_id, worlds, caller)
        else:
            found = viewing(asking(ways, connection.headers), worlds)
        note_actor(connection.scope, found.actor.kind.value)
        rates.take(found.actor, method)
        return found

    return who


def _api(who: Who, body_seconds: float) -> Router:
    """Everything under /api/v1, for whoever comes in."""

    async def come_in(connection: Connection, _: BaseRouteHandler) -> None:
        """Before anything else of a request is looked at: of nobody not even the body is read."""
        connection.state.viewing = await sync_to_thread(who, connection)

    def comer(request: Request[Any, Any, Any]) -> Viewing:
        found: Viewing = request.state.viewing
        return found

    drawings = Drawings()
    return Router(
        path="/api/v1",
        route_handlers=[module.ROUTES for module in MODULES],
        guards=[come_in, json_only],
        dependencies={
            **DEPENDENCIES,
            "viewing": Provide(comer, sync_to_thread=False),
            "drawings": Provide(lambda: drawings, sync_to_thread=False),
        },
        response_headers=[ResponseHeader(name="Cache-Control", value="private, no-store")],
        security=SECURITY,
        middleware=[Impatience(body_seconds)],
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
