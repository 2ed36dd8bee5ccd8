"""The numbers of the service for Prometheus: requests, readings, quotas. Nothing of anybody's usage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from prometheus_client import CollectorRegistry, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from seatlight.wiring import Gauge as OfConnection
from seatlight.wiring import Worlds, gauges

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25)
"""Seconds; Jira gives up after 25."""
CONNECTION = ("site", "connection")
LANE = (*CONNECTION, "lane")


class Counted:
    """What was counted since the start; `under_way` is how many requests are being answered now."""

    def __init__(self, worlds: Worlds) -> None:
        self._worlds = worlds
        self.registry = CollectorRegistry()
        self.under_way = 0
        self._seconds = Histogram(
            "seatlight_request_seconds",
            "Seconds from a request to the end of its answer.",
            ["method", "route", "status"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        running = Gauge("seatlight_requests_under_way", "Requests that are being answered.", registry=self.registry)
        running.set_function(lambda: self.under_way)
        ProcessCollector(registry=self.registry)

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request was answered."""
        self._seconds.labels(method, route, status).observe(seconds)

    def page(self, site_id: str | None) -> bytes:
        """Everything in Prometheus' text format; with a `site_id` only the connections of that site."""
        of_site = CollectorRegistry()
        of_site.register(_Connections(gauges(self._worlds, site_id)))
        return generate_latest(self.registry) + generate_latest(of_site)


class _Connections(Collector):
    """The connections at work, at one moment."""

    def __init__(self, found: Sequence[OfConnection]) -> None:
        self._found = found

    def collect(self) -> Iterable[Metric]:
        """A family for each number."""
        yield from self._of_readings()
        yield from self._of_quotas()
        yield from self._of_jira()

    def _of_readings(self) -> Iterator[Metric]:
        reading = GaugeMetricFamily("seatlight_reading", "1 while the vendor is being read.", labels=CONNECTION)
        failures = CounterMetricFamily("seatlight_reading_failures", "Readings that failed.", labels=CONNECTION)
        age = GaugeMetricFamily("seatlight_report_age_seconds", "Since the last good reading.", labels=CONNECTION)
        read = GaugeMetricFamily("seatlight_ledger_days_read", "Wanted days that were read.", labels=CONNECTION)
        wanted = GaugeMetricFamily("seatlight_ledger_days_wanted", "Days that are wanted.", labels=CONNECTION)
        for one in self._found:
            labels = (one.site, one.connection)
            reading.add_metric(labels, one.reading)
            failures.add_metric(labels, one.failures)
            read.add_metric(labels, one.days_read)
            wanted.add_metric(labels, one.days_wanted)
            if one.report_age_seconds is not None:
                age.add_metric(labels, one.report_age_seconds)
        yield from (reading, failures, age, read, wanted)

    def _of_quotas(self) -> Iterator[Metric]:
        asked = CounterMetricFamily("seatlight_vendor_requests", "Requests made to the vendor.", labels=LANE)
        refused = CounterMetricFamily("seatlight_vendor_refusals", "Those refused as too many.", labels=LANE)
        limit = GaugeMetricFamily("seatlight_vendor_quota_per_minute", "Requests allowed a minute.", labels=LANE)
        left = GaugeMetricFamily("seatlight_vendor_quota_left", "Requests left in this minute.", labels=LANE)
        for one in self._found:
            for lane in one.vendor:
                labels = (one.site, one.connection, lane.lane)
                asked.add_metric(labels, lane.requests)
                refused.add_metric(labels, lane.refused)
                if lane.left is not None:
                    limit.add_metric(labels, lane.per_minute)
                    left.add_metric(labels, lane.left)
        yield from (asked, refused, limit, left)

    def _of_jira(self) -> Iterator[Metric]:
        asked = CounterMetricFamily("seatlight_jira_requests", "Requests made to Jira.", labels=("site", "call"))
        refused = CounterMetricFamily("seatlight_jira_refusals", "Those refused as too many.", labels=("site", "call"))
        points = CounterMetricFamily(
            "seatlight_jira_points", "What they cost where Jira charges points.", labels=("site",)
        )
        for one in {one.site: one for one in self._found}.values():
            points.add_metric((one.site,), one.jira_points)
            for lane in one.jira:
                asked.add_metric((one.site, lane.lane), lane.requests)
                refused.add_metric((one.site, lane.lane), lane.refused)
        yield from (asked, refused, points)
