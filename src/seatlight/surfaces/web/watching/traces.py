"""A span for each request, where somebody collects them: the route's template and the status, nothing of anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

from seatlight import __version__

B3_TRACE = re.compile(r"[0-9a-f]{16}|[0-9a-f]{32}")
B3_SPAN = re.compile(r"[0-9a-f]{16}")
FAULT = 500


class Trace(Protocol):
    """The span of one request; `trace_id` is the one of the whole trace, None where nobody collects."""

    trace_id: str | None

    def end(self, method: str, route: str, status: int) -> None:
        """The request was answered."""


class Traces(Protocol):
    """Begins the span of a request."""

    def begin(self, headers: Mapping[bytes, bytes]) -> Trace:
        """A span under the one that the caller's headers name."""


class Untraced:
    """Where nobody collects spans; it is both the traces and the trace."""

    trace_id: str | None = None

    def begin(self, headers: Mapping[bytes, bytes]) -> Untraced:  # noqa: ARG002
        """Itself."""
        return self

    def end(self, method: str, route: str, status: int) -> None:
        """Nothing."""


class Collected:
    """Spans of OpenTelemetry, made by a `TracerProvider`."""

    def __init__(self, provider: Any) -> None:
        self._tracer = provider.get_tracer("seatlight", __version__)

    def begin(self, headers: Mapping[bytes, bytes]) -> _Span:
        """A span under the one that `traceparent`, or Jira's `x-b3-…`, names."""
        from opentelemetry.trace import SpanKind

        return _Span(self._tracer.start_span("request", context=_parent(headers), kind=SpanKind.SERVER))


class _Span:
    """One span while it lasts."""

    def __init__(self, span: Any) -> None:
        self._span = span
        self.trace_id: str | None = f"{span.get_span_context().trace_id:032x}"

    def end(self, method: str, route: str, status: int) -> None:
        """Named by method and route, as the log names a request."""
        from opentelemetry.trace import StatusCode

        self._span.update_name(f"{method} {route}")
        told = {"http.request.method": method, "http.route": route, "http.response.status_code": status}
        self._span.set_attributes(told)
        if status >= FAULT:
            self._span.set_status(StatusCode.ERROR)
        self._span.end()


def _parent(headers: Mapping[bytes, bytes]) -> Any:
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    told = {name: headers.get(name.encode(), b"").decode("latin-1") for name in ("traceparent", "tracestate")}
    if not told["traceparent"]:
        told["traceparent"] = _from_b3(headers)
    return TraceContextTextMapPropagator().extract(told)


def _from_b3(headers: Mapping[bytes, bytes]) -> str:
    """The headers that Jira sends, as a `traceparent`; empty where they name no span."""
    trace, span = (headers.get(name, b"").decode("latin-1") for name in (b"x-b3-traceid", b"x-b3-spanid"))
    named = B3_TRACE.fullmatch(trace) and B3_SPAN.fullmatch(span)
    return f"00-{trace:0>32}-{span}-01" if named else ""
