"""A reading in the background: shared by all who look, begun once an hour, and honest about how it ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from seatlight.actions.asked import Asked, scope_of
from seatlight.actions.need import need_of
from seatlight.actions.reading import Reading
from seatlight.actions.show import show_report
from seatlight.actions.window import Ask
from seatlight.errors import NotYetRead
from seatlight.model.access import OPERATOR, Actor, ActorKind
from seatlight.model.audit import Deed
from seatlight.sandbox import Box, Setup, start
from seatlight.wiring import Worlds
from seatlight.wiring.worlds import World
from tests.joined import kept_settings, kept_site
from tests.reading import NOW

LONGEST_SECONDS = 20


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@contextmanager
def world(folder: Path, setup: Setup) -> Iterator[tuple[Box, World, Clock]]:
    """The one connection of a site, in a service of its own."""
    clock = Clock()
    with start(setup) as box, kept_site(box, folder) as (store, site):
        worlds = Worlds(kept_settings(box, folder, retry_for_seconds=0), store, clock)
        try:
            yield box, worlds.world(site.site_id), clock
        finally:
            worlds.close()


def done(reading: Reading) -> None:
    """Wait until nothing is read any more."""
    assert reading.wait(LONGEST_SECONDS)


def test_what_was_read_is_shown_to_whoever_looks(tmp_path: Path) -> None:
    """Before that nothing is; a look itself reads nothing."""
    with world(tmp_path, Setup(people=8, now=NOW)) as (box, here, _):
        with pytest.raises(NotYetRead):
            show_report(OPERATOR, here.deps, Ask())
        assert box.counts() == {}
        here.reading.want(OPERATOR, Ask())
        done(here.reading)
        assert show_report(OPERATOR, here.deps, Ask()).complete
        assert here.reading.progress().failure is None


def test_many_who_look_share_one_reading(tmp_path: Path) -> None:
    """Also those of projects: what is read depends on days, not on who looks."""
    with world(tmp_path, Setup(people=8, now=NOW)) as (box, here, _):
        for ask in [Ask()] * 20 + [Ask(project="APP")] * 20:
            here.reading.want(OPERATOR, ask)
        done(here.reading)
        assert box.counts()["/teams/members"] == 1


def test_within_the_hour_nothing_is_read_again(tmp_path: Path) -> None:
    """In the next hour it is, once."""
    with world(tmp_path, Setup(people=8, now=NOW, quirks=frozenset({"no-date"}))) as (box, here, clock):
        here.reading.want(OPERATOR, Ask())
        done(here.reading)
        before = len(box.requests)
        clock.passes(minutes=10)
        here.reading.want(OPERATOR, Ask())
        done(here.reading)
        assert len(box.requests) == before
        clock.passes(minutes=10)
        box.at(clock.now)
        here.reading.want(OPERATOR, Ask())
        done(here.reading)
        assert len(box.requests) > before


def test_reading_anew_is_bounded(tmp_path: Path) -> None:
    """At most once a minute, however often it is asked for."""
    with world(tmp_path, Setup(people=8, now=NOW)) as (box, here, clock):
        for _ in range(10):
            here.reading.want(OPERATOR, Ask(), anew=True)
            done(here.reading)
        assert box.counts()["/teams/members"] == 1
        clock.passes(minutes=1, seconds=1)
        here.reading.want(OPERATOR, Ask(), anew=True)
        done(here.reading)
        assert box.counts()["/teams/members"] == 2


def test_a_failed_reading_says_why_and_is_tried_again(tmp_path: Path) -> None:
    """Not at once for everybody who looks, but after a while."""
    with world(tmp_path, Setup(people=8, now=NOW, faults=("error-500@/teams/members:1",))) as (box, here, clock):
        here.reading.want(OPERATOR, Ask())
        done(here.reading)
        assert "fault" in (here.reading.progress().failure or "")
        here.reading.want(OPERATOR, Ask())
        done(here.reading)
        assert box.counts()["/teams/members"] == 1
        clock.passes(seconds=31)
        here.reading.want(OPERATOR, Ask())
        done(here.reading)
        assert here.reading.progress().failure is None
        assert show_report(OPERATOR, here.deps, Ask()).complete


def test_what_a_reading_left_out_is_asked_for_again_and_later_each_time(tmp_path: Path) -> None:
    """After half a minute, a minute, two; once it is there, the hour counts again."""
    events = "/teams/filtered-usage-events"
    with world(tmp_path, Setup(people=8, now=NOW, faults=(f"error-500@{events}:always",))) as (box, here, clock):
        asked = []
        for seconds in (0, 29, 2, 31, 30, 61, 60):
            clock.passes(seconds=seconds)
            before = len(box.requests)
            here.reading.want(OPERATOR, Ask())
            done(here.reading)
            asked.append(len(box.requests) > before)
        assert asked == [True, False, True, False, True, False, True]
        assert not show_report(OPERATOR, here.deps, Ask()).complete
        box.faults.clear()
        here.reading.want(OPERATOR, Ask(), anew=True)
        done(here.reading)
        assert not show_report(OPERATOR, here.deps, Ask()).complete
        clock.passes(minutes=1, seconds=1)
        here.reading.want(OPERATOR, Ask(), anew=True)
        done(here.reading)
        assert show_report(OPERATOR, here.deps, Ask()).complete
        assert here.reading.last_read_at == clock.now


def test_whoever_may_see_nothing_makes_nothing_be_read(tmp_path: Path) -> None:
    """The reading is refused like any look."""
    stranger = Actor(ActorKind.PERSON, "stranger", "stranger", "another-site")
    with world(tmp_path, Setup(people=8, now=NOW)) as (box, here, _):
        here.reading.want(stranger, Ask())
        done(here.reading)
        assert box.counts() == {}


def test_a_stopped_reading_begins_nothing_more(tmp_path: Path) -> None:
    """Whatever is asked for."""
    with world(tmp_path, Setup(people=8, now=NOW)) as (box, here, _):
        here.reading.stop()
        here.reading.want(OPERATOR, Ask())
        done(here.reading)
        assert box.counts() == {}


def test_each_window_is_read_in_its_turn(tmp_path: Path) -> None:
    """What a longer one needs beside is read as well; progress tells of both."""
    with world(tmp_path, Setup(people=8, now=NOW)) as (_, here, _clock):
        for days in (7, 30, 90):
            here.reading.want(OPERATOR, Ask(days=days))
        done(here.reading)
        scope = scope_of(OPERATOR, here.deps, Asked())
        snapshot = here.deps.usage.known(scope, need_of(here.deps, Ask(days=90))[1])
        assert snapshot is not None
        assert len(snapshot.usage_days_read) == 90


def test_a_changed_key_makes_a_new_world(tmp_path: Path) -> None:
    """What was read with the old one is let go; an unchanged one stays."""
    with start(Setup(people=8, now=NOW)) as box, kept_site(box, tmp_path) as (store, site):
        worlds = Worlds(kept_settings(box, tmp_path), store, Clock())
        first = worlds.world(site.site_id)
        assert worlds.world(site.site_id) is first
        connection = store.connections(site.site_id)[0]
        store.replace_key(site.site_id, connection.connection_id, box.key, Deed("admin", NOW))
        assert worlds.world(site.site_id) is not first
        worlds.close()


def test_a_connection_that_nobody_looks_at_is_let_go(tmp_path: Path) -> None:
    """After two hours; whoever looks again begins anew."""
    clock = Clock()
    with start(Setup(people=8, now=NOW)) as box, kept_site(box, tmp_path) as (store, site):
        worlds = Worlds(kept_settings(box, tmp_path), store, clock)
        first = worlds.world(site.site_id)
        clock.passes(hours=1)
        assert worlds.sweep() == 0
        clock.passes(hours=2)
        assert worlds.sweep() == 1
        assert worlds.at_work() == {}
        assert worlds.world(site.site_id) is not first
        worlds.close()
