"""Cursor's real quotas on a virtual clock: never exceeded, and whoever else eats of them only makes it take longer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import msgspec
import pytest

from seatlight.actions.deps import Deps
from seatlight.actions.refresh_usage import refresh_usage
from seatlight.actions.window import Ask
from seatlight.model.access import OPERATOR
from seatlight.sandbox import Box, Setup, start
from seatlight.sandbox.clock import VirtualClock
from seatlight.sandbox.limits import ADMIN_PER_MINUTE, EVENTS_PATH, EVENTS_PER_MINUTE
from seatlight.surfaces.cli.progress import Silent
from seatlight.wiring import wired
from tests.exactness import exact_or_marked
from tests.reading import NOW, facts_of, refreshed, settings_for

OURS = {"cursor_admin_per_minute": ADMIN_PER_MINUTE, "cursor_events_per_minute": EVENTS_PER_MINUTE}
NONE_OF_OURS = {"cursor_admin_per_minute": 0, "cursor_events_per_minute": 0}
PASSING = ["other-consumer", "hungry-consumer", "retry-after-seconds", "retry-after-date", "events-20", "late-events"]
TEN_MINUTES = 600
MANY = Setup(people=60, now=NOW, events_per_active_day=6, quotas="real", latency_seconds=0.2)


class Metered(NamedTuple):
    """A product that reads a sandbox with real quotas, on a clock that runs only while everybody waits."""

    box: Box
    deps: Deps
    clock: VirtualClock

    @property
    def refused(self) -> int:
        """How many requests were one too many."""
        return sum(asked.status == 429 for asked in self.box.requests)


@contextmanager
def metered(setup: Setup, limits: dict[str, int], patience: int = 120) -> Iterator[Metered]:
    """Both, running."""
    clock = VirtualClock(37.0)
    with start(setup, clock=clock.now, wait=clock.sleep) as box:
        settings = settings_for(box, retry_for_seconds=patience, **limits)
        with wired(settings, clock=lambda: NOW, timer=clock, threads=clock.side_by_side) as deps:
            yield Metered(box, deps, clock)


def with_quirks(setup: Setup, *quirks: str) -> Setup:
    """The same with quirks."""
    return msgspec.structs.replace(setup, quirks=frozenset(quirks))


@pytest.mark.parametrize("limits", [OURS, NONE_OF_OURS], ids=["our limits", "no limits"])
@pytest.mark.parametrize("quirk", [*PASSING, "cost-corrected"])
def test_a_quota_that_others_use_too_leaves_the_report_exact(quirk: str, limits: dict[str, int]) -> None:
    """Whether we keep a pace of our own or none, and whatever a 429 says of when to come back."""
    setup = Setup(people=25, now=NOW, quotas="real", latency_seconds=0.2)
    with metered(with_quirks(setup, quirk), limits, TEN_MINUTES) as team:
        document = refreshed(team.deps, Ask(days=30))
        assert document["freshness"]["complete"], document["freshness"]["notes"]
        assert exact_or_marked(document, facts_of(team.box)) == []


def test_a_count_that_never_adds_up_is_marked_under_quotas_too() -> None:
    """It costs a second reading, and no request too many."""
    setup = Setup(people=25, now=NOW, quotas="real", quirks=frozenset({"count-off"}))
    with metered(setup, OURS) as team:
        document = refreshed(team.deps, Ask(days=30))
        assert not document["freshness"]["complete"]
        assert exact_or_marked(document, facts_of(team.box)) == []
        assert team.refused == 0


def test_the_quota_for_events_is_never_exceeded() -> None:
    """A cold reading of 90 days in pages of a hundred takes minutes, and not one request is refused."""
    with metered(with_quirks(MANY, "page-clamped"), OURS) as team:
        document = refreshed(team.deps, Ask(days=90))
        assert exact_or_marked(document, facts_of(team.box)) == []
        assert document["freshness"]["complete"]
        assert team.box.counts()[EVENTS_PATH] > 2 * EVENTS_PER_MINUTE
        assert team.refused == 0


def test_the_quota_of_the_other_endpoints_is_never_exceeded() -> None:
    """Whoever has everything read again and again waits for the minute to turn."""
    with metered(MANY, OURS) as team:
        for _ in range(6):
            refresh_usage(OPERATOR, team.deps, Ask(days=30), Silent(), anew=True)
        counts = team.box.counts()
        assert sum(counts.values()) - counts[EVENTS_PATH] > ADMIN_PER_MINUTE
        assert team.refused == 0


def test_a_hungry_consumer_only_makes_it_take_longer() -> None:
    """A tenth of the quota is left: in the end everything is there, however often we were refused."""
    with metered(with_quirks(MANY, "page-clamped", "hungry-consumer"), OURS, TEN_MINUTES) as team:
        document = refreshed(team.deps, Ask(days=90))
        assert document["freshness"]["complete"], document["freshness"]["notes"]
        assert exact_or_marked(document, facts_of(team.box)) == []
        assert team.refused > 0
        assert team.clock.now() > TEN_MINUTES
