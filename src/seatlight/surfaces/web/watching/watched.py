"""The application, watched: each request gets its ids, is counted, and leaves a line in the log."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from time import perf_counter
from typing import Any

from litestar import Litestar

from seatlight.surfaces.web.watching.counted import Counted
from seatlight.surfaces.web.watching.ids import CURRENT, ids_of
from seatlight.surfaces.web.watching.traces import Trace, Traces, Untraced

log = logging.getLogger("seatlight.requests")

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
QUIET = frozenset({"/health", "/ready", "/metrics"})
"""Asked for so often that their lines are for `debug` alone."""
METHODS = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())
NOWHERE = "none"
"""The route of a request for which there is none: what stood in its path may be anything."""
ACTOR = "seatlight_actor"


def note_actor(scope: Any, kind: str) -> None:
    """Remember of a request how whoever asks came in, for its line in the log; never who it is."""
    scope["state"][ACTOR] = kind


class Watched:
    """An application around another: what goes to the log is the route's template, never the path or the query."""

    def __init__(self, app: Litestar, counted: Counted, traces: Traces | None = None) -> None:
        self._app, self._counted, self._traces = app, counted, traces or Untraced()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        app: Any = self._app
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        began_at, status = perf_counter(), 500
        headers = dict(scope["headers"])
        trace, ids = self._traces.begin(headers), ids_of(headers)
        ids = ids._replace(trace=trace.trace_id or ids.trace)
        told = [(b"x-request-id", ids.request.encode())]

        async def sent(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *told]
            await send(message)

        token = CURRENT.set(ids)
        self._counted.under_way += 1
        try:
            await app(scope, receive, sent)
        finally:
            self._counted.under_way -= 1
            self._note(scope, status, perf_counter() - began_at, trace)
            CURRENT.reset(token)

    def _note(self, scope: Scope, status: int, seconds: float, trace: Trace) -> None:
        route = scope.get("path_template") or NOWHERE
        method = scope["method"] if scope["method"] in METHODS else "other"
        self._counted.answered(method, route, status, seconds)
        trace.end(method, route, status)
        level = logging.DEBUG if route in QUIET else logging.INFO
        if log.isEnabledFor(level):
            actor = scope.get("state", {}).get(ACTOR)
            fields = {"route": route, "method": method, "status": status, "milliseconds": round(seconds * 1000, 1)}
            log.log(level, "answered", extra={"told": {**fields, "actor": actor}})
