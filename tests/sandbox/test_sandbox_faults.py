"""Faults of pages, of waits and of bodies: each comes where it was asked for, and says what its line says."""

from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime

import httpx2
import pytest

from seatlight.sandbox import Box, Setup, start
from seatlight.sandbox.faults import FAULTS, parse_fault
from tests.sandbox.reading import Json, ask, client_of, windows
from tests.sandbox.test_sandbox_facts import NOW

MEMBERS, DAYS, SPEND = "/teams/members", "/teams/daily-usage-data", "/teams/spend"
EVENTS, AUDIT = "/teams/filtered-usage-events", "/teams/audit-logs"


@pytest.fixture
def box() -> Iterator[Box]:
    """A team with several pages of everything, in which nothing goes wrong yet."""
    with start(Setup(people=12, now=NOW, reach_days=20)) as running:
        yield running


def page_of(box: Box, page: int, size: int = 40, path: str = EVENTS) -> Json:
    """One page of a listing."""
    told: Json = ask(box, "POST", path, {**windows(box.world.moment)[0], "page": page, "pageSize": size}).json()
    return told


def rows(box: Box, *pages: int, size: int = 40, path: str = EVENTS) -> list[list[Json]]:
    """The rows of some pages."""
    listed = [page_of(box, page, size, path) for page in pages]
    return [next(value for value in told.values() if isinstance(value, list)) for told in listed]


@pytest.mark.parametrize("path", [EVENTS, DAYS, SPEND])
def test_the_rows_of_a_page_can_come_twice_in_it(path: str, box: Box) -> None:
    """Once, and the count stays what it is."""
    [good] = rows(box, 1, size=4, path=path)
    box.faults.add(f"duplicated@{path}")
    assert rows(box, 1, 1, size=4, path=path) == [good + good, good]


@pytest.mark.parametrize("path", [EVENTS, DAYS, SPEND])
def test_a_shifted_page_has_the_rows_of_the_one_before(path: str, box: Box) -> None:
    """It still claims to be the page asked for, and the first page is not what is hit."""
    first, second = rows(box, 1, 2, size=4, path=path)
    box.faults.add(f"shifted@{path}")
    assert rows(box, 1, 2, 2, size=4, path=path) == [first, first, second]
    if path == EVENTS:
        box.faults.add("shifted")
        assert page_of(box, 2)["pagination"]["currentPage"] == 2


def test_a_page_of_the_audit_log_can_be_shifted(box: Box) -> None:
    """Its page stands in the query."""

    def page(number: int) -> list[Json]:
        events: list[Json] = ask(box, "GET", f"{AUDIT}?startTime=20d&pageSize=5&page={number}").json()["events"]
        return events

    first = page(1)
    box.faults.add("shifted")
    assert page(2) == first


@pytest.mark.parametrize("path", [EVENTS, DAYS, SPEND])
def test_swapped_pages_hold_every_row_once(path: str, box: Box) -> None:
    """The second and the third have each other's rows, as often as they are asked for; other sizes are untouched."""
    size = 25 if path == EVENTS else 4
    good, other = rows(box, 1, 2, 3, size=size, path=path), rows(box, 2, size=size - 1, path=path)
    box.faults.add(f"swapped-pages@{path}")
    assert rows(box, 1, 2, 3, 2, size=size, path=path) == [good[0], good[2], good[1], good[2]]
    assert rows(box, 2, size=size - 1, path=path) == other


def test_a_listing_of_two_pages_has_nothing_to_swap(box: Box) -> None:
    """The fault waits for one that has a third."""
    short, long = rows(box, 1, 2, size=7, path=SPEND), rows(box, 2, 3, size=4, path=SPEND)
    box.faults.add(f"swapped-pages@{SPEND}")
    assert rows(box, 1, 2, size=7, path=SPEND) == short
    assert rows(box, 3, 2, size=4, path=SPEND) == long


def test_a_moving_count_is_one_more_each_time(box: Box) -> None:
    """Only requests for events are hit, and the rows stay."""
    good = page_of(box, 1)
    box.faults.add("count-moves:3")
    ask(box, "GET", MEMBERS)
    counts = [page_of(box, page)["totalUsageEventsCount"] - good["totalUsageEventsCount"] for page in (1, 2, 3, 1)]
    assert counts == [1, 2, 3, 0]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("too-many", None),
        ("too-many-for:100", "100"),
        ("too-many-for:0.5", "0.5"),
        ("too-many-for:0", "0"),
        ("retry-after-absurd", "99999999"),
        ("retry-after-words", "soon"),
    ],
)
def test_a_refusal_tells_to_come_back_as_asked(fault: str, told: str | None, box: Box) -> None:
    """429 with or without a word on it, then the API is well again."""
    box.faults.add(f"{fault}@members:1")
    answer = ask(box, "GET", MEMBERS)
    assert (answer.status_code, answer.headers.get("Retry-After")) == (429, told)
    assert answer.json()["error"] == "Too Many Requests"
    assert ask(box, "GET", MEMBERS).status_code == 200


def test_a_refusal_can_tell_a_date_that_is_over(box: Box) -> None:
    """An hour before the time that the same answer tells."""
    box.faults.add("retry-after-past")
    headers = ask(box, "GET", MEMBERS).headers
    assert parsedate_to_datetime(headers["Date"]) - parsedate_to_datetime(headers["Retry-After"]) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("fault", "kind", "begins"), [("empty", "json", b""), ("not-json", "html", b"<!doctype html>")]
)
def test_a_good_status_can_come_without_json(fault: str, kind: str, begins: bytes, box: Box) -> None:
    """Nothing at all, or a page of HTML."""
    box.faults.add(fault)
    answer = ask(box, "GET", MEMBERS)
    assert answer.status_code == 200
    assert kind in answer.headers["Content-Type"]
    assert answer.content[:15] == begins


def test_a_connection_can_be_closed_before_any_answer(box: Box) -> None:
    """The client sees it at once, the log has it without a status, and the next request is answered."""
    box.faults.add("dropped")
    with client_of(box) as client:
        with pytest.raises(httpx2.RemoteProtocolError):
            client.get(MEMBERS)
        assert client.get(MEMBERS).status_code == 200
    assert [asked.status for asked in box.requests] == [0, 200]


def test_every_fault_of_the_table_can_be_asked_for() -> None:
    """By its name, with seconds where it takes them, and at a path so many times."""
    for name in FAULTS:
        text = f"{name}:7" if name in ("slow", "too-many-for") else name
        assert parse_fault(f"{text}@/teams/spend:2").left == 2


@pytest.mark.parametrize("text", ["too-many-for", "too-many-for@members", "too-many-for:soon", "empty:x", "shifted:0"])
def test_a_fault_without_what_it_needs_is_refused(text: str) -> None:
    """With one sentence."""
    with pytest.raises(ValueError, match=r"^The fault \S+ is not of the form [^.]+\.$"):
        parse_fault(text)


def test_without_the_right_key_no_fault_shows_a_page() -> None:
    """Faults that look at other pages let nobody in."""
    setup = Setup(people=12, now=NOW, reach_days=5, faults=("shifted:always",))
    with start(setup) as box, httpx2.Client(verify=False, trust_env=False) as stranger:
        assert stranger.post(box.url + SPEND, json={"page": 2, "pageSize": 4}).status_code == 401
