"""Issues of the simulated Jira site: created, refused field by field, and read back."""

from collections.abc import Iterator

import pytest

from seatlight.sandbox import Box
from tests.sandbox.jira_reading import DIEGO, LUCA, TOMAS, Json, ask, client_of, id_of, jira_box, post, status

TEXT = {"type": "text", "text": "Your seat was not used for 30 days."}
DOCUMENT = {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [TEXT]}]}
FIELDS: Json = {
    "project": {"key": "OPS"},
    "issuetype": {"id": "10001"},
    "summary": "Is the seat still needed?",
    "description": DOCUMENT,
}


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A whole cast."""
    with jira_box() as running:
        yield running


def test_an_issue_is_created_and_read_back() -> None:
    """201 with id, key and address; numbers run by project."""
    with jira_box() as box:
        first, second = (post(box, "/issue", {"fields": FIELDS}) for _ in range(2))
        other = post(box, "/issue", {"fields": {**FIELDS, "project": {"id": "10000"}, "issuetype": {"name": "Task"}}})
        assert [answer.status_code for answer in (first, second, other)] == [201] * 3
        assert [answer.json()["key"] for answer in (first, second, other)] == ["OPS-1", "OPS-2", "APP-1"]
        assert first.json().keys() == {"id", "key", "self"}
        told = ask(box, "/issue/OPS-2").json()
        assert told["fields"]["summary"] == FIELDS["summary"]
        assert told["fields"]["description"] == DOCUMENT
        assert told["fields"]["project"]["key"] == "OPS"
        assert ask(box, f"/issue/{second.json()['id']}").json() == told
        assert [(issue.key, issue.project) for issue in box.jira.issues()] == [
            ("OPS-1", "OPS"),
            ("OPS-2", "OPS"),
            ("APP-1", "APP"),
        ]


def test_an_issue_can_be_given_to_who_can_be_assigned(box: Box) -> None:
    """Not to others, nor to who is gone, in either form of an account."""

    def given(email: str, name: str, project: str) -> int:
        fields = {**FIELDS, "project": {"key": project}, "assignee": {name: id_of(box, email)}}
        return post(box, "/issue", {"fields": fields}).status_code

    assert [given(LUCA, name, "OPS") for name in ("accountId", "id")] == [201, 201]
    assert [given(TOMAS, "id", "OPS"), given(DIEGO, "id", "APP")] == [400, 400]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("project", None),
        ("project", {"key": "XYZ"}),
        ("project", {"key": "HR"}),
        ("project", "OPS"),
        ("issuetype", None),
        ("issuetype", {"id": "4711"}),
        ("issuetype", {"id": [], "name": {}}),
        ("summary", None),
        ("summary", " "),
        ("summary", "two\nlines"),
        ("summary", "x" * 255),
        ("description", "plain words"),
        ("description", {"type": "doc", "version": 2, "content": []}),
        ("description", {"type": "doc", "version": 1}),
        ("description", {"type": "doc", "version": 1, "content": [{"type": "text", "text": ""}]}),
        ("description", {"type": "doc", "version": 1, "content": [{"text": "of no type"}]}),
        ("description", {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": 5}]}),
        ("assignee", {"id": "nobody"}),
        ("assignee", {"id": []}),
        ("assignee", "nobody"),
    ],
)
def test_a_wrong_field_of_an_issue_is_named(field: str, value: object, box: Box) -> None:
    """400 with a sentence for it alone."""
    answer = post(box, "/issue", {"fields": {**FIELDS, field: value}})
    assert answer.status_code == 400
    assert answer.json()["errors"].keys() == {field}
    assert answer.json()["errorMessages"] == []


@pytest.mark.parametrize("body", [[], {}, {"fields": []}])
def test_a_body_without_fields_is_refused(body: object, box: Box) -> None:
    """Nothing is created."""
    assert post(box, "/issue", body).status_code == 400


@pytest.mark.parametrize("path", ["/issue", "/permissions/check"])
@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'{"fields": "\xff"}'])
def test_a_body_that_is_no_json_is_refused(body: bytes, path: str, box: Box) -> None:
    """With 400 and Jira's form of errors."""
    with client_of(box) as client:
        answer = client.post(path, content=body)
    assert answer.status_code == 400
    assert answer.json()["errorMessages"]


def test_an_issue_without_a_text_or_assignee_will_do(box: Box) -> None:
    """Both may be left out."""
    fields = {name: value for name, value in FIELDS.items() if name != "description"}
    assert post(box, "/issue", {"fields": {**fields, "assignee": None}}).status_code == 201


def test_an_issue_that_is_not_there_is_not_found(box: Box) -> None:
    """404 in Jira's words."""
    answer = ask(box, "/issue/OPS-4711")
    assert answer.status_code == 404
    assert answer.json()["errorMessages"] == ["Issue does not exist or you do not have permission to see it."]


def test_who_may_not_browse_a_project_neither_creates_nor_reads() -> None:
    """From the next request on."""
    with jira_box() as box:
        assert post(box, "/issue", {"fields": FIELDS}).status_code == 201
        assert status(box, "/issue/OPS-1") == 200
        box.jira.stop_browsing("OPS", ask(box, "/myself").json()["accountId"])
        assert status(box, "/issue/OPS-1") == 404
        assert post(box, "/issue", {"fields": FIELDS}).json()["errors"].keys() == {"project"}
