"""Forge invocation tokens: every check that stands between a call from outside and an Invocation, in one order."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.api_jws import PyJWS
from jwt.exceptions import PyJWTError
from jwt.utils import base64url_decode
from msgspec import UNSET

from seatlight.errors import BadSetting, BadToken
from seatlight.model.invocation import Invocation, ProjectClaim
from seatlight.sources.forge.keys import KID_PREFIX
from seatlight.sources.forge.payloads import Claims, Header, Standard

T = TypeVar("T")

LONGEST_TOKEN = 8 * 1024
ALGORITHM = "RS256"
ISSUER = "forge/invocation-token"
GATEWAY = "https://api.atlassian.com"
LEEWAY_SECONDS = 10
LONGEST_LIFE_SECONDS = 15 * 60
APP_PREFIX = "ari:cloud:ecosystem::app/"

_form = re.compile(r"([A-Za-z0-9_-]{1,2048})\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_kid = re.compile(re.escape(KID_PREFIX) + r"[A-Za-z0-9_-]{1,100}")
_app = re.compile(rf"(?:{APP_PREFIX})?([0-9a-fA-F]{{8}}(?:-[0-9a-fA-F]{{4}}){{3}}-[0-9a-fA-F]{{12}})")
_cloud_id = re.compile(r"[0-9A-Za-z-]{1,64}")
_header = msgspec.json.Decoder(Header)
_standard = msgspec.json.Decoder(Standard)
_claims = msgspec.json.Decoder(Claims)


class Keys(Protocol):
    """Where the key of an id is found; None where there is none."""

    def find(self, kid: str) -> RSAPublicKey | None:
        """The key of this id."""


def verify(token: str, keys: Keys, app_id: str, now: datetime, *, api_base: str = GATEWAY) -> Invocation:
    """What a token proves at this instant; BadToken, with the reason for the log, for one that proves nothing.

    `app_id` is the app's whole id, as `app_ari` gives it. `api_base` is where Jira's gateway is: a token may name
    no other. Whether the site that calls is one of ours is still to be asked (`access.installed`).
    """
    kid = _read_kid(token)
    key = keys.find(kid)
    if key is None:
        raise BadToken("no key of that id is published")
    body = _signed_body(token, key)
    expires_at = _check_standard(_decode(_standard, body), app_id, now)
    return _read_claims(_decode(_claims, body), app_id, api_base, expires_at)


def app_ari(app_id: str) -> str:
    """The whole id of an app, from itself or from its last part; BadSetting for anything else."""
    found = _app.fullmatch(app_id.strip())
    if found is None:
        raise BadSetting(f"The app's id is no id of a Forge app: copy app.id from the manifest ({APP_PREFIX}…).")
    return APP_PREFIX + found[1].lower()


def bearer(authorization: str | None) -> str:
    """The token of an Authorization header; BadToken where there is none."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise BadToken("there is no token")
    return token.strip()


def _read_kid(token: str) -> str:
    """The id of the key, from a head that names our algorithm; no key is looked for before this holds."""
    if len(token) > LONGEST_TOKEN:
        raise BadToken("the token is too long")
    found = _form.fullmatch(token)
    if found is None:
        raise BadToken("the token has not the form of one")
    try:
        header = _header.decode(base64url_decode(found[1]))
    except (ValueError, RecursionError):
        raise BadToken("the head of the token cannot be read") from None
    if header.alg != ALGORITHM:
        raise BadToken("the token is signed in another way than RS256")
    if header.crit is not UNSET:
        raise BadToken("the token wants something to be understood that is not known")
    if header.kid is None or not _kid.fullmatch(header.kid):
        raise BadToken("the token names no key of invocation tokens")
    return header.kid


def _signed_body(token: str, key: RSAPublicKey) -> bytes:
    """The body of a token that this key signed."""
    try:
        return bytes(PyJWS().decode_complete(token, key, algorithms=[ALGORITHM])["payload"])
    except (PyJWTError, ValueError, RecursionError):
        raise BadToken("the signature is wrong") from None


def _decode(decoder: msgspec.json.Decoder[T], body: bytes) -> T:
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        # Names fields and types, never values.
        raise BadToken(f"a claim is missing or of another form: {error}") from None
    except (ValueError, RecursionError):
        raise BadToken("the claims cannot be read") from None


def _check_standard(told: Standard, app_id: str, now: datetime) -> datetime:
    """The instant at which the token ends; BadToken where it is not by Forge, not for our app or not of now."""
    if told.iss != ISSUER:
        raise BadToken("the token is by another issuer")
    if told.aud not in (app_id, [app_id]):
        raise BadToken("the token is for another app")
    seconds = now.timestamp()
    if told.exp is None or told.nbf is None or told.iat is None:
        raise BadToken("the token does not tell when it begins and ends")
    if told.exp <= seconds - LEEWAY_SECONDS:
        raise BadToken("the token has expired")
    if told.nbf > seconds + LEEWAY_SECONDS:
        raise BadToken("the token is not valid yet")
    if told.iat > seconds + LEEWAY_SECONDS:
        raise BadToken("the token was made in the future")
    if told.exp - told.iat > LONGEST_LIFE_SECONDS:
        raise BadToken("the token lives too long")
    return datetime.fromtimestamp(0, UTC) + timedelta(seconds=told.exp)


def _read_claims(told: Claims, app_id: str, api_base: str, expires_at: datetime) -> Invocation:
    """The claims in our words; BadToken where they contradict each other or name another place than Jira's."""
    app, context = told.app, told.context
    if not (told.ic_label is UNSET and app.ic_label is UNSET and (context is None or context.ic_label is UNSET)):
        raise BadToken("the token is of an isolated cloud")
    if app.id != app_id:
        raise BadToken("the token tells of another app")
    before = f"{api_base}/ex/jira/"
    cloud_id = (context and context.cloud_id) or app.api_base_url.removeprefix(before)
    if app.api_base_url != before + cloud_id or not _cloud_id.fullmatch(cloud_id):
        raise BadToken("the token names another place than its site's Jira")
    project = context.extension.project if context and context.extension else None
    return Invocation(
        cloud_id=cloud_id,
        installation_id=app.installation_id,
        environment_id=app.environment.id,
        environment_type=app.environment.type,
        app_version=app.app_version,
        module_key=app.module.key,
        api_base_url=app.api_base_url,
        jti=told.jti,
        expires_at=expires_at,
        principal=told.principal,
        account_type=context.account_type if context else None,
        site_url=context.site_url if context else None,
        project=ProjectClaim(project.id, project.key, project.type) if project else None,
    )
