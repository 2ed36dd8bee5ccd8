"""Every request we make is one that Jira's own OpenAPI document allows, as a mock server made from it judges."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Iterator, Sequence

import pytest

from seatlight import errors
from seatlight.sources.jira import JiraApi, authorization, connect
from seatlight.sources.jira.payloads import ActorGroup
from seatlight.sources.jira.words import Denied, NotThere
from tests.sources.jira.prism_server import CONTRACT, Relay, mock_server

pytestmark = pytest.mark.skipif(not CONTRACT.exists(), reason="Jira's contract does not lie beside this checkout")

ACCOUNT = "5b10ac8d82e05b22cc7d4ef5"
FIELDS = {
    "project": {"id": "10000"},
    "issuetype": {"name": "Task"},
    "summary": "A seat without use",
    "description": {"type": "doc", "version": 1, "content": []},
}
Call = Callable[[JiraApi], object]
CALLS: dict[str, Sequence[Call]] = {
    "myself": [JiraApi.myself],
    "users": [lambda api: api.users(0, 1000), lambda api: api.users(1000, 50)],
    "search_users": [lambda api: api.search_users("ines+a@example.org", 10)],
    "users_by_id": [lambda api: api.users_by_id([ACCOUNT]), lambda api: api.users_by_id([ACCOUNT, "712020:a-b"])],
    "user_emails": [lambda api: api.user_emails([ACCOUNT, "712020:a-b"])],
    "my_permissions": [
        lambda api: api.my_permissions(["ADMINISTER"]),
        lambda api: api.my_permissions(["BROWSE_PROJECTS", "ADMINISTER_PROJECTS"], "10000"),
    ],
    "check_permissions": [
        lambda api: api.check_permissions(ACCOUNT, ["ADMINISTER"], [], None),
        lambda api: api.check_permissions(ACCOUNT, ["ADMINISTER"], ["BROWSE_PROJECTS"], 10000),
    ],
    "projects": [lambda api: next(api.projects())],
    "project": [lambda api: api.project("APP"), lambda api: api.project("10000")],
    "roles": [lambda api: api.roles("APP")],
    "role": [lambda api: api.role("APP", "10001")],
    "assignable": [lambda api: api.assignable("APP", 50, 100)],
    "group_members": [
        lambda api: next(api.group_members(ActorGroup(group_id="276f955c-63d7-42c8-9520-92d01dca0625"))),
        lambda api: next(api.group_members(ActorGroup(name="jira-developers"))),
    ],
    "create_issue": [lambda api: api.create_issue(FIELDS)],
    "issue": [lambda api: api.issue("ED-24")],
}
"""Each call of the client, in every form it takes."""
BROKEN_EXAMPLES = ("assignable",)
"""Calls whose example in the document is not what its own schema says; the request is judged all the same."""
BASIC_ONLY = ("user_emails",)
"""Calls that the document knows with Basic alone."""
WAYS = {
    "basic": ("", authorization("admin@example.org", "token")),
    "bearer": ("/ex/jira/11223344-a1b2-3b33-c444-def123456789", authorization(None, "token")),
}
EACH = [
    pytest.param(name, call, way, id=f"{name}-{i}-{way}")
    for name, calls in CALLS.items()
    for i, call in enumerate(calls)
    for way in WAYS
    if way == "basic" or name not in BASIC_ONLY
]


@pytest.fixture(scope="session")
def prism(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The mock server, started once."""
    with mock_server(tmp_path_factory.mktemp("prism")) as port:
        yield port


@pytest.fixture
def relay(prism: int) -> Iterator[Relay]:
    """What listens in on one test's requests."""
    relay = Relay(prism)
    yield relay
    relay.stop()


@contextlib.contextmanager
def reached(relay: Relay, way: str = "basic") -> Iterator[JiraApi]:
    """The client, over one of the two bases."""
    prefix, shown = WAYS[way]
    with contextlib.closing(connect(relay.url + prefix, authorization=shown, retry_for_seconds=0)) as http:
        yield JiraApi(http)


def test_each_call_of_the_client_is_held_against_the_contract() -> None:
    """Nobody adds a call that this file does not know."""
    asks = {name for name, _ in inspect.getmembers(JiraApi, inspect.isfunction) if not name.startswith("_")}
    assert set(CALLS) == asks - {"forgive", "stop", "use"}


@pytest.mark.parametrize(("name", "call", "way"), EACH)
def test_each_request_is_one_that_jira_allows(name: str, call: Call, way: str, relay: Relay) -> None:
    """Over the site and over the gateway; and what Jira's examples answer can be read."""
    with reached(relay, way) as api:
        if name in BROKEN_EXAMPLES:
            with contextlib.suppress(errors.GarbledAnswer):
                call(api)
        else:
            call(api)
    assert relay.heard
    assert [one for one in relay.heard if one.status not in (200, 201) or one.violations] == []


@pytest.mark.parametrize(("code", "kind"), [(401, errors.KeyRefused), (404, NotThere)])
def test_a_refusal_of_the_token_or_of_a_project_is_named(code: int, kind: type[Exception], relay: Relay) -> None:
    """Where Jira's document knows the answer."""
    relay.prefer = code
    with reached(relay) as api, pytest.raises(kind):
        api.project("APP")
    assert [one.status for one in relay.heard] == [code]


@pytest.mark.parametrize(
    ("call", "permission"),
    [
        (lambda api: api.users(0, 1000), "Browse users and groups"),
        (lambda api: api.check_permissions(ACCOUNT, ["ADMINISTER"], [], None), "Administer Jira"),
        (lambda api: list(api.group_members(ActorGroup(group_id="1"))), "Administer Jira"),
        (lambda api: api.create_issue(FIELDS), "Create Issues"),
    ],
)
def test_a_403_names_the_permission_that_is_missing(call: Call, permission: str, relay: Relay) -> None:
    """Whoever reads it knows what to ask a Jira admin for."""
    relay.prefer = 403
    with reached(relay) as api, pytest.raises(Denied, match=permission):
        call(api)


@pytest.mark.parametrize("call", [lambda api: api.roles("APP"), lambda api: api.role("APP", "10001")])
def test_a_404_of_roles_names_the_permission_too(call: Call, relay: Relay) -> None:
    """Jira hides roles from those who do not administer the project."""
    relay.prefer = 404
    with reached(relay) as api, pytest.raises(Denied, match="Administer Projects in APP"):
        call(api)


def test_a_429_of_the_search_says_that_others_ask_too(relay: Relay) -> None:
    """The searches of everybody at the site share one limit."""
    relay.prefer = 429
    with reached(relay) as api, pytest.raises(errors.RateLimited, match="Others at the site"):
        api.search_users("ines@example.org", 10)


def test_the_mock_server_refuses_what_the_contract_forbids(relay: Relay) -> None:
    """Else its agreement would prove nothing."""
    http = connect(relay.url, authorization=authorization(None, "token"), retry_for_seconds=0)
    with contextlib.closing(http):
        for path, params in [("/user/bulk", {}), ("/project/search", {"maxResults": 500}), ("/users/serch", {})]:
            with pytest.raises((errors.RequestRefused, NotThere)):
                http.call("GET", path, lane="people", decode=bytes, params=params)
    assert [one.status for one in relay.heard] == [400, 400, 404]
