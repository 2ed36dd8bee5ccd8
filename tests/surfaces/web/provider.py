"""A sign-in provider on loopback, with keys of its own and a switch for every way to misbehave."""

import base64
import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

CLIENT_ID, CLIENT_SECRET = "seatlight-test", "a-secret/with+signs%3A"
Answer = tuple[int, dict[str, str], bytes]


@cache
def rsa_key(number: int) -> rsa.RSAPrivateKey:
    """A key by number, made once for all tests."""
    return rsa.generate_private_key(65537, 2048)


@cache
def curve_key() -> ec.EllipticCurvePrivateKey:
    """A key on the curve P-256."""
    return ec.generate_private_key(ec.SECP256R1())


class Provider:
    """Signs everybody in at once as `email`. What is set on it holds from the next request on."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.url = ""
        self.asked: list[str] = []
        self._codes: dict[str, dict[str, str]] = {}
        self.behave()

    def behave(self) -> None:
        """Every switch as it is at first."""
        self.email, self.verified = "ines.duarte@example.org", True
        self.claims: dict[str, Any] = {}
        """Claims in place of the right ones; None leaves one out."""
        self.signed = "RS256"
        """Or ES256, none, HS256 (with the public key), other (a key that is not published), garbled."""
        self.published, self.signs_with = [1], 1
        self.away: set[str] = set()
        """Paths that answer 503."""
        self.told: dict[str, Any] = {}
        """What the discovery document says in place of the truth."""
        self.secret_in_body = False
        self.token_answer: dict[str, Any] = {}
        self.extra: dict[str, str] = {}
        """What the browser brings back beside code and state."""

    def answer(self, method: str, address: str, body: str, authorization: str) -> Answer:
        """The answer to any request."""
        parts = urlsplit(address)
        self.asked.append(parts.path)
        given = {name: values[0] for name, values in parse_qs(parts.query or body).items()}
        if parts.path in self.away:
            return 503, {}, b"away"
        if parts.path.endswith("/.well-known/openid-configuration"):
            return of_json(self._discovery())
        if parts.path == "/jwks":
            return of_json({"keys": self.keys()})
        if parts.path == "/authorize":
            return self._authorize(given)
        if parts.path == "/token" and method == "POST":
            return self._token(given, authorization)
        return 404, {}, b""

    def keys(self) -> list[dict[str, Any]]:
        """The published keys, with one that is of no use."""
        rsa_keys = [
            RSAAlgorithm.to_jwk(rsa_key(number).public_key(), as_dict=True) | {"kid": f"rsa-{number}", "use": "sig"}
            for number in self.published
        ]
        curve = ECAlgorithm.to_jwk(curve_key().public_key(), as_dict=True) | {"kid": "curve", "alg": "ES256"}
        return [{"kty": "oct", "k": "c2VjcmV0", "kid": "odd"}, *rsa_keys, curve]

    def _discovery(self) -> dict[str, Any]:
        truth = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "something_else": [1, 2],
        }
        return truth | self.told

    def _authorize(self, given: dict[str, str]) -> Answer:
        code = secrets.token_urlsafe(16)
        self._codes[code] = given
        back = {"state": given["state"], "code": code} | self.extra
        return 302, {"Location": f"{given['redirect_uri']}?{urlencode(back)}"}, b""

    def _token(self, given: dict[str, str], authorization: str) -> Answer:
        begun = self._codes.pop(given.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest())
        if self.secret_in_body:
            known = (given.get("client_id"), given.get("client_secret")) == (CLIENT_ID, CLIENT_SECRET)
        else:
            known = authorization == basic(CLIENT_ID, CLIENT_SECRET) and "client_secret" not in given
        if begun is None or not known or challenge.rstrip(b"=").decode() != begun["code_challenge"]:
            return of_json({"error": "invalid_grant", "error_description": "<script>no</script>"}, 400)
        if given["redirect_uri"] != begun["redirect_uri"] or begun["code_challenge_method"] != "S256":
            return of_json({"error": "invalid_grant"}, 400)
        token = {"access_token": "unused", "token_type": "Bearer", "id_token": self.id_token(begun["nonce"])}
        return of_json(token | self.token_answer)

    def id_token(self, nonce: str) -> str:
        """An ID token with the claims and the signature that are switched on."""
        now = int(self.clock().timestamp())
        claims = {
            "iss": self.url,
            "sub": "person-1",
            "aud": CLIENT_ID,
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
            "email": self.email,
            "email_verified": self.verified,
        }
        claims = {name: value for name, value in (claims | self.claims).items() if value is not None}
        return self._sign(claims)

    def _sign(self, claims: dict[str, Any]) -> str:
        kid = {"kid": f"rsa-{self.signs_with}"}
        if self.signed == "ES256":
            return jwt.encode(claims, curve_key(), algorithm="ES256", headers={"kid": "curve"})
        if self.signed == "none":
            return jwt.encode(claims, "", algorithm="none", headers=kid)
        if self.signed == "HS256":
            public = rsa_key(self.signs_with).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
            return signed_with_public(claims, public, kid)
        if self.signed == "garbled":
            return "not.a.token"
        key = rsa_key(99 if self.signed == "other" else self.signs_with)
        return jwt.encode(claims, key, algorithm="RS256", headers=kid)


def signed_with_public(claims: dict[str, Any], public: bytes, kid: dict[str, str]) -> str:
    """A token signed by HMAC with the public key; written by hand, as the library refuses to."""
    parts = ({"alg": "HS256", "typ": "JWT"} | kid, claims)
    signed = b".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    digest = hmac.new(public, signed, hashlib.sha256).digest()
    return f"{signed.decode()}.{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def of_json(told: object, status: int = 200) -> Answer:
    """An answer of JSON."""
    return status, {"Content-Type": "application/json"}, json.dumps(told).encode()


def basic(name: str, password: str) -> str:
    """The header of a client that shows its secret."""
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


@contextmanager
def provider(clock: Callable[[], datetime]) -> Iterator[Provider]:
    """A provider while it is needed."""
    made = Provider(clock)

    class Asked(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _answer(self, body: str) -> None:
            authorization = self.headers.get("Authorization", "")
            status, headers, answer = made.answer(self.command, self.path, body, authorization)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Nothing is written."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
