"""The way to a Jira site: its address, its lanes, and how its failures are put."""

from __future__ import annotations

from seatlight.http import Http
from seatlight.http.client import OnWait
from seatlight.sources.jira.address import api_address
from seatlight.sources.jira.api import LANES
from seatlight.sources.jira.words import JIRA
from seatlight.timer import Timer

AT_ONCE = 8
"""So many requests to one site may be under way: a slow Jira cannot take every thread."""
BUSY_SECONDS = 2.0
"""So long somebody waits for a turn."""
LONGEST_WAIT_SECONDS = 7200.0
"""Waits that Jira may ask for; a longer one is taken for a mistake."""
BURST_SECONDS = 1.0
"""Jira counts bursts by the second."""


def connect(
    address: str,
    *,
    authorization: str | None,
    retry_for_seconds: float,
    read_seconds: float = 20,
    connect_seconds: float = 10,
    at_once: int = AT_ONCE,
    on_wait: OnWait | None = None,
    timer: Timer | None = None,
) -> Http:
    """A client for a site, to be closed by whoever opened it; BadSetting for an address that cannot be one.

    Without `authorization` each call has to show a token of its own, as those made for a Forge user do.
    """
    return Http(
        api_address(address),
        authorization=authorization,
        limits=dict.fromkeys(LANES, 0),
        retry_for_seconds=retry_for_seconds,
        connect_seconds=connect_seconds,
        read_seconds=read_seconds,
        minute_seconds=BURST_SECONDS,
        on_wait=on_wait,
        timer=timer,
        words=JIRA,
        at_once=at_once,
        busy_seconds=BUSY_SECONDS,
        longest_wait_seconds=LONGEST_WAIT_SECONDS,
    )
