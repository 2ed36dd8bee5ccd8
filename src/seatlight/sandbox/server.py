"""HTTP on a loopback port: requests in, answers out."""

import contextlib
import socket
import struct
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Any
from urllib.parse import urlsplit

from seatlight.sandbox.cursor.asking import Answer, Question
from seatlight.sandbox.desk import Desk
from seatlight.sandbox.faults import Fault

CUT = ("truncated", "reset")


class Listener(ThreadingTCPServer):
    """Accepts connections, a thread for each, and knows them all so that it can hang up."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, desk: Desk, port: int) -> None:
        self.desk = desk
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

    def do_PUT(self) -> None:
        """Answer a PUT, which no endpoint takes."""
        self._converse()

    def do_DELETE(self) -> None:
        """Answer a DELETE, which no endpoint takes."""
        self._converse()

    def log_message(self, *args: object) -> None:
        """Say nothing on the terminal; the log is `Desk.requests`."""

    def _converse(self) -> None:
        desk, question = self.server.desk, self._read()
        fault = desk.take_fault(question)
        desk.let_time_pass(fault)
        if fault and fault.name == "dropped":
            desk.note(question, 0)
            self.close_connection = True
        elif desk.stopping.is_set() or (fault and fault.name == "hang"):
            self._fall_silent(question)
        else:
            self._reply(desk.answer(question, fault), fault)

    def _reply(self, answer: Answer, fault: Fault | None) -> None:
        if fault and fault.name in CUT:
            self._cut(answer, reset=fault.name == "reset")
        else:
            self.connection.sendall(self._head(answer) + answer.body)

    def _fall_silent(self, question: Question) -> None:
        """Give no answer; the connection stays open until the sandbox stops."""
        self.server.desk.note(question, 0)
        self.server.desk.stopping.wait()
        self.close_connection = True

    def _read(self) -> Question:
        address = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        told = {name: self.headers.get(name, "") for name in ("Authorization", "Host", "Origin")}
        return Question(
            self.command, address.path, address.query, told["Authorization"], body, told["Host"], told["Origin"]
        )

    def _head(self, answer: Answer) -> bytes:
        told = self.server.desk.api.wall_clock.headers(answer.status)
        headers = {"Content-Type": "application/json; charset=utf-8", **told, **answer.headers}
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
