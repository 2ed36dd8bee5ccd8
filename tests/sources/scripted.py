"""A loopback server that answers request after request from a script, faults included."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator, Sequence

RESET, HANG = b"(reset)", b"(hang)"
TLS_HELLO = b"\x16"


def reply(body: bytes = b"{}", status: int = 200, **headers: str) -> bytes:
    """A whole HTTP answer; underscores in header names stand for dashes."""
    lines = [f"HTTP/1.1 {status} Told", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def cut(body: bytes) -> bytes:
    """An answer that promises a whole body and breaks off in its middle."""
    return reply(body)[: -(len(body) // 2)]


class Scripted:
    """Serves the script in order, its last line for ever, and remembers what was asked."""

    def __init__(self, script: Sequence[bytes]) -> None:
        self.script = list(script)
        self.asked: list[bytes] = []
        self.connections = 0
        self._stopping = threading.Event()
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def stop(self) -> None:
        """Hangs up on everybody."""
        self._stopping.set()
        for held in [self._listener, *self._open]:
            with contextlib.suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)
            held.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._listener.accept()
                self.connections += 1
                self._open.append(caller)
                threading.Thread(target=self._talk, args=(caller,), daemon=True).start()

    def _talk(self, caller: socket.socket) -> None:
        with contextlib.suppress(OSError, ConnectionError):
            while request := _request(caller):
                self.asked.append(request)
                answer = self.script.pop(0) if len(self.script) > 1 else self.script[0]
                if answer == HANG:
                    self._stopping.wait(5)
                    return
                if answer == RESET:
                    caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    caller.close()
                    return
                caller.sendall(answer)
                if _is_cut(answer):
                    caller.close()
                    return


@contextlib.contextmanager
def scripted(*script: bytes) -> Iterator[Scripted]:
    """A server that plays the script while the block lasts."""
    server = Scripted(script)
    try:
        yield server
    finally:
        server.stop()


def _request(caller: socket.socket) -> bytes:
    """One whole request, empty when the caller has hung up."""
    read = b""
    while b"\r\n\r\n" not in read and not read.startswith(TLS_HELLO):
        if not (more := caller.recv(65536)):
            return b""
        read += more
    head, _, body = read.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    while lengths and len(body) < int(lengths[0].split(b":")[1]):
        body += caller.recv(65536)
    return head + b"\r\n\r\n" + body


def _is_cut(answer: bytes) -> bool:
    head, _, body = answer.partition(b"\r\n\r\n")
    return f"Content-Length: {len(body)}".encode() not in head
