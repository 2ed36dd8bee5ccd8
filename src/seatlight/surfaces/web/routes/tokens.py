"""API tokens: what programs ask with. Shown once, kept as a digest, expiring, revocable."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from seatlight.actions.give_tokens import WantedToken, create_token, list_tokens, revoke_token
from seatlight.model.access import Permission
from seatlight.model.tokens import DEFAULT_DAYS, MOST_DAYS
from seatlight.reports.listings_of_service import TOKENS, token_list
from seatlight.surfaces.web.documents import document, row
from seatlight.surfaces.web.listed import listed
from seatlight.surfaces.web.routing import given, read, write
from seatlight.surfaces.web.tables import Page
from seatlight.surfaces.web.texts import AccountId, Name, ProjectKey
from seatlight.surfaces.web.viewing import Viewing

TokenList = document("TokenList", "The tokens, without their text.", {"tokens": row("TokenRow", TOKENS)})


class NewTokenAsked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a token is to be: its name, the account that it acts as (whoever asks unless said), how far it reaches."""

    name: Name
    account_id: AccountId | None = None
    permissions: frozenset[Permission] = frozenset({Permission.VIEW})
    projects: Annotated[tuple[ProjectKey, ...], msgspec.Meta(max_length=50)] = ()
    days: Annotated[int, msgspec.Meta(ge=1, le=MOST_DAYS)] = DEFAULT_DAYS


class TokenMade(msgspec.Struct, frozen=True):
    """A new token; `text` is what to ask with, and is never shown again."""

    token_id: str
    name: str
    account_id: str | None
    permissions: tuple[Permission, ...]
    expires_at: datetime
    text: str


@read("/tokens", name="listTokens", summary="The tokens", answers={200: given(TokenList)})
def show(viewing: NamedDependency[Viewing], part: NamedDependency[Page]) -> Response[bytes]:
    """Every token with what it may, for whom, until when, when it was used last; of its text the last four."""
    deps = viewing.office()
    return listed(token_list(list_tokens(viewing.actor, deps), deps.clock()), part)


@write("POST", "/tokens", name="createToken", summary="Make a token", status_code=201)
def create(viewing: NamedDependency[Viewing], data: JSONBody[NewTokenAsked]) -> TokenMade:
    """Make a token that acts as whoever asks; the operator may name somebody else. Its text is shown this once."""
    account_id = data.account_id or viewing.actor.account_id
    wanted = WantedToken(data.name, account_id, data.permissions, data.projects, data.days)
    made = create_token(viewing.actor, viewing.office(), wanted)
    token = made.token
    permissions = tuple(sorted(token.permissions))
    return TokenMade(token.token_id, token.name, token.account_id, permissions, token.expires_at, made.text)


@write("DELETE", "/tokens/{token:str}", name="revokeToken", summary="Revoke a token",
       answers={204: given(None, "It opens nothing any more.")})  # fmt: skip
def revoke(viewing: NamedDependency[Viewing], token: FromPath[str]) -> None:
    """By name or id, from the next request on."""
    revoke_token(viewing.actor, viewing.office(), token)


ROUTES = Router(path="/", route_handlers=[show, create, revoke], tags=["Tokens"])
