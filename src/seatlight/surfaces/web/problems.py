"""Every failure as a problem document (RFC 9457): a status, a title, and the sentence a person needs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from seatlight.errors import Busy, RateLimited, SeatlightError, StoreFailed

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
NOT_KEPT = {"Cache-Control": "private, no-store"}
NOBODY = "Say who you are: sign in, or send an API token as Authorization: Bearer."
PLAIN = {
    404: "There is nothing at this address; /api/openapi.json tells what there is.",
    405: "That cannot be done here; the Allow header names what can.",
    413: "The body is too large: 500 KB at most, 5 MB for a list of people.",
}
"""What is said in place of the framework's own words."""
UNEXPECTED = "Something failed here that nobody expected; it was noted. Try again later."


class Problem(msgspec.Struct, frozen=True):
    """What went wrong: `detail` is the sentence for a person, the status says the kind."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"


def answer(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response[bytes]:
    """A problem as an answer."""
    problem = Problem(HTTPStatus(status).phrase, status, detail)
    return Response(
        msgspec.json.encode(problem), status_code=status, media_type=MEDIA_TYPE, headers={**NOT_KEPT, **(headers or {})}
    )


def of_ours(_: Request[Any, Any, Any], error: SeatlightError) -> Response[bytes]:
    """An error of ours has its status and its sentence; why somebody was refused is told to nobody."""
    headers = {"Retry-After": "30"} if isinstance(error, Busy | RateLimited | StoreFailed) else {}
    return answer(error.status, error.says, headers)


def of_http(_: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """What the framework refuses: a wrong path, method, parameter or body."""
    detail = error.detail
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        told = [
            f"{one.get('key', 'body')}: {one.get('message', 'is wrong')}"
            for one in error.extra
            if isinstance(one, dict)
        ]
        detail = "; ".join(told) or detail
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        return answer(error.status_code, NOBODY, {"WWW-Authenticate": "Bearer"})
    return answer(error.status_code, PLAIN.get(error.status_code, detail), dict(error.headers or {}))


def of_depth(_: Request[Any, Any, Any], __: RecursionError) -> Response[bytes]:
    """A body that is nested deeper than anything we take."""
    return answer(400, "The body is nested too deeply.")


def of_anything(_: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """A failure of ours that nobody expected: noted in the log, without a word of it outside."""
    log.error("a request ended in a failure that nobody expected", exc_info=error)
    return answer(500, UNEXPECTED)
