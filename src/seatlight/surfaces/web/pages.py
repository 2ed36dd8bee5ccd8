"""Answers to a browser that goes by itself: a redirect, or one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from litestar import Request, Response
from litestar.datastructures import Cookie

from seatlight.errors import SeatlightError
from seatlight.surfaces.web import problems

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
AGAIN = '<p><a href="/sign-in">Sign in again</a></p>'


def redirect(address: str, cookies: list[Cookie]) -> Response[bytes]:
    """Sends a browser on, with these cookies."""
    return Response(b"", status_code=303, headers={**HEADERS, "Location": address}, cookies=cookies)


def told(request: Request[Any, Any, Any], error: SeatlightError) -> Response[bytes]:
    """Why nobody was signed in: a page of one sentence, a problem document for whoever does not take pages."""
    accepted = request.headers.get("accept", "text/html")
    if not any(kind in accepted for kind in ("text/html", "text/*", "*/*")):
        return problems.answer(error.status, error.says, HEADERS)
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Seatlight</title></head>'
        f"<body><p>{escape(error.says)}</p>{AGAIN}</body></html>"
    )
    return Response(page.encode(), status_code=error.status, media_type="text/html; charset=utf-8", headers=HEADERS)
