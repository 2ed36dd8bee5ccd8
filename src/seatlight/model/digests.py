"""What a secret of chance is known by once it was given away."""

from __future__ import annotations

from hashlib import sha256


def digest_of(secret: str) -> bytes:
    """The SHA-256 digest of a secret of chance, 32 bytes.

    Such a secret holds 240 random bits or more, so nobody finds it by trying: a slow digest, as for passwords, would
    only cost time. It is looked up by this digest, so how long that takes tells nothing of the secret itself.
    """
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()
