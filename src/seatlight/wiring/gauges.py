"""How each connection gets on, in numbers for whoever watches the service: nothing of anybody's usage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from seatlight.http import LaneUse
from seatlight.wiring.worlds import World, Worlds

UNSAVED = "cursor"
"""What a connection is called whose key stands in the environment alone."""


class Gauge(NamedTuple):
    """A connection at one moment; `vendor` and `jira` by kind of call, `report_age_seconds` None before any reading.

    The Jira of a site is the same for all of its connections.
    """

    site: str
    connection: str
    reading: bool
    failures: int
    report_age_seconds: float | None
    days_read: int
    days_wanted: int
    vendor: Sequence[LaneUse]
    jira: Sequence[LaneUse]
    jira_points: int


def gauges(worlds: Worlds, site_id: str | None = None) -> list[Gauge]:
    """Every connection that is at work, by site and name; with a `site_id` those of that site alone."""
    now, at_work = worlds.clock(), worlds.at_work()
    found = [_gauge(world, now) for world in of_site(at_work, site_id)]
    return sorted(found, key=lambda gauge: (gauge.site, gauge.connection))


def of_site(at_work: Mapping[tuple[str, str], World], site_id: str | None) -> list[World]:
    """The worlds of a site; all where none is named."""
    return [world for (of, _), world in at_work.items() if site_id in {None, of}]


def _gauge(world: World, now: datetime) -> Gauge:
    read, wanted = world.deps.usage.covered()
    last_read_at = world.reading.last_read_at
    return Gauge(
        site=world.site.name,
        connection=world.connection.name if world.connection else UNSAVED,
        reading=world.reading.progress().reading,
        failures=world.reading.failures,
        report_age_seconds=None if last_read_at is None else (now - last_read_at).total_seconds(),
        days_read=read,
        days_wanted=wanted,
        vendor=world.vendor.use() if world.vendor else (),
        jira=world.jira.use() if world.jira else (),
        jira_points=world.jira.points_used if world.jira else 0,
    )
