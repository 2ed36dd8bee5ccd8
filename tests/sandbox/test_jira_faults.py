"""What goes wrong at the simulated Jira site on demand, and that each half has its own troubles."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import httpx2
import pytest

from seatlight.sandbox import Box, Setup, start
from seatlight.sandbox.faults import FAULTS, JIRA_FAULTS, parse_fault
from tests.sandbox.jira_reading import API, ask, client_of, jira_box, post, status
from tests.sandbox.reading import ask as ask_cursor
from tests.sandbox.test_sandbox_facts import NOW

USERS, PROJECTS = "/users/search", "/project/search"
OF_CURSOR = ("shifted", "swapped-pages", "count-moves")


@pytest.fixture(scope="module")
def running() -> Iterator[Box]:
    """One site for all, in which nothing goes wrong yet."""
    with jira_box() as box:
        yield box


@pytest.fixture
def box(running: Box) -> Box:
    """The same with no trouble left over."""
    running.faults.clear()
    return running


def test_every_fault_of_jira_can_be_asked_for() -> None:
    """By its name, at a path so many times, with seconds where it takes them; none is also Cursor's."""
    for name in JIRA_FAULTS:
        assert parse_fault(f"{name}@{USERS}:2").left == 2
    assert parse_fault("jira-quota").seconds == 60
    assert parse_fault("jira-quota:5@/users:3") == parse_fault("jira-quota:5@/users:3")
    assert parse_fault("jira-gateway:7").seconds == 7
    assert not FAULTS.keys() & JIRA_FAULTS.keys()


def test_a_used_up_quota_tells_its_reason_and_when_to_come_back(box: Box) -> None:
    """The hourly points of the site, as the three headers say it."""
    box.faults.add(f"jira-quota:30@{USERS}")
    answer = ask(box, USERS)
    assert answer.status_code == 429
    assert answer.json()["errorMessages"]
    assert answer.headers["RateLimit-Reason"] == "jira-quota-tenant-based"
    assert answer.headers["Retry-After"] == "30"
    assert answer.headers["RateLimit-Policy"] == '"global-app-quota";q=65000;w=3600'
    assert answer.headers["RateLimit"] == '"global-app-quota";r=0;t=30'
    assert status(box, USERS) == 200


def test_a_burst_tells_to_come_back_after_a_second(box: Box) -> None:
    """With a reason of its own."""
    box.faults.add("jira-burst")
    answer = ask(box, PROJECTS)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    assert answer.headers["RateLimit-Reason"] == "jira-burst-based"


def test_the_gateway_tells_the_time_of_its_reset_alone(box: Box) -> None:
    """Sometimes without seconds, and then never too early."""
    box.faults.add("jira-gateway:40:2")
    answers = [ask(box, USERS), ask(box, USERS)]
    due = NOW + timedelta(seconds=40)
    assert [answer.status_code for answer in answers] == [429, 429]
    assert not any("Retry-After" in answer.headers for answer in answers)
    exact, rough = (answer.headers["X-RateLimit-Reset"] for answer in answers)
    assert exact == f"{due:%Y-%m-%dT%H:%M:%SZ}"
    assert len(rough) == len("2026-11-18T13:46Z")
    assert due - timedelta(seconds=1) <= datetime.fromisoformat(rough) < due + timedelta(minutes=1)


@pytest.mark.parametrize(("name", "expected"), [("jira-forbidden", 403), ("jira-missing", 404), ("error-500", 500)])
def test_a_refusal_of_jira_has_its_form(name: str, expected: int, box: Box) -> None:
    """Messages and errors, whatever the call."""
    box.faults.add(f"{name}@/issue")
    answer = post(box, "/issue", {})
    assert answer.status_code == expected
    assert answer.json().keys() == {"errorMessages", "errors"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("too-many", None),
        ("too-many-for:2.5", "2.5"),
        ("retry-after-absurd", "99999999"),
        ("retry-after-words", "soon"),
        ("retry-after-past", "Wed, 18 Nov 2026 12:45:10 GMT"),
    ],
)
def test_the_waits_of_cursor_befall_jira_as_well(text: str, told: str | None, box: Box) -> None:
    """In Jira's form of errors."""
    box.faults.add(text)
    answer = ask(box, USERS)
    assert (answer.status_code, answer.headers.get("Retry-After")) == (429, told)
    assert "errorMessages" in answer.json()


