"""Whether anybody has written anything: a mark that changes with every change of the database, whoever makes it."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock
from typing import Any

from seatlight.store.database import Database

ON_SQLITE = "PRAGMA data_version"
"""Changes with what other connections commit, in this process or another; so it is asked by one that never writes."""
ON_POSTGRESQL = "SELECT pg_current_snapshot()::text"
"""Which transactions can be seen: where this is the same, so is everything."""


class Revision:
    """The mark of a database, over a connection of its own. Safe to use from several threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._asks = ON_SQLITE if database.is_sqlite else ON_POSTGRESQL
        self._connection: Any = None
        self._lock = Lock()

    def mark(self) -> object | None:
        """The mark as it is now; None where the database does not tell it."""
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = self._connected()
                told: object = self._connection.execute(self._asks).fetchone()[0]
            except Exception:
                # Whatever it is: whoever reads without a mark is told in words.
                self._drop()
                return None
            return told

    def close(self) -> None:
        """Let go of the connection; asked again, it connects anew."""
        with self._lock:
            self._drop()

    def _connected(self) -> Any:
        pooled = self._database.engine.raw_connection()
        raw: Any = pooled.driver_connection
        pooled.detach()
        if not self._database.is_sqlite:
            raw.autocommit = True
        return raw

    def _drop(self) -> None:
        raw, self._connection = self._connection, None
        if raw is not None:
            with suppress(Exception):
                raw.close()
