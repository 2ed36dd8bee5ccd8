"""The database of a service, in which many who look make the same few things be read again and again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from seatlight.model.audit import Look
from seatlight.model.governance import Hold
from seatlight.model.installations import Installation
from seatlight.model.people import Decisions, FirstSeen
from seatlight.model.sessions import Session
from seatlight.model.site import Connection, Grant, Site
from seatlight.model.tokens import ApiToken
from seatlight.store import looks
from seatlight.store.database import Database
from seatlight.store.revision import Revision
from seatlight.store.seals import Seals
from seatlight.store.sql import SqlStore
from seatlight.store.tokens import NOTED_EVERY

T = TypeVar("T")
MOST = 4_000
"""So many answers are remembered; then all are forgotten and read anew."""


class ReadOften(SqlStore):
    """`SqlStore` that remembers what it read until anybody, in whatever process, has changed anything.

    Each read asks for the mark of the database first, so what another process revoked is seen at once. Looks of the
    same person at the same report and people are written down once a minute, as uses of tokens are.
    """

    def __init__(self, database: Database, seals: Seals | None) -> None:
        super().__init__(database, seals)
        self._revision = Revision(database)
        self._known: dict[tuple[Any, ...], tuple[object, Any]] = {}

    def close(self) -> None:
        self._revision.close()
        super().close()

    def sites(self) -> tuple[Site, ...]:
        return self._lately(("sites",), super().sites)

    def connections(self, site_id: str) -> tuple[Connection, ...]:
        return self._lately(("connections", site_id), lambda: SqlStore.connections(self, site_id))

    def grants(self, site_id: str) -> tuple[Grant, ...]:
        return self._lately(("grants", site_id), lambda: SqlStore.grants(self, site_id))

    def decisions(self, site_id: str) -> Decisions:
        return self._lately(("decisions", site_id), lambda: SqlStore.decisions(self, site_id))

    def holds(self, site_id: str) -> tuple[Hold, ...]:
        return self._lately(("holds", site_id), lambda: SqlStore.holds(self, site_id))

    def settings(self, site_id: str) -> Mapping[str, Any]:
        return self._lately(("settings", site_id), lambda: SqlStore.settings(self, site_id))

    def roster_seen(self, site_id: str, connection_id: str) -> Mapping[str, FirstSeen]:
        asked = ("roster", site_id, connection_id)
        return self._lately(asked, lambda: SqlStore.roster_seen(self, site_id, connection_id))

    def unscoped_token_of(self, digest: bytes) -> tuple[str, ApiToken] | None:
        return self._lately(("token", digest), lambda: SqlStore.unscoped_token_of(self, digest))

    def unscoped_session_of(self, digest: bytes) -> Session | None:
        return self._lately(("session", digest), lambda: SqlStore.unscoped_session_of(self, digest))

    def unscoped_installation(self, installation_id: str) -> tuple[str, Installation] | None:
        asked = ("installation", installation_id)
        return self._lately(asked, lambda: SqlStore.unscoped_installation(self, installation_id))

    def note_use(self, site_id: str, token_id: str, at: datetime) -> None:
        tokens = self._lately(("tokens", site_id), lambda: SqlStore.tokens(self, site_id))
        used_at = next((token.last_used_at for token in tokens if token.token_id == token_id), None)
        if not _is_lately(used_at, at):
            super().note_use(site_id, token_id, at)

    def touch(self, site_id: str, session_id: str, at: datetime) -> None:
        sessions = self._lately(("sessions", site_id), lambda: SqlStore.sessions(self, site_id))
        seen_at = next((one.last_seen_at for one in sessions if one.session_id == session_id), None)
        if not _is_lately(seen_at, at):
            super().touch(site_id, session_id, at)

    def look(self, site_id: str, look: Look) -> None:
        hour = look.at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        asked = ("look", site_id, look.by, look.report, hour, look.people)
        if not _is_lately(self._lately(asked, lambda: self._looked_at(site_id, look)), look.at):
            super().look(site_id, look)

    def _looked_at(self, site_id: str, look: Look) -> datetime | None:
        """When this look was last written down within its hour; None where it was not."""
        with self._database.reading() as connection:
            return looks.noted_at(connection, site_id, look)

    def _lately(self, asked: tuple[Any, ...], read: Callable[[], T]) -> T:
        """What was read since the last change of the database, else what is read now; nothing is no answer to keep."""
        # Asked before it is read: a change in between makes the next one read again.
        mark = self._revision.mark()
        found = self._known.get(asked)
        if found is not None and mark is not None and found[0] == mark:
            answer: T = found[1]
            return answer
        answer = read()
        if answer is not None and mark is not None:
            if len(self._known) >= MOST:
                self._known = {}
            self._known[asked] = (mark, answer)
        return answer


def _is_lately(noted_at: datetime | None, at: datetime) -> bool:
    return noted_at is not None and noted_at <= at < noted_at + NOTED_EVERY
