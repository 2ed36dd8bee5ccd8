"""A service as people run it: a process of its own on a port of loopback, over a sandbox and a database of its own."""

import json
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from seatlight.sandbox import Box
from tests.surfaces.commands import Done, command, environment, words

HOST = "127.0.0.1"
PATIENCE_SECONDS = 30


class Heard(NamedTuple):
    """An answer; status 0 where there was none."""

    status: int
    headers: Mapping[str, str] = {}
    body: bytes = b""

    @property
    def document(self) -> dict[str, Any]:
        """Its JSON."""
        told: dict[str, Any] = json.loads(self.body)
        return told


class Served:
    """A process that serves, and what can be asked of it. `said` is all that it wrote, once it has ended."""

    def __init__(self, box: Box, home: Path, work: Path, **changes: str) -> None:
        self.box, self._work = box, work
        self.around = environment(box, XDG_DATA_HOME=str(home), **changes)
        del self.around["SEATLIGHT_CURSOR_API_KEY"]
        with socket.create_server((HOST, 0)) as free:
            self.port: int = free.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None
        self._out, self._err = work / "out", work / "err"

    def start(self, *options: str) -> None:
        """Start it and wait until it is ready."""
        arguments = words("serve", "--port", str(self.port), *options)
        with self._out.open("ab") as out, self._err.open("ab") as err:
            self.process = subprocess.Popen(arguments, env=self.around, cwd=self._work, stdout=out, stderr=err)
        until(lambda: self.ask("/ready").status == 200 or self.process is None or self.process.poll() is not None)
        assert self.process.poll() is None, self.said

    def run(self, *arguments: str) -> Done:
        """A command with the same settings."""
        return command(self.around, self._work, *arguments)

    def token(self, name: str, *options: str) -> str:
        """A new API token."""
        done = self.run("tokens", "create", name, *options)
        assert done.code == 0, done.err
        return done.text.strip()

    def ask(
        self, path: str, token: str | None = None, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Heard:
        """An answer of the service; a body is sent as JSON."""
        headers |= {"Content-Type": "application/json"} if body is not None else {}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if token is not None:
            given["Authorization"] = f"Bearer {token}"
        line = HTTPConnection(HOST, self.port, timeout=PATIENCE_SECONDS)
        try:
            line.request(method, path, body, given)
            answer = line.getresponse()
            return Heard(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        except (OSError, HTTPException):
            return Heard(0)
        finally:
            line.close()

    def await_whole(self, path: str, token: str | None = None) -> Heard:
        """The report once it is complete."""
        until(lambda: whole(self.ask(path, token)))
        return self.ask(path, token)

    def tell(self, number: signal.Signals) -> None:
        """Send it a signal."""
        assert self.process is not None
        self.process.send_signal(number)

    def ended(self) -> int:
        """Its exit code, once it has ended."""
        assert self.process is not None
        return self.process.wait(PATIENCE_SECONDS)

    @property
    def said(self) -> str:
        """All that it wrote, to stdout and to stderr."""
        return self._out.read_text() + self._err.read_text()

    def lines(self) -> list[dict[str, Any]]:
        """Its log."""
        return [json.loads(line) for line in self._err.read_text().splitlines()]

    def number(self, name: str, **labels: str) -> float:
        """A number of `/metrics`: the sum of those that have these labels."""
        page = self.ask("/metrics").body.decode()
        found = re.findall(rf"^{name}(?:\{{(.*)\}})? (\S+)$", page, re.MULTILINE)
        wanted = {f'{label}="{value}"' for label, value in labels.items()}
        return sum(float(value) for told, value in found if wanted <= set(told.split(",")))


@contextmanager
def serving(box: Box, home: Path, work: Path, **changes: str) -> Iterator[Served]:
    """A service that has not been started; it is killed in the end."""
    made = Served(box, home, work, **changes)
    try:
        yield made
    finally:
        if made.process is not None:
            made.process.kill()
            made.process.wait()


class Asking:
    """Somebody who waits for an answer."""

    def __init__(self, one: Served, path: str, token: str | None = None) -> None:
        self.heard: Heard | None = None
        self._thread = Thread(target=self._ask, args=(one, path, token), daemon=True)
        self._thread.start()

    def _ask(self, one: Served, path: str, token: str | None) -> None:
        self.heard = one.ask(path, token)

    def answer(self) -> Heard:
        """What came of it."""
        self._thread.join(PATIENCE_SECONDS)
        assert self.heard is not None
        return self.heard


def until(happened: Any) -> None:
    """Wait until something has happened."""
    for _ in range(PATIENCE_SECONDS * 50):
        if happened():
            return
        time.sleep(0.02)
    raise AssertionError("It never happened.")


def whole(heard: Heard) -> bool:
    """Whether a report is complete."""
    return heard.status == 200 and bool(heard.document["freshness"]["complete"])
