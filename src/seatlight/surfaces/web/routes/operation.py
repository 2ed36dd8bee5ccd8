"""Whether the service lives, whether it is ready, and its numbers: never behind a busy thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import HTTPRouteHandler

from seatlight.actions.office import office
from seatlight.model.access import Actor
from seatlight.model.loopback import is_loopback
from seatlight.surfaces.web.routing import given, problems
from seatlight.surfaces.web.watching.counted import Counted
from seatlight.surfaces.web.watching.readiness import Readiness
from seatlight.timer import RealTimer
from seatlight.wiring import Worlds, probe_of

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""What a proxy adds: whoever comes through one on this machine is not from this machine."""
Who = Callable[[Any], Actor]

ENDING = given(dict[str, str], "It is ending.")


def routes(worlds: Worlds, counted: Counted, who: Who) -> list[HTTPRouteHandler]:
    """`/health` while the process answers, `/ready` while it can serve, `/metrics` for whoever may see them."""
    aside = ThreadPoolExecutor(2, thread_name_prefix="operation")
    readiness = Readiness(probe_of(worlds.settings), RealTimer(), aside)

    @get(
        "/health",
        operation_id="getHealth",
        sync_to_thread=False,
        tags=["Operation"],
        summary="Whether the process answers",
    )
    def health() -> dict[str, str]:
        """Always ok: whoever reads this was answered."""
        return {"status": "ok"}

    @get(
        "/ready",
        operation_id="getReady",
        responses={503: ENDING},
        tags=["Operation"],
        summary="Whether it can serve",
    )
    async def ready() -> Response[dict[str, str]]:
        """503 once it is ending, or while its database does not answer."""
        if worlds.ending:
            return Response({"status": "ending"}, status_code=503)
        if not await readiness.database_answers():
            return Response({"status": "the database does not answer"}, status_code=503)
        return Response({"status": "ready"})

    @get(
        "/metrics",
        operation_id="getMetrics",
        responses={**problems((400, 401, 403, 404, 429, 500, 503, 504)), 200: given(str, "The numbers.", PROMETHEUS)},
        tags=["Operation"],
        summary="Numbers for Prometheus",
        media_type=PROMETHEUS,
    )
    async def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
        """For this machine, or with a token that may administer: then the connections of its own site alone."""
        if not is_from_here(request):
            site_id = await asyncio.to_thread(_site_of, request, who, worlds)
        else:
            site_id = None
        page = await asyncio.get_running_loop().run_in_executor(aside, counted.page, site_id)
        return Response(page, media_type=PROMETHEUS)

    return [health, ready, metrics]


def is_from_here(request: Request[Any, Any, Any]) -> bool:
    """Whether a request comes from this very machine, and not through a proxy on it."""
    if request.client is None or any(name in request.headers for name in FORWARDED):
        return False
    return is_loopback(request.client.host)


def _site_of(request: Request[Any, Any, Any], who: Who, worlds: Worlds) -> str:
    """The site of whoever asks and may administer it; NotAuthorizedException for nobody, Refused for others."""
    actor = who(request)
    if actor.site_id is None:
        raise NotAuthorizedException
    office(actor, worlds.office(actor.site_id))
    return actor.site_id
