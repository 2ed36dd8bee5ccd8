"""Calls that must not come in: every way we know of to forge, bend or misuse a token."""

import hashlib
import hmac
from collections.abc import Callable
from copy import deepcopy
from typing import Any, Literal

import msgspec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from seatlight.sandbox.forge.claims import make_app, of_page, uuid_of
from seatlight.sandbox.forge.forge import Forge
from seatlight.sandbox.forge.issuer import KID_PREFIX, encode, jwk, sign, signed_part

Claims = dict[str, Any]
Stops = Literal["token", "site", "person"]


class Forgery(msgspec.Struct, frozen=True):
    """A call that must not come in: its headers, and what has to stop it at the latest.

    `token`: the checks of the token; `site`: the list of installations; `person`: Jira, asked with the user token.
    Unless it `looks_up`, nobody may fetch keys because of it, however few are known.
    """

    name: str
    headers: dict[str, str]
    stops: Stops = "token"
    looks_up: bool = True

    @property
    def token(self) -> str:
        """The token behind Bearer; empty where the call has none."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token if scheme == "Bearer" else ""


def forge_forged(forge: Forge, name: str, account_id: str, project_key: str | None = None) -> Forgery:
    """A call by its name in FORGERIES, otherwise as a page would make it for an account."""
    return FORGERIES[name](forge, name, account_id, project_key)


Maker = Callable[[Forge, str, str, str | None], Forgery]


def with_token(make: Callable[[Forge, Claims], str], *, looks_up: bool = True, stops: Stops = "token") -> Maker:
    """Forgeries whose token `make` makes from the claims of a good one."""

    def maker(forge: Forge, name: str, account_id: str, project_key: str | None) -> Forgery:
        token = make(forge, forge.page_claims(account_id, project_key))
        headers = forge.page_headers(account_id, project_key) | {"authorization": f"Bearer {token}"}
        return Forgery(name, headers, stops, looks_up)

    return maker


def with_claims(bend: Callable[[Claims], object], stops: Stops = "token") -> Maker:
    """Forgeries that Atlassian itself signed, with other claims."""

    def make(forge: Forge, claims: Claims) -> str:
        bent = deepcopy(claims)
        bend(bent)
        return forge.issuer.sign(bent)

    return with_token(make, stops=stops)


def with_head(looks_up: bool = False, **head: object) -> Maker:
    """Forgeries with another head, None for what is left out, signed with the right key all the same."""

    def make(forge: Forge, claims: Claims) -> str:
        whole = {"alg": "RS256", "typ": "JWT", "kid": forge.issuer.kid, **head}
        return sign({name: value for name, value in whole.items() if value is not None}, claims, forge.issuer.key)

    return with_token(make, looks_up=looks_up)


def with_headers(bend: Callable[[Forge, dict[str, str]], object], stops: Stops = "person") -> Maker:
    """Forgeries with a good token and other headers beside it."""

    def maker(forge: Forge, name: str, account_id: str, project_key: str | None) -> Forgery:
        headers = forge.page_headers(account_id, project_key)
        bend(forge, headers)
        return Forgery(name, headers, stops, looks_up=stops != "token")

    return maker


def other_key(forge: Forge, claims: Claims, kid: str | None = None, **head: object) -> str:
    """Signed with a key that nobody published."""
    whole = {"alg": "RS256", "typ": "JWT", "kid": kid or forge.issuer.kid, **head}
    return sign(whole, claims, forge.issuer.stranger)


def own_jwk(forge: Forge, claims: Claims) -> str:
    """Signed with a key that the token itself brings along."""
    key, kid = forge.issuer.stranger, forge.issuer.kid
    return sign({"alg": "RS256", "typ": "JWT", "kid": kid, "jwk": jwk(kid, key)}, claims, key)


def by_secret(forge: Forge, claims: Claims) -> str:
    """Signed as HS256 says, with the published key for a secret."""
    part = signed_part({"alg": "HS256", "typ": "JWT", "kid": forge.issuer.kid}, claims)
    secret = forge.issuer.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return f"{part}.{encode(hmac.digest(secret, part.encode(), hashlib.sha256))}"


def unsigned(forge: Forge, claims: Claims) -> str:
    """Signed by nobody, and it says so."""
    return signed_part({"alg": "none", "typ": "JWT", "kid": forge.issuer.kid}, claims) + "."


def unsigned_with_signature(forge: Forge, claims: Claims) -> str:
    """It says that nobody signed it, and has a signature that is right."""
    return sign({"alg": "none", "typ": "JWT", "kid": forge.issuer.kid}, claims, forge.issuer.key)


def stripped(forge: Forge, claims: Claims) -> str:
    """The signature is left out."""
    return forge.issuer.sign(claims).rpartition(".")[0] + "."


def padded(forge: Forge, claims: Claims) -> str:
    """The same token, written otherwise."""
    return forge.issuer.sign(claims) + "=="


def of_two(forge: Forge, claims: Claims) -> str:
    """The claims of one token with the signature of another."""
    body = signed_part({"alg": "RS256", "typ": "JWT", "kid": forge.issuer.kid}, {**claims, "principal": "5other"})
    return body + "." + forge.issuer.sign(claims).rpartition(".")[2]


def huge(forge: Forge, claims: Claims) -> str:
    """Larger than any token is."""
    return forge.issuer.sign({**claims, "more": "x" * 9000})


def elsewhere(forge: Forge, claims: Claims) -> str:
    """The same app at somebody else's site, good in every other way."""
    seed, _, url = forge.place
    there = make_app(seed, str(uuid_of("forge/elsewhere")), url, 99)
    return forge.issuer.sign(of_page(there, forge.clock(), claims["principal"], "admin-page", None))


