"""What Forge tells the service: installed, upgraded, still there. Answered at once, for Jira waits five seconds."""

from __future__ import annotations

from typing import Any

from litestar import Request, post
from litestar.handlers import HTTPRouteHandler

from seatlight.wiring import ForgeDoor

EVENTS = ("installed", "upgraded", "tick")


def routes(forge: ForgeDoor | None) -> list[HTTPRouteHandler]:
    """One for each event that the manifest names; none where no Forge app is set up."""
    if forge is None:
        return []

    return [_route(forge, event) for event in EVENTS]


def _route(forge: ForgeDoor, event: str) -> HTTPRouteHandler:
    @post(
        f"/forge/{event}",
        name=f"forge-{event}",
        operation_id=f"Forge{event.capitalize()}",
        sync_to_thread=True,
        status_code=204,
        tags=["Forge"],
        summary=f"The Forge app: {event}",
    )
    def heard(request: Request[Any, Any, Any]) -> None:
        """The installation is there; its token is kept sealed until the next hourly call."""
        forge.heard(request.headers)

    return heard
