"""API tokens, found by their digest."""

from __future__ import annotations

from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, or_, select, update

from seatlight.errors import Conflict, NotFound
from seatlight.model.access import Permission
from seatlight.model.tokens import ApiToken
from seatlight.store.action import Action
from seatlight.store.change import Change
from seatlight.store.schema import tokens

NOTED_EVERY = timedelta(minutes=1)
"""A use within so long of the last one that was noted is not written down."""
SHOWN = [column for column in tokens.c if column.name not in {"site_id", "digest"}]


def of_site(connection: Connection, site_id: str) -> tuple[ApiToken, ...]:
    """The tokens of a site, by name, those that have expired included."""
    rows = connection.execute(select(*SHOWN).where(tokens.c.site_id == site_id))
    return tuple(sorted((_token(row) for row in rows), key=attrgetter("name", "token_id")))


def of_digest(connection: Connection, digest: bytes) -> tuple[str, ApiToken] | None:
    """The token with this digest and its site, whichever that is; None where there is none."""
    row = connection.execute(select(*SHOWN, tokens.c.site_id).where(tokens.c.digest == digest)).first()
    return None if row is None else (row.site_id, _token(row))


def add(change: Change, token: ApiToken, digest: bytes) -> None:
    """One more token; Conflict where its name is taken at the site."""
    named = and_(tokens.c.site_id == change.site_id, tokens.c.name == token.name)
    if change.connection.scalar(select(tokens.c.name).where(named)) is not None:
        raise Conflict(f"There is a token named {token.name!r} already: choose another name, or revoke that one.")
    reach = _reach(token)
    row = {column.name: getattr(token, column.name) for column in SHOWN}
    change.connection.execute(insert(tokens).values(row | reach | {"site_id": change.site_id, "digest": digest}))
    change.note(Action.TOKEN_CREATED, token.name, account_id=token.account_id, expires_at=token.expires_at, **reach)


def revoke(change: Change, token_id: str) -> None:
    """Forget a token, so that it opens nothing from now on; NotFound where there is none."""
    this = and_(tokens.c.site_id == change.site_id, tokens.c.token_id == token_id)
    name = change.connection.scalar(select(tokens.c.name).where(this))
    if name is None:
        raise NotFound("This site has no such token.")
    change.connection.execute(delete(tokens).where(this))
    change.note(Action.TOKEN_REVOKED, name)


def is_noted(connection: Connection, site_id: str, token_id: str, at: datetime) -> bool:
    """Whether a use at that instant need not be written down: one was lately, or there is no such token."""
    stale = _not_noted(site_id, token_id, at)
    return connection.scalar(select(tokens.c.token_id).where(stale)) is None


def note_use(connection: Connection, site_id: str, token_id: str, at: datetime) -> None:
    """The token was used then, unless a later use is noted."""
    connection.execute(update(tokens).where(_not_noted(site_id, token_id, at)).values(last_used_at=at))


def _not_noted(site_id: str, token_id: str, at: datetime) -> Any:
    long_ago = or_(tokens.c.last_used_at.is_(None), tokens.c.last_used_at <= at - NOTED_EVERY)
    return and_(tokens.c.site_id == site_id, tokens.c.token_id == token_id, long_ago)


def _reach(token: ApiToken) -> dict[str, list[str] | None]:
    """What a token may and where, as JSON in an order of its own."""
    projects = None if token.projects is None else sorted(token.projects)
    return {"permissions": sorted(map(str, token.permissions)), "projects": projects}


def _token(row: Any) -> ApiToken:
    return ApiToken(
        token_id=row.token_id,
        name=row.name,
        account_id=row.account_id,
        permissions=frozenset(map(Permission, row.permissions)),
        projects=None if row.projects is None else frozenset(row.projects),
        created_by=row.created_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        tail=row.tail,
    )
