"""The HTTP client against a real loopback server: what passes is tried again, what does not is named."""

import gzip
import inspect
import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import msgspec
import pytest

from seatlight import errors
from seatlight.http import FAILURES, HINTS, LONGEST_ANSWER, Http
from tests.sources.scripted import HANG, RESET, cut, reply, scripted

KEY = "crsr_do-not-tell"
NOON = datetime(2026, 11, 22, 12, 0, 30, tzinfo=UTC)


class Total(msgspec.Struct):
    """What the answers of these tests hold."""

    total: int


OPEN: list[Http] = []


@pytest.fixture(autouse=True)
def _close_clients() -> Iterator[None]:
    """No test leaves a connection behind."""
    yield
    while OPEN:
        OPEN.pop().close()


def client(url: str, *, minute: float = 0.2, retry_for: float = 0.6, read: float = 2, **more: object) -> Http:
    """A client in a hurry."""
    http = Http(
        url,
        limits={"narrow": 2, "wide": 0},
        retry_for_seconds=retry_for,
        read_seconds=read,
        minute_seconds=minute,
        first_wait_seconds=0.01,
        **{"authorization": f"Basic {KEY}", **more},  # type: ignore[arg-type]
    )
    OPEN.append(http)
    return http


def total(http: Http, lane: str = "wide") -> int:
    """One call."""
    return http.call("GET", "/total", lane=lane, decode=msgspec.json.Decoder(Total).decode).total


def exceptions() -> list[type[Exception]]:
    """Every exception that the HTTP library shows."""
    shown = [getattr(httpx2, name) for name in dir(httpx2)]
    return [kind for kind in shown if inspect.isclass(kind) and issubclass(kind, Exception)]


@pytest.mark.parametrize("kind", exceptions(), ids=lambda kind: kind.__name__)
def test_every_exception_of_the_library_has_a_name_of_ours(kind: type[Exception]) -> None:
    """The table of failures is complete, and each failure says what to do."""
    known = next(FAILURES[base] for base in kind.__mro__ if base in FAILURES)
    assert known[0] in HINTS


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (301, errors.RequestRefused),
        (400, errors.RequestRefused),
        (401, errors.KeyRefused),
        (402, errors.PlanRefused),
        (403, errors.PlanRefused),
        (404, errors.RequestRefused),
        (407, errors.Unreachable),
        (408, errors.TimedOut),
        (418, errors.RequestRefused),
        (425, errors.VendorFault),
        (429, errors.RateLimited),
        (500, errors.VendorFault),
        (503, errors.VendorFault),
        (599, errors.VendorFault),
    ],
)
def test_each_status_becomes_an_error_without_the_body(status: int, kind: type[Exception]) -> None:
    """The sentence names host and status; neither the body nor the key stands in it."""
    with scripted(reply(b"secret talk", status, Location="http://192.0.2.1/")) as server:
        http = client(server.url, retry_for=0)
        with pytest.raises(kind) as caught:
            total(http)
    assert type(caught.value) is kind
    told = str(caught.value)
    assert "127.0.0.1" in told
    assert str(status) in told
    assert "secret" not in told
    assert KEY not in told + repr(http)


def test_a_401_that_talks_of_the_plan_is_a_plan_refusal() -> None:
    """Some plans answer 401 where 403 is meant."""
    body = b'{"message":"You must be a member of an enterprise team to access this resource"}'
    with scripted(reply(body, 401)) as server, pytest.raises(errors.PlanRefused):
        total(client(server.url))


