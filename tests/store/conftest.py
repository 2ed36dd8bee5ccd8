"""Every test that asks for `url`, `empty` or `store` runs on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from seatlight.store import SqlStore
from seatlight.store.database import Database, parse
from tests.store.cast import BEGUN
from tests.store.databases import BOTH, Server, clear, folder_for_server, opened, server
from tests.store.nursery import Nursery

NUMBERS = count()


@pytest.fixture(scope="session")
def postgres(testrun_uid: str) -> Iterator[Server]:
    """The server of this run, shared by its workers."""
    with server(folder_for_server(testrun_uid[:12])) as running:
        yield running


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of SQLite at the newest version, without a row."""
    path = tmp_path_factory.mktemp("ready") / "seatlight.db"
    opened(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def ready_database(postgres: Server, worker_id: str) -> Iterator[Database]:
    """A database of PostgreSQL's at the newest version, this worker's own."""
    url = postgres.make(f"ready_{worker_id}")
    opened(url).close()
    database = Database(parse(url))
    yield database
    database.close()


@pytest.fixture(params=BOTH)
def kind(request: pytest.FixtureRequest) -> str:
    """Which of the two databases."""
    return str(request.param)


@pytest.fixture
def url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database at the newest version, without a row."""
    if kind == "sqlite":
        return f"sqlite:///{shutil.copy(request.getfixturevalue('ready_file'), tmp_path / 'seatlight.db')}"
    database: Database = request.getfixturevalue("ready_database")
    clear(database)
    return database.url.set(drivername="postgresql").render_as_string(hide_password=False)


@pytest.fixture
def empty(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with nothing in it at all."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'new' / 'seatlight.db'}"
        return
    running: Server = request.getfixturevalue("postgres")
    name = f"empty_{os.getpid()}_{next(NUMBERS)}"
    yield running.make(name)
    running.drop(name)


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    """A store without a row."""
    with opened(url) as made:
        yield made


@pytest.fixture
def site(store: SqlStore) -> str:
    """A site of that store."""
    return store.add_site("Acme", BEGUN).site_id


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where processes of their own are started from."""
    with Nursery() as made:
        yield made
