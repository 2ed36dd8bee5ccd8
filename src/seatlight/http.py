"""The one HTTP client: time-outs, quotas, bounded retry, and every failure turned into an error of ours.

The key goes out in one header. An error keeps host, path and status, never the body of an answer.
"""

from __future__ import annotations

import logging
import re
import socket
import ssl
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Event, Lock
from time import monotonic, monotonic_ns
from typing import Any, TypeVar, cast

import httpx2
import msgspec
import stamina
from pyrate_limiter import Decision, InMemoryBucket, Rate, RateItem

from seatlight import __version__, errors
from seatlight.errors import SeatlightError

T = TypeVar("T")
OnWait = Callable[[str, float], None]

LONGEST_ANSWER = 64 * 2**20
LONGEST_REFUSAL = 64 * 2**10
QUICK_TRIES = 3
LONGEST_BACKOFF = 8.0
PLAN_WORDS = re.compile(rb"\b(enterprise|plan)\b", re.IGNORECASE)

# The retry library announces each retry on this logger; `on_wait` is where ours are heard.
logging.getLogger("stamina").addHandler(logging.NullHandler())


class _NoConnection(errors.Unreachable):
    """Not even a connection came about, which a wrong address explains as well as a passing fault."""


class _TooLong(errors.GarbledAnswer):
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
    _NoConnection: "Check the address, the network and the proxy.",
    errors.TimedOut: "Try again later.",
    errors.Untrusted: "Check the address; behind a company's proxy set SSL_CERT_FILE to its certificates.",
}
"""What to do about each kind of failure: the second half of its sentence."""