def later(**seconds: float) -> Callable[[Claims], None]:
    """Moves instants of a token; those that are not named stay."""

    def bend(claims: Claims) -> None:
        for name, moved in seconds.items():
            claims[name] += moved

    return bend


def put(name: str, value: object, inside: str = "") -> Callable[[Claims], None]:
    """Replaces a claim."""

    def bend(claims: Claims) -> None:
        (claims[inside] if inside else claims)[name] = value

    return bend


def drop(name: str, inside: str = "") -> Callable[[Claims], None]:
    """Leaves a claim out."""

    def bend(claims: Claims) -> None:
        del (claims[inside] if inside else claims)[name]

    return bend


OTHER_APP = f"ari:cloud:ecosystem::app/{uuid_of('forge/other')}"


def bare_audience(claims: Claims) -> None:
    """The audience is the last part of the app's id alone."""
    claims["aud"] = claims["aud"].rpartition("/")[2]


def many_audiences(claims: Claims) -> None:
    """The audience is our app, and another."""
    claims["aud"] = [claims["aud"], OTHER_APP]


def other_place(claims: Claims) -> None:
    """The site is ours, and Jira is said to be at another."""
    claims["app"]["apiBaseUrl"] += "x"


def development(claims: Claims) -> None:
    """The app runs in its maker's environment."""
    environment = f"{claims['app']['environment']['id'].rpartition('/')[0]}/{uuid_of('forge/development')}"
    claims["app"]["environment"] = {"type": "DEVELOPMENT", "id": environment}


def use_token_of(forge: Forge, headers: dict[str, str], account_id: str) -> None:
    """Brings the user token of another account."""
    headers["x-forge-oauth-user"] = forge.user_token(account_id)


def somebody_elses(forge: Forge, headers: dict[str, str]) -> None:
    """Brings the user token of a Jira admin who is not the principal."""
    company, own = forge.company, headers["x-forge-oauth-user"]
    others = [one.account_id for one in company.accounts.values() if one.is_working]
    use_token_of(forge, headers, next(one for one in others if forge.user_token(one) != own))


def ended(forge: Forge, headers: dict[str, str]) -> None:
    """Brings the right user token, which was accepted until now."""
    owner = forge.tokens.owner_of(f"Bearer {headers['x-forge-oauth-user']}")
    forge.tokens.end(owner)


