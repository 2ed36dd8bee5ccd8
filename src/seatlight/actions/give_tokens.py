"""API tokens: made and shown once, listed without their text, revoked."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import NamedTuple

import msgspec

from seatlight.actions.deps import Deps
from seatlight.actions.office import office
from seatlight.errors import NotFound, WrongUsage
from seatlight.model.access import OPERATOR, Actor, Permission
from seatlight.model.digests import digest_of
from seatlight.model.tokens import DEFAULT_DAYS, MOST_DAYS, PREFIX, RANDOM_CHARACTERS, ApiToken

LONGEST_NAME = 100
OF_THE_SITE = frozenset({Permission.ADMIN, Permission.AUDIT})
"""Permissions that are about a whole site, never about one project."""


class WantedToken(msgspec.Struct, frozen=True):
    """What a token is to be: its name, the Jira account that it acts as (None: the operator's own), how far it reaches.

    `projects` are keys; without any it reaches as far as its account. It counts for so many `days`.
    """

    name: str
    account_id: str | None = None
    permissions: frozenset[Permission] = frozenset({Permission.VIEW})
    projects: tuple[str, ...] = ()
    days: int = DEFAULT_DAYS


class NewToken(NamedTuple):
    """A token with its text, which nobody can find out again."""

    token: ApiToken
    text: str


def create_token(actor: Actor, deps: Deps, wanted: WantedToken) -> NewToken:
    """Make a token; Conflict where the name is taken, UnknownProject for a project that Jira does not have.

    Whoever is not the operator makes them for the own account only: a look has to be told of whoever looked.
    """
    kept, deed = office(actor, deps)
    _check(actor, deps, wanted)
    text = f"{PREFIX}{secrets.token_urlsafe(RANDOM_CHARACTERS * 3 // 4)}"
    token = ApiToken(
        token_id=secrets.token_hex(8),
        name=wanted.name.strip(),
        account_id=wanted.account_id,
        permissions=wanted.permissions,
        projects=_ids(deps, wanted.projects),
        created_by=deed.by,
        created_at=deed.at,
        expires_at=deed.at + timedelta(days=wanted.days),
        tail=text[-4:],
    )
    kept.store.add_token(kept.site.site_id, token, digest_of(text), deed)
    return NewToken(token, text)


def list_tokens(actor: Actor, deps: Deps) -> tuple[ApiToken, ...]:
    """The tokens of the site, by name, those that have expired included."""
    kept, _ = office(actor, deps)
    return kept.store.tokens(kept.site.site_id)


def revoke_token(actor: Actor, deps: Deps, named: str) -> ApiToken:
    """Revoke a token by its name or id, from the next request on; NotFound where there is none."""
    kept, deed = office(actor, deps)
    tokens = kept.store.tokens(kept.site.site_id)
    token = next((token for token in tokens if named in {token.name, token.token_id}), None)
    if token is None:
        raise NotFound(f"There is no token {named}; seatlight tokens list names them.")
    kept.store.revoke_token(kept.site.site_id, token.token_id, deed)
    return token


def _check(maker: Actor, deps: Deps, wanted: WantedToken) -> None:
    """WrongUsage for a token that cannot be."""
    name = wanted.name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise WrongUsage(f"A token needs a name of 1 to {LONGEST_NAME} characters, to know it by.")
    if not 1 <= wanted.days <= MOST_DAYS:
        raise WrongUsage(f"A token counts for 1 to {MOST_DAYS} days.")
    if not wanted.permissions:
        raise WrongUsage("A token needs a permission, such as view.")
    if wanted.projects and wanted.permissions & OF_THE_SITE:
        raise WrongUsage("Settings and audit log are the whole site's: a token for projects has neither of them.")
    if maker != OPERATOR and wanted.account_id != maker.account_id:
        raise WrongUsage("Only the operator can make a token for somebody else: seatlight tokens create.")
    if maker.permissions is not None and not wanted.permissions <= maker.permissions:
        raise WrongUsage("A token makes none that may do more than it may itself.")
    if deps.tracker is None and (wanted.account_id is not None or wanted.projects):
        raise WrongUsage("A token for an account or a project needs Jira: connect it with seatlight connect jira.")


def _ids(deps: Deps, keys: tuple[str, ...]) -> frozenset[str] | None:
    """The ids of projects, which stay when keys move; None for no keys."""
    if not keys or deps.tracker is None:
        return None
    return frozenset(deps.tracker.project(key).project_id for key in keys)
