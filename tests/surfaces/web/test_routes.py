"""Every route does what it says, and answers as its document says."""

import re
from collections import Counter

import pytest

from seatlight.actions.give_tokens import OF_THE_SITE
from seatlight.model.access import Permission
from tests.surfaces.web.calls import ALL, FORMS, WRITES, Call, expected, filled
from tests.surfaces.web.living import ADMIN, HANA, NOOR, TOMAS, YUSUF, Here


def values(here: Here) -> dict[str, str]:
    """What a sandbox has in the places of bodies."""
    box = here.box
    return {"key": box.key, "url": box.url, "email": box.jira_email, "token": box.jira_token}


def documented(here: Here) -> dict[tuple[str, str], dict[str, object]]:
    """The operations of the OpenAPI document by method and path."""
    paths = here.client.get("/api/openapi.json").json()["paths"]
    return {
        (method.upper(), path.removeprefix("/api/v1")): operation
        for path, operations in paths.items()
        for method, operation in operations.items()
        if path.startswith("/api/v1")
    }


def test_the_table_of_calls_has_every_route(here: Here) -> None:
    """So that no route is forgotten by the tests that go through all of them."""
    called = Counter((call.method, call.path.partition("?")[0]) for call in ALL)
    patterns = {key: re.compile(re.sub(r"\{\w+\}", "[^/]+", key[1])) for key in documented(here)}
    met = {key for key, pattern in patterns.items() if any(m == key[0] and pattern.fullmatch(p) for m, p in called)}
    assert met == set(patterns)
    assert len(called) >= len(patterns)


def test_every_operation_is_named_tagged_and_explained(here: Here) -> None:
    """Names are short and each its own; every problem is there as a problem."""
    operations = documented(here)
    names = [operation["operationId"] for operation in operations.values()]
    assert len(set(names)) == len(names)
    for operation in operations.values():
        assert re.fullmatch(r"[a-z][A-Za-z]+", str(operation["operationId"]))
        assert operation["tags"]
        assert operation["description"]
        responses = operation["responses"]
        assert isinstance(responses, dict)
        assert {"400", "401", "404", "422", "429", "500"} <= responses.keys()
        assert "application/problem+json" in responses["404"]["content"]


def test_the_document_says_how_to_come_in(here: Here) -> None:
    """For every operation; health and readiness need none."""
    document = here.client.get("/api").json()
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert document["paths"]["/api/v1/me"]["get"]["security"] == [{"token": []}, {"session": []}]
    assert "security" not in document["paths"]["/health"]["get"]
    assert document["info"]["title"] == "Seatlight"


@pytest.mark.parametrize("who", [None, ADMIN], ids=["operator", "jira admin"])
def test_every_write_answers_with_its_status(who: str | None, here: Here) -> None:
    """For the operator and for a Jira admin alike; what is the operator's alone is refused with a sentence."""
    for call in WRITES[:-1]:
        answer = here(call.method, call.path, who, json=filled(call.body, values(here)))
        wanted = 422 if call.open_to == "nobody" else expected(call)
        assert answer.status_code == wanted, (call, answer.text)
        assert here.box.key not in answer.text
        assert here.box.jira_token not in answer.text


def test_every_list_and_report_can_be_read(here: Here) -> None:
    """In every form."""
    for call in ALL:
        if call.method == "GET" and call.path != "/me/looks":
            answer = here.get(call.path)
            assert answer.status_code == 200, (call, answer.text)
            assert answer.headers["cache-control"].startswith("private, no-")


def test_whoever_asks_learns_who_they_are(here: Here) -> None:
    """With what they may at the site, never more than the token."""
    assert here.document("/me")["permissions"] == list(Permission)
    hana = here.document("/me", HANA)
    assert (hana["account_id"], hana["permissions"], hana["kind"]) == (here.account(HANA), [], "program")
    assert here.document("/me", ADMIN)["permissions"] == list(Permission)
    narrow = here.bearer(here.token(ADMIN, permissions=frozenset({Permission.AUDIT})))
    told = here.client.get("/api/v1/me", headers=narrow).json()
    assert (told["permissions"], told["token_permissions"]) == (["audit"], ["audit"])


@pytest.mark.parametrize(
    ("who", "keys"), [(HANA, ["APP", "WEB"]), (TOMAS, ["APP"]), (NOOR, ["WEB"]), (YUSUF, []), (ADMIN, ["APP", "WEB"])]
)
def test_projects_are_those_one_is_let_into(who: str, keys: list[str], here: Here) -> None:
    """Of the others there is nothing, not even a count."""
    found = here.get("/projects", who).json()
    assert [one["key"] for one in found] == keys
    for one in found:
        assert here.get("/report", who, params={"project": one["project_id"]}).status_code == 200


