"""What becomes of a page's calls through the stand-in: whose they are, what is passed on, and what is refused."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from seatlight.sandbox.forge.bridge import NOT_VERIFIED
from seatlight.sandbox.forge.claims import MODULES
from tests.sandbox.hosted import Hosted, Json, built, hosted
from tests.sandbox.jira_reading import HANA, TOMAS, YUSUF, id_of
from tests.sandbox.test_forge_calls import heard
from tests.sources.scripted import HANG, Scripted, reply, scripted

OK = reply(b'{"ok": true}', Content_Type="application/json", X_Own="1")
TICKED = reply(b"", 204)
CHEN = "chen.wei@example.org"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """A whole cast."""
    with hosted(built(tmp_path_factory.mktemp("page"))) as running:
        yield running


@pytest.fixture
def jira(whole: Hosted) -> Iterator[Hosted]:
    """The same, at a moment of its own, so that the hourly call comes first in every test."""
    begins = whole.box.forge.clock() + 10_000
    whole.box.forge.clock = lambda: begins
    yield whole
    whole.host.limit_seconds = 25


def serve(jira: Hosted, service: Scripted) -> None:
    """From now on this is the service."""
    jira.host.service_url = service.url


def claims(headers: dict[str, str]) -> Json:
    """What the token of a call says."""
    part = headers["authorization"].removeprefix("Bearer ").split(".")[1]
    found: Json = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


WHO = [("lead", TOMAS), ("member", HANA), ("developer", CHEN), ("outsider", YUSUF)]


@pytest.mark.parametrize(("viewer", "email"), WHO)
def test_a_call_is_made_for_whoever_looks(jira: Hosted, viewer: str, email: str) -> None:
    """With their token, at the page where they are."""
    with scripted(TICKED, OK) as service:
        serve(jira, service)
        told = jira.call("/api/v1/report?project=APP", viewer, method="POST", body={"days": 30})
    first, headers, body = heard(service.asked[-1])
    account_id = id_of(jira.box, email)
    assert told["success"] is True
    assert (first, json.loads(body)) == ("POST /api/v1/report?project=APP HTTP/1.1", {"days": 30})
    assert (claims(headers)["principal"], claims(headers)["context"]["accountId"]) == (account_id, account_id)
    assert headers["x-forge-oauth-user"] == jira.box.forge.user_token(account_id)
    assert "x-forge-oauth-system" not in headers


@pytest.mark.parametrize("module", MODULES)
def test_a_call_says_from_which_page_it_comes(jira: Hosted, module: str) -> None:
    """And from which project, where the page is of one."""
    project = "WEB" if module.startswith("project-") else None
    with scripted(TICKED, OK) as service:
        serve(jira, service)
        jira.call("/x", module=module, project=project)
    told = claims(heard(service.asked[-1])[1])
    assert told["app"]["module"] == {"type": MODULES[module], "key": module}
    assert told["context"]["extension"].get("project", {}).get("key") == project


def test_the_headers_of_a_page_replace_none_of_forges(jira: Hosted) -> None:
    """Its own ones come through, those of the way do not."""
    own = {"X-Own": "1", "Authorization": "Bearer x", "X-Forge-OAuth-User": "y", "Host": "a.example", "Cookie": "z=1"}
    with scripted(TICKED, OK) as service:
        serve(jira, service)
        told = jira.call("/x", headers=own)
    _, headers, _ = heard(service.asked[-1])
    assert told["payload"]["headers"]["x-own"] == ["1"]
    assert headers["x-own"] == "1"
    assert headers["authorization"].startswith("Bearer ey")
    assert headers["x-forge-oauth-user"] != "y"
    assert headers["host"].startswith("127.0.0.1")
    assert "cookie" not in headers


ANSWERS: dict[str, tuple[bytes, Json]] = {
    "JSON": (OK, {"success": True, "payload": {"status": 200, "body": {"ok": True}}}),
    "nothing": (reply(b"", 204), {"success": True, "payload": {"status": 204}}),
    "a problem": (
        reply(b'{"title": "No"}', 404, Content_Type="application/problem+json"),
        {"success": False, "error": {"status": 404, "body": {"title": "No"}}},
    ),
    "a bad token": (reply(b"{}", 401, Content_Type="application/json"), {"rejected": NOT_VERIFIED}),
    "elsewhere": (reply(b"", 302, Location="/"), {"rejected": "Redirects are not supported"}),
    "a page": (reply(b"<html>", 500, Content_Type="text/html"), {"rejected": "The answer is text/html, not JSON"}),
    "too much": (
        reply(b'"' + b"x" * 5_000_000 + b'"', Content_Type="application/json"),
        {"rejected": "The answer has more than 5000000 bytes"},
    ),
    "too late": (HANG, {"rejected": "The request timed out"}),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_page_hears_what_forge_would_tell_it(jira: Hosted, name: str) -> None:
    """Failures with their JSON; everything that Forge does not let through, as a rejection."""
    script, expected = ANSWERS[name]
    jira.host.limit_seconds = 0.2 if script == HANG else 25
    with scripted(TICKED, script) as service:
        serve(jira, service)
        told = jira.call("/x")
        assert len(service.asked) == 2
    for part in ("payload", "error"):
        told.get(part, {}).pop("headers", None)
    assert told == expected


BAD: dict[str, tuple[Json, str]] = {
    "no path": ({"path": ""}, "A path begins with one slash."),
    "a path of a host": ({"path": "@evil.example/"}, "A path begins with one slash."),
    "a path of another host": ({"path": "//evil.example/"}, "A path begins with one slash."),
    "another method": ({"method": "TRACE"}, "Forge sends GET, POST, PUT, PATCH, DELETE, not TRACE."),
    "a list": ({"body": [1]}, "Expected `object | null`, got `array`"),
    "too much": ({"method": "POST", "body": {"x": "y" * 500_000}}, "Forge sends 500000 bytes at most."),
    "headers of numbers": ({"headers": {"a": 1}}, "Expected `str`, got `int`"),
    "nobody": ({"viewer": "nobody"}, "There is no nobody here."),
    "no page": ({"module": "other-page"}, "There is no page other-page there."),
    "a page of no project": ({"project": None}, "There is no page project-page there."),
    "a project too many": ({"module": "admin-page"}, "There is no page admin-page there."),
    "no project": ({"project": "NOPE"}, "has no project NOPE"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_no_bridge_would_send_is_rejected(jira: Hosted, name: str) -> None:
    """Nothing arrives, and the page hears why."""
    asked, says = BAD[name]
    with scripted(TICKED, OK) as service:
        serve(jira, service)
        told = jira.call(**{"path": "/x", **asked})
        assert not [request for request in service.asked if b"/forge/tick" not in request]
    assert says in told["rejected"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff", b'{"viewer": "lead"}'])
def test_a_body_that_is_no_call_is_rejected(jira: Hosted, body: bytes) -> None:
    """In one sentence."""
    answer = jira.ask("/host/call", "POST", content=body, headers={"Origin": jira.site})
    assert (answer.status_code, [*answer.json()]) == (200, ["rejected"])


@pytest.mark.parametrize("origin", [None, "frames", "http://evil.example", "null"])
def test_only_the_stand_in_itself_makes_calls(jira: Hosted, origin: str | None) -> None:
    """The frame has no other way than the bridge, and other pages have none."""
    headers = {} if origin is None else {"Origin": jira.frames if origin == "frames" else origin}
    whole = {"viewer": "admin", "module": "admin-page", "path": "/x"}
    with scripted(OK) as service:
        serve(jira, service)
        assert jira.ask("/host/call", "POST", json=whole, headers=headers).status_code == 403
        assert jira.ask("/host/call", headers={"Origin": jira.site}).status_code == 403
        assert service.asked == []


def test_a_service_that_is_not_there_is_a_rejection(jira: Hosted) -> None:
    """As soon as it is known."""
    jira.host.service_url = "http://127.0.0.1:9"
    assert jira.call("/x")["rejected"].startswith("The request failed: Connect")


def paths(service: Scripted) -> list[str]:
    """What a service was asked for."""
    return [request.split(b" ", 2)[1].decode() for request in service.asked]


def test_the_hourly_call_comes_before_the_first_and_then_once_an_hour(jira: Hosted) -> None:
    """With the app's own token, by which the service reads who belongs to a project."""
    begins = jira.box.forge.clock()
    with scripted(TICKED, OK, OK, TICKED, OK) as service:
        serve(jira, service)
        jira.call("/a")
        jira.call("/b")
        jira.box.forge.clock = lambda: begins + 3600
        jira.call("/c")
        assert paths(service) == ["/forge/tick", "/a", "/b", "/forge/tick", "/c"]
        assert heard(service.asked[0])[1]["x-forge-oauth-system"] == jira.box.forge.system_token()


def test_an_hourly_call_that_was_refused_comes_again_with_the_next(jira: Hosted) -> None:
    """Once with each, and what the page asked is passed on all the same."""
    bad = reply(b"{}", 401, Content_Type="application/json")
    with scripted(bad, bad, TICKED, OK) as service:
        serve(jira, service)
        assert jira.call("/a") == {"rejected": NOT_VERIFIED}
        told: dict[str, Any] = jira.call("/b")
        assert told["success"] is True
        assert paths(service) == ["/forge/tick", "/a", "/forge/tick", "/b"]
