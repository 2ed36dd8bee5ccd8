"""What Atlassian signs and publishes for Forge, as typed shapes: exactly the fields we read, in its own words."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

Mark = Annotated[str, Meta(min_length=1, max_length=255)]
AccountId = Annotated[str, Meta(pattern="^[0-9A-Za-z:_-]{1,128}\\Z")]
CloudId = Annotated[str, Meta(pattern="^[0-9A-Za-z-]{1,64}\\Z")]
InstallationId = Annotated[str, Meta(pattern="^ari:cloud:ecosystem::installation/[0-9A-Za-z-]{1,64}\\Z")]
EnvironmentId = Annotated[str, Meta(pattern="^ari:cloud:ecosystem::environment/[0-9A-Za-z/-]{1,130}\\Z")]
Maybe = msgspec.Raw | UnsetType


class Jwk(Struct):
    """A public key as it is published; `n` and `e` are the numbers of an RSA key, in base64url."""

    kid: str = ""
    kty: str = ""
    use: str = ""
    alg: str = ""
    n: Annotated[str, Meta(max_length=2048)] = ""
    e: Annotated[str, Meta(max_length=16)] = ""


class Jwks(Struct):
    """The published key set; each key is decoded by itself, so that an odd one spoils no other."""

    keys: list[msgspec.Raw]


class Header(Struct):
    """The head of a token; `crit` is there where something must be understood that we do not know."""

    alg: str | None = None
    kid: str | None = None
    crit: Maybe = UNSET


class Standard(Struct):
    """The claims that every token has; instants in seconds since 1970."""

    iss: str | None = None
    aud: str | list[str] | None = None
    exp: float | None = None
    nbf: float | None = None
    iat: float | None = None


class Environment(Struct):
    """In which environment the app was called."""

    id: EnvironmentId
    type: Mark


class Module(Struct):
    """Which module of the app was called."""

    key: Mark


class App(Struct, rename="camel"):
    """The app and its installation."""

    id: Mark
    installation_id: InstallationId
    app_version: Mark
    api_base_url: Mark
    environment: Environment
    module: Module
    ic_label: Maybe = UNSET


class Project(Struct):
    """The project that the page stands in, as the browser tells it."""

    id: Mark | None = None
    key: Mark | None = None
    type: Mark | None = None


class Extension(Struct):
    """What the module's place in Jira tells."""

    project: Project | None = None


class Context(Struct, rename="camel"):
    """Where the app was called; not there for every trigger."""

    cloud_id: CloudId | None = None
    site_url: Mark | None = None
    account_type: Mark | None = None
    extension: Extension | None = None
    ic_label: Maybe = UNSET


class Claims(Struct, rename="camel"):
    """What a token tells beside the claims that every token has."""

    jti: Mark
    app: App
    context: Context | None = None
    principal: AccountId | None = None
    ic_label: Maybe = UNSET
