"""The one HTTP client: time-outs, quotas, bounded retry, and every failure turned into an error of ours.

The key goes out in one header. An error keeps host, path and status, never the body of an answer.
"""

from __future__ import annotations

import logging
import socket
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from math import ceil
from ssl import SSLContext
from threading import Event
from typing import Any, NamedTuple, TypeVar

import httpx2
import msgspec
import stamina

from seatlight import __version__, errors
from seatlight.errors import SeatlightError
from seatlight.http.failures import FAILURES, VENDOR, NoConnection, TooLong, Words, failed, failure, refusal
from seatlight.http.quota import Quota, asked_wait, told_at, until_minute_turns, used_up_for
from seatlight.timer import RealTimer, Timer

T = TypeVar("T")
OnWait = Callable[[str, float], None]
Params = Mapping[str, str | int | Sequence[str]]

LONGEST_ANSWER = 64 * 2**20
LONGEST_REFUSAL = 64 * 2**10
QUICK_TRIES = 3
LONGEST_BACKOFF = 8.0
TIME_HOLDS_SECONDS = 600.0
"""So long the time that a host told is reckoned on."""

# The retry library announces each retry on this logger; `on_wait` is where ours are heard.
logging.getLogger("stamina").addHandler(logging.NullHandler())


@cache
def _certificates() -> SSLContext:
    """Whom we trust, loaded once: it weighs a megabyte, and a service has clients for each of many sites."""
    return httpx2.create_ssl_context()


class _Patience:
    """How long one call goes on trying: the error hook that the retry library asks after each failure."""

    def __init__(self, http: Http, path: str, lane: str, retry_for_seconds: float, once: bool) -> None:
        self._http = http
        self._once = once
        self._path = path
        self.lane = lane
        self.until = http.timer.now() + retry_for_seconds
        self.ask_after = 0.0
        self._tries = 0

    def __call__(self, error: Exception) -> bool | float:
        """Waits as long as `error` asks for, then says that trying again makes sense; False when it does not.

        The wait happens here, where `stop` can end it, and the library is told to wait no more.
        """
        self._tries += 1
        if not isinstance(error, SeatlightError) or not error.retry or self._in_vain(error):
            return False
        if self._once and not isinstance(error, NoConnection | errors.RateLimited):
            return False
        backoff = min(LONGEST_BACKOFF, self._http.first_wait_seconds * 2 ** (self._tries - 1))
        seconds, self.ask_after = max(backoff, self.ask_after), 0.0
        if self._http.timer.now() + seconds > self.until:
            self._http.given_up.add(self._path)
            return False
        self._http.wait(error.says, seconds)
        return 0.0

    def _in_vain(self, error: SeatlightError) -> bool:
        """True once a host that never answered was tried often enough: a wrong address is told at once."""
        return isinstance(error, NoConnection) and not self._http.answered and self._tries >= QUICK_TRIES


class LaneUse(NamedTuple):
    """What was asked in a lane since the start: requests sent, those refused as too many, and what may still be asked.

    `left` is None where we keep no limit of our own.
    """

    lane: str
    requests: int
    refused: int
    per_minute: int
    left: int | None


