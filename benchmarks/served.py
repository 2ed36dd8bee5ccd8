"""A service over a sandbox, both in processes of their own: connected, with a project open and a token to ask with."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from benchmarks.children import NOT_HANDED_ON
from benchmarks.load import HOST, Load
from seatlight.model.access import Permission
from seatlight.model.audit import Deed
from seatlight.model.digests import digest_of
from seatlight.model.tokens import PREFIX, ApiToken
from seatlight.sandbox import Setup, start
from seatlight.store import Seals, SqlStore, open_store
from seatlight.wiring import now

LONGEST_SECONDS = 300.0


class Sandboxed(msgspec.Struct, frozen=True):
    """Where a sandbox is, with what it is reached, and somebody of its project."""

    url: str
    key: str
    email: str
    token: str
    member: str


class Served:
    """A service that runs, and the command line beside it."""

    def __init__(self, box: Sandboxed, folder: Path) -> None:
        with socket.create_server((HOST, 0)) as free:
            self.port: int = free.getsockname()[1]
        self._folder, self._box = folder, box
        own = {
            "XDG_DATA_HOME": str(folder),
            "SEATLIGHT_CURSOR_URL": box.url,
            "SEATLIGHT_CURSOR_API_KEY": box.key,
            "SEATLIGHT_JIRA_API_TOKEN": box.token,
            "SEATLIGHT_CURSOR_ADMIN_PER_MINUTE": "0",
            "SEATLIGHT_CURSOR_EVENTS_PER_MINUTE": "0",
            "SEATLIGHT_READS_PER_MINUTE": "0",
        }
        theirs = {name: value for name, value in os.environ.items() if not name.startswith(NOT_HANDED_ON)}
        self._around = theirs | own
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, *arguments: str) -> str:
        """What a command says."""
        command = [sys.executable, "-m", "seatlight", *arguments]
        return subprocess.run(command, env=self._around, check=True, capture_output=True, text=True).stdout.strip()

    def sites(self, count: int) -> list[str]:
        """So many sites with a connection each; gives a token for each."""
        home = self._folder / "seatlight"
        seals = Seals((home / "secret.key").read_text().split())
        deed, tokens = Deed("bench", now()), []
        with open_store(f"sqlite:///{home}/seatlight.db", seals, create=False) as store:
            for number in range(count):
                site = store.add_site(f"site-{number}", deed)
                store.add_connection(
                    site.site_id, "cursor", vendor="cursor", url=self._box.url, key=self._box.key, deed=deed
                )
                tokens.append(self.token(store, site.site_id, deed))
        return tokens

    def token(self, store: SqlStore, site_id: str, deed: Deed) -> str:
        """A token of a site that may see what the operator sees."""
        text = PREFIX + secrets.token_urlsafe(32)
        token = ApiToken(
            secrets.token_hex(8), "bench", None, frozenset({Permission.VIEW}), None, "bench", deed.at,
            deed.at + timedelta(days=1), None, text[-4:],
        )  # fmt: skip
        store.add_token(site_id, token, digest_of(text), deed)
        return text

    def connect(self) -> None:
        """Connect the sandbox on both sides."""
        self.run("connect", "cursor")
        self.run("connect", "jira", "--url", self._box.url, "--email", self._box.email)

    def start(self) -> float:
        """Start it; gives the seconds until it was ready."""
        command = [sys.executable, "-m", "seatlight", "serve", "--port", str(self.port)]
        began_at = time.perf_counter()
        told = (self._folder / "log").open("ab")
        self._process = subprocess.Popen(command, env=self._around, stdout=subprocess.DEVNULL, stderr=told)
        while self.get("/ready")[0] != 200:
            time.sleep(0.01)
        return time.perf_counter() - began_at

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """Status and body of an answer; 0 where nobody listens."""
        request = urllib.request.Request(f"http://{HOST}:{self.port}{path}", headers=dict(headers or {}))
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()
        except OSError:
            return 0, b""

    def await_whole(self, path: str, token: str) -> None:
        """Wait until a report is complete; TimeoutError where that takes for ever."""
        until, status, body = time.monotonic() + LONGEST_SECONDS, 0, b""
        while time.monotonic() < until:
            status, body = self.get(path, {"Authorization": f"Bearer {token}"})
            if status == 200 and msgspec.json.decode(body)["freshness"]["complete"]:
                return
            time.sleep(0.3)
        raise TimeoutError(f"{path} is not complete: {status} {body[:300]!r}")

    def load(self, path: str, token: str, readers: int, seconds: float) -> Load:
        """What readers in another process had to wait."""
        words = [str(self.port), path, token, str(readers), str(seconds)]
        told = subprocess.run([sys.executable, "-m", "benchmarks.load", *words], check=True, capture_output=True)
        return msgspec.json.decode(told.stdout, type=Load)

    @property
    def memory(self) -> int:
        """The bytes it has in memory now."""
        pid = self._process.pid if self._process else "self"
        status = Path(f"/proc/{pid}/status").read_text()
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS"))

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)


@contextmanager
def served(setup: Setup, project: str) -> Iterator[tuple[Served, Sandboxed]]:
    """A service that is connected to a sandbox and not yet started."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_sandbox, args=(setup, project, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        box = Sandboxed(*ours.recv())
        with TemporaryDirectory() as folder:
            service = Served(box, Path(folder))
            service.connect()
            try:
                yield service, box
            finally:
                service.stop()
    finally:
        with suppress(OSError):
            ours.send(None)
        child.join(5)
        child.terminate()


def _sandbox(setup: Setup, project: str, pipe: Connection) -> None:
    with start(setup) as box:
        company = box.company()
        member = next(iter(company.people_in(company.projects[project].roles["Developers"])))
        pipe.send((box.url, box.key, box.jira_email, box.jira_token, member))
        pipe.recv()