def test_a_token_for_one_project_sees_that_one(here: Here) -> None:
    """Whatever its account may beside; not the site, not its own use."""
    only = here.bearer(here.token(HANA, permissions=frozenset({Permission.VIEW}), projects=("APP",)))
    assert [one["key"] for one in here.client.get("/api/v1/projects", headers=only).json()] == ["APP"]
    answers = {
        query: here.client.get(f"/api/v1/report?{query}", headers=only).status_code
        for query in ("project=APP", "project=WEB", "mine=true", "")
    }
    assert answers == {"project=APP": 200, "project=WEB": 404, "mine=true": 404, "": 404}


def test_the_catalogue_names_every_column_of_a_row(here: Here) -> None:
    """Each with a title; what a report tells of its own columns is the same."""
    catalogue = here.document("/columns")["developers"]
    document = here.document("/report?size=1")
    assert document["columns"]["developers"] == catalogue
    assert {column["key"] for column in catalogue} == document["developers"][0].keys()
    assert all(column["title"] for column in catalogue)


def test_pages_have_every_row_once_in_the_order_asked_for(here: Here) -> None:
    """Filter, order and pages are the server's, over all rows."""
    whole = here.document("/report?size=1000&sort=name")
    pages = [here.document(f"/report?size=5&page={page}&sort=name") for page in range(1, 6)]
    assert [row["name"] for page in pages for row in page["developers"]] == [row["name"] for row in whole["developers"]]
    assert whole["page"]["rows"] == whole["page"]["fitting"] == len(whole["developers"])
    down = here.names("/report?sort=total_tokens&descending=true&size=3")
    assert down == [row["name"] for row in here.document("/report?size=3")["developers"]]
    assert here.names("/report?search=HANA") == ["Hana Sato"]
    left = here.document("/report?state=left&state=removed")
    assert {row["state"] for row in left["developers"]} <= {"left", "removed"}
    assert left["page"]["rows"] > left["page"]["fitting"] == len(left["developers"]) > 0


def test_an_export_has_all_that_fits(here: Here) -> None:
    """Without pages, with the same filter and order; it says how complete it is and what to call it."""
    answer = here.get("/report.csv?sort=name&state=active")
    lines = answer.text.strip().splitlines()
    fitting = here.document("/report?state=active&size=1")["page"]["fitting"]
    assert len(lines) == fitting + 1
    assert answer.headers["seatlight-complete"] == "true"
    assert answer.headers["content-disposition"] == 'attachment; filename="developers.csv"'
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert here.get("/team.csv?table=by_model").text.startswith("model")
    assert here.get("/team.csv?table=nothing").status_code == 422


@pytest.mark.parametrize("form", ["", *(f".{form}" for form in FORMS if form != "xlsx")])
def test_what_one_has_already_is_not_sent_again(form: str, here: Here) -> None:
    """By its mark, alone or among others; another page has another."""
    first = here.get(f"/report{form}?sort=name")
    mark = first.headers["etag"]
    for said in (mark, f'"other", W/{mark}'):
        again = here.get(f"/report{form}?sort=name", headers={"If-None-Match": said})
        assert (again.status_code, again.content) == (304, b"")
    assert here.get(f"/report{form}?sort=name", headers={"If-None-Match": '"other"'}).content == first.content
    assert here.get(f"/report{form}?sort=total_tokens").headers["etag"] != mark


def test_the_log_comes_by_days_with_the_day_to_go_on_from(here: Here) -> None:
    """Oldest first; no more than a month at once; days before the first are nobody's."""
    told = here.document("/audit")
    assert [row["at"] for row in told["audit"]] == sorted(row["at"] for row in told["audit"])
    assert any(row["action"] == "looked" for row in told["audit"])
    assert told["before"] < told["first_on"] <= told["last_on"]
    assert here.document(f"/audit?until={told['before']}")["last_on"] == told["before"]
    assert here.document("/audit?since=2020-01-01")["last_on"] == "2020-01-31"
    assert here.document("/audit?until=0001-01-01")["before"] == "0001-01-01"
    for wrong in ("since=2026-01-01&until=2026-03-01", "since=2026-02-01&until=2026-01-01"):
        assert here.get(f"/audit?{wrong}").status_code == 422


def test_a_look_is_noted_and_can_be_asked_for(here: Here) -> None:
    """By an admin for anybody, by everybody for themselves."""
    here.document("/report?project=APP", TOMAS)
    mine = here.document("/me/looks", HANA)["looks"]
    assert here.account(TOMAS) in {row["by"] for row in mine}
    asked = here("POST", "/audit/looks", ADMIN, json={"person": HANA}).json()["looks"]
    assert [row for row in asked if row["by"] == here.account(TOMAS)] == [
        row for row in mine if row["by"] == here.account(TOMAS)
    ]


