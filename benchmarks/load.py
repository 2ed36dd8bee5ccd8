"""Readers that ask a service again and again, each over one connection that stays open.

A program of its own, run as `python -m benchmarks.load PORT PATH TOKEN READERS SECONDS`, so that it has a processor of
its own to ask with; prints how long each answer took as JSON.
"""

from __future__ import annotations

import socket
import sys
from threading import Thread
from time import perf_counter

import msgspec

HOST = "127.0.0.1"
WARM_SECONDS = 1.0
"""What was asked before this is not counted."""


class Load(msgspec.Struct, frozen=True):
    """The seconds that each answer took, those that were no 200, and the wall seconds of all."""

    taken: list[float]
    refused: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Answers in a second."""
        return len(self.taken) / self.seconds

    def within(self, share: float) -> float:
        """The seconds within which this share of answers came."""
        return sorted(self.taken)[min(len(self.taken) - 1, int(share * len(self.taken)))]


class Reader:
    """One connection, and what its answers took."""

    def __init__(self, port: int, path: str, token: str) -> None:
        head = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {token}\r\nAccept-Encoding: gzip\r\n\r\n"
        self._question = head.encode()
        self._line = socket.create_connection((HOST, port))
        self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.taken: list[float] = []
        self.refused = 0

    def read(self, from_at: float, until: float) -> None:
        """Ask until then, counting from that instant on."""
        while (began_at := perf_counter()) < until:
            status = self._ask()
            if began_at >= from_at:
                self.taken.append(perf_counter() - began_at)
                self.refused += status != 200

    def _ask(self) -> int:
        self._line.sendall(self._question)
        answer = bytearray(self._line.recv(1 << 20))
        while (end := answer.find(b"\r\n\r\n")) < 0:
            answer += self._line.recv(1 << 20)
        size = next(
            int(line[15:]) for line in answer[:end].lower().split(b"\r\n") if line.startswith(b"content-length:")
        )
        left = size - (len(answer) - end - 4)
        while left > 0:
            left -= len(self._line.recv(1 << 20))
        return int(answer[9:12])


def load(port: int, path: str, token: str, readers: int, seconds: float) -> Load:
    """Ask with so many readers for so long."""
    all_of_them = [Reader(port, path, token) for _ in range(readers)]
    from_at = perf_counter() + WARM_SECONDS
    threads = [Thread(target=one.read, args=(from_at, from_at + seconds)) for one in all_of_them]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = [second for one in all_of_them for second in one.taken]
    return Load(taken, sum(one.refused for one in all_of_them), seconds)


if __name__ == "__main__":
    port, path, token, readers, seconds = sys.argv[1:]
    sys.stdout.buffer.write(msgspec.json.encode(load(int(port), path, token, int(readers), float(seconds))))
