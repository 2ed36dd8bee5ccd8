"""A claim on a database of PostgreSQL's: a lock of a session that does nothing else."""

from __future__ import annotations

from contextlib import suppress
from threading import Lock
from typing import Any

from sqlalchemy import URL, NullPool, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from seatlight.errors import BadSetting
from seatlight.store.claim_file import taken
from seatlight.store.database import CONNECT_SECONDS, where
from seatlight.store.failures import told_in_words

LOCK = 0x5EA7_C1A1
"""The number of the lock; its upper half is nothing, as `HOLDER` counts on."""
ANSWERS_IN_SECONDS = 15
MOST_BYTES = 63
"""As much of a name as PostgreSQL keeps."""
ALIVE: dict[str, Any] = {
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": ANSWERS_IN_SECONDS * 1000,
}
"""A server that does not answer for so long has lost us: then so have we."""
STAYS = (
    "SET tcp_keepalives_idle = 5",
    "SET tcp_keepalives_interval = 5",
    "SET tcp_keepalives_count = 2",
    "SET idle_session_timeout = 0",
    "SET lock_timeout = '5s'",
)
"""The server lets a machine that vanished go as soon, and does not hang up on one that is only silent."""
HOLDER = text(
    "SELECT a.application_name, a.backend_start FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid "
    "WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = :lock AND l.objsubid = 1 "
    "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


class LockClaim:
    """The lock, held from here until `close` or until its connection is lost. Safe to use from several threads.

    Conflict where another holds it. A pooler between us and the server has to give each connection a session of its
    own: one that shares them (PgBouncer's transaction mode) would share the lock too.
    """

    def __init__(self, url: URL, holder: str) -> None:
        self._one_at_a_time = Lock()
        self._where = where(url)
        name = holder.encode("ascii", "replace")[:MOST_BYTES].decode()
        arguments = {"connect_timeout": CONNECT_SECONDS, **ALIVE, "application_name": name}
        try:
            engine = create_engine(
                url.difference_update_query(["application_name"]),
                connect_args={key: value for key, value in arguments.items() if key not in url.query},
                hide_parameters=True,
                poolclass=NullPool,
                isolation_level="AUTOCOMMIT",
            )
        except ImportError:
            raise BadSetting(
                "SEATLIGHT_DATABASE_URL: PostgreSQL needs the extra: install seatlight[postgres]."
            ) from None
        with told_in_words(self._where):
            self._connection: Any = engine.connect()
            try:
                self._take()
            except BaseException:
                self.close()
                raise

    def _take(self) -> None:
        for statement in STAYS:
            with suppress(SQLAlchemyError):
                self._connection.exec_driver_sql(statement)
        if self._connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK}):
            return
        found = self._connection.execute(HOLDER, {"lock": LOCK}).first()
        raise taken(self._where, *(("", None) if found is None else found))

    def is_held(self) -> bool:
        """Whether the connection with the lock is still there."""
        with self._one_at_a_time:
            if self._connection is None:
                return False
            try:
                self._connection.scalar(text("SELECT 1"))
            except SQLAlchemyError:
                self._drop()
                return False
            return True

    def close(self) -> None:
        """Let it go."""
        with self._one_at_a_time:
            self._drop()

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError):
                connection.close()
