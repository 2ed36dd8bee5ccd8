"""Traces: a span for each request at the collector that is named, and nothing of anybody in it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from seatlight.errors import BadSetting
from seatlight.surfaces.web.watching.traces import Collected
from seatlight.wiring import tracer_provider
from tests.surfaces.operation.served import Served

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
SHORT = "463ac35c9f6413ad"


class Collector:
    """What was sent to a collector: each span with its trace, its parent and its attributes."""

    def __init__(self, port: int, bodies: list[bytes]) -> None:
        self.url, self.bodies = f"http://127.0.0.1:{port}", bodies

    def spans(self) -> list[dict[str, Any]]:
        """All that came."""
        requests = [ExportTraceServiceRequest.FromString(body) for body in self.bodies]
        parts = [part for request in requests for part in request.resource_spans]
        return [_told(span) for part in parts for scope in part.scope_spans for span in scope.spans]

    def resource(self) -> dict[str, str]:
        """What is told of the sender."""
        part = ExportTraceServiceRequest.FromString(self.bodies[0]).resource_spans[0]
        return {one.key: one.value.string_value for one in part.resource.attributes}


def _told(span: Any) -> dict[str, Any]:
    values = {one.key: one.value.string_value or one.value.int_value for one in span.attributes}
    return {"name": span.name, "trace": span.trace_id.hex(), "parent": span.parent_span_id.hex(), **values}


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector on a port of loopback."""
    bodies: list[bytes] = []

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  its name there
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Taking) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Collector(server.server_port, bodies)
        server.shutdown()


def test_each_request_is_a_span_without_anybody_in_it(idle: Served) -> None:
    """Under the span of the caller, with the route's template; all are sent before the service ends."""
    with collecting() as collector:
        idle.around |= {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "OTEL_RESOURCE_ATTRIBUTES": "deployment=test"}
        idle.start("--local")
        idle.ask("/api/v1/report?search=quincy", traceparent=f"00-{TRACE}-{PARENT}-01")
        idle.ask("/api/v1/me", x_b3_traceid=SHORT, x_b3_spanid=PARENT)
        idle.ask("/api/v1/quincy")
        idle.tell(signal.SIGTERM)
        assert idle.ended() == 0
        spans = {span["name"]: span for span in collector.spans()}
    report = spans["GET /api/v1/report"]
    assert (report["trace"], report["parent"]) == (TRACE, PARENT)
    assert spans["GET /api/v1/me"]["trace"] == f"{SHORT:0>32}"
    assert spans["GET none"]["http.response.status_code"] == 404
    assert set(report) == {"name", "trace", "parent", "http.request.method", "http.route", "http.response.status_code"}
    told = collector.resource()
    assert told.items() >= {"service.name": "seatlight", "deployment": "test"}.items()
    assert "quincy" not in str([*collector.bodies])
    logged = {line.get("trace_id") for line in idle.lines()}
    assert {span["trace"] for span in collector.spans() if span["name"] != "GET /ready"} <= logged


def test_a_collector_that_is_away_holds_nothing_up(idle: Served) -> None:
    """Requests are answered, and the service ends as it should."""
    idle.around |= {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}
    idle.start("--local")
    assert idle.ask("/api/v1/me").status == 200
    idle.tell(signal.SIGTERM)
    assert idle.ended() == 0
    assert "127.0.0.1:9" not in idle.said


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": ""},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "OTEL_SDK_DISABLED": "true"},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "OTEL_TRACES_EXPORTER": "none"},
    ],
)
def test_nothing_is_traced_unless_a_collector_is_named(environment: dict[str, str]) -> None:
    """By OpenTelemetry's own variables."""
    assert tracer_provider(environment) is None


def test_a_protocol_that_is_not_spoken_is_refused_at_the_start() -> None:
    """With the variable that names it."""
    asked = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}
    with pytest.raises(BadSetting, match="OTEL_EXPORTER_OTLP_PROTOCOL is 'grpc'; it takes http/protobuf"):
        tracer_provider(asked)


def test_ids_that_are_none_begin_a_trace_of_their_own() -> None:
    """Whatever stands in the headers."""
    provider = tracer_provider({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:9/v1/traces"})
    assert provider is not None
    traces = Collected(provider)
    for headers in ({}, {b"traceparent": b"\xff"}, {b"x-b3-traceid": b"0" * 16, b"x-b3-spanid": b"quincy"}):
        trace = traces.begin(headers)
        assert trace.trace_id is not None
        assert int(trace.trace_id, 16) > 0
        trace.end("GET", "none", 404)
    provider.shutdown()