@pytest.mark.parametrize(
    ("name", "expected", "begins"),
    [("error-502-html", 502, b"<html>"), ("empty", 200, b""), ("not-json", 200, b"<!doctype html>")],
)
def test_a_strange_body_can_come_from_jira(name: str, expected: int, begins: bytes, box: Box) -> None:
    """A page of a gateway, nothing at all, a page to sign in."""
    box.faults.add(f"{name}@/myself")
    answer = ask(box, "/myself")
    assert answer.status_code == expected
    assert answer.content.startswith(begins)
    assert bool(begins) == bool(answer.content)


@pytest.mark.parametrize("name", ["truncated", "reset", "dropped"])
def test_a_connection_to_jira_can_break(name: str, box: Box) -> None:
    """And the next request is answered."""
    box.faults.add(name)
    with client_of(box) as client:
        with pytest.raises(httpx2.TransportError):
            client.get(USERS)
        assert client.get(USERS).status_code == 200


def test_jira_can_be_slow_or_silent() -> None:
    """The answer comes after so many seconds, or never."""
    waited: list[float] = []
    with start(Setup(people=1, now=NOW, faults=("slow:7", "hang")), wait=waited.append) as box:
        assert status(box, USERS) == 200
        assert waited == [7]
        with client_of(box) as client, pytest.raises(httpx2.ReadTimeout):
            client.get(USERS, timeout=httpx2.Timeout(10, read=0.05))


@pytest.mark.parametrize(("path", "field"), [(USERS, ""), (PROJECTS, "values"), ("/project/APP/role/10001", "actors")])
def test_the_rows_of_a_listing_can_come_twice_or_backwards(path: str, field: str, box: Box) -> None:
    """Whether the answer is a bare list or has one."""

    def rows() -> list[object]:
        told = ask(box, path).json()
        found: list[object] = told[field] if field else told
        return found

    good = rows()
    box.faults.add("duplicated")
    box.faults.add("reordered")
    assert [rows(), rows(), rows()] == [good + good, good[::-1], good]


def test_what_is_no_listing_has_no_rows_to_double(box: Box) -> None:
    """The fault waits for one."""
    box.faults.add("duplicated")
    assert [status(box, "/myself"), len(ask(box, PROJECTS).json()["values"])] == [200, 10]


@pytest.mark.parametrize(("path", "field"), [("/myself", ""), (PROJECTS, "values"), (USERS, "")])
def test_numbers_and_truths_can_be_words(path: str, field: str, box: Box) -> None:
    """In the first row, or in the whole answer where it is one."""
    box.faults.add("wrong-types")
    told = ask(box, path).json()
    rows = told[field] if field else told
    first = rows[0] if isinstance(rows, list) else rows
    assert first["active" if "active" in first else "simplified"] == "many"


def test_the_faults_of_jira_never_befall_cursor(box: Box) -> None:
    """They wait for a call of Jira, whatever path they have."""
    for name in JIRA_FAULTS:
        box.faults.add(name)
        box.faults.add(f"{name}@/teams/members:always")
    assert ask_cursor(box, "GET", "/teams/members").status_code == 200
    assert [status(box, USERS) for _ in range(6)] == [429, 429, 429, 403, 404, 200]


@pytest.mark.parametrize("name", OF_CURSOR)
def test_the_faults_of_cursors_pages_never_befall_jira(name: str, box: Box) -> None:
    """They are about its pages and counts."""
    good = ask(box, USERS, startAt=5, page=2).content
    box.faults.add(f"{name}:always")
    assert ask(box, USERS, startAt=5, page=2).content == good


def test_a_fault_of_a_path_leaves_the_other_half_alone(box: Box) -> None:
    """The path as it was asked for, whatever the base."""
    box.faults.add(f"error-500@/ex/jira/{box.cloud_id}{API}/myself:always")
    box.faults.add("error-500@/teams/members")
    assert status(box, "/myself") == 200
    with client_of(box) as client:
        assert client.get(f"{box.url}/ex/jira/{box.cloud_id}{API}/myself").status_code == 500
    assert [ask_cursor(box, "GET", "/teams/members").status_code for _ in range(2)] == [500, 200]


def test_an_answer_that_failed_is_logged_as_it_was_told(box: Box) -> None:
    """With the status of the fault."""
    box.faults.add("jira-missing")
    status(box, USERS)
    assert (box.requests[-1].path, box.requests[-1].status) == (API + USERS, 404)
