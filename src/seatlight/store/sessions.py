"""Sessions of those who signed in, and sign-ins that have begun; both found by a digest."""

from __future__ import annotations

from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, or_, select, update

from seatlight.model.sessions import Session, SignIn
from seatlight.store.schema import sessions, sign_ins
from seatlight.store.tokens import NOTED_EVERY

OF_SESSION = [sessions.c[name] for name in Session.__struct_fields__]
OF_SIGN_IN = [sign_ins.c[name] for name in SignIn.__struct_fields__]


def of_site(connection: Connection, site_id: str) -> tuple[Session, ...]:
    """The sessions of a site, the first opened first, those that are over included until they are swept."""
    rows = connection.execute(select(*OF_SESSION).where(sessions.c.site_id == site_id))
    return tuple(sorted((Session(*row) for row in rows), key=attrgetter("opened_at", "session_id")))


def of_digest(connection: Connection, digest: bytes) -> Session | None:
    """The session with this digest, at whichever site; None where there is none."""
    row = connection.execute(select(*OF_SESSION).where(sessions.c.digest == digest)).first()
    return None if row is None else Session(*row)


def open_one(connection: Connection, site_id: str, session: Session, digest: bytes) -> None:
    """Keep a session, of that very site."""
    row = {column.name: getattr(session, column.name) for column in OF_SESSION}
    connection.execute(insert(sessions).values(row | {"site_id": site_id, "digest": digest}))


def is_noted(connection: Connection, site_id: str, session_id: str, at: datetime) -> bool:
    """Whether a look at that instant need not be written down: one was lately, or there is no such session."""
    return connection.scalar(select(sessions.c.session_id).where(_not_noted(site_id, session_id, at))) is None


def touch(connection: Connection, site_id: str, session_id: str, at: datetime) -> None:
    """The session was used then, unless a later use is noted."""
    connection.execute(update(sessions).where(_not_noted(site_id, session_id, at)).values(last_seen_at=at))


def close(connection: Connection, site_id: str, session_id: str) -> None:
    """Forget a session; nothing where there is none."""
    this = and_(sessions.c.site_id == site_id, sessions.c.session_id == session_id)
    connection.execute(delete(sessions).where(this))


def begin(connection: Connection, site_id: str, sign_in: SignIn, digest: bytes) -> None:
    """Keep a sign-in that has begun, at that very site."""
    row = {column.name: getattr(sign_in, column.name) for column in OF_SIGN_IN}
    connection.execute(insert(sign_ins).values(row | {"site_id": site_id, "digest": digest}))


def is_begun(connection: Connection, digest: bytes) -> bool:
    """Whether a sign-in with this digest has begun."""
    return connection.scalar(select(sign_ins.c.site_id).where(sign_ins.c.digest == digest)) is not None


def take(connection: Connection, digest: bytes, at: datetime) -> SignIn | None:
    """The sign-in with this digest, which is gone now; None where there is none, or it took too long."""
    # Deleted and read in one statement, so that of two who come with the same answer one alone gets it.
    row = connection.execute(delete(sign_ins).where(sign_ins.c.digest == digest).returning(*OF_SIGN_IN)).first()
    return None if row is None or row.expires_at <= at else SignIn(*row)


def has_over(connection: Connection, site_id: str, at: datetime, idle: timedelta) -> bool:
    """Whether there is anything to sweep."""
    over, late = _over(site_id, at, idle), _late(site_id, at)
    return any(
        connection.scalar(select(table.c.site_id).where(old).limit(1)) is not None
        for table, old in ((sessions, over), (sign_ins, late))
    )


def sweep(connection: Connection, site_id: str, at: datetime, idle: timedelta) -> int:
    """Forget the sessions that are over (as `is_over` says) and sign-ins that took too long; gives how many."""
    over = connection.execute(delete(sessions).where(_over(site_id, at, idle))).rowcount
    return over + connection.execute(delete(sign_ins).where(_late(site_id, at))).rowcount


def _over(site_id: str, at: datetime, idle: timedelta) -> Any:
    return and_(sessions.c.site_id == site_id, or_(sessions.c.expires_at <= at, sessions.c.last_seen_at <= at - idle))


def _late(site_id: str, at: datetime) -> Any:
    return and_(sign_ins.c.site_id == site_id, sign_ins.c.expires_at <= at)


def _not_noted(site_id: str, session_id: str, at: datetime) -> Any:
    long_ago = sessions.c.last_seen_at <= at - NOTED_EVERY
    return and_(sessions.c.site_id == site_id, sessions.c.session_id == session_id, long_ago)
