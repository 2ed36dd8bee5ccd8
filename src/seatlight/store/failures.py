"""Failures of the database, each as one sentence that shows neither its password nor a row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from seatlight.errors import StoreFailed

BUSY = "is busy: another process has been writing for too long; try again"
FULL = "has no room left: its disk is full; free some space"
NOT_OURS = "lacks a table or column of Seatlight's: restore a copy of it, or give another in SEATLIGHT_DATABASE_URL"
LOST = "cannot be reached: see that it runs and that SEATLIGHT_DATABASE_URL is right"
NOT_ALLOWED = "refuses us: check user, password and rights of SEATLIGHT_DATABASE_URL"
READ_ONLY = "can only be read: change its permissions"
OTHERWISE = "failed"

SQLITE = {
    "is locked": BUSY,
    "is full": FULL,
    "unable to open": "cannot be opened: check the path and its permissions",
    "no such table": NOT_OURS,
    "no such column": NOT_OURS,
    "has no column": NOT_OURS,
    "readonly": READ_ONLY,
    "not a database": "is no SQLite database: give another path in SEATLIGHT_DATABASE_URL",
    "malformed": "is damaged: restore a copy of it",
    "disk I/O": "cannot be read or written: its disk fails",
}
"""What SQLite says, in part, and what we say."""

POSTGRESQL = {
    "08": LOST,
    "25006": READ_ONLY,
    "25P03": BUSY,
    "28": NOT_ALLOWED,
    "3D": "does not exist: create it",
    "40": BUSY,
    "42501": NOT_ALLOWED,
    "42703": NOT_OURS,
    "42P01": NOT_OURS,
    "53100": FULL,
    "53300": "has too many connections: allow it more, or stop another program",
    "55P03": BUSY,
    "57P": LOST,
}
"""How PostgreSQL's codes begin, and what we say."""


@contextmanager
def told_in_words(where: str) -> Iterator[None]:
    """Failures of the database within become StoreFailed; `where` names it without a password."""
    try:
        yield
    except NoConnectionFree:
        raise StoreFailed(f"{where} {BUSY}.") from None
    except SQLAlchemyError as error:
        # The driver's own words may show a row or a password: they go no further.
        raise StoreFailed(f"{where} {says(error)}.") from None


def says(error: SQLAlchemyError) -> str:
    """What is the matter, and what to do."""
    if not isinstance(error, DBAPIError) or error.orig is None:
        return OTHERWISE
    code = getattr(error.orig, "sqlstate", None)
    if code:
        return next((words for start, words in POSTGRESQL.items() if code.startswith(start)), f"{OTHERWISE} ({code})")
    if type(error.orig).__module__.startswith("psycopg") and isinstance(error, OperationalError | InterfaceError):
        return _unreached(str(error.orig))
    text = str(error.orig)
    name = getattr(error.orig, "sqlite_errorname", type(error.orig).__name__)
    return next((words for part, words in SQLITE.items() if part in text), f"{OTHERWISE} ({name})")


def _unreached(text: str) -> str:
    """Of a connection that was never made, or broke: the server's own refusal comes without a code."""
    if "does not exist" in text and "database" in text:
        return POSTGRESQL["3D"]
    if "authentication failed" in text or "no password supplied" in text or "does not exist" in text:
        return NOT_ALLOWED
    return POSTGRESQL["53300"] if "too many" in text else LOST
