"""One database: where it is, and connections to it that read or write."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from seatlight.errors import BadSetting, StoreFailed
from seatlight.files import told
from seatlight.store.failures import told_in_words

FORMS = "sqlite:///path/to/seatlight.db or postgresql://user:password@host/database"
BUSY_SECONDS = 30
CONNECT_SECONDS = 10
FORGET_SECONDS = 1
READS = "reads"
PRAGMAS = ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON")
"""Rows keep their references, what was acknowledged survives a power cut, what was deleted is overwritten."""
LIMITS = (f"lock_timeout = '{BUSY_SECONDS}s'", f"idle_in_transaction_session_timeout = '{2 * BUSY_SECONDS}s'")
"""Nobody waits for ever, not even for a machine that vanished with a lock."""
SNAPSHOT = {READS: True, "isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
WAL_TURNS, WAL_TURN_SECONDS = 200, 0.05


class Database:
    """A database and its pool of connections. `where` names it in sentences, without user and password."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.where = where(url)
        self.engine = _sqlite(url) if self.is_sqlite else _postgresql(url)
        reads = {READS: True} if self.is_sqlite else SNAPSHOT
        self._reads = self.engine.execution_options(**reads)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of ours, not a server's."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database and writes nothing."""
        with told_in_words(self.where), self._reads.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept as a whole once this ends, or not at all if it fails."""
        with told_in_words(self.where), self.engine.begin() as connection:
            yield connection

    def forget(self) -> None:
        """Leave no copy of what was just deleted beside the file, unless a reader is busy with it."""
        if not self.is_sqlite:
            return
        with told_in_words(self.where), self.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute(f"PRAGMA busy_timeout={FORGET_SECONDS * 1000}")
            with suppress(sqlite3.Error):
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def parse(url: str) -> URL:
    """Where a database is; BadSetting when the URL is none that we know, without repeating it."""
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError):
        raise BadSetting(f"SEATLIGHT_DATABASE_URL is no URL of a database: give {FORMS}.") from None
    if backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return parsed.set(drivername="sqlite+pysqlite")
    if backend in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    raise BadSetting(f"SEATLIGHT_DATABASE_URL names no database that Seatlight can use: give {FORMS}.")


def where(url: URL) -> str:
    """A database in words: its path, or its name and host."""
    if url.get_backend_name() == "sqlite":
        return f"The database {url.database}"
    host = url.host or url.query.get("host") or "this machine"
    return f"The PostgreSQL database {url.database or 'of that user'} on {host}"


def make_file(path: Path) -> None:
    """An empty file that only its owner reads, in a folder that is made if need be; nothing where there is one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreFailed(f"The database {path} cannot be made: {told(error)}.") from error


def _sqlite(url: URL) -> Engine:
    """An engine that says itself when a transaction begins: writers take their turn before they read."""
    engine = create_engine(
        url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True, pool_size=8, max_overflow=56
    )

    @event.listens_for(engine, "connect")
    def connected(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None
        for pragma in PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")
        _write_ahead(raw)

    @event.listens_for(engine, "begin")
    def begins(connection: Connection) -> None:
        reads = connection.get_execution_options().get(READS)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _write_ahead(raw: sqlite3.Connection) -> None:
    """Readers and the writer do not wait for each other. The change itself does not wait its turn, so we do."""
    for turn in range(WAL_TURNS):
        try:
            if raw.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                raw.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or turn == WAL_TURNS - 1:
                raise
            time.sleep(WAL_TURN_SECONDS)


def _postgresql(url: URL) -> Engine:
    """An engine on psycopg; BadSetting where that is not installed."""
    arguments: dict[str, Any] = {"connect_timeout": CONNECT_SECONDS, "application_name": "seatlight"}
    try:
        engine = create_engine(
            url,
            connect_args={name: value for name, value in arguments.items() if name not in url.query},
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=8,
            max_overflow=24,
        )
    except ImportError:
        raise BadSetting("SEATLIGHT_DATABASE_URL: PostgreSQL needs the extra: install seatlight[postgres].") from None

    @event.listens_for(engine, "connect")
    def connected(raw: Any, _record: object) -> None:
        for limit in LIMITS:
            raw.execute(f"SET {limit}")
        raw.commit()

    return engine
