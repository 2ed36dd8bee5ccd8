"""What the service does for itself: it lets go of what is idle, over, or to be erased."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from seatlight.config import load
from seatlight.model.audit import Deed
from seatlight.model.installations import Installation
from seatlight.model.sessions import begun_session
from seatlight.sandbox import Box, Setup, start
from seatlight.store import Seals, SqlStore, new_secret_key, open_store
from seatlight.wiring import Upkeep, Worlds, gauges
from tests.still import Still

START = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


class Office:
    """Worlds over a database, a sandbox and a clock that the test sets."""

    def __init__(self, folder: Path, box: Box) -> None:
        self.now = START
        key, url = new_secret_key(), f"sqlite:///{folder}/seatlight.db"
        self.settings = load({"SEATLIGHT_DATABASE_URL": url, "SEATLIGHT_SECRET_KEY": key})
        self.store: SqlStore = open_store(url, Seals([key]), create=True)
        self.worlds = Worlds(self.settings, self.store, lambda: self.now)
        self.upkeep = Upkeep(self.worlds, self.store, lambda: self.now, Still())
        self.box = box

    @property
    def deed(self) -> Deed:
        """A change of now."""
        return Deed("operator", self.now)

    def site(self, name: str) -> str:
        """A new site with a connection."""
        site = self.store.add_site(name, self.deed)
        self.store.add_connection(
            site.site_id, "cursor", vendor="cursor", url=self.box.url, key=self.box.key, deed=self.deed
        )
        return site.site_id

    def installed(self, name: str) -> str:
        """A new site that an installation calls for."""
        site_id = self.site(name)
        self.store.allow_installation(site_id, Installation(name, f"cloud-{name}", "env", "app", self.now), self.deed)
        return site_id


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A small sandbox."""
    with start(Setup(people=1, reach_days=2)) as running:
        yield running


@pytest.fixture
def office(tmp_path: Path, box: Box) -> Iterator[Office]:
    """Worlds that are closed in the end."""
    made = Office(tmp_path, box)
    yield made
    made.worlds.close()
    made.store.close()


def test_what_nobody_looks_at_for_two_hours_is_let_go(office: Office) -> None:
    """With its Jira; a connection that somebody looked at meanwhile stays."""
    quiet, busy = office.site("quiet"), office.site("busy")
    office.worlds.world(quiet)
    office.worlds.world(busy)
    office.now += timedelta(hours=1)
    kept = office.worlds.world(busy)
    office.now += timedelta(hours=1, seconds=1)
    office.upkeep.turn()
    assert {site_id for site_id, _ in office.worlds.at_work()} == {busy}
    assert office.worlds.world(busy) is kept


def test_a_reading_that_broke_is_renewed(office: Office) -> None:
    """At the next turn it is let go, and whoever looks gets a new one."""
    site_id = office.site("acme")
    broken = office.worlds.world(site_id)
    broken.reading.broken = True
    office.upkeep.turn()
    assert office.worlds.at_work() == {}
    assert office.worlds.world(site_id) is not broken


def test_sessions_that_are_over_are_swept(office: Office) -> None:
    """Of every site."""
    site_id = office.site("acme")
    session = begun_session("id", site_id, "acc-ada", office.now)
    office.store.open_session(site_id, session, b"d" * 32)
    office.upkeep.turn()
    assert len(office.store.sessions(site_id)) == 1
    office.now += timedelta(days=40)
    office.upkeep.turn()
    assert office.store.sessions(site_id) == ()


def test_a_site_whose_app_is_gone_is_erased_after_thirty_days(office: Office) -> None:
    """Not a day before, and no other site; what was read of it goes too."""
    gone, here = office.installed("gone"), office.installed("here")
    office.store.installation_gone(gone, "gone", office.deed)
    office.now += timedelta(days=29, hours=23)
    office.worlds.world(gone)
    office.upkeep.turn()
    assert [site.site_id for site in office.store.sites()] == sorted([gone, here], key=[gone, here].index)
    office.now += timedelta(hours=1, seconds=1)
    office.upkeep.turn()
    assert [site.site_id for site in office.store.sites()] == [here]
    assert office.worlds.at_work() == {}


def test_an_app_that_was_removed_is_noticed_by_its_silence(office: Office) -> None:
    """After two days in which we listened; it is back once it is heard, and one never heard is awaited."""
    heard, awaited = office.installed("heard"), office.installed("awaited")
    office.store.note_tick(heard, "heard", office.deed)
    office.now += timedelta(hours=48)
    office.upkeep.turn()
    assert office.store.installations(heard)[0].gone_at is None
    office.now += timedelta(seconds=1)
    office.upkeep.turn()
    assert office.store.installations(heard)[0].gone_at == office.now
    assert office.store.installations(awaited)[0].gone_at is None
    office.store.note_tick(heard, "heard", office.deed)
    office.upkeep.turn()
    assert office.store.installations(heard)[0].gone_at is None


def test_calls_that_nobody_could_hear_are_not_missed(office: Office) -> None:
    """A service that was away for a week waits two days before it takes an app as gone."""
    site_id = office.installed("heard")
    office.store.note_tick(site_id, "heard", office.deed)
    office.now += timedelta(days=7)
    upkeep = Upkeep(office.worlds, office.store, lambda: office.now, Still())
    upkeep.turn()
    assert office.store.installations(site_id)[0].gone_at is None
    office.now += timedelta(hours=48, seconds=1)
    upkeep.turn()
    assert office.store.installations(site_id)[0].gone_at == office.now


def test_a_turn_that_fails_in_one_thing_does_the_others(office: Office) -> None:
    """A database that is away keeps nobody from letting go of what is idle."""
    office.worlds.world(office.site("acme"))
    office.now += timedelta(hours=3)
    office.store.close()
    Path(
        office.settings.database_url.reveal().removeprefix("sqlite:///") if office.settings.database_url else ""
    ).unlink()
    office.upkeep.turn()
    assert office.worlds.at_work() == {}


def test_a_database_that_is_no_longer_ours_ends_the_service(office: Office) -> None:
    """After that there is no further turn: somebody else has it."""
    ours = iter([True, True, False])
    lost = threading.Event()
    timer = Still()
    upkeep = Upkeep(office.worlds, office.store, lambda: office.now, timer, is_ours=lambda: next(ours), lost=lost.set)
    upkeep.start()
    assert lost.wait(10)
    assert timer.waits == [60.0, 60.0]


def test_it_ends_when_it_is_told_to(office: Office) -> None:
    """At once, though its next turn is a minute away."""
    upkeep = Upkeep(office.worlds, office.store, lambda: office.now)
    upkeep.start()
    upkeep.stop()
    for thread in threading.enumerate():
        if thread.name == "upkeep":
            thread.join(10)
            assert not thread.is_alive()


def test_numbers_of_one_site_are_apart_from_those_of_others(office: Office) -> None:
    """An admin of a site sees its connections alone."""
    mine, theirs = office.site("mine"), office.site("theirs")
    for site_id in (mine, theirs):
        office.worlds.world(site_id)
    assert [one.site for one in gauges(office.worlds)] == ["mine", "theirs"]
    assert [one.site for one in gauges(office.worlds, mine)] == ["mine"]
    assert gauges(office.worlds, "nothing") == []
