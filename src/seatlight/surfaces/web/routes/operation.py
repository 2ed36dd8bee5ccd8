"""Whether the service lives, and whether it is ready: never behind a busy thread."""

from __future__ import annotations

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from seatlight.wiring import Worlds


def routes(worlds: Worlds) -> list[HTTPRouteHandler]:
    """`/health` while the process answers, `/ready` while it can serve."""

    @get("/health", sync_to_thread=False, tags=["Operation"], summary="Whether the process answers")
    def health() -> dict[str, str]:
        """Always ok: whoever reads this was answered."""
        return {"status": "ok"}

    @get("/ready", sync_to_thread=False, tags=["Operation"], summary="Whether it can serve")
    def ready() -> Response[dict[str, str]]:
        """503 once it is ending."""
        if worlds.closed:
            return Response({"status": "ending"}, status_code=503)
        return Response({"status": "ready"})

    return [health, ready]
