"""The keys that Atlassian signs Forge invocation tokens with, fetched when a token names one that is not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit, urlunsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm
from jwt.exceptions import PyJWTError

from seatlight.errors import BadSetting
from seatlight.http import Http
from seatlight.http.keys import KeySet as Published
from seatlight.model.loopback import is_loopback
from seatlight.sources.forge.payloads import Jwk, Jwks
from seatlight.timer import Timer

JWKS_URL = "https://forge.cdn.prod.atlassian-dev.net/.well-known/jwks.json"
KID_PREFIX = "forge/invocation-token/"
LONGEST_ANSWER = 2**20
MOST_KEYS = 50
FEWEST_BITS = 2048

Fetch = Callable[[], Mapping[str, RSAPublicKey]]
"""Reads the published keys by their ids; one of our errors where that fails, or where there are none."""

_jwks = msgspec.json.Decoder(Jwks)
_jwk = msgspec.json.Decoder(Jwk)


class KeySet(Published[RSAPublicKey]):
    """The keys by id, fetched when one is asked for that could be among them."""

    def __init__(self, fetch: Fetch, timer: Timer) -> None:
        super().__init__(fetch, timer, "Forge")

    def find(self, kid: str) -> RSAPublicKey | None:
        """The key of this id; None where there is none, as far as is known, and for ids of other keys."""
        return super().find(kid) if kid.startswith(KID_PREFIX) else None


def keys_at(address: str, *, timer: Timer | None = None) -> tuple[Fetch, Http]:
    """What reads the keys published at an address, and its client, to be closed by whoever opened it.

    BadSetting for an address that cannot be one, and for one that is not encrypted: whoever answers there decides
    who comes in.
    """
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
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
