"""Guards on where a request comes from: no other page may use somebody's session, nor the machine of the operator."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.types import Guard

from seatlight.model.loopback import is_loopback
from seatlight.surfaces.web.cookies import Cookies

CSRF_HEADER = "x-csrf-token"
READING = frozenset({"GET", "HEAD", "OPTIONS"})
FOREIGN = "This was asked by another page than those of this service, so nothing was done."
NO_TOKEN = "This changes something, so it needs the header X-CSRF-Token, as GET /api/v1/csrf gives it."  # noqa: S105
THIS_MACHINE = "This service is for the person at its own machine alone: open http://127.0.0.1 there."
PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")

Asking = ASGIConnection[Any, Any, Any, Any]


def csrf_token(secret: str) -> str:
    """What only a page of ours can know of somebody's session: it cannot be found without the cookie, nor give it."""
    return hmac.new(secret.encode(), b"csrf", sha256).hexdigest()


def own_pages_only(cookies: Cookies, origin: str) -> Guard:
    """Lets a request that comes with a session's cookie and changes something pass from pages at this origin only.

    Whoever says to be somebody else beside the cookie is nobody.
    """

    def guard(asking: Asking, _: BaseRouteHandler) -> None:
        headers = asking.headers
        if not cookies.is_sent(cookies.session, headers):
            return
        if "authorization" in headers:
            raise NotAuthorizedException
        if asking.scope.get("method", "") in READING:
            return
        if not _is_ours(headers, origin) or not {"origin", "sec-fetch-site"} & set(headers):
            raise PermissionDeniedException(FOREIGN)
        secret = cookies.read(cookies.session, headers)
        if secret is None or not hmac.compare_digest(csrf_token(secret), _plain(headers.get(CSRF_HEADER, ""))):
            raise PermissionDeniedException(NO_TOKEN)

    return guard


def this_machine_only(asking: Asking, _: BaseRouteHandler) -> None:
    """Lets nobody pass but this machine, asked for by a name of its own.

    A page elsewhere can have a name of its own lead to this machine; then the browser names that, and is refused.
    What a proxy passed on may come from anywhere.
    """
    headers = asking.headers
    near = asking.client is not None and is_loopback(asking.client.host)
    if not near or not is_loopback(_host(headers.get("host", ""))) or set(PASSED_ON) & set(headers):
        raise PermissionDeniedException(THIS_MACHINE)
    if asking.scope.get("method", "") not in READING and not _is_ours(headers, f"http://{headers['host']}"):
        raise PermissionDeniedException(FOREIGN)


def _is_ours(headers: Mapping[str, str], origin: str) -> bool:
    """Whether neither of the two headers that browsers write names another page."""
    return headers.get("origin", origin) == origin and headers.get("sec-fetch-site", "same-origin") == "same-origin"


def _host(written: str) -> str:
    """The name in a Host header; empty where it is none."""
    try:
        return urlsplit(f"//{written}").hostname or ""
    except ValueError:
        return ""


def _plain(text: str) -> str:
    """What can be compared in constant time."""
    return text if text.isascii() else ""
