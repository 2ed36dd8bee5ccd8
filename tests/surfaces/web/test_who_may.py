"""Who gets what over HTTP: by role, by site, by project; what is refused and what is not there are the same bytes."""

import pytest

from seatlight.model.access import Permission
from tests.surfaces.web.calls import ALL, LISTS, REPORTS, WRITES, Call, filled
from tests.surfaces.web.living import ADMIN, CHEN, HANA, NOBODY, NOOR, REFUSED, TOMAS, YUSUF, Here

OFFICE = (*LISTS, *WRITES)
DISGUISED = ("app", "\uff21\uff30\uff30", "\u0410PP", "APP\u200b", "AP\x00P", "../APP", "APP/..", "%41PP", "APP ")
KEYS = ("APP", "WEB", "OPS", "HR", "NOPE", *DISGUISED, "' OR 1=1 --", "10000", "99999", "", "A" * 200)
"""Projects that are open, closed, barred or nowhere, and keys in disguise."""


def ask(here: Here, call: Call, who: str | None, query: str = "") -> tuple[int, bytes]:
    """Status and body of a call."""
    answer = here(call.method, call.path + query, who, json=filled(call.body, dict.fromkeys(
        ("key", "url", "email", "token"), "https://x.atlassian.net")))  # fmt: skip
    return answer.status_code, answer.content


def test_nobody_gets_nothing_and_the_same_everywhere(here: Here) -> None:
    """A token that was never made, of every route; what was sent does not matter."""
    answers = {ask(here, call, NOBODY) for call in ALL}
    assert len(answers) == 1
    status, body = answers.pop()
    assert status == 401
    assert b"Say who you are" in body


@pytest.mark.parametrize("text", ["", "Bearer", "Bearer ", "Bearer slt_", "Basic slt_x", "slt_x", "Bearer x.y.z"])
def test_credentials_of_any_other_form_are_none(text: str, here: Here) -> None:
    """401 with the way to ask, never anything else."""
    answer = here.client.get("/api/v1/me", headers={"Authorization": text})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("who", [HANA, TOMAS, NOOR, YUSUF])
def test_the_office_is_for_jira_admins(who: str, here: Here) -> None:
    """Of everybody else no change is made and no list is shown, in the same bytes on every route."""
    here.token(who)
    before = list(here.store.audit(here.site.site_id))
    assert {ask(here, call, who) for call in OFFICE} == {(404, REFUSED)}
    assert list(here.store.audit(here.site.site_id)) == before


@pytest.mark.parametrize("of", ["limits.grace_days", "no.such.thing"])
def test_whether_a_thing_is_there_is_told_to_admins_alone(of: str, here: Here) -> None:
    """Names of settings, grants, tokens and connections: there or not, it is one answer."""
    for path in ("/settings/limits.grace_days", f"/settings/{of}", "/grants/APP", f"/grants/{of}", f"/tokens/{of}",
                 "/connections/cursor", f"/connections/{of}"):  # fmt: skip
        assert here("DELETE", path, YUSUF).content == REFUSED
    for name in ("cursor", of):
        assert here.get("/report", YUSUF, params={"connection": name}).content == REFUSED
        assert here.get("/people", HANA, params={"connection": name}).content == REFUSED
        assert here("POST", "/checks", HANA, params={"connection": name}).content == REFUSED


@pytest.mark.parametrize("call", REPORTS, ids=lambda call: call.path)
def test_a_project_one_may_not_see_is_no_project(call: Call, here: Here) -> None:
    """For somebody who is in no project: every key on every route is the same answer, byte for byte."""
    answers = set()
    for key in KEYS:
        body = {"project": key} if call.method == "POST" else None
        params = {} if call.method == "POST" else {"project": key}
        answer = here(call.method, call.path, YUSUF, params=params, json=body)
        answers.add((answer.status_code, answer.content))
    assert answers == {(404, REFUSED)}


@pytest.mark.parametrize(("who", "keys"), [(HANA, {"APP", "WEB"}), (TOMAS, {"APP"}), (CHEN, {"APP"}), (NOOR, {"WEB"})])
def test_members_and_leads_see_their_own_projects(who: str, keys: set[str], here: Here) -> None:
    """Not the site, not another project; a key in small letters is the same project."""
    seen = {key for key in KEYS if here.get("/report", who, params={"project": key}).status_code == 200}
    ids = {"APP": {"app", "10000", "APP "}, "WEB": set[str]()}
    assert seen == keys.union(*(ids[key] for key in keys))
    assert here.get("/report", who).content == REFUSED


