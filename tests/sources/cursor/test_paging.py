"""Paging in Cursor's words: when a listing is over, which page size holds, what a 401 means."""

from collections.abc import Sequence

import msgspec
import pytest

from seatlight import errors
from seatlight.sources.cursor.api import CursorApi, authorization
from tests.sources.cursor.reading import KEY, client
from tests.sources.scripted import Scripted, reply, scripted

SPAN = (1777852800000, 1780444799999)


def answer(**body: object) -> bytes:
    """An answer with that body."""
    return reply(msgspec.json.encode(body))


def event_page(events: int, **pagination: object) -> bytes:
    """A page of that many events out of five."""
    more = {"pagination": pagination} if pagination else {}
    return answer(usageEvents=[{"timestamp": "1777852800000"}] * events, totalUsageEventsCount=5, **more)


def bodies(server: Scripted) -> list[dict[str, int]]:
    """What was asked in the bodies of the requests."""
    return [msgspec.json.decode(request.partition(b"\r\n\r\n")[2]) for request in server.asked]


@pytest.mark.parametrize(
    "pages",
    [
        [event_page(2, hasNextPage=True), event_page(2, hasNextPage=True), event_page(1, hasNextPage=False)],
        [event_page(2, numPages=3), event_page(2, numPages=3), event_page(1, numPages=3)],
        [event_page(2), event_page(2), event_page(1)],
        [event_page(2, pageSize=2), event_page(3, pageSize=2)],
        [event_page(5, hasNextPage=False, numPages=9)],
        [event_page(4, hasNextPage=True), event_page(0, hasNextPage=True), event_page(1, hasNextPage=False)],
    ],
    ids=["next", "pages", "count", "size", "next-wins", "empty-in-the-middle"],
)
def test_events_are_read_to_the_end_however_it_is_told(pages: Sequence[bytes]) -> None:
    """The vendor's word wins, then its number of pages, then its count."""
    with scripted(*pages, reply(b"", 418)) as server, client(server.url) as http:
        found = [len(page.events) for page in CursorApi(http).usage_events(SPAN)]
        assert sum(found) == 5
        assert [body["page"] for body in bodies(server)] == list(range(1, len(pages) + 1))


def test_a_listing_without_end_is_an_error() -> None:
    """A vendor that always promises another page does not hold us for ever."""
    with scripted(event_page(5, hasNextPage=True)) as server, client(server.url) as http:
        with pytest.raises(errors.GarbledAnswer, match="does not end"):
            list(CursorApi(http).usage_events(SPAN))
        assert len(server.asked) < 20


def test_a_page_that_was_not_asked_for_is_asked_for_again() -> None:
    """A page sent twice would count its events twice."""
    first, second = event_page(3, currentPage=1, numPages=2), event_page(2, currentPage=2, numPages=2)
    with scripted(first, first, second) as server, client(server.url) as http:
        assert [len(page.events) for page in CursorApi(http).usage_events(SPAN)] == [3, 2]
        assert [body["page"] for body in bodies(server)] == [1, 2, 2]


def test_a_refused_page_size_is_not_asked_for_again() -> None:
    """The next smaller one is, now and for every later chunk."""
    page = event_page(5, hasNextPage=False)
    with scripted(reply(b"", 400), reply(b"", 400), page) as server, client(server.url) as http:
        api = CursorApi(http)
        list(api.usage_events(SPAN))
        list(api.usage_events(SPAN))
        assert [body["pageSize"] for body in bodies(server)] == [1000, 500, 100, 100]


def test_a_request_refused_at_every_size_is_refused() -> None:
    """Then it was not the size."""
    with scripted(reply(b"", 400)) as server, client(server.url) as http:
        with pytest.raises(errors.RequestRefused):
            list(CursorApi(http).usage_events(SPAN))
        assert len(server.asked) == 3


@pytest.mark.parametrize("size", [37, 50, 100, 250, 500])
@pytest.mark.parametrize("told", [True, False], ids=["pages told", "pages not told"])
def test_spend_ends_with_its_number_of_pages_else_with_a_page_that_is_not_full(size: int, told: bool) -> None:
    """It has no other sign of its end; a page may hold fewer than the 500 that are asked for."""
    full, rest = [{"email": "a@example.org", "spendCents": 1}] * size, [{"email": "b@example.org"}]
    more = {"totalPages": 2} if told else {}
    script = [answer(teamMemberSpend=full, **more), answer(teamMemberSpend=rest, **more), reply(b"", 418)]
    with scripted(*script) as server, client(server.url) as http:
        found = sum(len(page) for page in CursorApi(http).spend())
        assert bodies(server)[0] == {"page": 1, "pageSize": 500}
    assert found == (size if size == 37 and not told else size + 1)


def test_daily_rows_and_audit_events_follow_the_vendors_word() -> None:
    """Both send the span, ask for pages and stop where they are told to."""
    more, done = {"hasNextPage": True, "page": 1}, {"hasNextPage": False, "page": 2}
    daily = [answer(data=[{"email": "a@example.org"}], pagination=paging) for paging in (more, done)]
    with scripted(*daily) as server, client(server.url) as http:
        assert len(list(CursorApi(http).daily_rows(SPAN))) == 2
        assert bodies(server)[1] == {"startDate": SPAN[0], "endDate": SPAN[1], "page": 2, "pageSize": 250}
    audit = [answer(events=[{}], pagination=paging) for paging in (more, done)]
    with scripted(*audit) as server, client(server.url) as http:
        assert len(list(CursorApi(http).seat_changes(SPAN))) == 2
        assert b"startTime=1777852800000&endTime=1780444799999&eventTypes=add_user" in server.asked[0]
        assert b"page=2&pageSize=500" in server.asked[1]


def test_a_key_is_shown_as_a_user_name_without_password() -> None:
    """Basic authentication, the trailing colon being part of it."""
    assert authorization("key_1") == "Basic a2V5XzE6"
    members = answer(teamMembers=[])
    with scripted(members) as server, client(server.url) as http:
        CursorApi(http).members()
        assert authorization(KEY).encode() in server.asked[0]


def test_a_401_is_told_apart_by_asking_for_the_members() -> None:
    """A good key on the wrong plan gets the same status as a bad key."""
    refused, members = reply(b'{"message":"Invalid API key"}', 401), answer(teamMembers=[])
    good_key = scripted(refused, members)
    with (
        good_key as server,
        client(server.url) as http,
        pytest.raises(errors.PlanRefused, match="/teams/spend"),
    ):
        list(CursorApi(http).spend())
    with scripted(refused) as server, client(server.url) as http:
        with pytest.raises(errors.KeyRefused) as caught:
            list(CursorApi(http).spend())
        assert len(server.asked) == 2
    assert "SEATLIGHT_CURSOR_API_KEY" in caught.value.says
