"""The simulated Forge: what it signs and publishes, how Jira takes its tokens, and how it calls a service."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

from seatlight.sandbox import Box
from seatlight.sandbox.forge import FORGERIES, Forge, forge_forged
from seatlight.sandbox.forge.bridge import NOT_VERIFIED, BridgeAnswer
from tests.sandbox.jira_reading import API, HANA, id_of, jira_box
from tests.sources.scripted import HANG, RESET, Scripted, reply, scripted

OK = reply(b'{"ok": true}', Content_Type="application/json")


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A whole cast."""
    with jira_box() as running:
        running.forge.clock = lambda: 1_800_000_000.7
        yield running


@pytest.fixture
def forge() -> Iterator[Forge]:
    """Forge at a small site of its own, which waits for nothing."""
    with jira_box(people=1) as running:
        running.forge.wait = lambda seconds: None
        yield running.forge


def published(box: Box) -> dict[str, dict[str, str]]:
    """The keys by their ids, as anybody reads them."""
    with httpx2.Client(verify=False, trust_env=False) as client:
        return {key["kid"]: key for key in client.get(box.forge.jwks_url).json()["keys"]}


def opened(token: str) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    """Head and claims of a token, what was signed, and the signature."""
    parts = token.split(".")
    head, claims, signature = (base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in parts)
    return json.loads(head), json.loads(claims), ".".join(parts[:2]).encode(), signature


def number(text: str) -> int:
    """A number of a published key."""
    return int.from_bytes(base64.urlsafe_b64decode(text + "=="), "big")


def test_a_token_is_signed_by_the_key_that_it_names(box: Box) -> None:
    """As everybody can check who reads the published keys."""
    head, _, signed, signature = opened(box.forge.page_token(id_of(box, HANA), "APP"))
    key = published(box)[head["kid"]]
    assert {key[name] for name in ("kty", "use", "alg")} == {"RSA", "sig", "RS256"}
    assert (head["alg"], head["kid"].startswith("forge/invocation-token/wf-")) == ("RS256", True)
    RSAPublicNumbers(number(key["e"]), number(key["n"])).public_key().verify(signature, signed, PKCS1v15(), SHA256())


def test_a_token_tells_what_a_real_one_tells(box: Box) -> None:
    """It lives for 25 seconds, of the page and whoever looks; events tell of nobody."""
    hana, app = id_of(box, HANA), box.forge.app
    _, claims, _, _ = opened(box.forge.page_token(hana, "APP"))
    assert (claims["iat"], claims["nbf"], claims["exp"]) == (1_800_000_000, 1_800_000_000, 1_800_000_025)
    assert (claims["iss"], claims["aud"], claims["principal"]) == ("forge/invocation-token", app.app_id, hana)
    assert claims["app"]["apiBaseUrl"] == f"{box.url}/ex/jira/{box.cloud_id}"
    assert claims["context"]["extension"]["project"] == {"id": "10000", "key": "APP", "type": "software"}
    _, event, _, _ = opened(box.forge.event_token())
    assert "principal" not in event
    assert event["app"]["module"] == {"type": "core:endpoint", "key": "on-install"}
    assert event["jti"] != claims["jti"]


def test_a_page_of_a_project_that_is_none_is_a_mistake_of_the_test(box: Box) -> None:
    """And said so."""
    with pytest.raises(ValueError, match="has no project NONE"):
        box.forge.page_token(id_of(box, HANA), "NONE")


def test_keys_are_changed_kept_and_withdrawn(forge: Forge) -> None:
    """The newest signs; an outage publishes nothing."""
    first = forge.issuer.kid
    second = forge.issuer.rotate(keep=True)
    assert [key["kid"] for key in json.loads(forge.jwks().body)["keys"]] == [first, second]
    third = forge.issuer.rotate()
    assert [key["kid"] for key in json.loads(forge.jwks().body)["keys"]] == [third]
    assert opened(forge.event_token())[0]["kid"] == third
    forge.issuer.away = True
    assert forge.jwks().status == 503


@pytest.mark.parametrize(("fault", "status"), [("error-500", 500), ("not-json", 200), ("empty", 200)])
def test_faults_befall_the_published_keys_as_well(fault: str, status: int) -> None:
    """Those that put an answer of their own in place of any."""
    path = "/.well-known/jwks.json"
    with jira_box(people=1, faults=(f"{fault}@{path}",)) as box:
        with httpx2.Client(verify=False, trust_env=False) as client:
            spoilt, good = client.get(box.forge.jwks_url), client.get(box.forge.jwks_url)
        assert (spoilt.status_code, b"kid" in spoilt.content, b"kid" in good.content) == (status, False, True)
        assert box.counts() == {path: 2}


def as_whom(box: Box, token: str, base: str | None = None) -> int | str:
    """The account as which Jira takes a token, or the status of its refusal."""
    gateway = f"{box.url}/ex/jira/{box.cloud_id}" if base is None else base
    with httpx2.Client(verify=False, trust_env=False) as client:
        answer = client.get(f"{gateway}{API}/myself", headers={"Authorization": f"Bearer {token}"})
    return str(answer.json()["accountId"]) if answer.status_code == 200 else answer.status_code


