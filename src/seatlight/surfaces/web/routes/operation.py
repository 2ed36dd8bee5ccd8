"""Whether the service lives, and whether it is ready: never behind a busy thread."""

from __future__ import annotations

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from seatlight.surfaces.web.routing import given
from seatlight.wiring import Worlds

ENDING = given(dict[str, str], "It is ending.")


def routes(worlds: Worlds) -> list[HTTPRouteHandler]:
    """`/health` while the process answers, `/ready` while it can serve."""

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
        sync_to_thread=False,
        tags=["Operation"],
        summary="Whether it can serve",
    )
    def ready() -> Response[dict[str, str]]:
        """503 once it is ending."""
        if worlds.closed:
            return Response({"status": "ending"}, status_code=503)
        return Response({"status": "ready"})

    return [health, ready]
