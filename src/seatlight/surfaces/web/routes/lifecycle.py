"""What Forge tells the service: installed, upgraded, still there. Answered at once, for Jira waits five seconds."""

from __future__ import annotations

from typing import Any

from litestar import Request, post
from litestar.handlers import HTTPRouteHandler

from seatlight.wiring import ForgeDoor


def routes(forge: ForgeDoor | None) -> list[HTTPRouteHandler]:
    """One for each event that the manifest names; none where no Forge app is set up."""
    if forge is None:
        return []

    @post(
        ["/forge/installed", "/forge/upgraded", "/forge/tick"],
        sync_to_thread=True,
        status_code=204,
        tags=["Forge"],
        summary="An event of the Forge app",
    )
    def heard(request: Request[Any, Any, Any]) -> None:
        """The installation is there; its token is kept sealed until the next hourly call."""
        forge.heard(request.headers)

    return [heard]