@pytest.mark.parametrize(
    "trouble",
    [
        reply(b"oops", 500),
        reply(b"<html>bad gateway</html>", 502),
        reply(b"slow down", 429),
        reply(b"<html>welcome</html>"),
        reply(b""),
        reply(b'{"total":'),
        reply(b'{"total":"many"}'),
        reply(b"not gzip", Content_Encoding="gzip"),
        cut(b'{"total": 123456789}'),
        RESET,
        HANG,
        b"nonsense\r\n\r\n",
    ],
    ids=["500", "502", "429", "html", "empty", "half", "type", "gzip", "cut", "reset", "hang", "no-http"],
)
def test_what_may_pass_is_tried_again_until_it_passes(trouble: bytes) -> None:
    """One or two bad answers leave no trace in the result."""
    with scripted(trouble, trouble, reply(b'{"total":7}')) as server:
        assert total(client(server.url, read=0.1, retry_for=2)) == 7


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (reply(b"", 500), errors.VendorFault),
        (reply(b"", 429), errors.RateLimited),
        (reply(b'{"total":'), errors.GarbledAnswer),
        (reply(b'{"total":"many"}'), errors.GarbledAnswer),
        (cut(b'{"total": 123456789}'), errors.GarbledAnswer),
        (RESET, errors.Unreachable),
        (HANG, errors.TimedOut),
    ],
    ids=["500", "429", "half", "type", "cut", "reset", "hang"],
)
def test_what_does_not_pass_is_named_in_time(trouble: bytes, kind: type[Exception]) -> None:
    """Trying ends within the time allowed."""
    began_at = time.monotonic()
    with scripted(trouble) as server, pytest.raises(kind):
        total(client(server.url, read=0.1, retry_for=0.3))
    assert time.monotonic() - began_at < 1


def test_an_answer_of_another_type_names_the_field() -> None:
    """Whoever reports it can say what was wrong, without any value."""
    with scripted(reply(b'{"total":"many"}')) as server, pytest.raises(errors.GarbledAnswer) as caught:
        total(client(server.url, retry_for=0))
    assert "$.total" in caught.value.says
    assert "many" not in caught.value.says


def test_an_answer_that_is_too_long_is_not_held_in_memory() -> None:
    """A small packed answer may unpack to more than we want to hold."""
    bomb = reply(gzip.compress(b" " * (LONGEST_ANSWER + 1), compresslevel=1), Content_Encoding="gzip")
    with scripted(bomb) as server:
        with pytest.raises(errors.GarbledAnswer, match="64 MB"):
            total(client(server.url))
        assert len(server.asked) == 1


def test_a_client_may_be_told_to_hold_less_of_an_answer() -> None:
    """Where only little can be right."""
    with scripted(reply(b" " * (2**20 + 1))) as server, pytest.raises(errors.GarbledAnswer, match="1 MB"):
        total(client(server.url, longest_answer=2**20))


def shown(request: bytes) -> list[bytes]:
    """The authorizations that a request shows."""
    return [line for line in request.split(b"\r\n") if line.lower().startswith(b"authorization:")]


def test_a_call_may_show_an_authorization_of_its_own() -> None:
    """In place of the client's, and for this call alone; a client without one shows none."""
    with scripted(reply(b'{"total":1}')) as server:
        for http in (client(server.url), client(server.url, authorization=None)):
            for own in ("Bearer own", None):
                http.call("GET", "/total", lane="wide", decode=bytes, authorization=own)
        assert [shown(request) for request in server.asked] == [
            [b"Authorization: Bearer own"],
            [f"Authorization: Basic {KEY}".encode()],
            [b"Authorization: Bearer own"],
            [],
        ]


TOLD = format_datetime(NOON, usegmt=True)
SOON = format_datetime(NOON + timedelta(seconds=7), usegmt=True)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "7"}, 7),
        ({"Retry_After": "0.5"}, 0.5),
        ({"Retry_After": SOON, "Date": TOLD}, 7),
        ({"Retry_After": TOLD, "Date": SOON, "X": "past"}, 23),
        ({"Date": TOLD}, 30),
        ({}, 60),
        ({"Retry_After": SOON}, 60),
        ({"Retry_After": "-5"}, 60),
        ({"Retry_After": "86400"}, 60),
        ({"Retry_After": "nan"}, 60),
        ({"Retry_After": "soon"}, 60),
    ],
)
def test_a_full_quota_waits_as_asked_else_for_the_minute(headers: dict[str, str], seconds: float) -> None:
    """Seconds and dates are honoured by the vendor's clock; without sense in them its minute has to turn."""
    waits: list[float] = []
    with scripted(reply(b"", 429, **headers)) as server:
        http = client(server.url, minute=60, retry_for=100)

        def stop_at_once(_reason: str, wait: float) -> None:
            waits.append(wait)
            http.stop()

        http.on_wait = stop_at_once
        with pytest.raises(errors.Stopped):
            total(http)
    assert waits == pytest.approx([seconds])


def test_a_wait_beyond_the_time_allowed_is_not_begun() -> None:
    """Somebody who would wait in vain is told at once."""
    with scripted(reply(b"", 429)) as server:
        http = client(server.url, minute=60, retry_for=5)
        began_at = time.monotonic()
        with pytest.raises(errors.RateLimited):
            total(http)
    assert time.monotonic() - began_at < 1


