"""The way from Forge to a service and back: its limits, and what a page gets to see of an answer."""

import time
from collections.abc import Iterator, Mapping
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from typing import Any

import httpx2
import msgspec

LONGEST_REQUEST, LONGEST_ANSWER = 500_000, 5_000_000
PAGE_SECONDS, EVENT_SECONDS = 25.0, 5.0
NOT_VERIFIED = "Remote could not verify the Forge Invocation Token"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class BridgeAnswer(msgspec.Struct, frozen=True):
    """What a service answered, and why a page would not get to see it (None: it would).

    `status` is 0 where no whole answer came in time. `seconds` is how long it took.
    """

    status: int
    headers: dict[str, str]
    body: bytes
    rejected: str | None
    seconds: float

    @property
    def succeeded(self) -> bool:
        """Whether Forge takes it for a success."""
        return self.rejected is None and 200 <= self.status < 300

    def json(self) -> Any:
        """The body as a page gets it; ValueError where that is no JSON."""
        return msgspec.json.decode(self.body)


def exchange(method: str, address: str, headers: Mapping[str, str], body: object, limit_seconds: float) -> BridgeAnswer:
    """One request, never repeated and never redirected; ValueError for one that the bridge itself refuses."""
    if method not in METHODS:
        raise ValueError(f"Forge sends {', '.join(METHODS)}, not {method}.")
    if body is not None and not isinstance(body, dict):
        raise ValueError("Forge sends JSON objects only.")
    sent = b"" if body is None else msgspec.json.encode(body)
    if len(sent) > LONGEST_REQUEST:
        raise ValueError(f"Forge sends {LONGEST_REQUEST} bytes at most.")
    began_at = time.monotonic()
    status, told, read, failed = 0, httpx2.Headers(), b"", "No answer came"
    try:
        with (
            # No certificate authorities: services are called on loopback, and loading them takes long.
            httpx2.Client(timeout=limit_seconds, trust_env=False, verify=SSLContext(PROTOCOL_TLS_CLIENT)) as client,
            client.stream(method, address, headers=dict(headers), content=sent) as answer,
        ):
            read = read_within(answer.iter_bytes(), began_at + limit_seconds)
            status, told, failed = answer.status_code, answer.headers, ""
    except httpx2.TimeoutException:
        failed = "The request timed out"
    except httpx2.HTTPError as error:
        failed = f"The request failed: {type(error).__name__}"
    rejected = failed or why_rejected(status, told, read)
    return BridgeAnswer(status, dict(told), read, rejected or None, time.monotonic() - began_at)


def read_within(chunks: Iterator[bytes], until: float) -> bytes:
    """A whole body, as far as it is neither too long nor too late."""
    read = b""
    for chunk in chunks:
        read += chunk
        if time.monotonic() > until:
            raise httpx2.ReadTimeout("too late")
        if len(read) > LONGEST_ANSWER:
            return read
    return read


def why_rejected(status: int, headers: Mapping[str, str], body: bytes) -> str:
    """Why a page does not get an answer; empty if it does."""
    if status == 401:
        return NOT_VERIFIED
    if 300 <= status < 400:
        return "Redirects are not supported"
    if len(body) > LONGEST_ANSWER:
        return f"The answer has more than {LONGEST_ANSWER} bytes"
    return "" if 200 <= status < 300 and not body else why_not_json(headers, body)


def why_not_json(headers: Mapping[str, str], body: bytes) -> str:
    """Why an answer is no JSON; empty if it is."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        return f"The answer is {kind or 'of no type'}, not JSON"
    try:
        msgspec.json.decode(body)
    except ValueError:
        return "The answer says that it is JSON, and is none"
    return ""
