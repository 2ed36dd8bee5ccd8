"""The sandbox on a loopback port, served from a thread of its own."""

import contextlib
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import msgspec

from seatlight.sandbox.cursor.api import Api
from seatlight.sandbox.cursor.asking import Answer, Question
from seatlight.sandbox.facts import Facts
from seatlight.sandbox.faults import FaultList
from seatlight.sandbox.limits import Limits
from seatlight.sandbox.setup import Setup
from seatlight.sandbox.trouble import spoil
from seatlight.sandbox.world import World, make_facts

CUT = ("truncated", "reset")


class Asked(msgspec.Struct, frozen=True):
    """A line of the sandbox's log of requests; status 0 when no answer was given."""

    method: str
    path: str
    summary: str
    status: int


class Box:
    """A running sandbox; use it in a `with` statement or call `stop`."""

    def __init__(self, setup: Setup, clock: Callable[[], float] = time.time) -> None:
        self.setup = setup
        self.key = setup.effective_key()
        self.world = World(setup)
        self.requests: list[Asked] = []
        self.faults = FaultList(setup.parsed_faults())
        self.api = Api(self.world, Limits(setup.quotas, setup.quirks, clock), self.key)
        self.stopping = threading.Event()
        self._server = Listener(self, setup.port)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.005,), daemon=True)
        self._thread.start()

    def facts(self) -> Facts:
        """What the team really did, as the API tells it now."""
        return make_facts(self.world)

    def counts(self) -> dict[str, int]:
        """How many requests there were for each path."""
        return dict(Counter(asked.path for asked in self.requests))

    def note(self, question: Question, status: int) -> None:
        """Write a request into the log."""
        self.requests.append(Asked(question.method, question.path, question.summary(), status))

    def wait(self) -> None:
        """Block until the sandbox is stopped."""
        self.stopping.wait()

    def stop(self) -> None:
        """Stop listening and close every connection; a second call does nothing."""
        if self.stopping.is_set():
            return
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._server.hang_up()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(setup: Setup | None = None, clock: Callable[[], float] = time.time) -> Box:
    """Start a sandbox on 127.0.0.1, already answering; `clock` turns the minutes of its quotas."""
    return Box(setup or Setup(), clock)


class Listener(ThreadingTCPServer):
    """Accepts connections, a thread for each, and knows them all so that it can hang up."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, box: Box, port: int) -> None:
        self.box = box
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), Conversation)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, then serve it on its thread."""
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget the connection and close it."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news."""

    def hang_up(self) -> None:
        """Close what clients keep open."""
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class Conversation(BaseHTTPRequestHandler):
    """One connection: requests in, answers out, with the faults that befall them."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Listener

    def do_GET(self) -> None:
        """Answer a GET."""
        self._converse()

    def do_POST(self) -> None:
        """Answer a POST."""
        self._converse()

    def log_message(self, *args: object) -> None:
        """Say nothing on the terminal; the log is `Box.requests`."""

    def _converse(self) -> None:
        box, question = self.server.box, self._read()
        fault = box.faults.take(question.path)
        if fault and fault.name == "slow":
            box.stopping.wait(fault.seconds)
        if box.stopping.is_set() or (fault and fault.name == "hang"):
            self._fall_silent(question)
            return
        answer = box.api.answer(question)
        if fault:
            answer = spoil(answer, fault, box.api.too_many(1.0))
        box.note(question, answer.status)
        if fault and fault.name in CUT:
            self._cut(answer, reset=fault.name == "reset")
        else:
            self.connection.sendall(self._head(answer) + answer.body)

    def _fall_silent(self, question: Question) -> None:
        """Give no answer; the connection stays open until the sandbox stops."""
        self.server.box.note(question, 0)
        self.server.box.stopping.wait()
        self.close_connection = True

    def _read(self) -> Question:
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        return Question(self.command, address.path, address.query, self.headers.get("Authorization", ""), body)

    def _head(self, answer: Answer) -> bytes:
        headers = {"Content-Type": "application/json; charset=utf-8", **answer.headers}
        headers["Content-Length"] = str(len(answer.body))
        lines = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def _cut(self, answer: Answer, *, reset: bool) -> None:
        """Send half of the body and close, by a reset if asked for."""
        self.connection.sendall(self._head(answer) + answer.body[: len(answer.body) // 2])
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        self.close_connection = True