def test_a_new_token_opens_what_it_was_made_for_until_revoked(here: Here) -> None:
    """Its text is shown once and stands in no list; revoked it opens nothing."""
    made = here("POST", "/tokens", ADMIN, json={"name": "nightly", "permissions": ["view"], "days": 7}).json()
    own = here.bearer(made["text"])
    assert made["account_id"] == here.account(ADMIN)
    assert here.client.get("/api/v1/report", headers=own).status_code == 200
    assert here.client.get("/api/v1/grants", headers=own).status_code == 404
    assert made["text"] not in here.get("/tokens?size=1000").text
    assert here("DELETE", f"/tokens/{made['token_id']}").status_code == 204
    assert here.client.get("/api/v1/report", headers=own).status_code == 401


def test_a_token_makes_none_that_may_more(here: Here) -> None:
    """Not by permissions, not for somebody else."""
    narrow = here.bearer(here.token(ADMIN, permissions=OF_THE_SITE))
    for body in ({"name": "x", "permissions": ["act"]}, {"name": "x", "account_id": here.account(HANA)}):
        assert here.client.post("/api/v1/tokens", headers=narrow, json=body).status_code == 422


def test_matches_rules_and_holds_are_changed_and_seen(here: Here) -> None:
    """What was decided stands in the lists, and can be taken back."""
    assert here("POST", "/people/confirm", json={"email": HANA, "account_id": here.account(HANA)}).json() == {
        "email": HANA, "account_id": here.account(HANA), "name": "Hana Sato"}  # fmt: skip
    matched = {row["email"]: row for row in here.document("/people?table=matched")["matched"]}
    assert matched[HANA]["how"] == "confirmed"
    assert here("POST", "/people/unmatch", json={"email": HANA}).status_code == 204
    assert here("POST", "/people/confirm", json={"email": HANA, "account_id": "unheard-of"}).status_code == 404
    same = {"kind": "same_domain", "domain": "corp.example", "other": "example.org"}
    assert here("POST", "/people/rules", json=same).json() == same
    assert here.document("/people/rules")["rules"] == [same]
    assert here("DELETE", "/people/rules", params=same).status_code == 204
    for wrong in (
        {"kind": "plus_tag", "domain": "a.org", "other": "b.org"},
        {"kind": "same_domain", "domain": "a.org"},
    ):
        assert here("POST", "/people/rules", json=wrong).status_code == 422
    assert here("POST", "/holds", json={"email": HANA, "until": "2035-01-31"}).status_code == 201
    assert here.document("/holds?search=hana")["holds"][0]["until"] == "2035-01-31"
    assert here("POST", "/holds/end", json={"email": HANA}).status_code == 204


def test_settings_take_a_value_as_text_or_as_it_is(here: Here) -> None:
    """What cannot be is a sentence, and what it was stays."""
    for value in ("21", 21):
        told = here("PUT", "/settings/limits.grace_days", json={"value": value}).json()
        assert told == {"key": "limits.grace_days", "value": 21, "is_set": True}
    assert "privacy.mode" in here("PUT", "/settings/privacy.mode", json={"value": "open"}).json()["detail"]
    assert here("DELETE", "/settings/limits.grace_days").json()["is_set"] is False


def test_a_grant_is_made_changed_and_taken_back(here: Here) -> None:
    """It tells how many there are, and who they are to nobody."""
    told = here("PUT", "/grants/OPS", json={}).json()
    assert told["members"] > 0
    assert "can be assigned" in told["members_by"]
    assert here("PUT", "/grants/OPS", json={"roles": ["Nope"], "mode": "self"}).json()["members"] == 0
    assert [row["key"] for row in here.document("/grants")["grants"]] == ["APP", "OPS", "WEB"]
    assert here("DELETE", "/grants/OPS").status_code == 204
    assert here("DELETE", "/grants/OPS").status_code == 404
    assert here("PUT", "/grants/NOPE", json={}).status_code == 404


def test_a_refresh_tells_how_it_gets_on(here: Here) -> None:
    """It is accepted, and begins at most once a minute."""
    assert here("POST", "/refresh", HANA, json={"project": "APP"}).status_code == 202
    assert here("POST", "/refresh", YUSUF, json={"project": "APP"}).status_code == 404
    assert here("POST", "/refresh", json={"days": 4000}).status_code == 422


def test_the_last_call_of_the_table_is_jiras_end(here: Here) -> None:
    """Letting go of Jira is done apart, since everything else needs it."""
    assert WRITES[-1] == Call("DELETE", "/jira")
    assert here("DELETE", "/jira").status_code == 204
    again = {"url": here.box.url, "email": here.box.jira_email, "token": here.box.jira_token}
    assert here("PUT", "/jira", json=again).json()["key_tail"] == here.box.jira_token[-4:]
