"""Whether the database answers, asked over a connection of its own: never behind those who wait for the others."""

from __future__ import annotations

from sqlalchemy import text

from seatlight.errors import StoreFailed
from seatlight.store.database import Database, parse
from seatlight.store.open import NEWEST


class Probe:
    """Asks the database at a URL, one question at a time."""

    def __init__(self, url: str) -> None:
        self._database = Database(parse(url))

    def answers(self) -> bool:
        """Whether it does, and has seen every migration that this Seatlight brings. Waits as long as it takes."""
        try:
            with self._database.reading() as connection:
                versions = list(connection.scalars(text("SELECT version_num FROM alembic_version")))
        except StoreFailed:
            return False
        return versions == [NEWEST]

    def close(self) -> None:
        """Let go of the connection."""
        self._database.close()