def test_a_jira_admin_sees_the_site_and_every_open_project(here: Here) -> None:
    """What is closed stays closed to them too."""
    assert here.get("/report", ADMIN).status_code == 200
    seen = {key: here.get("/report", ADMIN, params={"project": key}).status_code for key in ("APP", "WEB", "OPS", "HR")}
    assert seen == {"APP": 200, "WEB": 200, "OPS": 404, "HR": 404}


def test_everybody_has_their_own_use(here: Here) -> None:
    """And in it nobody else."""
    for who in (YUSUF, HANA, ADMIN):
        assert len(here.names("/report?mine=true", who)) <= 1
    assert here.names("/report?mine=true", YUSUF) == ["Yusuf Demir"]


def test_a_token_narrows_what_its_account_may(here: Here) -> None:
    """An admin's token to view opens no office; one to administer shows no usage."""
    for permission, opened, closed in (
        (Permission.VIEW, ["/report"], ["/grants", "/audit", "/people"]),
        (Permission.ADMIN, ["/grants", "/tokens"], ["/report", "/audit", "/people"]),
        (Permission.AUDIT, ["/audit"], ["/report", "/grants"]),
    ):
        headers = here.bearer(here.token(ADMIN, permissions=frozenset({permission})))
        told = {path: here.client.get(f"/api/v1{path}", headers=headers).status_code for path in (*opened, *closed)}
        assert told == {**dict.fromkeys(opened, 200), **dict.fromkeys(closed, 404)}


def test_a_token_of_another_site_finds_nothing_of_this_one(here: Here) -> None:
    """Its grants, tokens, connections, holds and settings are of the other site, whatever ids are named."""
    over_there = here.bearer(here.token(ADMIN, site=here.other))
    ours = here.new_token(HANA).token
    here("POST", "/holds", json={"email": HANA, "until": "2035-01-31"})
    for method, path, body in (
        ("DELETE", f"/tokens/{ours.token_id}", None),
        ("DELETE", f"/tokens/{ours.name}", None),
        ("DELETE", "/connections/cursor", None),
        ("PUT", "/connections/cursor/key", {"key": here.box.key}),
        ("DELETE", "/grants/APP", None),
        ("DELETE", "/grants/10000", None),
        ("POST", "/holds/end", {"email": HANA}),
        ("POST", "/people/unmatch", {"email": HANA}),
        ("GET", "/report?connection=cursor", None),
        ("GET", "/report?project=APP", None),
        ("GET", "/people?connection=cursor", None),
        ("POST", "/refresh?connection=cursor", {}),
        ("POST", "/checks?connection=cursor", None),
    ):
        answer = here.client.request(method, f"/api/v1{path}", headers=over_there, json=body)
        assert answer.status_code == 404, (path, answer.text)
    for path, table in (("/grants", "grants"), ("/holds", "holds")):
        assert here.client.get(f"/api/v1{path}", headers=over_there).json()[table] == []
    listed = here.client.get("/api/v1/tokens", headers=over_there).json()["tokens"]
    assert ours.token_id not in {row["token_id"] for row in listed}
    assert here("POST", "/holds/end", json={"email": HANA}).status_code == 204
    assert "add" not in {row["action"] for row in here.client.get("/api/v1/audit", headers=over_there).json()["audit"]}


def test_a_grant_taken_back_counts_from_the_next_request_on(here: Here) -> None:
    """And so does one that is given again."""
    assert here.get("/report", NOOR, params={"project": "WEB"}).status_code == 200
    assert here("DELETE", "/grants/WEB").status_code == 204
    assert here.get("/report", NOOR, params={"project": "WEB"}).content == REFUSED
    assert here.get("/report.csv", NOOR, params={"project": "WEB"}).content == REFUSED
    assert here.get("/projects", NOOR).json() == []
    assert here("PUT", "/grants/WEB", json={"roles": ["Developers"]}).status_code == 200
    assert here.get("/report", NOOR, params={"project": "WEB"}).status_code == 200


def test_an_address_of_ones_own_is_the_operators_alone(here: Here) -> None:
    """Whatever an admin names, nothing of this machine or its network is asked."""
    for url in ("http://127.0.0.1:1", "http://169.254.169.254/latest", "http://[::1]:1", "https://internal.example",
                "http://localhost:1", "file:///etc/passwd", "https://api.cursor.com.evil.example"):  # fmt: skip
        body = {"name": "x", "key": "k", "url": url}
        assert here("POST", "/connections", ADMIN, json=body).status_code == 422
        body = {"url": url, "email": ADMIN, "token": "t"}
        assert here("PUT", "/jira", ADMIN, json=body).status_code == 422
    here_too = {"url": "http://127.0.0.1:1", "email": ADMIN, "token": "t"}
    assert "Only the operator" in here("PUT", "/jira", ADMIN, json=here_too).json()["detail"]