def test_a_lane_keeps_to_its_quota_and_no_other_waits() -> None:
    """Two a minute means that the fifth request waits for two minutes to pass."""
    reasons: list[str] = []
    with scripted(reply(b'{"total":7}')) as server:
        http = client(server.url, on_wait=lambda reason, wait: reasons.append(reason))
        began_at = time.monotonic()
        for _ in range(5):
            total(http, "narrow")
        took = time.monotonic() - began_at
        for _ in range(20):
            total(http, "wide")
        assert server.connections == 1
    assert 0.4 <= took < 1
    assert set(reasons) == {"127.0.0.1 allows 2 requests a minute"}


@pytest.mark.parametrize("script", [(HANG,), (reply(b"", 429),), (reply(b"", 500),)], ids=["hang", "429", "500"])
def test_stopping_ends_every_wait_at_once(script: tuple[bytes, ...]) -> None:
    """Ctrl-C does not wait for a quota, a retry or a silent host."""
    with scripted(*script) as server:
        http = client(server.url, minute=60, retry_for=100, read=30)
        threading.Timer(0.15, http.stop).start()
        began_at = time.monotonic()
        with pytest.raises(errors.Stopped):
            total(http)
        assert time.monotonic() - began_at < 1
        with pytest.raises(errors.Stopped):
            total(http)


def test_stopping_ends_the_wait_for_our_own_quota() -> None:
    """The third request of a minute is waiting when somebody stops us."""
    with scripted(reply(b'{"total":7}')) as server:
        http = client(server.url, minute=60)
        total(http, "narrow")
        total(http, "narrow")
        threading.Timer(0.1, http.stop).start()
        with pytest.raises(errors.Stopped):
            total(http, "narrow")


def free_port_url(scheme: str = "http") -> str:
    """An address where nobody listens."""
    with scripted(b"") as server:
        return server.url.replace("http", scheme)


@pytest.mark.parametrize("address", [free_port_url, lambda: "https://no-such-host.invalid"], ids=["port", "name"])
def test_a_wrong_address_is_told_after_three_quick_tries(address: Callable[[], str]) -> None:
    """Nobody waits two minutes for a typing error."""
    waits: list[float] = []
    http = client(address(), retry_for=100, on_wait=lambda reason, wait: waits.append(wait))
    with pytest.raises(errors.Unreachable):
        total(http)
    assert len(waits) == 2


def test_a_host_that_answered_before_is_tried_the_whole_time() -> None:
    """A restart of the vendor's host is no wrong address."""
    waits: list[float] = []
    with scripted(reply(b'{"total":7}')) as server:
        http = client(server.url, on_wait=lambda reason, wait: waits.append(wait))
        total(http)
    with pytest.raises(errors.Unreachable):
        total(http)
    assert len(waits) > 3


def test_a_failed_handshake_is_not_tried_again() -> None:
    """A certificate does not become trusted by asking again."""
    with scripted(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n" * 3) as server:
        http = client(server.url.replace("http", "https"), retry_for=100)
        with pytest.raises(errors.Untrusted):
            total(http)
        assert server.connections == 1


@pytest.mark.parametrize("address", ["", "api.cursor.com", "ftp://127.0.0.1", "http://" + "a" * 70])
def test_an_address_that_is_none_is_a_bad_setting(address: str) -> None:
    """Nothing is sent, and nothing is tried twice."""
    with pytest.raises(errors.BadSetting):
        total(client(address))


def test_the_key_is_in_no_log_line(caplog: pytest.LogCaptureFixture) -> None:
    """Not even with every logger turned up."""
    caplog.set_level(logging.DEBUG)
    with scripted(reply(b"", 500), reply(b'{"total":7}')) as server:
        total(client(server.url))
        assert f"Basic {KEY}".encode() in server.asked[0]
    assert caplog.records
    assert KEY not in caplog.text + "".join(str(vars(record)) for record in caplog.records)


def test_one_client_serves_several_threads() -> None:
    """The two lanes of a reading share it."""
    found: list[int] = []
    with scripted(reply(b'{"total":7}')) as server:
        http = client(server.url)
        threads = [threading.Thread(target=lambda: found.append(total(http))) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [7] * 8
