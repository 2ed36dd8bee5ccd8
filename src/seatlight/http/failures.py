"""What can go wrong on the way to a host, and which error of ours it becomes."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping

import httpx2
import msgspec

from seatlight import errors
from seatlight.errors import SeatlightError

PLAN_WORDS = re.compile(rb"\b(enterprise|plan)\b", re.IGNORECASE)


class NoConnection(errors.Unreachable):
    """Not even a connection came about, which a wrong address explains as well as a passing fault."""


class Busy(errors.TimedOut):
    """Everybody who may ask this host at once is waiting for it; one more who waits would not help."""

    retry = False


class TooLong(errors.GarbledAnswer):
    """An answer over the size we hold in memory; asking again would bring it again."""

    retry = False


HINTS: dict[type[SeatlightError], str] = {
    errors.BadSetting: "Correct it in the settings.",
    errors.KeyRefused: "Make a new key and set it.",
    errors.PlanRefused: "Ask who holds the contract, or make a key with admin rights.",
    errors.RateLimited: "Somebody else may be using the same quota; try again in a few minutes.",
    errors.RequestRefused: "Check the address in the settings; if it is right, update Seatlight.",
    errors.VendorFault: "Try again later.",
    errors.GarbledAnswer: "Try again later; if it stays, update Seatlight.",
    errors.Unreachable: "Check the address, the network and the proxy.",
    NoConnection: "Check the address, the network and the proxy.",
    errors.TimedOut: "Try again later.",
    Busy: "Try again later.",
    errors.Untrusted: "Check the address; behind a company's proxy set SSL_CERT_FILE to its certificates.",
}
"""What to do about each kind of failure: the second half of its sentence."""

FAILURES: dict[type[Exception], tuple[type[SeatlightError], str]] = {
    httpx2.HTTPError: (errors.Unreachable, "The exchange with {host} failed"),
    httpx2.NetworkError: (errors.Unreachable, "The connection to {host} broke"),
    httpx2.ConnectError: (NoConnection, "No connection to {host} can be made"),
    httpx2.ConnectTimeout: (NoConnection, "No connection to {host} came about in time"),
    httpx2.ProxyError: (NoConnection, "The proxy does not connect us to {host}"),
    httpx2.TimeoutException: (errors.TimedOut, "{host} was reached but did not answer in time"),
    httpx2.PoolTimeout: (Busy, "All connections to {host} are busy"),
    httpx2.LocalProtocolError: (errors.RequestRefused, "Our request to {host} cannot be sent as it stands"),
    httpx2.RemoteProtocolError: (errors.GarbledAnswer, "{host} broke its answer off"),
    httpx2.DecodingError: (errors.GarbledAnswer, "{host} sent an answer that cannot be unpacked"),
    httpx2.TooManyRedirects: (errors.RequestRefused, "{host} sends us in circles"),
    httpx2.UnsupportedProtocol: (
        errors.BadSetting,
        "The vendor's address must begin with https:// or http://",
    ),
    httpx2.InvalidURL: (errors.BadSetting, "The vendor's address is no web address"),
    httpx2.CookieConflict: (errors.GarbledAnswer, "{host} sent cookies that contradict each other"),
    httpx2.StreamError: (errors.GarbledAnswer, "The answer of {host} could not be read"),
    UnicodeError: (errors.BadSetting, "The vendor's address is no web address"),
}
"""What each exception of the HTTP library becomes; the nearest class in its ancestry counts."""

STATUSES: dict[int, tuple[type[SeatlightError], str]] = {
    401: (errors.KeyRefused, "{host} does not accept the key ({status})"),
    402: (errors.PlanRefused, "{host} wants another plan for {path} ({status})"),
    403: (errors.PlanRefused, "{host} does not let the team's plan or this key read {path} ({status})"),
    404: (errors.RequestRefused, "{host} knows no {path} ({status})"),
    407: (errors.Unreachable, "The proxy before {host} wants a password ({status})"),
    408: (errors.TimedOut, "{host} did not get our request in time ({status})"),
    425: (errors.VendorFault, "{host} puts our request off ({status})"),
    429: (errors.RateLimited, "{host} allows no more requests for now ({status})"),
    3: (errors.RequestRefused, "{host} sends us elsewhere ({status})"),
    4: (errors.RequestRefused, "{host} calls our request for {path} wrong ({status})"),
    5: (errors.VendorFault, "{host} has a fault of its own ({status} for {path})"),
}
"""What a status becomes; one that is not listed counts by its first digit."""


class Words(msgspec.Struct, frozen=True):
    """How the failures of a host are put: what its statuses become, and what to do about each kind.

    `plan` is what the body of a 401 says where a 403 is meant, None where a 401 is always one. `told` finds the whole
    sentence in the body of a refusal, of a host whose sentences are ours; None where there is none. What is wrong with
    a credential (401) no host tells.
    """

    statuses: Mapping[int, tuple[type[SeatlightError], str]]
    hints: Mapping[type[SeatlightError], str]
    plan: re.Pattern[bytes] | None = None
    told: Callable[[bytes], str | None] | None = None

    def is_read(self, status: int) -> bool:
        """Whether the body of a refusal with this status is looked at."""
        return self.plan is not None if status == 401 else self.told is not None


VENDOR = Words(STATUSES, HINTS, PLAN_WORDS)
"""The words for a vendor whose key we hold."""


def failed(
    kind: type[SeatlightError], happened: str, hints: Mapping[type[SeatlightError], str] = HINTS
) -> SeatlightError:
    """The error with what happened and what to do about it in its sentence."""
    return kind(f"{happened}. {hints[kind]}")


def failure(host: str, error: Exception, words: Words = VENDOR) -> SeatlightError:
    """The error of ours that an exception of the HTTP library stands for."""
    hints = words.hints
    causes = list(_causes(error))
    if isinstance(error, httpx2.ConnectError) and (refused := _untrusted(host, causes, words)):
        return refused
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return failed(NoConnection, f"The name {host} is not known here", hints)
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return failed(NoConnection, f"{host} refuses connections", hints)
    kind, says = next(FAILURES[base] for base in type(error).__mro__ if base in FAILURES)
    return failed(kind, says.format(host=host), hints)


def refusal(host: str, path: str, status: int, body: bytes, words: Words = VENDOR) -> SeatlightError:
    """The error that an answer's status stands for; of a foreign host's body only two words are looked at."""
    named = 403 if words.plan and words.plan.search(body) else status
    kind, says = words.statuses.get(named) or words.statuses.get(named // 100) or words.statuses[5]
    if words.told and body and (told := words.told(body)):
        return kind(told)
    return failed(kind, says.format(host=host, path=path, status=status), words.hints)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _untrusted(host: str, causes: list[BaseException], words: Words) -> SeatlightError | None:
    """The error for a failed TLS handshake, None when it was none or only broke off."""
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return failed(errors.Untrusted, f"The certificate of {host} is not trusted here", words.hints)
        broke_off = isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError)
        if isinstance(cause, ssl.SSLError) and not broke_off:
            return failed(errors.Untrusted, f"{host} does not speak TLS as it should", words.hints)
    return None
