"""The HTTP client where a host has several limits, refuses in words of its own, or must be asked only once."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from seatlight import errors
from seatlight.http import HINTS, STATUSES, VENDOR, Busy, Http, Words
from tests.sources.scripted import HANG, RESET, cut, reply, scripted
from tests.still import Still

NOON = datetime(2026, 11, 22, 12, 0, 30, tzinfo=UTC)
TOLD = format_datetime(NOON, usegmt=True)
QUOTA = {"RateLimit_Reason": "jira-quota-tenant-based"}
BURST = {"RateLimit_Reason": "jira-burst-based"}


class Denied(errors.PlanRefused):
    """A refusal of one host alone."""


@contextlib.contextmanager
def client(
    url: str,
    *,
    timer: Still | None = None,
    words: Words = VENDOR,
    retry_for: float = 30,
    at_once: int = 4,
    longest_wait: float = 0,
) -> Iterator[Http]:
    """A client of two lanes that counts its limits by the second."""
    http = Http(
        url,
        authorization="Bearer token",
        limits={"one": 0, "other": 0},
        retry_for_seconds=retry_for,
        read_seconds=0.5,
        connect_seconds=0.2,
        busy_seconds=0.2,
        longest_wait_seconds=longest_wait,
        minute_seconds=1,
        first_wait_seconds=0.01,
        timer=timer,
        words=words,
        at_once=at_once,
    )
    with contextlib.closing(http):
        yield http


def ask(http: Http, lane: str = "one", *, once: bool = False) -> bytes:
    """One call."""
    return http.call("GET", f"/{lane}", lane=lane, decode=lambda body: body or b"nothing", once=once)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"X_RateLimit_Reset": "2026-11-22T12:00:37Z", "Date": TOLD}, 7),
        ({"X_RateLimit_Reset": "2026-11-22T12:00:37", "Date": TOLD}, 7),
        ({"X_RateLimit_Reset": "2026-11-22T12:00:37.5+00:00", "Date": TOLD}, 7.5),
        ({"X_RateLimit_Reset": "2026-11-22T13:00:37+01:00", "Date": TOLD}, 7),
        ({"X_RateLimit_Reset": "2026-11-22T12:01Z", "Date": TOLD}, 30),
        ({"X_RateLimit_Reset": "2026-11-22T12:01Z", "Retry_After": "3", "Date": TOLD}, 3),
        ({"X_RateLimit_Reset": "2026-11-22T12:01Z"}, 1),
        ({"X_RateLimit_Reset": "2026-11-22T12:00:29Z", "Date": TOLD}, 1),
        ({"X_RateLimit_Reset": "2026-11-23T12:00:29Z", "Date": TOLD}, 1),
        ({"X_RateLimit_Reset": "1763812837", "Date": TOLD}, 1),
        ({"X_RateLimit_Reset": "soon", "Date": TOLD}, 1),
        ({}, 1),
    ],
)
def test_the_time_of_a_reset_is_waited_for_by_the_clock_of_the_host(headers: dict[str, str], seconds: float) -> None:
    """Without seconds or a zone too; `Retry-After` counts first, and without sense in either the second has to turn."""
    timer = Still()
    with scripted(reply(b"", 429, **headers), reply(b"fine")) as server, client(server.url, timer=timer) as http:
        assert ask(http) == b"fine"
    assert sum(timer.waits) == pytest.approx(seconds)


def test_a_burst_slows_down_its_own_lane_only() -> None:
    """The other lane is asked while the first one waits."""
    timer, meanwhile = Still(), list[bytes]()
    script = [reply(b"", 429, Retry_After="20", **BURST), reply(b"other"), reply(b"one")]
    with scripted(*script) as server, client(server.url, timer=timer) as http:
        http.on_wait = lambda reason, seconds: meanwhile.append(ask(http, "other"))
        assert ask(http) == b"one"
    assert meanwhile == [b"other"]
    assert timer.waits == [20]


def test_a_used_up_quota_closes_every_lane_until_it_opens_again() -> None:
    """Nobody waits an hour in a thread: whoever asks is told when asking makes sense, and nothing is sent."""
    timer = Still()
    script = [reply(b"", 429, Retry_After="1800", **QUOTA), reply(b"fine")]
    with scripted(*script) as server, client(server.url, timer=timer) as http:
        for lane in ("one", "other", "one"):
            with pytest.raises(errors.RateLimited, match="opens again within 30 minutes"):
                ask(http, lane)
        assert len(server.asked) == 1
        timer.seconds += 1790
        with pytest.raises(errors.RateLimited, match="within a minute"):
            ask(http)
        timer.seconds += 11
        assert ask(http, "other") == b"fine"
    assert timer.waits == []


def test_a_wait_that_we_have_no_patience_for_closes_its_lane_until_then() -> None:
    """Nobody asks again too early, nobody waits, and the other lane goes on."""
    timer = Still()
    script = [reply(b"", 429, Retry_After="600", **BURST), reply(b"fine")]
    with scripted(*script) as server, client(server.url, timer=timer, longest_wait=7200) as http:
        for _ in range(2):
            with pytest.raises(errors.RateLimited, match="opens again within 10 minutes"):
                ask(http)
        assert ask(http, "other") == b"fine"
        assert len(server.asked) == 2
        timer.seconds += 601
        assert ask(http) == b"fine"
    assert timer.waits == []


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [({"Date": TOLD}, 60), ({}, 60), ({"Retry_After": "999999", "Date": TOLD}, 60), ({"Retry_After": "90"}, 2)],
)
def test_a_quota_that_tells_no_time_opens_with_the_next_hour(headers: dict[str, str], minutes: int) -> None:
    """Points are counted by the hour of the clock."""
    with (
        scripted(reply(b"", 429, **QUOTA, **headers)) as server,
        client(server.url, timer=Still()) as http,
        pytest.raises(errors.RateLimited, match=f"within {minutes} minutes"),
    ):
        ask(http)


def test_a_quota_that_opens_soon_is_waited_for() -> None:
    """As any other limit is that ends within our patience."""
    timer = Still()
    with (
        scripted(reply(b"", 429, Retry_After="20", **QUOTA), reply(b"fine")) as server,
        client(server.url, timer=timer) as http,
    ):
        assert ask(http) == b"fine"
    assert timer.waits == [20]


@pytest.mark.parametrize(
    "trouble",
    [reply(b"", 500), reply(b""), cut(b"an answer that ends early"), RESET, HANG],
    ids=["500", "empty", "cut", "reset", "hang"],
)
def test_what_must_happen_once_is_not_sent_again_after_it_may_have_arrived(trouble: bytes) -> None:
    """Nobody knows what became of it."""

    def decode(body: bytes) -> bytes:
        if not body:
            raise ValueError
        return body

    with scripted(trouble, reply(b"fine")) as server, client(server.url) as http:
        with pytest.raises(errors.SeatlightError):
            http.call("POST", "/issue", lane="one", decode=decode, json={}, once=True)
        assert len(server.asked) == 1


def test_what_must_happen_once_is_sent_again_where_it_was_put_off() -> None:
    """A 429 did nothing."""
    with scripted(reply(b"", 429, Retry_After="0"), reply(b"fine")) as server, client(server.url) as http:
        assert ask(http, once=True) == b"fine"
        assert len(server.asked) == 2


def test_a_slow_host_cannot_take_every_thread() -> None:
    """Beyond so many at once everybody else is told that it is busy, without waiting for its answer."""
    told: list[str] = []

    def wait_in_vain() -> None:
        with pytest.raises(errors.TimedOut) as caught:
            ask(http)
        told.append(type(caught.value).__name__)

    with scripted(HANG) as server, client(server.url, retry_for=0, at_once=2) as http:
        threads = [threading.Thread(target=wait_in_vain) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert server.connections == 2
    assert sorted(told) == ["Busy"] * 4 + ["TimedOut"] * 2
    assert not Busy("").retry


def test_the_words_of_a_host_take_the_place_of_ours() -> None:
    """Statuses become its own kinds of failure, and what to do is said for each."""
    words = Words({**STATUSES, 403: (Denied, "{host} says no to {path}")}, {**HINTS, Denied: "Ask an admin."})
    plan = reply(b"your plan is too small", 401)
    with (
        scripted(reply(b"", 403), plan, reply(b"", 500)) as server,
        client(server.url, words=words, retry_for=0) as http,
    ):
        with pytest.raises(Denied, match=r"^127\.0\.0\.1 says no to /one\. Ask an admin\.$"):
            ask(http)
        with pytest.raises(errors.KeyRefused):
            ask(http)
        with pytest.raises(errors.VendorFault, match="Try again later"):
            ask(http)


def test_a_name_may_be_given_several_values() -> None:
    """As several account ids are."""
    with scripted(reply(b"fine")) as server, client(server.url) as http:
        http.call("GET", "/bulk", lane="one", decode=bytes, params={"id": ["a:1", "b"], "most": 2})
    assert server.asked[0].startswith(b"GET /bulk?id=a%3A1&id=b&most=2 ")


def test_a_quota_wait_ends_with_the_client() -> None:
    """Ctrl-C does not wait for it."""
    with scripted(reply(b"", 429, Retry_After="20", **QUOTA)) as server, client(server.url) as http:
        threading.Timer(0.1, http.stop).start()
        with pytest.raises(errors.Stopped):
            ask(http)


def test_hours_that_are_told_at_noon_are_reckoned_from_noon() -> None:
    """The reset of a quota is an instant of the host's clock."""
    later = (NOON + timedelta(minutes=12)).isoformat()
    with (
        scripted(reply(b"", 429, X_RateLimit_Reset=later, Date=TOLD, **QUOTA)) as server,
        client(server.url, timer=Still()) as http,
        pytest.raises(errors.RateLimited, match="within 12 minutes"),
    ):
        ask(http)


def test_what_was_asked_and_refused_is_counted_lane_by_lane() -> None:
    """With what is left of our own limit; where there is none nothing is told of it."""
    timer = Still()
    with scripted(reply(b"1"), reply(b"", 429, Retry_After="1"), reply(b"1")) as host:
        http = Http(host.url, authorization="x", limits={"few": 5, "free": 0}, retry_for_seconds=30, timer=timer)
        for _ in range(2):
            http.call("GET", "/", lane="few", decode=int)
        used = {one.lane: one for one in http.use()}
        http.close()
    assert (used["few"].requests, used["few"].refused, used["few"].per_minute, used["few"].left) == (3, 1, 5, 2)
    assert (used["free"].requests, used["free"].refused, used["free"].left) == (0, 0, None)
