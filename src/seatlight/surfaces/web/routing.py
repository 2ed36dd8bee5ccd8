"""How every route is written down: its name and its answers, good and bad, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from litestar import delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec

from seatlight.surfaces.web.problems import MEDIA_TYPE, Problem

Route: TypeAlias = Callable[[Callable[..., Any]], HTTPRouteHandler]
Answers: TypeAlias = Mapping[int, ResponseSpec]

SAYS: Mapping[int, str] = {
    400: "A parameter or the body is not what it should be.",
    401: "No credentials, or bad ones.",
    403: "Another page, or another machine, made a browser ask this.",
    404: "There is no such thing, or it is not for you to see: both look the same.",
    408: "The body did not arrive in time.",
    409: "What is there already stands in the way.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "It can be read but not done; the sentence says why.",
    429: "Too many requests; Retry-After says when to go on.",
    500: "Something failed that nobody expected.",
    502: "Jira or the vendor did not answer as it should.",
    503: "Not now: the database or a quota stands in the way.",
    504: "Jira or the vendor cannot be reached.",
}
OF_READS = (400, 401, 403, 404, 422, 429, 500, 502, 503, 504)
OF_WRITES = (*OF_READS, 408, 409, 413, 415)
METHODS: Mapping[str, Callable[..., Any]] = {"GET": get, "POST": post, "PUT": put, "DELETE": delete}


def problems(statuses: Iterable[int]) -> dict[int, ResponseSpec]:
    """A problem document for each of these statuses."""
    return {
        status: ResponseSpec(Problem, description=SAYS[status], media_type=MEDIA_TYPE, generate_examples=False)
        for status in statuses
    }


def given(kind: Any, says: str = "What was asked for.", media_type: str = "application/json") -> ResponseSpec:
    """An answer of this kind."""
    return ResponseSpec(kind, description=says, media_type=media_type, generate_examples=False)


def read(path: str, *, name: str, summary: str, answers: Answers | None = None, **more: Any) -> Route:
    """A route that reads; `answers` are those that are no problem, where the function's own type does not say it."""
    responses = {**problems(OF_READS), **(answers or {})}
    route: Route = get(path, operation_id=name, summary=summary, responses=responses, sync_to_thread=True, **more)
    return route


def write(method: str, path: str, *, name: str, summary: str, answers: Answers | None = None, **more: Any) -> Route:
    """A route that changes something, or has something done."""
    responses = {**problems(OF_WRITES), **(answers or {})}
    route: Route = METHODS[method](
        path, operation_id=name, summary=summary, responses=responses, sync_to_thread=True, **more
    )
    return route
