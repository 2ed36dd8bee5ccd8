"""Whatever is sent that cannot be done: a problem document with a sentence, never a trace of what went on inside."""

import json

import pytest
from httpx import Response

from tests.surfaces.web.living import HANA, NOBODY, Here

JSON = {"Content-Type": "application/json"}
HOLD = {"email": "yusuf.demir@example.org", "until": "2035-01-31"}


def problem(answer: Response, status: int) -> str:
    """The sentence of a problem document with that status."""
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "private, no-store"
    document = answer.json()
    assert document.keys() == {"title", "status", "detail", "type"}
    assert document["status"] == status
    assert document["detail"]
    assert "Traceback" not in answer.text
    return str(document["detail"])


@pytest.mark.parametrize("path", ["/nope", "/api", "/report.pdf", "/report/", "/grants/APP/members", "/%00"])
def test_what_is_not_there_is_a_problem(path: str, here: Here) -> None:
    """Under the API and beside it."""
    answer = here.get(path)
    if path == "/report/":
        assert answer.status_code == 200
        return
    problem(answer, 404)
    problem(here.client.get("/favicon.ico"), 404)


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/report"), ("DELETE", "/me"), ("PATCH", "/holds"), ("PUT", "/audit")]
)
def test_a_method_that_is_not_there_says_which_are(method: str, path: str, here: Here) -> None:
    """In the Allow header, as everywhere."""
    answer = here(method, path)
    assert "Allow header" in problem(answer, 405)
    assert "GET" in answer.headers["allow"]


@pytest.mark.parametrize(
    "sent",
    [b"", b"{", b"[]", b"null", b'"x"', b"{}", b'{"email": 1, "until": "2035-01-31"}', b"\xff\xfe", b"[" * 100_000,
     b'{"email": "a@b.org", "until": "2035-02-30"}', b'{"email": "a@b.org", "until": "2035-01-31", "more": 1}',
     b'{"email": "a@b.org", "until": "2035-01-31", "reason": "illness"}', b'{"email": "\\ud800"}'],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_a_bad_request(sent: bytes, here: Here) -> None:
    """Cut off, of another shape, deep, of wrong types, with fields that nobody knows."""
    problem(here("POST", "/holds", content=sent, headers=JSON), 400)


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_form_of_another_page_is_no_body(kind: str, here: Here) -> None:
    """Only JSON that says so: no page can make a browser send that elsewhere without being asked."""
    answer = here("POST", "/holds", content=json.dumps(HOLD).encode(), headers={"Content-Type": kind})
    assert "application/json" in problem(answer, 415)
    assert here("POST", "/holds", json=HOLD, headers={"Content-Type": "APPLICATION/JSON; charset=utf-8"}).is_success


def test_nobody_is_told_before_anything_is_looked_at(here: Here) -> None:
    """Credentials come first: what is wrong with a request is told to whoever may make one."""
    problem(here("POST", "/holds", NOBODY, content=b"{", headers=JSON), 401)
    problem(here("POST", "/holds", NOBODY, content=b"x", headers={"Content-Type": "text/plain"}), 401)
    problem(here.get("/report?size=0", NOBODY), 401)
    problem(here("POST", "/holds", NOBODY, content=b"x" * 600_000, headers=JSON), 401)


def test_a_body_has_a_longest_length(here: Here) -> None:
    """500 KB, and 5 MB for a list of people."""
    problem(here("POST", "/holds", content=b" " * 500_001, headers=JSON), 413)
    line = "person.{}@example.org,2026-01-31\n"
    people = "email,seat_since\n" + "".join(line.format(number) for number in range(20_000))
    assert len(people) > 500_001
    assert here("POST", "/people/import", json={"csv": people}).json()["rows"] == 20_000
    problem(here("POST", "/people/import", json={"csv": people * 8}), 413)
    assert here("POST", "/people/import", json={"csv": "email,seat_since\n"}).json()["rows"] == 0


@pytest.mark.parametrize(
    "query",
    ["size=0", "size=1001", "size=x", "page=0", "page=1000001", "days=0", "days=3661", "since=x", "mine=perhaps",
     "since=2026-02-30", "search=" + "x" * 201, "sort=" + "x" * 201, "&".join(f"email=a{n}@b.org" for n in range(51)),
     "&".join(f"signal=s{n}" for n in range(51)), "&".join(f"state=s{n}" for n in range(21))],
)  # fmt: skip
def test_a_query_out_of_bounds_is_a_bad_request(query: str, here: Here) -> None:
    """Its sentence names the parameter."""
    assert query.partition("=")[0] in problem(here.get(f"/report?{query}"), 400)


@pytest.mark.parametrize("query", ["sort=nope", "days=400", "since=2035-01-01", "since=2026-01-02&until=2026-01-01",
                                   "days=3&since=2026-01-01", "until=0001-01-01", "until=9999-12-31"])  # fmt: skip
def test_what_can_be_read_but_not_done_is_a_sentence(query: str, here: Here) -> None:
    """Days that cannot be answered, columns that are not there."""
    assert problem(here.get(f"/report?{query}"), 422).endswith(".")
    assert here.get(f"/report.csv?{query}").status_code == 422


def test_fifty_filters_are_not_too_many(here: Here) -> None:
    """That is the most."""
    query = "&".join(f"email=a{number}@b.org" for number in range(50))
    assert here.get(f"/report?{query}").status_code in {200, 202}


@pytest.mark.parametrize(
    "text",
    [
        "\u202egro.elpmaxe@a",
        "a@b\x00.org",
        "\uff41@\uff42.org",
        "a@b.org\r\nX-Evil: 1",
        "=cmd|'/c calc'!A1@x.org",
        "é@é.org",
    ],
)
def test_tricks_in_names_break_nothing(text: str, here: Here) -> None:
    """Taken or refused, in a body or a path, with one of the documented answers."""
    for method, path, body in (
        ("POST", "/people/confirm", {"email": text, "account_id": None}),
        ("POST", "/people/unmatch", {"email": text}),
        ("POST", "/audit/looks", {"person": text}),
        ("POST", "/tokens", {"name": text, "days": 1}),
        ("POST", "/connections", {"name": text, "key": "wrong"}),
        ("PUT", "/grants/APP", {"roles": [text]}),
    ):
        answer = here(method, path, json=body)
        assert answer.status_code in {200, 201, 204, 400, 404, 409, 422}, answer.text
        assert "x-evil" not in answer.headers
    for path in ("/tokens/", "/grants/", "/connections/", "/settings/"):
        answer = here("DELETE", path + text.replace("\r\n", "%0d%0a").replace("\x00", "%00").replace("/", "%2f"))
        assert answer.status_code in {204, 404, 422}, answer.text
    here("PUT", "/grants/APP", json={"roles": ["Developers"]})


def test_a_failure_nobody_expected_tells_nothing_of_itself(here: Here, caplog: pytest.LogCaptureFixture) -> None:
    """It is in the log; outside it is one sentence."""
    guarded = here.worlds.world(here.site.site_id).deps.usage
    usage = guarded._usage
    del guarded._usage
    answer = here.get("/report", HANA, params={"mine": "true"})
    guarded._usage = usage
    assert "nobody expected" in problem(answer, 500)
    assert "NoneType" not in answer.text
    assert "AttributeError" in caplog.text
