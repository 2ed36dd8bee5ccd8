"""What a provider publishes and signs, as typed shapes: exactly the fields we read, in its own words."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

Mark = Annotated[str, Meta(min_length=1, max_length=512)]
Address = Annotated[str, Meta(min_length=1, max_length=2048)]


class Discovery(Struct):
    """Where the provider is to be asked for what; without methods it takes Basic."""

    issuer: Address
    authorization_endpoint: Address
    token_endpoint: Address
    jwks_uri: Address
    token_endpoint_auth_methods_supported: list[str] | None = None


class Jwk(Struct):
    """A public key as it is published; numbers in base64url: `n` and `e` of RSA, `x` and `y` of a curve."""

    kid: Annotated[str, Meta(max_length=255)] = ""
    kty: str = ""
    use: str = "sig"
    alg: str | None = None
    n: Annotated[str, Meta(max_length=2048)] = ""
    e: Annotated[str, Meta(max_length=16)] = ""
    crv: str = ""
    x: Annotated[str, Meta(max_length=64)] = ""
    y: Annotated[str, Meta(max_length=64)] = ""


class Jwks(Struct):
    """The published key set; each key is decoded by itself, so that an odd one spoils no other."""

    keys: list[msgspec.Raw]


class Header(Struct):
    """The head of a token; `crit` is there where something must be understood that we do not know."""

    alg: str | None = None
    kid: Annotated[str, Meta(max_length=255)] = ""
    crit: msgspec.Raw | UnsetType = UNSET


class Claims(Struct):
    """What an ID token tells; instants in seconds since 1970."""

    iss: Mark
    sub: Mark
    aud: Mark | list[Mark]
    exp: float
    iat: float
    nonce: Mark
    azp: Mark | None = None
    nbf: float | None = None
    email: Annotated[str, Meta(max_length=320)] | None = None
    email_verified: object = False
