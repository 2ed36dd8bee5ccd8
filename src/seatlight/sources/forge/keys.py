"""The keys that Atlassian signs Forge invocation tokens with, fetched when a token names one that is not known."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from threading import Lock
from urllib.parse import urlsplit, urlunsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm
from jwt.exceptions import PyJWTError

from seatlight.errors import BadSetting, SeatlightError
from seatlight.http import Http
from seatlight.sources.forge.payloads import Jwk, Jwks
from seatlight.timer import Timer

JWKS_URL = "https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json"
KID_PREFIX = "forge/invocation-token/"
REFETCH_SECONDS = 60.0
"""So long no second fetch happens, whatever comes."""
KEYLESS_SECONDS = 5.0
"""The same as long as no fetch ever succeeded: nobody can come in before one does."""
HOLDS_SECONDS = 3600.0
"""Keys older than that are fetched anew, so that one which was withdrawn does not stay for ever."""
TURN_SECONDS = 5.0
"""So long somebody waits for a fetch that another began."""
LONGEST_ANSWER = 2**20
LOOPBACK = ("127.0.0.1", "::1", "localhost")
MOST_KEYS = 50
FEWEST_BITS = 2048

Fetch = Callable[[], Mapping[str, RSAPublicKey]]
"""Reads the published keys by their ids; one of our errors where that fails, or where there are none."""

_log = logging.getLogger(__name__)
_jwks = msgspec.json.Decoder(Jwks)
_jwk = msgspec.json.Decoder(Jwk)


class KeySet:
    """The keys by id. Safe to use from several threads.

    It fetches when it is first asked, when a key is asked for that it does not know, and once an hour; never twice
    within a minute once it has keys. A fetch that fails leaves the keys as they were.
    """

    def __init__(self, fetch: Fetch, timer: Timer) -> None:
        self._fetch = fetch
        self._timer = timer
        self._fetching = Lock()
        self._keys: Mapping[str, RSAPublicKey] = {}
        self._fetched_at: float | None = None
        self._tried_at: float | None = None

    def find(self, kid: str) -> RSAPublicKey | None:
        """The key of this id; None where there is none, as far as is known.

        Whoever asks for a key that is not known while another fetches waits for that fetch, for a few seconds.
        """
        if kid in self._keys:
            self._refresh()
            return self._keys.get(kid)
        if kid.startswith(KID_PREFIX) and self._fetching.acquire(timeout=TURN_SECONDS):
            try:
                if kid not in self._keys:
                    self._try()
            finally:
                self._fetching.release()
        return self._keys.get(kid)

    def _refresh(self) -> None:
        """Fetches old keys anew, unless somebody is at it."""
        old = self._fetched_at is not None and self._timer.now() - self._fetched_at >= HOLDS_SECONDS
        if old and self._fetching.acquire(blocking=False):
            try:
                self._try()
            finally:
                self._fetching.release()

    def _try(self) -> None:
        """Fetches, if the last try was long enough ago."""
        now, apart = self._timer.now(), REFETCH_SECONDS if self._keys else KEYLESS_SECONDS
        if self._tried_at is not None and now - self._tried_at < apart:
            return
        self._tried_at = now
        try:
            self._keys = self._fetch()
            self._fetched_at = now
        except SeatlightError as error:
            _log.warning("The keys of Forge could not be fetched: %s", error.says)


def keys_at(address: str, *, timer: Timer | None = None) -> tuple[Fetch, Http]:
    """What reads the keys published at an address, and its client, to be closed by whoever opened it.

    BadSetting for an address that cannot be one, and for one that is not encrypted: whoever answers there decides
    who comes in.
    """
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise BadSetting(f"The address of Forge's keys {address} must begin with https://.")
    http = Http(
        urlunsplit((parts.scheme, parts.netloc, "", "", "")),
        authorization=None,
        limits={},
        retry_for_seconds=0,
        connect_seconds=3,
        read_seconds=3,
        timer=timer,
        longest_answer=LONGEST_ANSWER,
    )

    def fetch() -> Mapping[str, RSAPublicKey]:
        http.forgive()
        return http.call("GET", parts.path, lane="keys", decode=read_keys)

    return fetch, http


def read_keys(body: bytes) -> dict[str, RSAPublicKey]:
    """The keys of an answer that sign invocation tokens; ValueError where there is not a single one."""
    found = dict(key for raw in _jwks.decode(body).keys[:MOST_KEYS] if (key := _read_key(raw)))
    if not found:
        raise ValueError("no keys")
    return found


def _read_key(raw: msgspec.Raw) -> tuple[str, RSAPublicKey] | None:
    """A published key with its id; None for one that signs nothing that we read, or is too weak."""
    try:
        told = _jwk.decode(raw)
        if (told.kty, told.use, told.alg) != ("RSA", "sig", "RS256") or not told.kid.startswith(KID_PREFIX):
            return None
        # Only the public numbers are handed on, whatever else stands in it.
        key = RSAAlgorithm.from_jwk({"kty": "RSA", "n": told.n, "e": told.e})
    except (ValueError, PyJWTError):
        return None
    strong = isinstance(key, RSAPublicKey) and key.key_size >= FEWEST_BITS
    return (told.kid, key) if strong and isinstance(key, RSAPublicKey) else None
