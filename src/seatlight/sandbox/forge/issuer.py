"""Who signs invocation tokens: RSA keys by their ids, and the set of them that is published."""

import base64
import threading
import uuid
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

from seatlight.sandbox.cursor.asking import Answer

KID_PREFIX = "forge/invocation-token/wf-"
KEY_BITS = 2048


class Issuer:
    """Keys, the newest of which signs. Safe among threads.

    While `away`, the published set answers 503. Tokens are put together by hand, so that bad ones can be as well.
    """

    def __init__(self) -> None:
        self.away = False
        self._lock = threading.Lock()
        self._keys: dict[str, RSAPrivateKey] = {}

    @property
    def kid(self) -> str:
        """The id of the key that signs."""
        return self._current()[0]

    @property
    def key(self) -> RSAPrivateKey:
        """The key that signs."""
        return self._current()[1]

    @cached_property
    def stranger(self) -> RSAPrivateKey:
        """A key that is published nowhere."""
        return generate_private_key(65537, KEY_BITS)

    def rotate(self, *, keep: bool = False) -> str:
        """Sign with a new key from now on; unless it is to `keep`, the old ones are published no longer."""
        with self._lock:
            if not keep:
                self._keys.clear()
            return self._add()

    def sign(self, claims: Mapping[str, Any]) -> str:
        """A token with these claims."""
        kid, key = self._current()
        return sign({"alg": "RS256", "typ": "JWT", "kid": kid}, claims, key)

    def answer(self) -> Answer:
        """The published set, oldest key first."""
        if self.away:
            return Answer(503, b'{"message": "Service Unavailable"}')
        with self._lock:
            kids = list(self._keys) or [self._add()]
            keys = [jwk(kid, self._keys[kid]) for kid in kids]
        return Answer(200, msgspec.json.encode({"keys": keys}))

    def _current(self) -> tuple[str, RSAPrivateKey]:
        with self._lock:
            kid = list(self._keys)[-1] if self._keys else self._add()
            return kid, self._keys[kid]

    def _add(self) -> str:
        kid = KID_PREFIX + str(uuid.uuid4())
        self._keys[kid] = generate_private_key(65537, KEY_BITS)
        return kid


def jwk(kid: str, key: RSAPrivateKey) -> dict[str, str]:
    """The public half of a key as it is published."""
    numbers = key.public_key().public_numbers()
    return {"kid": kid, "kty": "RSA", "use": "sig", "alg": "RS256", "n": number(numbers.n), "e": number(numbers.e)}


def number(value: int) -> str:
    """A number as keys write it."""
    return encode(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def signed_part(header: Mapping[str, Any], claims: Mapping[str, Any]) -> str:
    """Head and claims of a token, without what follows."""
    return f"{encode(msgspec.json.encode(header))}.{encode(msgspec.json.encode(claims))}"


def sign(header: Mapping[str, Any], claims: Mapping[str, Any], key: RSAPrivateKey) -> str:
    """A token signed as RS256 says, whatever its head says."""
    part = signed_part(header, claims)
    return f"{part}.{encode(key.sign(part.encode(), PKCS1v15(), SHA256()))}"


def encode(value: bytes) -> str:
    """Base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
