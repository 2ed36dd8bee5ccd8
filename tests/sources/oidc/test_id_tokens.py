"""ID tokens to the second and to the letter, and the keys that sign them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as some
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from seatlight.errors import ProviderAway, SignInRefused
from seatlight.sources.oidc.keys import SigningKey, read_keys
from seatlight.sources.oidc.tokens import LONGEST_TOKEN, Expected, verified_address
from tests.surfaces.web.provider import curve_key, rsa_key

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
AT = NOW.timestamp()
ISSUER, CLIENT = "https://login.example.org", "seatlight"
EXPECTED = Expected(ISSUER, CLIENT, "the-nonce", NOW)
GOOD: dict[str, Any] = {
    "iss": ISSUER,
    "sub": "1",
    "aud": CLIENT,
    "exp": AT + 300,
    "iat": AT,
    "nonce": "the-nonce",
    "email": "Ines.Duarte@Example.org",
    "email_verified": True,
}


class Published:
    """Keys that are known."""

    def __init__(self, *keys: dict[str, Any]) -> None:
        self.keys = read_keys(json.dumps({"keys": keys}).encode()) if keys else {}

    def find(self, kid: str) -> SigningKey | None:
        """The key of this id."""
        return self.keys.get(kid)

    def is_empty(self) -> bool:
        """Whether there are none."""
        return not self.keys


def published(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, **more: Any) -> dict[str, Any]:
    """A key as it is published, with an id and whatever else."""
    if isinstance(key, rsa.RSAPrivateKey):
        return {**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": "k", **more}
    return {**ECAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": "k", **more}


KEYS = Published(published(rsa_key(1)))


def token(key: Any = None, algorithm: str = "RS256", head: dict[str, Any] | None = None, **claims: Any) -> str:
    """A token with the good claims but for these; None leaves one out."""
    told = {name: value for name, value in (GOOD | claims).items() if value is not None}
    return jwt.encode(told, key or rsa_key(1), algorithm=algorithm, headers={"kid": "k", **(head or {})})


def reason(text: str, keys: Published = KEYS) -> str:
    """Why a token is refused; empty where it is not."""
    try:
        verified_address(text, keys, EXPECTED)
    except SignInRefused as error:
        return error.reason
    return ""


def test_a_good_token_gives_the_address_in_lower_case() -> None:
    """Of either algorithm."""
    assert verified_address(token(), KEYS, EXPECTED) == "ines.duarte@example.org"
    curve = Published(published(curve_key()))
    assert verified_address(token(curve_key(), "ES256"), curve, EXPECTED) == "ines.duarte@example.org"


@pytest.mark.parametrize(
    ("claims", "holds"),
    [
        ({"exp": AT - 59}, True),
        ({"exp": AT - 60}, False),
        ({"iat": AT + 60}, True),
        ({"iat": AT + 61}, False),
        ({"iat": AT - 660}, True),
        ({"iat": AT - 661}, False),
        ({"nbf": AT + 60}, True),
        ({"nbf": AT + 61}, False),
        ({"aud": [CLIENT]}, True),
        ({"aud": [CLIENT, "other"]}, False),
        ({"aud": [CLIENT, "other"], "azp": CLIENT}, True),
        ({"azp": CLIENT}, True),
        ({"azp": ""}, False),
        ({"iss": ISSUER + "/"}, False),
        ({"iss": ISSUER.upper()}, False),
        ({"nonce": "the-nonc"}, False),
        ({"nonce": "thé-nonce"}, False),
        ({"exp": True}, False),
        ({"exp": 1e400}, False),
        ({"aud": {"a": 1}}, False),
    ],
)
def test_each_claim_counts_to_the_second_and_to_the_letter(claims: dict[str, Any], holds: bool) -> None:
    """With a minute for clocks that differ."""
    assert (reason(token(**claims)) == "") is holds


def test_a_head_that_wants_more_is_refused() -> None:
    """What must be understood and is not, other algorithms, ids that are not published."""
    assert "another way" in reason(token(head={"crit": ["b64"], "b64": True}))
    assert "another way" in reason(token(algorithm="RS512"))
    assert "another way" in reason(token(algorithm="PS256"))
    assert "no key" in reason(token(head={"kid": "other"}))
    assert "form" in reason("a" * LONGEST_TOKEN + "..")
    assert "form" in reason(token() + ".x")
    assert "form" in reason("")


def test_a_key_signs_in_its_own_way_only() -> None:
    """The algorithm is the key's, whatever the token's head says."""
    assert "signature" in reason(token(curve_key(), "ES256"), KEYS)
    assert "signature" in reason(token(), Published(published(curve_key())))


def test_without_any_key_the_provider_is_away() -> None:
    """Nobody is told that a token was wrong when it could not be looked at."""
    with pytest.raises(ProviderAway):
        verified_address(token(), Published(), EXPECTED)


@given(
    some.text(max_size=200)
    | some.binary(max_size=200).map(lambda body: f"eyJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ.{body.hex()}.x")
)
def test_nothing_odd_gets_further_than_a_refusal(text: str) -> None:
    """Whatever stands in place of a token."""
    assert reason(text)


@pytest.mark.parametrize(
    "odd",
    [
        {"kty": "oct", "k": "c2VjcmV0", "kid": "k"},
        {**published(rsa_key(1)), "use": "enc"},
        {**published(rsa_key(1)), "alg": "RS512"},
        {**published(rsa_key(1)), "n": "AQAB"},
        {**published(rsa_key(1)), "n": "!"},
        {**published(curve_key()), "crv": "P-384"},
        {**published(curve_key()), "x": "AQAB"},
        {"kty": "RSA", "kid": 7},
        {"kid": "k"},
        7,
        None,
    ],
)
def test_keys_that_are_of_no_use_are_passed_over(odd: Any) -> None:
    """The others count; without any other nothing does."""
    good = published(rsa_key(2), kid="good")
    assert set(read_keys(json.dumps({"keys": [odd, good]}).encode())) == {"good"}
    with pytest.raises(ValueError, match="no keys"):
        read_keys(json.dumps({"keys": [odd]}).encode())


def test_a_weak_key_signs_nothing() -> None:
    """1024 bits are too few."""
    weak = published(rsa.generate_private_key(65537, 1024))
    with pytest.raises(ValueError, match="no keys"):
        read_keys(json.dumps({"keys": [weak]}).encode())


def test_a_private_number_in_a_published_key_is_not_read() -> None:
    """A provider that publishes too much is its own trouble."""
    told = RSAAlgorithm.to_jwk(rsa_key(1), as_dict=True) | {"kid": "k"}
    (found,) = read_keys(json.dumps({"keys": [told]}).encode()).values()
    assert isinstance(found.key, rsa.RSAPublicKey)