def held(box: Box, token: str, project: str) -> list[str] | int:
    """The permissions that a token holds in a project, or the status of a refusal."""
    keys = "BROWSE_PROJECTS,ADMINISTER_PROJECTS,ADMINISTER"
    with httpx2.Client(verify=False, trust_env=False) as client:
        answer = client.get(
            f"{box.forge.app.api_base_url}{API}/mypermissions",
            params={"permissions": keys, "projectKey": project},
            headers={"Authorization": f"Bearer {token}"},
        )
    if answer.status_code != 200:
        return answer.status_code
    return sorted(key for key, told in answer.json()["permissions"].items() if told["havePermission"])


def test_jira_takes_a_user_token_for_that_user_alone(box: Box) -> None:
    """At the gateway, and at no other base."""
    hana = id_of(box, HANA)
    token = box.forge.user_token(hana)
    assert as_whom(box, token) == hana
    assert as_whom(box, token, box.url) == 401
    assert as_whom(box, token, f"{box.url}/ex/jira/other") == 404
    assert token == box.forge.user_token(hana)


def test_rights_are_those_of_whose_token_is_shown(box: Box) -> None:
    """A lead, a member, a stranger, an admin; one question asked by two has two answers."""
    company = box.company()
    web = company.projects["WEB"].lead
    assert held(box, box.forge.user_token(web), "WEB") == ["ADMINISTER_PROJECTS", "BROWSE_PROJECTS"]
    assert held(box, box.forge.user_token(web), "OPS") == 404
    assert held(box, box.forge.user_token(company.ours), "WEB") == ["ADMINISTER", "BROWSE_PROJECTS"]
    assert held(box, box.forge.user_token(company.ours), "HR") == 404
    assert held(box, box.forge.system_token(), "WEB") == ["BROWSE_PROJECTS"]


def test_the_app_acts_as_an_account_of_its_own(box: Box) -> None:
    """Which is listed as an app."""
    account = as_whom(box, box.forge.system_token())
    facts = {one.account_id: one for one in box.facts().jira.accounts}
    assert (facts[str(account)].kind, facts[str(account)].name) == ("app", "Seatlight")


def test_a_site_without_forge_has_no_account_for_it() -> None:
    """It comes with the first thing that Forge is asked for."""
    with jira_box(people=1) as box:
        assert "Seatlight" not in {one.name for one in box.facts().jira.accounts}
        assert box.forge is box.forge
        assert "Seatlight" in {one.name for one in box.facts().jira.accounts}


def test_ended_tokens_are_refused_and_renewed_ones_are_not(forge: Forge) -> None:
    """Of one account, or of all once the app is gone."""
    admin = forge.company.ours
    old, new = forge.user_token(admin), forge.tokens.renew(admin)
    assert [forge.tokens.owner_of(f"Bearer {token}") for token in (old, new)] == [admin, admin]
    forge.tokens.end(admin)
    assert [forge.tokens.owner_of(f"Bearer {token}") for token in (old, new)] == [None, None]
    system = forge.system_token()
    forge.uninstall()
    assert forge.tokens.owner_of(f"Bearer {system}") is None
    with pytest.raises(ValueError, match="not installed"):
        forge.call("http://127.0.0.1:9", "/", account_id=admin)


def page_call(forge: Forge, service: Scripted, **choices: Any) -> BridgeAnswer:
    """What a page of the admin gets from a service."""
    return forge.call(service.url, "/report?x=1", account_id=forge.company.ours, **choices)


def heard(request: bytes) -> tuple[str, dict[str, str], bytes]:
    """First line, headers and body of a request."""
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    return first, {line.partition(":")[0].lower(): line.partition(": ")[2] for line in lines}, body


def test_a_call_has_the_headers_of_forge_and_the_body_of_the_page(forge: Forge) -> None:
    """The token of whoever looks and not the app's own, as the manifest says, and what to find it again by."""
    with scripted(OK) as service:
        answer = page_call(forge, service, method="POST", body={"a": 1}, headers={"X-Own": "1"})
    first, headers, body = heard(service.asked[0])
    assert (first, json.loads(body), headers["x-own"]) == ("POST /report?x=1 HTTP/1.1", {"a": 1}, "1")
    assert headers["x-forge-oauth-user"] == forge.user_token(forge.company.ours)
    assert "x-forge-oauth-system" not in headers
    assert {"x-b3-traceid", "x-b3-spanid", "authorization"} <= set(headers)
    assert (answer.succeeded, answer.json()) == (True, {"ok": True})