class Http:
    """Asks one host, within its quotas, and tries again what may pass.

    `authorization` goes out with every call that does not show one of its own; None shows nothing.
    `limits` gives the requests a minute of each lane (0: no limit). `retry_for_seconds` bounds the trying of
    one call; waits for our own quota are not counted. A path that was given up after so long is tried only once more
    at a time, until it answers or `forgive` is called. No more than `at_once` requests are under way together, and
    whoever waits `busy_seconds` in vain for a turn is told that the host is busy. A refusal that asks for a wait of up
    to `longest_wait_seconds` which we have no patience for closes its lane until then: whoever asks is told at once.
    Safe to use from several threads.
    """

    def __init__(
        self,
        base_url: str,
        *,
        authorization: str | None,
        limits: Mapping[str, int],
        retry_for_seconds: float,
        connect_seconds: float = 10,
        read_seconds: float = 60,
        minute_seconds: float = 60,
        first_wait_seconds: float = 0.5,
        on_wait: OnWait | None = None,
        timer: Timer | None = None,
        words: Words = VENDOR,
        at_once: int = 100,
        busy_seconds: float = 10,
        longest_wait_seconds: float = 0,
        longest_answer: int = LONGEST_ANSWER,
    ) -> None:
        """`minute_seconds` and `first_wait_seconds` suit sped-up clocks; BadSetting for a bad address."""
        self.host = "the vendor"
        self.answered = False
        self.first_wait_seconds = first_wait_seconds
        self._retry_for_seconds = retry_for_seconds
        self._minute_seconds = minute_seconds
        self.on_wait = on_wait
        self.timer = timer or RealTimer()
        self._words = words
        self._at_once = at_once
        self._longest_wait_seconds = longest_wait_seconds
        self._longest_answer = longest_answer
        self._closed_until = dict.fromkeys(limits, 0.0)
        self._stopped = Event()
        self.given_up: set[str] = set()
        self._clock_told: tuple[datetime, float] | None = None
        self._streams: weakref.WeakSet[Any] = weakref.WeakSet()
        self._quotas = {lane: Quota(limit, minute_seconds, self.timer) for lane, limit in limits.items()}
        timeout = httpx2.Timeout(read_seconds, connect=connect_seconds, pool=busy_seconds)
        self._client = self._connect(base_url, authorization, timeout)

    def __repr__(self) -> str:
        return f"Http({self.host!r})"

    def call(
        self,
        method: str,
        path: str,
        *,
        lane: str,
        decode: Callable[[bytes], T],
        params: Params | None = None,
        json: object = None,
        once: bool = False,
        authorization: str | None = None,
    ) -> T:
        """Asks and gives back what `decode` makes of the answer; anything else is one of our errors.

        `decode` runs inside the retry: an answer it raises ValueError for is asked for again. What must happen `once`
        is never sent again after it may have arrived. `authorization` is shown in place of the client's own.
        """
        patience = _Patience(self, path, lane, 0 if path in self.given_up else self._retry_for_seconds, once)
        for attempt in stamina.retry_context(on=patience, attempts=None, timeout=None):
            with attempt:
                patience.until += self._await_quota(lane)
                try:
                    body = self._exchange(method, path, params, json, patience, authorization=authorization)
                except errors.RateLimited:
                    self._shut(lane, patience.ask_after)
                    raise
                found = self._decoded(path, body, decode)
                self.given_up.discard(path)
                return found
        raise AssertionError("the retry ends with an answer or an error")

    def use(self) -> Sequence[LaneUse]:
        """What was asked so far, lane by lane."""
        return [
            LaneUse(lane, quota.granted, quota.refused, quota.per_minute, quota.left())
            for lane, quota in self._quotas.items()
        ]

    def forgive(self) -> None:
        """Have patience with every path again."""
        self.given_up.clear()

    def vendor_now(self) -> datetime | None:
        """The present instant by the host's clock, None when it has not told the time lately.

        What it told long ago is not reckoned on: a steady clock stands still while a machine sleeps.
        """
        if self._clock_told is None:
            return None
        told, at = self._clock_told
        passed = self.timer.now() - at
        return told + timedelta(seconds=passed) if passed <= TIME_HOLDS_SECONDS else None

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
        if self.timer.wait(self._stopped, seconds):
            raise self._stop_error()

    def _connect(self, base_url: str, authorization: str | None, timeout: httpx2.Timeout) -> httpx2.Client:
        headers = {"Accept": "application/json", "User-Agent": f"seatlight/{__version__}"}
        headers |= {"Authorization": authorization} if authorization else {}
        try:
            self.host = httpx2.URL(base_url).host or self.host
            limits = httpx2.Limits(max_connections=self._at_once, max_keepalive_connections=20)
            return httpx2.Client(
                base_url=base_url,
                headers=headers,
                timeout=timeout,
                limits=limits,
                follow_redirects=False,
                verify=_certificates(),
            )
        except httpx2.InvalidURL as error:
            raise failure(self.host, error, self._words) from None
        except (ValueError, ImportError):
            happened = "The proxy named in HTTPS_PROXY, HTTP_PROXY or ALL_PROXY cannot be used"
            raise errors.BadSetting(f"{happened}. Correct or unset it.") from None

    def _await_quota(self, lane: str) -> float:
        """Waits for the lane's quota and gives the seconds it took."""
        quota, began_at = self._quotas.get(lane), self.timer.now()
        while quota and (seconds := quota.take()):
            self.wait(f"{self.host} allows {quota.per_minute or 'no more'} requests a minute", seconds)
        return self.timer.now() - began_at

    def _shut(self, lane: str, seconds: float) -> None:
        """Whoever asks in this lane waits as long as whoever was refused."""
        quota = self._quotas.get(lane)
        if quota and self.timer.now() >= self._closed_until[lane]:
            quota.shut(seconds)

    def _close(self, lanes: Iterable[str], seconds: float) -> None:
        """Lets nobody ask in these lanes for so long: they are told so instead of waiting."""
        until = self.timer.now() + seconds
        for lane in lanes:
            self._closed_until[lane] = max(self._closed_until.get(lane, 0.0), until)

    def _mind_closing(self, patience: _Patience) -> None:
        """Refuses a request without sending it while its lane is closed."""
        if (seconds := self._closed_until.get(patience.lane, 0.0) - self.timer.now()) <= 0:
            return
        patience.ask_after = seconds
        minutes = ceil(seconds / 60)
        wait = f"{minutes} minutes" if minutes > 1 else "a minute"
        happened = f"{self.host} allows no more requests for now; it opens again within {wait}"
        raise failed(errors.RateLimited, happened, self._words.hints)

    def _exchange(
        self,
        method: str,
        path: str,
        params: Params | None,
        json: object,
        patience: _Patience,
        *,
        authorization: str | None,
    ) -> bytes:
        """One request and the whole body of its answer."""
        if self._stopped.is_set():
            raise self._stop_error()
        self._mind_closing(patience)
        shown = {"Authorization": authorization} if authorization else None
        try:
            with self._client.stream(
                method, path, params=params, json=json, headers=shown, extensions={"trace": self._remember}
            ) as response:
                self._hear(response)
                if response.is_success:
                    return b"".join(self._chunks(response, self._longest_answer))
                patience.ask_after = self._ask_after(response, patience.lane)
                self._mind_closing(patience)
                raise refusal(self.host, path, response.status_code, self._told(response), self._words)
        except tuple(FAILURES) as error:
            raise (self._stop_error() if self._stopped.is_set() else failure(self.host, error, self._words)) from None

    def _hear(self, response: httpx2.Response) -> None:
        """Remembers that the host answers, and what time it has."""
        self.answered = True
        told = told_at(response.headers)
        if told is not None:
            self._clock_told = (told, self.timer.now())

    def _chunks(self, response: httpx2.Response, longest: int) -> Iterator[bytes]:
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > longest:
                raise TooLong(f"{self.host} sent more than {longest >> 20} MB in one answer. Update Seatlight.")
            yield chunk

    def _decoded(self, path: str, body: bytes, decode: Callable[[bytes], T]) -> T:
        try:
            return decode(body)
        except msgspec.ValidationError as error:
            happened = f"{self.host} sent something else than expected for {path} ({error})"
        except (ValueError, RecursionError):
            happened = f"{self.host} sent an answer for {path} that is cut off or garbled"
        raise failed(errors.GarbledAnswer, happened, self._words.hints)

    def _told(self, response: httpx2.Response) -> bytes:
        """The body of a refusal, where it says what the status does not."""
        is_read = self._words.is_read(response.status_code)
        return b"".join(self._chunks(response, LONGEST_REFUSAL)) if is_read else b""

    def _ask_after(self, response: httpx2.Response, lane: str) -> float:
        """The seconds a refusal asks us to wait; a quota that tells none opens with the next minute."""
        if response.status_code == 429:
            self._heed(response.headers, lane)
        asked = asked_wait(response.headers, self._retry_for_seconds)
        if asked is None and response.status_code == 429:
            return until_minute_turns(response.headers, self._minute_seconds)
        return asked or 0.0

    def _heed(self, headers: httpx2.Headers, lane: str) -> None:
        """Closes what a refusal says is used up for longer than we would wait: all lanes, or the one."""
        everywhere = used_up_for(headers)
        longest = asked_wait(headers, self._longest_wait_seconds) or 0.0
        if everywhere is not None:
            self._close(self._closed_until, everywhere)
        elif longest > self._retry_for_seconds:
            self._close([lane], longest)

    def _stop_error(self) -> errors.Stopped:
        return errors.Stopped("Stopped before it was done.")

    def _remember(self, event: str, told: dict[str, Any]) -> None:
        """Keeps the open connections in sight, so that `stop` can end an exchange that hangs."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._streams.add(told["return_value"])
