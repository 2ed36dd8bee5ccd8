"""One provider: found by its discovery document, asked for who holds a code."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import datetime
from threading import Lock
from typing import Any, TypeVar
from urllib.parse import urlsplit, urlunsplit

import httpx2
import msgspec
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oauth2.client import OAuth2Client as Flow

from seatlight.errors import ProviderAway, SeatlightError
from seatlight.http import Http
from seatlight.http.keys import KeySet
from seatlight.model.loopback import is_loopback
from seatlight.sources.oidc.keys import SigningKey, read_keys
from seatlight.sources.oidc.payloads import Discovery
from seatlight.sources.oidc.tokens import AWAY, Expected, refused, verified_address
from seatlight.timer import RealTimer, Timer

T = TypeVar("T")

WELL_KNOWN = "/.well-known/openid-configuration"
SIGNED_IN = "/signed-in"
"""The path to which a provider sends a browser back."""
SCOPE = "openid email"
ANSWER_SECONDS = 5.0
HOLDS_SECONDS = 3600.0
"""So long a discovery document is not asked for again."""
LONGEST_ANSWER = 2**20

_log = logging.getLogger(__name__)
_discovery = msgspec.json.Decoder(Discovery)


class Client(msgspec.Struct, frozen=True):
    """How a provider knows us; without a secret we are a public client. `redirect` is where it sends browsers back."""

    issuer: str
    client_id: str
    secret: str | None
    redirect: str


class OidcProvider:
    """The provider of one issuer. Safe to use from several threads. Nothing is asked before somebody signs in."""

    def __init__(self, client: Client, timer: Timer | None = None) -> None:
        self._client = client
        self._timer = timer or RealTimer()
        self._lock = Lock()
        self._found: tuple[float, Discovery, KeySet[SigningKey]] | None = None

    def address(self, state: str, nonce: str, verifier: str) -> str:
        """Where the browser is to be sent; ProviderAway where that cannot be found out."""
        discovery, _ = self._discovered()
        made = Flow(
            session=None,
            client_id=self._client.client_id,
            scope=SCOPE,
            redirect_uri=self._client.redirect,
            code_challenge_method="S256",
        )
        address, _ = made.create_authorization_url(
            discovery.authorization_endpoint, state=state, nonce=nonce, code_verifier=verifier
        )
        return str(address)

    def email(self, code: str, verifier: str, nonce: str, now: datetime) -> str:
        """The verified address, lower case, of whoever holds a code; SignInRefused, ProviderAway."""
        discovery, keys = self._discovered()
        expected = Expected(discovery.issuer, self._client.client_id, nonce, now)
        return verified_address(self._id_token(discovery, code, verifier), keys, expected)

    def is_issuer(self, told: str) -> bool:
        """Whether this provider goes by that name."""
        return told == self._discovered()[0].issuer

    def _id_token(self, discovery: Discovery, code: str, verifier: str) -> str:
        try:
            with self._session(discovery) as session:
                answer = session.fetch_token(
                    discovery.token_endpoint, grant_type="authorization_code", code=code, code_verifier=verifier
                )
        except AuthlibBaseError:
            raise refused("the provider does not take the code") from None
        except (httpx2.HTTPError, ValueError, RecursionError) as error:
            _log.warning("The token endpoint of the sign-in provider failed: %s", type(error).__name__)
            raise ProviderAway(AWAY) from None
        token = answer.get("id_token") if isinstance(answer, Mapping) else None
        if not isinstance(token, str):
            raise refused("the provider gives no ID token")
        return token

    def _session(self, discovery: Discovery) -> closing[Any]:
        """Authlib's client, which sends nothing but to the token endpoint, and follows nobody elsewhere."""
        methods = discovery.token_endpoint_auth_methods_supported or ["client_secret_basic"]
        method = "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
        made = OAuth2Client(
            client_id=self._client.client_id,
            client_secret=self._client.secret,
            token_endpoint_auth_method=method if self._client.secret else "none",
            redirect_uri=self._client.redirect,
            timeout=ANSWER_SECONDS,
            follow_redirects=False,
            event_hooks={"response": [_bound]},
        )
        return closing(made)

    def _discovered(self) -> tuple[Discovery, KeySet[SigningKey]]:
        """What the provider says of itself, at most an hour old; an old one stays while the provider is away."""
        with self._lock:
            found, now = self._found, self._timer.now()
            if found is not None and now - found[0] < HOLDS_SECONDS:
                return found[1:]
            try:
                discovery = self._discover()
            except SeatlightError:
                if found is None:
                    raise
                discovery = found[1]
            same = found is not None and found[1].jwks_uri == discovery.jwks_uri
            keys = found[2] if found and same else KeySet(self._fetch_of(discovery), self._timer, "the provider")
            self._found = (now, discovery, keys)
            return discovery, keys

    def _discover(self) -> Discovery:
        discovery = _asked(self._client.issuer.rstrip("/") + WELL_KNOWN, _discovery.decode)
        # The name counts to the letter, but for the slash that people leave out.
        if discovery.issuer.rstrip("/") != self._client.issuer.rstrip("/"):
            _log.warning("The sign-in provider at SEATLIGHT_OIDC_ISSUER goes by another name.")
            raise ProviderAway(AWAY)
        for address in (discovery.authorization_endpoint, discovery.token_endpoint, discovery.jwks_uri):
            if not self._is_safe(address):
                _log.warning("The sign-in provider names an address that is not encrypted.")
                raise ProviderAway(AWAY)
        return discovery

    def _is_safe(self, address: str) -> bool:
        """Whether an address is encrypted; on loopback it need not be, if the provider itself is there."""
        try:
            parts, issuer = urlsplit(address), urlsplit(self._client.issuer)
        except ValueError:
            return False
        near = is_loopback(parts.hostname or "") and issuer.scheme == "http"
        clean = address.isascii() and address.isprintable() and not parts.username and not parts.fragment
        return clean and bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and near))

    def _fetch_of(self, discovery: Discovery) -> Callable[[], Mapping[str, SigningKey]]:
        return lambda: _asked(discovery.jwks_uri, read_keys)


def _asked(address: str, decode: Callable[[bytes], T]) -> T:
    """What an address publishes; ProviderAway where it does not answer, or with something else."""
    parts = urlsplit(address)
    http = Http(
        urlunsplit((parts.scheme, parts.netloc, "", "", "")),
        authorization=None,
        limits={},
        retry_for_seconds=0,
        connect_seconds=ANSWER_SECONDS,
        read_seconds=ANSWER_SECONDS,
        longest_answer=LONGEST_ANSWER,
    )
    with closing(http):
        try:
            return http.call("GET", urlunsplit(("", "", parts.path, parts.query, "")), lane="keys", decode=decode)
        except SeatlightError as error:
            _log.warning("The sign-in provider could not be asked: %s", error.says)
            raise ProviderAway(AWAY) from None


def _bound(response: httpx2.Response) -> None:
    """Lets no answer grow beyond what an answer of tokens may be."""
    if isinstance(response.stream, httpx2.SyncByteStream):
        response.stream = _Bounded(response.stream)


class _Bounded(httpx2.SyncByteStream):
    """A body that ends in an error once it is too long."""

    def __init__(self, inner: httpx2.SyncByteStream) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self._inner:
            size += len(chunk)
            if size > LONGEST_ANSWER:
                raise httpx2.ReadError("the answer is too long")
            yield chunk

    def close(self) -> None:
        """Let go of the connection."""
        self._inner.close()