FAILURES: dict[type[Exception], tuple[type[SeatlightError], str]] = {
    httpx2.HTTPError: (errors.Unreachable, "The exchange with {host} failed"),
    httpx2.NetworkError: (errors.Unreachable, "The connection to {host} broke"),
    httpx2.ConnectError: (_NoConnection, "No connection to {host} can be made"),
    httpx2.ConnectTimeout: (_NoConnection, "No connection to {host} came about in time"),
    httpx2.ProxyError: (_NoConnection, "The proxy does not connect us to {host}"),
    httpx2.TimeoutException: (errors.TimedOut, "{host} was reached but did not answer in time"),
    httpx2.PoolTimeout: (errors.TimedOut, "All connections to {host} are busy"),
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


def _failed(kind: type[SeatlightError], happened: str) -> SeatlightError:
    return kind(f"{happened}. {HINTS[kind]}")


class _Quota:
    """The requests that one lane may still make in the running minute."""

    def __init__(self, per_minute: int, minute_seconds: float) -> None:
        self.per_minute = per_minute
        self._bucket = InMemoryBucket([Rate(per_minute, int(minute_seconds * 1000))])
        self._lock = Lock()

    def take(self) -> float:
        """Takes one request: 0 when it is granted, else the seconds after which asking again makes sense."""
        with self._lock:
            item = RateItem("request", monotonic_ns() // 1_000_000)
            self._bucket.leak(item.timestamp)
            granted = cast(Decision, self._bucket.put_decision(item))
            return 0.0 if granted.allowed else max(0.01, (granted.retry_after_ms or 0) / 1000)


class _Patience:
    """How long one call goes on trying: the error hook that the retry library asks after each failure."""

    def __init__(self, http: Http, retry_for_seconds: float) -> None:
        self._http = http
        self.until = monotonic() + retry_for_seconds
        self.ask_after = 0.0
        self._tries = 0

    def __call__(self, error: Exception) -> bool | float:
        """Waits as long as `error` asks for, then says that trying again makes sense; False when it does not.

        The wait happens here, where `stop` can end it, and the library is told to wait no more.
        """
        self._tries += 1
        if not isinstance(error, SeatlightError) or not error.retry or self._in_vain(error):
            return False
        backoff = min(LONGEST_BACKOFF, self._http.first_wait_seconds * 2 ** (self._tries - 1))
        seconds, self.ask_after = max(backoff, self.ask_after), 0.0
        if monotonic() + seconds > self.until:
            return False
        self._http.wait(error.says, seconds)
        return 0.0

    def _in_vain(self, error: SeatlightError) -> bool:
        """True once a host that never answered was tried often enough: a wrong address is told at once."""
        return isinstance(error, _NoConnection) and not self._http.answered and self._tries >= QUICK_TRIES


class Http:
    """Asks one host, within its quotas, and tries again what may pass.

    `limits` gives the requests a minute of each lane (0: no limit). `retry_for_seconds` bounds the trying of
    one call; waits for our own quota are not counted. Safe to use from several threads.
    """

    def __init__(
        self,
        base_url: str,
        *,
        authorization: str,
        limits: Mapping[str, int],
        retry_for_seconds: float,
        connect_seconds: float = 10,
        read_seconds: float = 60,
        minute_seconds: float = 60,
        first_wait_seconds: float = 0.5,
        on_wait: OnWait | None = None,
    ) -> None:
        """`minute_seconds` and `first_wait_seconds` suit sped-up clocks; BadSetting for a bad address."""
        self.host = "the vendor"
        self.answered = False
        self.first_wait_seconds = first_wait_seconds
        self._retry_for_seconds = retry_for_seconds
        self._minute_seconds = minute_seconds
        self.on_wait = on_wait
        self._stopped = Event()
        self._streams: weakref.WeakSet[Any] = weakref.WeakSet()
        self._quotas = {lane: _Quota(limit, minute_seconds) for lane, limit in limits.items() if limit}
        self._client = self._connect(base_url, authorization, httpx2.Timeout(read_seconds, connect=connect_seconds))

    def __repr__(self) -> str:
        return f"Http({self.host!r})"

    def call(
        self,
        method: str,
        path: str,
        *,
        lane: str,
        decode: Callable[[bytes], T],
        params: Mapping[str, str | int] | None = None,
        json: object = None,
    ) -> T:
        """Asks and gives back what `decode` makes of the answer; anything else is one of our errors.

        `decode` runs inside the retry: an answer it raises ValueError for is asked for again.
        """
        patience = _Patience(self, self._retry_for_seconds)
        for attempt in stamina.retry_context(on=patience, attempts=None, timeout=None):
            with attempt:
                patience.until += self._await_quota(lane)
                body = self._exchange(method, path, params, json, patience)
                return self._decoded(path, body, decode)
        raise AssertionError("the retry ends with an answer or an error")

    def stop(self) -> None:
        """Ends every wait and every exchange under way; calls then raise Stopped."""
        self._stopped.set()
        for stream in list(self._streams):
            with suppress(OSError, AttributeError):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Lets go of the connections."""
        self._client.close()

    def wait(self, reason: str, seconds: float) -> None:
        """Waits and tells the listener why; raises Stopped as soon as somebody stops us."""
        if self.on_wait:
            self.on_wait(reason, seconds)
        if self._stopped.wait(seconds):
            raise self._stop_error()

    def _connect(self, base_url: str, authorization: str, timeout: httpx2.Timeout) -> httpx2.Client:
        headers = {
            "Authorization": authorization,
            "Accept": "application/json",
            "User-Agent": f"seatlight/{__version__}",
        }
        try:
            self.host = httpx2.URL(base_url).host or self.host
            return httpx2.Client(base_url=base_url, headers=headers, timeout=timeout, follow_redirects=False)
        except httpx2.InvalidURL as error:
            raise self._failure(error) from None
        except (ValueError, ImportError):
            happened = "The proxy named in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY cannot be used"
            raise errors.BadSetting(f"{happened}. Correct or unset it.") from None

    def _await_quota(self, lane: str) -> float:
        """Waits for the lane's quota and gives the seconds it took."""
        quota, began_at = self._quotas.get(lane), monotonic()
        while quota and (seconds := quota.take()):
            self.wait(f"{self.host} allows {quota.per_minute} requests a minute", seconds)
        return monotonic() - began_at

    def _exchange(
        self,
        method: str,
        path: str,
        params: Mapping[str, str | int] | None,
        json: object,
        patience: _Patience,
    ) -> bytes:
        """One request and the whole body of its answer."""
        if self._stopped.is_set():
            raise self._stop_error()
        try:
            with self._client.stream(
                method, path, params=params, json=json, extensions={"trace": self._remember}
            ) as response:
                self.answered = True
                if response.is_success:
                    return b"".join(self._chunks(response, LONGEST_ANSWER))
                patience.ask_after = self._ask_after(response)
                raise self._refusal(path, response)
        except tuple(FAILURES) as error:
            raise (self._stop_error() if self._stopped.is_set() else self._failure(error)) from None

    def _chunks(self, response: httpx2.Response, longest: int) -> Iterator[bytes]:
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > longest:
                raise _TooLong(f"{self.host} sent more than {longest >> 20} MB in one answer. Update Seatlight.")
            yield chunk

    def _decoded(self, path: str, body: bytes, decode: Callable[[bytes], T]) -> T:
        try:
            return decode(body)
        except msgspec.ValidationError as error:
            happened = f"{self.host} sent something else than expected for {path} ({error})"
        except (ValueError, RecursionError):
            happened = f"{self.host} sent an answer for {path} that is cut off or garbled"
        raise _failed(errors.GarbledAnswer, happened)

    def _refusal(self, path: str, response: httpx2.Response) -> SeatlightError:
        """The error that an answer's status stands for; only two words of its body are looked at."""
        status = response.status_code
        body = b"".join(self._chunks(response, LONGEST_REFUSAL)) if status == 401 else b""
        named = 403 if PLAN_WORDS.search(body) else status
        kind, says = STATUSES.get(named) or STATUSES.get(named // 100) or STATUSES[5]
        return _failed(kind, says.format(host=self.host, path=path, status=status))

    def _ask_after(self, response: httpx2.Response) -> float:
        """The seconds a refusal asks us to wait; a quota that tells none opens with the next minute."""
        asked = _asked_wait(response.headers, self._retry_for_seconds)
        if asked is None and response.status_code == 429:
            return _until_minute_turns(response.headers, self._minute_seconds)
        return asked or 0.0

    def _failure(self, error: Exception) -> SeatlightError:
        """The error of ours that an exception of the HTTP library stands for."""
        causes = list(_causes(error))
        if isinstance(error, httpx2.ConnectError) and (refused := _untrusted(self.host, causes)):
            return refused
        if any(isinstance(cause, socket.gaierror) for cause in causes):
            return _failed(_NoConnection, f"The name {self.host} is not known here")
        if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
            return _failed(_NoConnection, f"{self.host} refuses connections")
        kind, says = next(FAILURES[base] for base in type(error).__mro__ if base in FAILURES)
        return _failed(kind, says.format(host=self.host))

    def _stop_error(self) -> errors.Stopped:
        return errors.Stopped("Stopped before it was done.")

    def _remember(self, event: str, told: dict[str, Any]) -> None:
        """Keeps the open connections in sight, so that `stop` can end an exchange that hangs."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._streams.add(told["return_value"])


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _untrusted(host: str, causes: list[BaseException]) -> SeatlightError | None:
    """The error for a failed TLS handshake, None when it was none or only broke off."""
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _failed(errors.Untrusted, f"The certificate of {host} is not trusted here")
        broke_off = isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError)
        if isinstance(cause, ssl.SSLError) and not broke_off:
            return _failed(errors.Untrusted, f"{host} does not speak TLS as it should")
    return None


def _instant(text: str | None) -> datetime | None:
    """An HTTP date, None where it is none."""
    with suppress(TypeError, ValueError):
        instant = parsedate_to_datetime(text or "")
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return None


def _asked_wait(headers: httpx2.Headers, longest: float) -> float | None:
    """The seconds that `Retry-After` asks for; None when it is absent, unreadable or beyond all patience."""
    text = headers.get("Retry-After", "").strip()
    seconds: float | None = None
    with suppress(ValueError):
        seconds = float(text)
    until, now = _instant(text), _instant(headers.get("Date"))
    if seconds is None and until and now:
        seconds = (until - now).total_seconds()
    return seconds if seconds is not None and 0 <= seconds <= longest else None


def _until_minute_turns(headers: httpx2.Headers, minute_seconds: float) -> float:
    """The seconds until the vendor's minute is over by its own clock; a whole one where it tells no time."""
    now = _instant(headers.get("Date"))
    return minute_seconds - now.timestamp() % minute_seconds if now else minute_seconds
