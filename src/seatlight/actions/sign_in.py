"""Signing in at the stand-alone service: from a verified address to the Jira account of exactly one site."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from msgspec.structs import replace

from seatlight.actions.deps import Deps
from seatlight.actions.who import ask_for_everybody, everybody
from seatlight.errors import ProviderAway, SignInRefused
from seatlight.matching import match
from seatlight.model.digests import digest_of
from seatlight.model.people import Decisions, People, PersonKind, SeatAddress
from seatlight.model.sessions import SIGN_IN, SignIn, begun_session
from seatlight.ports import Clock, ConfigStore, SignInProvider

RANDOM_BYTES = 32
LONGEST_PATH = 1000
HOME = "/"
NO_SITE = "There is no site here yet, so nobody can sign in: seatlight connect cursor makes one."
NOT_BEGUN = (
    "This sign-in took too long, was used before, or was begun in another browser, so nobody was signed in: sign in "
    "again."
)
GIVEN_UP = "The sign-in provider signed nobody in: sign in again, or ask whoever runs the provider."
STRANGER = (
    "The sign-in provider knows you, but no account of this Jira is known to be yours, so there is nothing to see: "
    "whoever runs this service can say which it is, with seatlight people confirm."
)
SEVERAL_SITES = (
    "You are known at several Jira sites here, and this service cannot tell which one you mean, so nobody was signed "
    "in: ask whoever runs it for a service of each site."
)
JIRA_AWAY = "Who you are in Jira could not be found out, since Jira does not answer now: sign in again later."


@dataclass(frozen=True)
class Entrance:
    """What signing in sees of the world; `office` gives a site's Deps, by the site's id."""

    store: ConfigStore
    provider: SignInProvider
    office: Callable[[str], Deps]
    clock: Clock


class Answer(NamedTuple):
    """What a browser brings back from the provider; None where something is missing.

    `browser` is the secret that this browser was given when its sign-in began, `session` what it was known by before.
    """

    state: str | None
    code: str | None
    issuer: str | None
    browser: str | None
    session: str | None


class SignedIn(NamedTuple):
    """The secret that the browser is known by from now on, and the path of ours to go to."""

    secret: str
    return_to: str


def new_secret() -> str:
    """256 bits of chance, as text."""
    return secrets.token_urlsafe(RANDOM_BYTES)


def begin_sign_in(entrance: Entrance, return_to: str, browser: str) -> str:
    """Begin a sign-in that only the browser with this secret can end; gives where to send it."""
    sites, now = entrance.store.sites(), entrance.clock()
    if not sites:
        raise SignInRefused(NO_SITE, "there is no site")
    state, nonce, verifier = new_secret(), new_secret(), new_secret()
    address = entrance.provider.address(state, nonce, verifier)
    for site in sites:
        entrance.store.sweep(site.site_id, now)
    # At which site somebody is shows at the end only: until then it stands at the first.
    begun = SignIn(sites[0].site_id, nonce, verifier, own_path(return_to), now + SIGN_IN)
    entrance.store.begin_sign_in(begun.site_id, begun, _digest(state, browser))
    return address


def end_sign_in(entrance: Entrance, answer: Answer) -> SignedIn:
    """Open a session for whoever the provider says it is, in place of the one before; SignInRefused, ProviderAway."""
    if not answer.state or not answer.browser:
        raise SignInRefused(NOT_BEGUN, "state or browser is missing")
    now = entrance.clock()
    begun = entrance.store.unscoped_take_sign_in(_digest(answer.state, answer.browser), now)
    if begun is None:
        raise SignInRefused(NOT_BEGUN, "no such sign-in has begun")
    if not answer.code or (answer.issuer is not None and not entrance.provider.is_issuer(answer.issuer)):
        raise SignInRefused(GIVEN_UP, "there is no code, or it is another issuer's")
    email = entrance.provider.email(answer.code, begun.verifier, begun.nonce, now)
    site_id, account_id = _found(entrance, email)
    sign_out(entrance.store, answer.session)
    secret = new_secret()
    session = begun_session(secrets.token_hex(8), account_id, site_id, now)
    entrance.store.open_session(site_id, session, digest_of(secret))
    return SignedIn(secret, begun.return_to)


def sign_out(store: ConfigStore, secret: str | None) -> None:
    """End the session of this secret; nothing where there is none."""
    session = store.unscoped_session_of(digest_of(secret)) if secret else None
    if session is not None:
        store.close_session(session.site_id, session.session_id)


def own_path(wanted: str) -> str:
    """The path if it is one of ours, else the first page: no browser is ever sent elsewhere from here."""
    plain = wanted.isascii() and wanted.isprintable() and not set(wanted) & set('\\ "<>')
    ours = wanted.startswith("/") and not wanted.startswith("//")
    return wanted if plain and ours and len(wanted) <= LONGEST_PATH else HOME


def account_of(email: str, people: People | None, decisions: Decisions) -> str | None:
    """The account of whoever holds the address; None where that is not beyond doubt.

    Confirmed, in the imported list, or shown by one account alone; address rules were written on what Cursor knows and
    let nobody in. Only active accounts of persons count, with an id of Jira's.
    """
    found = match([SeatAddress(email)], people, replace(decisions, rules=()))
    person = found.people[0] if found.people else None
    account_id = found.matches[0].account_id if found.matches else None
    is_one = person is not None and person.active and person.kind is PersonKind.ATLASSIAN
    return account_id if is_one and person and person.account_id == account_id else None


def is_still_here(deps: Deps, account_id: str) -> bool:
    """Whether the account has not left, as far as is known without asking anybody."""
    people, _ = everybody(deps)
    if people is None:
        return True
    theirs = [person for person in people.everyone if person.account_id == account_id]
    return any(person.active for person in theirs) if theirs else not people.complete


def _found(entrance: Entrance, email: str) -> tuple[str, str]:
    """Site and account of whoever holds the address."""
    found, unread = [], False
    for site in entrance.store.sites():
        deps = entrance.office(site.site_id)
        people, notes = ask_for_everybody(deps)
        unread = unread or (people is None and bool(notes))
        account_id = account_of(email, people, entrance.store.decisions(site.site_id))
        if account_id is not None:
            found.append((site.site_id, account_id))
    if len(found) > 1:
        raise SignInRefused(SEVERAL_SITES, "the address is known at several sites")
    if not found and unread:
        raise ProviderAway(JIRA_AWAY)
    if not found:
        raise SignInRefused(STRANGER, "the address is nobody's")
    return found[0]


def _digest(state: str, browser: str) -> bytes:
    """What a sign-in is found by: another browser with the same state finds none, and takes none away."""
    return digest_of(f"{state} {browser}")
