"""The keys that a provider signs ID tokens with, as it publishes them."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
from jwt.exceptions import PyJWTError

from seatlight.sources.oidc.payloads import Jwk, Jwks

MOST_KEYS = 50
FEWEST_BITS = 2048
CURVE = "P-256"

_jwks = msgspec.json.Decoder(Jwks)
_jwk = msgspec.json.Decoder(Jwk)


class SigningKey(NamedTuple):
    """A public key, and the one algorithm that it is good for."""

    algorithm: str
    key: RSAPublicKey | EllipticCurvePublicKey


def read_keys(body: bytes) -> dict[str, SigningKey]:
    """The keys of an answer that sign ID tokens, by id; ValueError where there is not a single one."""
    found = dict(key for raw in _jwks.decode(body).keys[:MOST_KEYS] if (key := _read_key(raw)))
    if not found:
        raise ValueError("no keys")
    return found


def _read_key(raw: msgspec.Raw) -> tuple[str, SigningKey] | None:
    """A published key with its id; None for one that signs nothing that we read, or is too weak."""
    try:
        told = _jwk.decode(raw)
        found = _rsa(told) if told.kty == "RSA" else _curve(told)
    except (ValueError, PyJWTError):
        return None
    usable = found is not None and told.use == "sig" and told.alg in {None, found.algorithm}
    return (told.kid, found) if usable and found else None


def _rsa(told: Jwk) -> SigningKey | None:
    # Only the public numbers are handed on, whatever else stands in it.
    key = RSAAlgorithm.from_jwk({"kty": "RSA", "n": told.n, "e": told.e})
    strong = isinstance(key, RSAPublicKey) and key.key_size >= FEWEST_BITS
    return SigningKey("RS256", key) if strong and isinstance(key, RSAPublicKey) else None


def _curve(told: Jwk) -> SigningKey | None:
    if (told.kty, told.crv) != ("EC", CURVE):
        return None
    key = ECAlgorithm.from_jwk({"kty": "EC", "crv": CURVE, "x": told.x, "y": told.y})
    return SigningKey("ES256", key) if isinstance(key, EllipticCurvePublicKey) else None