FORGERIES: dict[str, Maker] = {
    "no token": with_headers(lambda _, headers: headers.pop("authorization"), "token"),
    "a password": with_headers(lambda _, headers: headers.update(authorization="Basic YTpi"), "token"),
    "no words": with_headers(lambda _, headers: headers.update(authorization="Bearer a.b"), "token"),
    "other key": with_token(other_key),
    "unknown key": with_token(lambda forge, claims: other_key(forge, claims, KID_PREFIX + "0000")),
    "brings its key": with_token(own_jwk),
    "names its key": with_token(lambda forge, claims: other_key(forge, claims, jku="http://127.0.0.1:9/jwks.json")),
    "no kid": with_head(kid=None),
    "foreign kid": with_head(kid="asap/wf-0000"),
    "kid of a path": with_head(kid=KID_PREFIX + "../../x"),
    "none": with_token(unsigned, looks_up=False),
    "none with signature": with_token(unsigned_with_signature, looks_up=False),
    "HS256 with the public key": with_token(by_secret, looks_up=False),
    "RS512": with_head(alg="RS512"),
    "alg in lower case": with_head(alg="rs256"),
    "critical": with_head(crit=["b64"], b64=True),
    "unencoded": with_head(crit=["b64"], b64=False),
    "no signature": with_token(stripped, looks_up=False),
    "padded": with_token(padded, looks_up=False),
    "signature of another": with_token(of_two),
    "huge": with_token(huge, looks_up=False),
    "other iss": with_claims(put("iss", "forge/other-token")),
    "no iss": with_claims(drop("iss")),
    "other aud": with_claims(put("aud", OTHER_APP)),
    "other aud in a list": with_claims(put("aud", [OTHER_APP])),
    "bare aud": with_claims(bare_audience),
    "many aud": with_claims(many_audiences),
    "no aud": with_claims(drop("aud")),
    "expired": with_claims(later(iat=-60, nbf=-60, exp=-60)),
    "not yet valid": with_claims(later(nbf=60, exp=60)),
    "from the future": with_claims(later(iat=60, exp=60)),
    "lives for days": with_claims(later(exp=200_000)),
    "no exp": with_claims(drop("exp")),
    "no nbf": with_claims(drop("nbf")),
    "no iat": with_claims(drop("iat")),
    "no jti": with_claims(drop("jti")),
    "exp of words": with_claims(put("exp", "tomorrow")),
    "isolated cloud": with_claims(put("icLabel", "ic-1")),
    "isolated cloud in app": with_claims(put("icLabel", "ic-1", "app")),
    "isolated cloud in context": with_claims(put("icLabel", "ic-1", "context")),
    "tells of another app": with_claims(put("id", OTHER_APP, "app")),
    "other address": with_claims(put("apiBaseUrl", "http://127.0.0.1:9/ex/jira/x", "app")),
    "address of another site": with_claims(other_place),
    "no installation": with_claims(drop("installationId", "app")),
    "principal of words": with_claims(put("principal", "5a, 5b")),
    "other site": with_token(elsewhere, stops="site"),
    "other installation": with_claims(
        put("installationId", f"ari:cloud:ecosystem::installation/{uuid_of('forge/again')}", "app"), "site"
    ),
    "development": with_claims(development, "site"),
    "no principal": with_claims(drop("principal"), "person"),
    "other principal": with_claims(put("principal", "5other"), "person"),
    "token of somebody else": with_headers(somebody_elses),
    "system token of a user": with_headers(
        lambda forge, headers: headers.update({"x-forge-oauth-user": forge.system_token()})
    ),
    "ended user token": with_headers(ended),
    "no user token": with_headers(lambda _, headers: headers.pop("x-forge-oauth-user")),
    "made-up user token": with_headers(lambda _, headers: headers.update({"x-forge-oauth-user": "eyJr0000"})),
}
"""Every call that must not come in, by a name in words. A good call that comes twice is a replay: send it twice."""
