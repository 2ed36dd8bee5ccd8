"""Local mode: this machine alone, asked for by a name of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from click.testing import CliRunner
from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException

from seatlight.errors import WrongUsage
from seatlight.model.loopback import is_loopback
from seatlight.surfaces.cli.commands.serve import command
from seatlight.surfaces.web.origins import this_machine_only
from tests.surfaces.web.visits import Visited, visited


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    """A service for the person at this machine."""
    with visited(tmp_path_factory.mktemp("local"), None, local=True) as one:
        yield one


def test_whoever_sits_here_is_let_in(visit: Visited) -> None:
    """By any name of this machine."""
    port = visit.url.rpartition(":")[2]
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", "localhost", "[::1]:8000", "127.0.0.2"):
        assert visit.browser().get("/api/v1/report", host=host).status_code not in {401, 403}


@pytest.mark.parametrize(
    "host",
    ["evil.example.org", "127.0.0.1.evil.example.org", "localhost.evil.example.org", "0.0.0.0", "192.168.1.5",
     "evil@127.0.0.1.example.org", "[::2]", "[", "2130706433"],
)  # fmt: skip
def test_a_name_that_leads_here_from_elsewhere_gets_nothing(visit: Visited, host: str) -> None:
    """A page may have its own name lead to this machine: the browser then names that."""
    for path in ("/api/v1/report", "/health", "/api/openapi.json"):
        assert visit.browser().get(path, host=host).status_code in {400, 403}


@pytest.mark.parametrize("name", ["x_forwarded_for", "forwarded", "x_real_ip", "x_forwarded_host"])
def test_what_a_proxy_passed_on_gets_nothing(visit: Visited, name: str) -> None:
    """It may come from anywhere."""
    assert visit.browser().get("/api/v1/report", **{name: "127.0.0.1"}).status_code == 403


def test_another_page_in_the_browser_changes_nothing(visit: Visited) -> None:
    """Its browser says where it comes from; a program says nothing and is let in."""
    browser = visit.browser()
    for headers in ({"origin": "https://evil.example.org"}, {"sec_fetch_site": "cross-site"}, {"origin": "null"}):
        assert browser.ask("POST", "/api/v1/refresh", **headers).status_code == 403
    for headers in ({}, {"origin": visit.url, "sec_fetch_site": "same-origin"}):
        assert browser.ask("POST", "/api/v1/refresh", **headers).status_code not in {401, 403}


def test_a_wrong_token_is_not_made_good_by_sitting_here(visit: Visited) -> None:
    """Whoever says to be somebody else has to prove it."""
    for text in ("Bearer slt_wrong", "Bearer other", "Basic eDp5"):
        assert visit.browser().get("/api/v1/report", authorization=text).status_code == 401


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", "", "::ffff:192.168.1.5"])
def test_local_mode_listens_nowhere_else(host: str) -> None:
    """It is refused before anything is opened."""
    done = CliRunner().invoke(command, ["--local", "--host", host])
    assert isinstance(done.exception, WrongUsage)
    assert not is_loopback(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", "::ffff:127.0.0.1"])
def test_every_name_of_this_machine_is_known(host: str) -> None:
    """IPv4, IPv6, one within the other, and by name."""
    assert is_loopback(host)


@pytest.mark.parametrize(
    ("peer", "passes"),
    [("127.0.0.1", True), ("::1", True), ("192.0.2.7", False), ("::ffff:192.0.2.7", False), ("", False), (None, False)],
)
def test_a_peer_that_is_not_this_machine_gets_nothing(peer: str | None, passes: bool) -> None:
    """Whatever name it asks for; a peer that is not known is none of ours."""
    told: Any = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "headers": [(b"host", b"127.0.0.1:8000")],
        "client": None if peer is None else (peer, 4711),
    }
    handler: Any = None
    with nullcontext() if passes else pytest.raises(PermissionDeniedException):
        this_machine_only(ASGIConnection(told), handler)


def test_the_guard_holds_for_every_route(visit: Visited) -> None:
    """Those of the framework as well: no document, no unknown path."""
    for path in ("/api", "/api/openapi.json", "/nothing/there", "/ready"):
        assert visit.browser().get(path, host="evil.example.org").status_code in {403, 404}
