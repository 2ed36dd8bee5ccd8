"""Who is asking: exactly one of the ways in, or nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Protocol

from litestar.exceptions import NotAuthorizedException

from seatlight.model.access import OPERATOR, Actor, ActorKind
from seatlight.model.digests import digest_of
from seatlight.model.sessions import Session, is_over
from seatlight.model.tokens import PREFIX
from seatlight.ports import Clock, ConfigStore
from seatlight.surfaces.web.cookies import Cookies

BEARER = "bearer "
LOOKED_AT_EVERY = timedelta(minutes=1)


class WayIn(Protocol):
    """One way to say who one is."""

    def actor(self, headers: Mapping[str, str]) -> Actor | None:
        """Who asks; None where this way was not taken. NotAuthorizedException where it was, and does not hold."""


class Tokens:
    """An API token: `Authorization: Bearer slt_…`."""

    def __init__(self, store: ConfigStore, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def actor(self, headers: Mapping[str, str]) -> Actor | None:
        """The program that the token was made for."""
        text = headers.get("authorization", "")
        if not text.lower().startswith(BEARER) or not text[len(BEARER) :].startswith(PREFIX):
            return None
        found, now = self._store.unscoped_token_of(digest_of(text[len(BEARER) :])), self._clock()
        if found is None or not found[1].is_valid(now):
            raise NotAuthorizedException
        site_id, token = found
        self._store.note_use(site_id, token.token_id, now)
        name = token.account_id or f"token {token.name}"
        return Actor(ActorKind.PROGRAM, name, token.account_id, site_id, token.permissions, token.projects)


class Sessions:
    """Somebody who signed in: the cookie that their browser was given.

    `stays` says whether they have not left the company; it is asked about as often as a use is written down.
    """

    def __init__(
        self, store: ConfigStore, clock: Clock, cookies: Cookies, stays: Callable[[Session], bool] = lambda _: True
    ) -> None:
        self._store, self._clock, self._cookies, self._stays = store, clock, cookies, stays

    def actor(self, headers: Mapping[str, str]) -> Actor | None:
        """The person who signed in; the session of somebody who left is forgotten, like one that is over."""
        if not self._cookies.is_sent(self._cookies.session, headers):
            return None
        secret, now = self._cookies.read(self._cookies.session, headers), self._clock()
        session = self._store.unscoped_session_of(digest_of(secret)) if secret else None
        if session is None:
            raise NotAuthorizedException
        rested = now - session.last_seen_at >= LOOKED_AT_EVERY
        if is_over(session, now) or (rested and not self._stays(session)):
            self._store.close_session(session.site_id, session.session_id)
            raise NotAuthorizedException
        self._store.touch(session.site_id, session.session_id, now)
        return Actor(ActorKind.PERSON, session.account_id, session.account_id, session.site_id)


class Local:
    """Whoever sits at this machine, where the service listens to nobody else (`origins.this_machine_only`)."""

    def actor(self, headers: Mapping[str, str]) -> Actor | None:
        """The operator, unless somebody says to be somebody else."""
        return None if "authorization" in headers else OPERATOR


def from_forge(headers: Mapping[str, str]) -> bool:
    """Whether a request comes with a token that is none of ours: then it has to be one that Forge signed."""
    text = headers.get("authorization", "")
    return text.lower().startswith(BEARER) and not text[len(BEARER) :].startswith(PREFIX)


def asking(ways: tuple[WayIn, ...], headers: Mapping[str, str]) -> Actor:
    """Who asks, by exactly one way; NotAuthorizedException for nobody, and for whoever came by two."""
    found = [actor for way in ways if (actor := way.actor(headers)) is not None]
    if len(found) != 1:
        raise NotAuthorizedException
    return found[0]
