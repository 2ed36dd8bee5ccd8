"""What may be sent to us: JSON alone, and without dawdling."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Any

from litestar.connection import ASGIConnection
from litestar.exceptions import ClientException
from litestar.handlers import BaseRouteHandler
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

LONGEST_BODY = 500_000
"""What Jira's own page may send at most."""
LONGEST_IMPORT = 5_000_000
"""A list of 50,000 people."""
BODY_SECONDS = 20.0
"""So long a body may take to arrive, or the request is over."""
DEFAULT = "application/json"


class WrongMediaType(ClientException):
    """A body that says it is something else than JSON."""

    status_code = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    detail = "Send JSON, and say so: Content-Type: application/json."


class TooSlow(ClientException):
    """A body that did not arrive in time."""

    status_code = HTTPStatus.REQUEST_TIMEOUT
    detail = "The body did not arrive in time; send it again at once."


def json_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Raise WrongMediaType for a body that is not JSON by its own word: a form of another page never is."""
    headers = connection.headers
    has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    sent = headers.get("content-type", "").partition(";")[0].strip().lower()
    if has_body and sent != DEFAULT:
        raise WrongMediaType


class Impatience(ASGIMiddleware):
    """Ends a request whose body does not arrive in time; what happens after it is nobody's hurry."""

    def __init__(self, seconds: float = BODY_SECONDS) -> None:
        self._seconds = seconds

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Passes on what arrives until the body is whole."""
        until, whole = asyncio.get_running_loop().time() + self._seconds, False

        async def received() -> Any:
            nonlocal whole
            if whole:
                return await receive()
            left = until - asyncio.get_running_loop().time()
            try:
                message = await asyncio.wait_for(receive(), max(left, 0.01))
            except TimeoutError:
                raise TooSlow from None
            whole = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        await next_app(scope, received, send)
