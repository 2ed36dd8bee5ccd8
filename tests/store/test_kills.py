"""Killed at any moment: what was acknowledged is kept whole, what was not is there whole or not at all."""

import sys
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from seatlight.store import SqlStore
from tests.store.cast import BEGUN
from tests.store.changes import Change, changes, made, shown
from tests.store.databases import Server, folder_for_server, opened, raw, server
from tests.store.nursery import Nursery
from tests.store.plain import PlainStore

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such signal on this system")

MOST_CHANGES, LONGEST_DELAY, TURN_SECONDS = 25, 0.01, 0.001
NUMBERS = count()


class Twins:
    """A store, and a plain one that has seen the same changes, of which it knows how many are kept."""

    def __init__(self, store: SqlStore, url: str, seed: int) -> None:
        self.store, self.url, self.seed, self.kept = store, url, seed, 0
        self.site = store.add_site("Acme", BEGUN).site_id
        self._plain = PlainStore()
        self._twin = self._plain.add_site("Acme", BEGUN).site_id
        self._changes: Iterator[Change] = changes(Random(seed))

    def follow(self, acknowledged: int) -> None:
        """The store has all that was acknowledged, and nothing but perhaps the one change after it."""
        self._make(acknowledged)
        at_rest(self.url)
        found = shown(self.store, self.site)
        if found != shown(self._plain, self._twin):
            self._make(1)
            assert found == shown(self._plain, self._twin)

    def _make(self, number: int) -> None:
        for change in islice(self._changes, number):
            made(self._plain, self._twin, change)
            self.kept += 1


def at_rest(url: str) -> None:
    """Waits until a server has noticed that its client is gone, and ended what it was doing."""
    if url.startswith("sqlite"):
        return
    others = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
    )
    # One transaction sees the same activity however often it looks: each look is one of its own.
    while _counted(url, others):
        time.sleep(TURN_SECONDS)


def _counted(url: str, query: str) -> int:
    with raw(url) as connection:
        return int(connection.scalar(text(query)) or 0)


def strike(twins: Twins, chance: Random, nursery: Nursery, told: Path, victim: Server | None = None) -> None:
    """Kills a process that makes changes, or its server, at a moment of chance; then looks at what is kept."""
    number = nursery.start("changes", twins.url, told, site=twins.site, seed=twins.seed, skip=twins.kept)
    least = chance.randint(0, MOST_CHANGES)
    while told.stat().st_size < least:
        assert nursery.is_alive(number), "It ended by itself; what it says of that is on stderr."
        time.sleep(TURN_SECONDS)
    time.sleep(chance.uniform(0, LONGEST_DELAY))
    if victim is None:
        assert nursery.kill(number) != 0
    else:
        victim.kill()
        nursery.end(number)
    twins.follow(told.stat().st_size)


@pytest.fixture(scope="module")
def mortal_server(testrun_uid: str, worker_id: str) -> Iterator[Server]:
    """A server that may be killed, this worker's own."""
    with server(folder_for_server(f"{testrun_uid[:8]}-{worker_id}")) as running:
        yield running


@pytest.fixture
def mortal_url(mortal_server: Server) -> Iterator[str]:
    """A database of that server."""
    name = f"mortal_{next(NUMBERS)}"
    yield mortal_server.make(name)
    mortal_server.drop(name)


def kill_clients(url: str, nursery: Nursery, folder: Path, seed: int, kills: int) -> None:
    """Kills so many processes in a row that work on one database."""
    with opened(url) as store:
        twins, chance = Twins(store, url, seed), Random(seed)
        for _ in range(kills):
            strike(twins, chance, nursery, folder / "told")
        assert twins.kept > 0


def kill_servers(url: str, running: Server, nursery: Nursery, folder: Path, seed: int, kills: int) -> None:
    """Kills the server so many times under a process that works on it, and starts it again."""
    with opened(url) as store:
        twins, chance = Twins(store, url, seed), Random(seed)
        for _ in range(kills):
            strike(twins, chance, nursery, folder / "told", running)
        assert twins.kept > 0


def test_a_killed_process_loses_nothing_acknowledged(empty: str, nursery: Nursery, tmp_path: Path) -> None:
    """A dozen in a row, the first while it makes the tables."""
    (tmp_path / "told").touch()
    for delay in (0.02, 0.05):
        number = nursery.start("open", empty, tmp_path / "told")
        time.sleep(delay)
        nursery.kill(number)
    kill_clients(empty, nursery, tmp_path, seed=1, kills=12)


def test_a_killed_server_loses_nothing_acknowledged(
    mortal_url: str, mortal_server: Server, nursery: Nursery, tmp_path: Path
) -> None:
    """The whole server, with its writers; it comes up again by itself."""
    kill_servers(mortal_url, mortal_server, nursery, tmp_path, seed=2, kills=2)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 120))
def test_two_hundred_killed_processes_lose_nothing(empty: str, nursery: Nursery, tmp_path: Path, seed: int) -> None:
    """Ten on each of twenty databases of either kind."""
    kill_clients(empty, nursery, tmp_path, seed, kills=10)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(200, 210))
def test_forty_killed_servers_lose_nothing(
    mortal_url: str, mortal_server: Server, nursery: Nursery, tmp_path: Path, seed: int
) -> None:
    """Four on each of ten databases."""
    kill_servers(mortal_url, mortal_server, nursery, tmp_path, seed, kills=4)
