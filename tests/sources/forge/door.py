"""A service of one door over real HTTP, made of what the product has for it, and a site that calls it."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from seatlight.access.installed import allowed
from seatlight.errors import BadToken, SeatlightError
from seatlight.model.installations import Installation, bare_id
from seatlight.model.invocation import Invocation
from seatlight.sandbox.box import Box
from seatlight.sandbox.forge import Forge
from seatlight.sandbox.setup import Setup
from seatlight.sources.forge import KeySet, Replays, bearer, keys_at, verify
from seatlight.sources.jira import ForgeUsers, connect
from tests.sources.jira.site import NOW, Hand
from tests.still import Still

JWKS = "/.well-known/jwks.json"
SAYS = "This call does not prove who it comes from: open the page in Jira anew."


class Door:
    """Lets in whom it should, tells the others one sentence, and remembers the reasons.

    `clock` is what it takes the instant from, `timer` what passes between two fetches of keys.
    """

    def __init__(self, forge: Forge, closing: contextlib.ExitStack) -> None:
        app = forge.app
        self.app_id, self.api_base = app.app_id, forge.place[2]
        self.timer, self.clock = Still(), Hand()
        ids = (app.installation_id, app.cloud_id, app.environment_id, app.app_id)
        installation_id, cloud_id, environment_id, app_id = map(bare_id, ids)
        self.installations = [Installation(installation_id, cloud_id, environment_id, app_id, NOW)]
        fetch, keys_http = keys_at(forge.jwks_url)
        self.keys = KeySet(fetch, self.timer)
        http = connect(app.api_base_url, authorization=None, retry_for_seconds=0)
        closing.callback(keys_http.close)
        closing.callback(http.close)
        self.users = ForgeUsers(http, app.api_base_url, self.clock)
        self.replays = Replays()
        self.reasons: list[str] = []
        self.heard: list[dict[str, str]] = []
        server = _Server(self)
        self.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.005,), daemon=True)
        thread.start()
        closing.callback(thread.join)
        closing.callback(server.server_close)
        closing.callback(server.shutdown)

    def prove(self, headers: Mapping[str, str]) -> Invocation:
        """What the token of a call proves."""
        token = bearer(headers.get("authorization"))
        return verify(token, self.keys, self.app_id, self.clock(), api_base=self.api_base)

    def enter(self, path: str, headers: Mapping[str, str]) -> dict[str, object]:
        """What somebody is told who comes in; one of our errors for whoever does not."""
        invocation = self.prove(headers)
        if isinstance(reason := allowed(invocation, self.installations), str):
            raise BadToken(reason)
        if path == "/tick":
            return {"principal": invocation.principal}
        user = self.users.confirm(invocation, headers.get("x-forge-oauth-user"))
        if path == "/change":
            self.replays.use(invocation, self.clock())
        project = user.project(path.rpartition("/")[2]) if path.startswith("/project/") else None
        standing = user.standing(project)
        return {"account": user.account_id, "admin": standing.jira_admin, "leads": standing.lead}

    def answer(self, path: str, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Status and body of the answer to a call."""
        self.heard.append({name.lower(): value for name, value in headers.items()})
        try:
            return 200, json.dumps(self.enter(path, self.heard[-1])).encode()
        except BadToken as error:
            self.reasons.append(error.reason)
            return error.status, json.dumps({"detail": error.says}).encode()
        except SeatlightError as error:
            return error.status, json.dumps({"detail": error.says}).encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, door: Door) -> None:
        self.door = door
        super().__init__(("127.0.0.1", 0), _Talk)


class _Talk(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Answers a call."""
        status, body = self.server.door.answer(self.path, dict(self.headers.items()))
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """Answers a call."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.do_GET()

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@contextlib.contextmanager
def site(people: int = 25) -> Iterator[Box]:
    """A sandbox whose Forge has the clock of the tests."""
    with Box(Setup(people=people, now=NOW, reach_days=5)) as box:
        box.forge.clock = NOW.timestamp
        yield box


@contextlib.contextmanager
def door(box: Box) -> Iterator[Door]:
    """A service that the app at this site calls; it has no keys yet."""
    with contextlib.ExitStack() as closing:
        yield Door(box.forge, closing)


def cast(box: Box, email: str) -> str:
    """The account of somebody in the team."""
    account_id = box.company().owner_of[email]
    assert account_id
    return account_id


def lead_of(box: Box, key: str) -> str:
    """The account that leads a project."""
    return box.company().projects[key].lead


def fetches(box: Box) -> int:
    """How often keys were asked for."""
    return box.counts().get(JWKS, 0)
