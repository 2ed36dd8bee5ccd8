"""Who is asking: exactly one of the ways in, or nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from litestar.exceptions import NotAuthorizedException

from seatlight.model.access import OPERATOR, Actor, ActorKind
from seatlight.model.digests import digest_of
from seatlight.model.tokens import PREFIX
from seatlight.ports import Clock, ConfigStore

BEARER = "bearer "


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


class Local:
    """Whoever sits at this machine, where the service listens to nobody else."""

    def actor(self, headers: Mapping[str, str]) -> Actor | None:  # noqa: ARG002
        """The operator."""
        return OPERATOR


def from_forge(headers: Mapping[str, str]) -> bool:
    """Whether a request comes with a token that is none of ours: then it has to be one that Forge signed."""
    text = headers.get("authorization", "")
    return text.lower().startswith(BEARER) and not text[len(BEARER) :].startswith(PREFIX)


def asking(ways: tuple[WayIn, ...], headers: Mapping[str, str]) -> Actor:
    """Who asks by the first way that was taken; NotAuthorizedException for nobody."""
    for way in ways:
        actor = way.actor(headers)
        if actor is not None:
            return actor
    raise NotAuthorizedException
