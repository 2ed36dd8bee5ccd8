"""ID tokens: every check that stands between a provider's answer and somebody's address."""

from __future__ import annotations

import hmac
import re
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

import msgspec
from jwt.api_jws import PyJWS
from jwt.exceptions import PyJWTError
from jwt.utils import base64url_decode

from seatlight.errors import ProviderAway, SignInRefused
from seatlight.sources.oidc.keys import SigningKey
from seatlight.sources.oidc.payloads import Claims, Header

T = TypeVar("T")

ALGORITHMS = ("RS256", "ES256")
LONGEST_TOKEN = 16 * 1024
LEEWAY_SECONDS = 60
"""So much the provider's clock may differ from ours."""
OLDEST = timedelta(minutes=10)
"""An ID token is asked for and used at once; one that was made long ago is somebody else's find."""
AWAY = "The sign-in provider does not answer as it should: try again later, or tell whoever runs this service."
DOES_NOT_HOLD = (
    "The answer of the sign-in provider does not hold, so nobody was signed in: sign in again, and if it stays so, "
    "tell whoever runs this service."
)
UNVERIFIED = (
    "The sign-in provider does not vouch for your e-mail address, so nobody was signed in: have it verified there, "
    "or ask whoever runs the provider."
)

_form = re.compile(r"([A-Za-z0-9_-]{1,2048})\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_address = re.compile(r"[^@\s\x00-\x20\x7f]{1,255}@[^@\s\x00-\x20\x7f]{1,255}")
_header = msgspec.json.Decoder(Header)
_claims = msgspec.json.Decoder(Claims)


class Keys(Protocol):
    """Where the key of an id is found."""

    def find(self, kid: str) -> SigningKey | None:
        """The key of this id; None where there is none."""

    def is_empty(self) -> bool:
        """Whether no key could be read so far."""


class Expected(msgspec.Struct, frozen=True):
    """What an ID token is held against."""

    issuer: str
    client_id: str
    nonce: str
    now: datetime


def verified_address(token: str, keys: Keys, expected: Expected) -> str:
    """The address that the token proves, lower case; SignInRefused, with the reason for the log, if it proves none.

    ProviderAway where the provider's keys cannot be read.
    """
    claims = _decode(_claims, _signed_body(token, keys))
    _check_names(claims, expected)
    _check_times(claims, expected.now.timestamp())
    email = (claims.email or "").strip().lower()
    if claims.email_verified is not True or not _address.fullmatch(email):
        raise SignInRefused(UNVERIFIED, "the provider gives no address that it verified")
    return email


def _signed_body(token: str, keys: Keys) -> bytes:
    """The body of a token that a published key signed, in the way of that key."""
    header = _read_header(token)
    key = keys.find(header.kid)
    if key is None and keys.is_empty():
        raise ProviderAway(AWAY)
    if key is None:
        raise refused("no key of that id is published")
    try:
        return bytes(PyJWS().decode_complete(token, key.key, algorithms=[key.algorithm])["payload"])
    except (PyJWTError, ValueError, RecursionError):
        raise refused("the signature is wrong") from None


def _read_header(token: str) -> Header:
    """The head of a token; no key is looked for before it holds."""
    found = _form.fullmatch(token) if len(token) <= LONGEST_TOKEN else None
    if found is None:
        raise refused("the ID token has not the form of one")
    try:
        header = _decode(_header, base64url_decode(found[1]))
    except ValueError:
        raise refused("the head of the ID token cannot be read") from None
    if header.alg not in ALGORITHMS or header.crit is not msgspec.UNSET:
        raise refused("the ID token is signed in another way than RS256 or ES256")
    return header


def _check_names(claims: Claims, expected: Expected) -> None:
    """Who made the token, for whom, and for which sign-in."""
    audiences = [claims.aud] if isinstance(claims.aud, str) else claims.aud
    if claims.iss != expected.issuer:
        raise refused("the ID token is another issuer's")
    if expected.client_id not in audiences:
        raise refused("the ID token is for somebody else")
    if claims.azp != expected.client_id and (len(audiences) > 1 or claims.azp is not None):
        raise refused("the ID token was given to somebody else")
    if not hmac.compare_digest(claims.nonce.encode(), expected.nonce.encode()):
        raise refused("the ID token is of another sign-in")


def _check_times(claims: Claims, now: float) -> None:
    """Whether it counts at this instant."""
    if claims.exp <= now - LEEWAY_SECONDS:
        raise refused("the ID token has expired")
    if claims.iat > now + LEEWAY_SECONDS or (claims.nbf or 0) > now + LEEWAY_SECONDS:
        raise refused("the ID token does not count yet")
    if claims.iat < now - OLDEST.total_seconds() - LEEWAY_SECONDS:
        raise refused("the ID token was made too long ago")


def _decode(decoder: msgspec.json.Decoder[T], body: bytes) -> T:
    try:
        return decoder.decode(body)
    except (ValueError, RecursionError):
        raise refused("the ID token cannot be read") from None


def refused(reason: str) -> SignInRefused:
    """The refusal of an answer that does not hold: one sentence, whatever was wrong with it."""
    return SignInRefused(DOES_NOT_HOLD, reason)
