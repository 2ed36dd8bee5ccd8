"""Seals secrets with the operator's secret keys, each for the one row where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from seatlight.errors import BadSecretKey, BadSetting

WHAT_IT_IS = "give 32 random bytes in URL-safe base64, which are 44 characters"
NO_KEY = (
    "SEATLIGHT_SECRET_KEY is not set: secrets are neither kept nor read without it. "
    "seatlight settings new-secret-key prints a new one."
)
WRONG_KEY = (
    "A secret cannot be unsealed with SEATLIGHT_SECRET_KEY: give the key that sealed it as well, "
    "or enter the secret again."
)
MISPLACED = "A sealed secret stands where it was not sealed for: enter it again, and find out who moved it."


class Place(NamedTuple):
    """The row that a sealed value belongs to."""

    site_id: str
    table: str
    row: str


class _Sealed(msgspec.Struct, frozen=True, array_like=True):
    """What is inside a seal."""

    place: tuple[str, str, str]
    content: bytes


class Seals:
    """Fernet keys, the newest first: the first seals, all unseal. Printing shows no key."""

    def __init__(self, keys: Sequence[str]) -> None:
        """BadSetting where there is no key, or one that is none."""
        if not keys:
            raise BadSetting(f"SEATLIGHT_SECRET_KEY holds no key: {WHAT_IT_IS}.")
        self._fernet = MultiFernet([_fernet(key, number) for number, key in enumerate(keys, 1)])

    def seal(self, place: Place, content: bytes) -> bytes:
        """The content, sealed with the first key for this place alone."""
        return self._fernet.encrypt(msgspec.msgpack.encode(_Sealed(place, content)))

    def unseal(self, place: Place, sealed: bytes) -> bytes:
        """What was sealed for this place; BadSecretKey where no key fits, or it was sealed for another."""
        try:
            inside = msgspec.msgpack.decode(self._fernet.decrypt(sealed), type=_Sealed)
        except (InvalidToken, msgspec.MsgspecError):
            raise BadSecretKey(WRONG_KEY) from None
        if inside.place != tuple(place):
            raise BadSecretKey(MISPLACED)
        return inside.content

    def __repr__(self) -> str:
        return "Seals(…)"


def needed(seals: Seals | None) -> Seals:
    """The seals, where there are any; else BadSecretKey."""
    if seals is None:
        raise BadSecretKey(NO_KEY)
    return seals


def new_secret_key() -> str:
    """A new key of chance, as text."""
    return Fernet.generate_key().decode()


def _fernet(key: str, number: int) -> Fernet:
    """One key; BadSetting tells which is bad, never what it is."""
    try:
        return Fernet(key.strip())
    except ValueError:
        says = f"SEATLIGHT_SECRET_KEY: key {number} is no secret key: {WHAT_IT_IS}."
        raise BadSetting(says) from None


def tail(secret: str) -> str:
    """The last four characters of a secret, to know it by; none of one so short that they would give it away."""
    return secret[-4:] if len(secret) >= 8 else ""