ANSWERS: dict[str, tuple[bytes, str | None]] = {
    "JSON": (OK, None),
    "nothing": (reply(b"", 204), None),
    "a problem": (reply(b"{}", 404, Content_Type="application/problem+json; charset=utf-8"), None),
    "a refusal": (reply(b"{}", 403, Content_Type="application/json"), None),
    "a bad token": (reply(b"{}", 401, Content_Type="application/json"), NOT_VERIFIED),
    "elsewhere": (reply(b"", 302, Location="/"), "Redirects are not supported"),
    "a page": (reply(b"<html>", 500, Content_Type="text/html"), "The answer is text/html, not JSON"),
    "a good page": (reply(b"<html>", Content_Type="text/html"), "The answer is text/html, not JSON"),
    "no type": (reply(b"{}", 422), "The answer is of no type, not JSON"),
    "false JSON": (reply(b"{", 422, Content_Type="application/json"), "The answer says that it is JSON, and is none"),
    "an empty refusal": (
        reply(b"", 404, Content_Type="application/json"),
        "The answer says that it is JSON, and is none",
    ),
    "too much": (
        reply(b'"' + b"x" * 5_000_000 + b'"', Content_Type="application/json"),
        "The answer has more than 5000000 bytes",
    ),
    "too late": (HANG, "The request timed out"),
    "a break": (RESET, "The request failed: ReadError"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_page_gets_only_what_the_bridge_lets_through(name: str, forge: Forge) -> None:
    """Everything else is a rejection that says why; nothing is tried again."""
    script, rejected = ANSWERS[name]
    with scripted(script) as service:
        answer = page_call(forge, service, limit_seconds=0.2 if script == HANG else 25)
        assert len(service.asked) == 1
    assert answer.rejected == rejected
    assert answer.succeeded == (rejected is None and answer.status < 300)


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ({"method": "HEAD"}, "not HEAD"),
        ({"method": "POST", "body": [1]}, "JSON objects only"),
        ({"method": "POST", "body": {"x": "y" * 500_000}}, "500000 bytes at most"),
    ],
)
def test_what_the_bridge_never_sends_is_a_mistake_of_the_test(choices: dict[str, Any], says: str, forge: Forge) -> None:
    """Nothing arrives."""
    with scripted(OK) as service:
        with pytest.raises(ValueError, match=says):
            page_call(forge, service, **choices)
        assert service.asked == []


def test_an_event_is_tried_up_to_four_times_with_new_tokens(forge: Forge) -> None:
    """A minute apart; each further try tells of those before it."""
    waits: list[float] = []
    forge.wait = waits.append
    with scripted(
        reply(b"{}", 500, Content_Type="application/json"), reply(b"{}", 401, Content_Type="application/json"), OK
    ) as service:
        answers = forge.install(service.url, "/installed")
    events = [heard(request) for request in service.asked]
    assert [answer.status for answer in answers] == [500, 401, 200]
    assert waits == [60, 60]
    told = [json.loads(body) for _, _, body in events]
    assert [event.get("retryContext") for event in told] == [
        None,
        {"retryCount": 1, "retryReason": "INVALID_REMOTE_INVOCATION_ERROR", "retryData": None},
        {"retryCount": 2, "retryReason": "INVALID_FORGE_INVOCATION_TOKEN", "retryData": None},
    ]
    assert told[0]["installerAccountId"] == forge.company.ours
    assert (told[0]["id"], told[0]["app"]["id"]) == (forge.app.installation_id, forge.app.app_id)
    assert len({headers["authorization"] for _, headers, _ in events}) == 3
    assert all("x-forge-oauth-user" not in headers for _, headers, _ in events)


def test_a_service_that_never_succeeds_is_left_after_four_tries(forge: Forge) -> None:
    """Whatever it answers."""
    with scripted(reply(b"<html>", 200, Content_Type="text/html")) as service:
        assert [answer.succeeded for answer in forge.upgrade(service.url, "/upgraded")] == [False] * 4
    assert all(b"upgraderAccountId" in request for request in service.asked)


def test_a_schedule_brings_the_token_of_the_app_until_it_is_gone(forge: Forge) -> None:
    """Then nothing comes, and nobody says so."""
    with scripted(reply(b"", 204)) as service:
        assert [answer.status for answer in forge.tick(service.url, "/tick")] == [204]
        _, headers, body = heard(service.asked[0])
        assert headers["x-forge-oauth-system"] == forge.system_token()
        assert json.loads(body)["context"]["moduleKey"] == "hourly"
        forge.uninstall()
        assert forge.tick(service.url, "/tick") == []
        assert len(service.asked) == 1


def test_an_app_that_is_installed_anew_has_another_installation_id(forge: Forge) -> None:
    """At the same site, in the same environment."""
    before = forge.app
    with scripted(OK) as service:
        forge.install(service.url, "/installed")
        assert forge.app == before
        forge.uninstall()
        forge.install(service.url, "/installed")
    assert forge.app.installation_id != before.installation_id
    assert (forge.app.cloud_id, forge.app.environment_id) == (before.cloud_id, before.environment_id)


def test_every_forgery_differs_from_the_good_call_and_can_be_made(forge: Forge) -> None:
    """By the token or by what stands beside it."""
    admin = forge.company.ours
    for name in FORGERIES:
        good = forge.page_headers(admin, "APP")
        bad = forge_forged(forge, name, admin, "APP")
        assert bad.headers != good
        assert bad.name == name
        assert bad.stops in ("token", "site", "person")
        assert (bad.token == "") == (name in ("no token", "a password"))
