"""How much and how fast: rates of one who asks, and over a real port long headers, slow and endless bodies."""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import httpx
import pytest
from litestar.exceptions import TooManyRequestsException

from seatlight.model.access import OPERATOR, Actor, ActorKind
from seatlight.sandbox import Box, Setup, start
from seatlight.surfaces.web.rates import MOST_ACTORS, Rates
from tests.surfaces.web.living import ADMIN, Here, at_work, served
from tests.surfaces.web.ports import on_a_port
from tests.surfaces.web.test_bad_requests import problem


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A small team."""
    with start(Setup(people=8)) as running:
        yield running


class Clock:
    """A time that passes only when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def now(self) -> float:
        """The time."""
        return self.seconds

    def wait(self, until: Event, seconds: float) -> bool:
        """Nobody waits here."""
        return until.is_set()


def refused(rates: Rates, actor: Actor, method: str) -> bool:
    """Whether one more is too many."""
    try:
        rates.take(actor, method)
    except TooManyRequestsException:
        return True
    return False


def test_a_minute_has_so_many_reads_and_writes() -> None:
    """Counted apart, and again when the minute is over."""
    clock = Clock()
    rates = Rates(3, 1, clock)
    assert [refused(rates, OPERATOR, "GET") for _ in range(5)] == [False] * 3 + [True] * 2
    assert [refused(rates, OPERATOR, method) for method in ("POST", "PUT", "DELETE")] == [False, True, True]
    clock.seconds += 62
    assert not refused(rates, OPERATOR, "GET")


def test_no_limit_is_none_and_nobody_is_kept_in_mind() -> None:
    """0 switches it off."""
    rates = Rates(0, 0)
    assert not any(refused(rates, OPERATOR, method) for method in ("GET", "POST") * 1000)


def test_of_many_who_ask_only_the_last_are_remembered() -> None:
    """So that memory stays bounded."""
    rates = Rates(1, 1, Clock())
    actors = [Actor(ActorKind.PROGRAM, str(number)) for number in range(MOST_ACTORS + 1)]
    assert not any(refused(rates, actor, "GET") for actor in actors)
    assert refused(rates, actors[-1], "GET")
    assert not refused(rates, actors[0], "GET")


def test_who_asks_too_often_keeps_nobody_else_waiting(box: Box, tmp_path: Path) -> None:
    """A problem that says when to go on; others, and other kinds of requests, go on."""
    with served(box, tmp_path, reads_per_minute=5, writes_per_minute=2) as here:
        answers = [here.get("/columns", ADMIN) for _ in range(7)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
        assert "too often" in problem(answers[-1], 429)
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 62
        assert here.get("/columns").status_code == 200
        assert [here("POST", "/refresh", ADMIN, json={"mine": True}).status_code for _ in range(3)][-1] == 429
        assert here.client.get("/health").status_code == 200


@pytest.fixture(scope="module")
def real(box: Box, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Here, int]]:
    """The service on a port, where a body may take a third of a second."""
    with (
        served(box, tmp_path_factory.mktemp("real")) as here,
        at_work(here.worlds.settings, here.store, here.site, body_seconds=0.3) as (_, app),
        on_a_port(app) as port,
    ):
        yield here, port


def test_it_answers_on_a_real_port(real: tuple[Here, int]) -> None:
    """The same as in the process: a report that comes, compressed where one takes it."""
    here, port = real
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=here.bearer(here.token(None))) as client:
        while (answer := client.get("/api/v1/report")).json()["progress"]["reading"]:
            time.sleep(0.02)
        assert answer.status_code == 200
        assert answer.headers["content-encoding"] == "gzip"
        assert len(answer.json()["developers"]) >= 8
        mark = answer.headers["etag"]
        assert client.get("/api/v1/report", headers={"If-None-Match": mark}).status_code == 304
        with client.stream("GET", "/api/v1/audit") as log:
            assert json.loads(b"".join(log.iter_bytes()))["schema"] == "seatlight.audit/1"


def test_headers_of_32_kb_pass_and_endless_ones_do_not(real: tuple[Here, int]) -> None:
    """Jira sends three tokens at once; a megabyte is nobody's header."""
    here, port = real
    url = f"http://127.0.0.1:{port}/api/v1/me"
    long = {**here.bearer(here.token(None)), "X-Token": "x" * 32_000}
    assert httpx.get(url, headers=long).status_code == 200
    with socket.create_connection(("127.0.0.1", port), 5) as line:
        line.settimeout(5)
        try:
            line.sendall(b"GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-Token: " + b"x" * 1_000_000 + b"\r\n\r\n")
            answer = line.recv(100)
        except ConnectionError:
            answer = b""
    assert not answer.startswith(b"HTTP/1.1 200")
    assert httpx.get(url, headers=long).status_code == 200


def sent_slowly(here: Here, port: int, first: bytes, length: int) -> bytes:
    """What comes back when a body begins and never ends."""
    head = f"POST /api/v1/holds HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {here.token(None)}\r\n"
    head += f"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), 5) as line:
        line.settimeout(5)
        line.sendall(head.encode() + first)
        return line.recv(4096)


def test_a_body_that_never_comes_ends_the_request(real: tuple[Here, int]) -> None:
    """After the time a body has, whatever has arrived of it; the service goes on."""
    here, port = real
    for first in (b"", b'{"email": "a@b.org",'):
        answer = sent_slowly(here, port, first, 1000)
        assert answer.startswith(b"HTTP/1.1 408"), answer
        assert b"application/problem+json" in answer
    assert httpx.get(f"http://127.0.0.1:{port}/health").status_code == 200


def test_a_body_that_says_it_is_too_long_is_not_waited_for(real: tuple[Here, int]) -> None:
    """It is refused by its length."""
    here, port = real
    assert sent_slowly(here, port, b"{", 600_000).startswith(b"HTTP/1.1 413")


def test_an_endless_body_without_a_length_is_cut_off(real: tuple[Here, int]) -> None:
    """In pieces, as far as a body may be long."""
    here, port = real

    def pieces() -> Iterator[bytes]:
        for _ in range(700):
            yield b" " * 1000

    headers = {**here.bearer(here.token(None)), "Content-Type": "application/json"}
    try:
        answer = httpx.post(f"http://127.0.0.1:{port}/api/v1/holds", content=pieces(), headers=headers)
    except httpx.TransportError:
        return
    assert answer.status_code == 413
