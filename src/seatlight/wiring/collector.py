"""Where traces go: to the collector that OpenTelemetry's own environment variables name, else nowhere."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from seatlight.errors import BadSetting

NAMED = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
SPOKEN = "http/protobuf"
LAST_SECONDS = 1.0
"""So long one export may take: at the end of the service nobody waits longer for a collector that is away."""


def tracer_provider(
    environment: Mapping[str, str] = os.environ,  # noqa: TID251  OpenTelemetry reads its own variables itself as well
) -> Any | None:
    """An OpenTelemetry TracerProvider that exports in the background; None where the environment names no collector.

    It knows the name of the service and what OTEL_RESOURCE_ATTRIBUTES says, nothing of the machine or its user.
    BadSetting where the extra `telemetry` is missing, or a protocol is wanted that is not spoken here.
    """
    if environment.get("OTEL_SDK_DISABLED", "").lower() == "true" or environment.get("OTEL_TRACES_EXPORTER") == "none":
        return None
    named = next((name for name in NAMED if environment.get(name)), None)
    if named is None:
        return None
    protocol = next((name for name in PROTOCOLS if environment.get(name)), None)
    if protocol is not None and environment[protocol] != SPOKEN:
        raise BadSetting(f"{protocol} is {environment[protocol]!r}; it takes {SPOKEN}.")
    try:
        return _provider()
    except ImportError:
        raise BadSetting(f"{named}: traces need an extra: install seatlight[telemetry], or unset it.") from None


def _provider() -> Any:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import OTELResourceDetector, Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    resource = Resource({"service.name": "seatlight"}).merge(OTELResourceDetector().detect())
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(timeout=LAST_SECONDS)))
    return provider
