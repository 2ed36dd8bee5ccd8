"""Everybody that Jira lists: paging, the daily list, and a Jira that is away or refuses."""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field
from datetime import timedelta

import msgspec
import pytest

from seatlight import errors
from seatlight.model.people import How, People, Person, PersonKind
from seatlight.sources.jira import JiraApi, JiraPeople, connect, may_ask_for_addresses
from seatlight.sources.jira.words import Denied
from tests.sources.jira.site import EMPTY, NOW, Drawer, Hand, as_json, facts, paths, site, told, user, users
from tests.sources.scripted import HANG, reply, scripted

OLD = People((Person(("ines@example.org",), account_id="ines"),), NOW - timedelta(days=3), notes=("An older note.",))
MYSELF = as_json({"accountId": "us", "accountType": "atlassian"})
SEARCH = "/users/search"


@dataclass
class Cast:
    """A source of people with its clock and its drawer."""

    source: JiraPeople
    clock: Hand = field(default_factory=Hand)
    drawer: Drawer = field(default_factory=Drawer)


def cast(api: object, kept: People | None = None, *, email_api: bool = False) -> Cast:
    """A source over this client, with a list that was kept before."""
    clock, drawer = Hand(), Drawer(kept)
    return Cast(JiraPeople(api, drawer, clock, email_api=lambda: email_api), clock, drawer)  # type: ignore[arg-type]


def ids(people: People) -> list[str | None]:
    """Who is in the list, in order."""
    return [person.account_id for person in people.everyone]


def test_people_are_read_up_to_an_empty_page() -> None:
    """A short page is not the end, and the next one begins where it ended."""
    with told(users("a", "b"), users("c"), users("d", "e"), EMPTY) as (server, api):
        people = cast(api).source.people()
    assert ids(people) == ["a", "b", "c", "d", "e"]
    assert people == People(people.everyone, NOW, complete=True, how=How.VISIBLE)
    assert paths(server) == [f"{SEARCH}?startAt={start}&maxResults=1000" for start in (0, 2, 3, 5)]


def test_accounts_that_are_listed_twice_are_there_once_and_hide_nobody() -> None:
    """Rows that come twice do not make us pass over others."""
    with told(users("a", "b", "a", "b"), users("c", "b"), users("d"), EMPTY) as (server, api):
        assert ids(cast(api).source.people()) == ["a", "b", "c", "d"]
    assert [path.split("=")[1].split("&")[0] for path in paths(server)] == ["0", "2", "4", "5"]


def test_a_listing_that_repeats_itself_is_not_read_for_ever() -> None:
    """As where the place in it is not looked at."""
    with told(users("a", "b")) as (server, api):
        with pytest.raises(errors.GarbledAnswer, match="again and again"):
            cast(api).source.people()
        assert len(server.asked) == 4


def test_people_are_read_at_most_daily_or_on_request() -> None:
    """The list of the same day is given without asking; the source wants it anew only where somebody does."""
    with told(users("a"), EMPTY, users("b"), EMPTY, users("c"), EMPTY) as (server, api):
        one = cast(api)
        assert ids(one.source.people()) == ["a"]
        one.clock.on(hours=23, minutes=59)
        assert ids(one.source.people()) == ["a"]
        assert len(server.asked) == 2
        one.clock.on(minutes=1)
        assert ids(one.source.people()) == ["b"]
        one.clock.on(seconds=1)
        assert ids(one.source.people(anew=True)) == ["c"]
        assert len(server.asked) == 6
        assert one.drawer.saved == 3


def test_a_list_that_was_kept_today_is_not_read_again_by_a_new_process() -> None:
    """A restart costs Jira nothing."""
    kept = msgspec.structs.replace(OLD, read_at=NOW - timedelta(hours=5))
    with told(users("a"), EMPTY) as (server, api):
        assert cast(api, kept).source.people() == kept
        assert server.asked == []


def test_a_newer_list_of_another_process_is_taken_instead_of_asking() -> None:
    """The worker reads, the service looks into the drawer; an older list there changes nothing."""
    with told(users("a"), EMPTY, reply(b"", 500)) as (server, api):
        one = cast(api)
        assert ids(one.source.people()) == ["a"]
        one.clock.on(hours=25)
        one.drawer.people = msgspec.structs.replace(OLD, read_at=one.clock.now - timedelta(hours=1))
        assert one.source.people() == one.drawer.people
        assert len(server.asked) == 2
        one.clock.on(hours=25)
        one.drawer.people = OLD
        assert ids(one.source.people()) == ["ines"]
        assert one.source.people().read_at == NOW + timedelta(hours=24)


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        (reply(b"", 401), "does not accept the Jira API token"),
        (reply(b"", 403), "'Browse users and groups'"),
        (reply(b"", 500), "a fault of its own"),
        (reply(b"", 429), "no more requests"),
        (reply(b"<html>"), "cut off or garbled"),
    ],
)
def test_a_jira_that_is_away_leaves_the_last_list_with_a_note(trouble: bytes, why: str) -> None:
    """The note says as of when and why; whether somebody may be missing stays as it was."""
    with told(trouble) as (_, api):
        people = cast(api, OLD).source.people()
    assert people.everyone == OLD.everyone
    assert people.complete
    assert people.read_at == OLD.read_at
    assert people.notes[0] == "An older note."
    assert "at 2026-11-19 13:45 UTC" in people.notes[1]
    assert why in people.notes[1]


def test_a_jira_that_is_away_from_the_start_is_told() -> None:
    """Where there is no list, nobody is called nobody."""
    with told(reply(b"", 500)) as (server, api):
        one = cast(api)
        for _ in range(2):
            with pytest.raises(errors.VendorFault):
                one.source.people()
        assert len(server.asked) == 1


def test_a_jira_that_failed_is_left_alone_for_a_minute_unless_somebody_asks() -> None:
    """Every page of a report would wait for it else."""
    with told(reply(b"", 500), reply(b"", 500), users("a"), EMPTY) as (server, api):
        one = cast(api, OLD)
        for _ in range(3):
            assert len(one.source.people().notes) == 2
        assert len(server.asked) == 1
        assert len(one.source.people(anew=True).notes) == 2
        assert len(server.asked) == 2
        one.clock.on(seconds=60)
        assert ids(one.source.people()) == ["a"]


def test_an_empty_list_means_a_missing_permission() -> None:
    """Jira answers so where the account may not browse users; that is not 'nobody'."""
    with told(EMPTY, MYSELF) as (server, api):
        with pytest.raises(Denied, match="'Browse users and groups'"):
            cast(api).source.people()
        assert paths(server)[1] == "/myself"


def test_an_empty_list_may_also_mean_a_token_that_has_ended() -> None:
    """Some calls answer an ended token as they answer a stranger."""
    with told(EMPTY, reply(b"", 401)) as (_, api), pytest.raises(errors.KeyRefused, match="at most a year"):
        cast(api).source.people()


@pytest.mark.parametrize("slow", [reply(b"", 409), HANG], ids=["409", "hang"])
def test_a_page_that_takes_too_long_is_asked_for_in_smaller_ones(slow: bytes) -> None:
    """And in small ones from then on."""
    with told(slow, users("a"), slow, users("b"), EMPTY, read=0.2) as (server, api):
        assert ids(cast(api).source.people()) == ["a", "b"]
    assert [path.rpartition("=")[2] for path in paths(server)] == ["1000", "200", "200", "50", "50"]


@pytest.mark.parametrize("slow", [reply(b"", 409), HANG], ids=["409", "hang"])
def test_a_jira_that_takes_too_long_over_the_smallest_page_is_given_up(slow: bytes) -> None:
    """With a sentence, and after three requests."""
    with told(slow, read=0.2) as (server, api):
        with pytest.raises(errors.SeatlightError, match="even 50 at a time"):
            cast(api).source.people()
        assert len(server.asked) == 3


def test_a_list_that_breaks_off_is_not_taken_for_a_whole_one() -> None:
    """Else whoever comes after the break would be called gone."""
    with told(users("a", "b"), reply(b"", 500)) as (_, api):
        people = cast(api, OLD).source.people()
    assert ids(people) == ["ines"]


def test_whoever_has_a_list_does_not_wait_for_a_new_one() -> None:
    """One reads, the others go on with what they have."""
    with told(HANG, read=0.5) as (server, api):
        one = cast(api, OLD)
        reading = threading.Thread(target=one.source.people)
        reading.start()
        while not server.asked:
            reading.join(0.01)
        assert one.source.people() == OLD
        assert reading.is_alive()
        reading.join()


def test_those_who_ask_at_once_for_the_first_time_share_one_reading() -> None:
    """The second waits for the first and finds its list."""
    found: list[People] = []
    with told(users("a"), EMPTY) as (server, api):
        one = cast(api)
        threads = [threading.Thread(target=lambda: found.append(one.source.people())) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(server.asked) == 2
    assert [ids(people) for people in found] == [["a"]] * 6


def test_a_drawer_that_cannot_be_written_is_told_and_loses_nothing() -> None:
    """The list is known all the same."""

    class Stuck(Drawer):
        def save(self, people: People) -> None:
            raise errors.StoreFailed("The database cannot be written.")

    with told(users("a"), EMPTY) as (_, api):
        source = JiraPeople(api, Stuck(), Hand())
        with pytest.raises(errors.StoreFailed):
            source.people()
        assert ids(source.people()) == ["a"]


def test_addresses_are_asked_for_where_the_token_may() -> None:
    """Hidden ones too, of people alone."""
    page = as_json([user("a"), user("b", emailAddress=None), user("app", accountType="app")])
    emails = as_json([{"accountId": "b", "email": "B@example.org"}])
    with told(page, EMPTY, emails) as (server, api):
        people = cast(api, email_api=True).source.people()
    assert people.how is How.EMAIL_API
    assert [person.emails for person in people.everyone] == [
        *(("a@example.org",), ("b@example.org",), ("app@example.org",))
    ]
    assert paths(server)[2] == "/user/email/bulk?accountId=a&accountId=b"


@pytest.mark.parametrize("status", [400, 401, 403, 503])
def test_addresses_that_may_not_be_asked_for_are_noted(status: int) -> None:
    """Then what people show counts."""
    with told(users("a"), EMPTY, reply(b"", status), MYSELF) as (_, api):
        people = cast(api, email_api=True).source.people()
    assert people.how is How.VISIBLE
    assert [person.emails for person in people.everyone] == [("a@example.org",)]
    assert people.notes[0].startswith("Only addresses that people show are known: ")


@pytest.mark.parametrize(("status", "kept"), [(500, True), (429, True), (403, False)])
def test_a_passing_trouble_does_not_take_away_addresses_that_were_known(status: int, kept: bool) -> None:
    """Only a permission that was taken away does."""
    last = msgspec.structs.replace(OLD, how=How.EMAIL_API)
    with told(users("a"), EMPTY, reply(b"", status)) as (_, api):
        people = cast(api, last, email_api=True).source.people()
    assert people.how is (How.EMAIL_API if kept else How.VISIBLE)
    assert ids(people) == (["ines"] if kept else ["a"])


@pytest.mark.parametrize("quirk", ["jira-email-api", "jira-emails-hidden"])
def test_whether_addresses_may_be_asked_for_is_tried_on_the_own_account(quirk: str) -> None:
    """And where they may, everybody's are known."""
    with site(quirk) as (box, api):
        may = may_ask_for_addresses(api)
        people = cast(api, email_api=may).source.people()
        hidden = [one for one in box.company().accounts.values() if one.email and not one.shown]
    assert may == (quirk == "jira-email-api")
    known = {email for person in people.everyone for email in person.emails}
    assert hidden
    assert {(one.email or "").lower() in known for one in hidden} == {may}


def test_stopping_ends_the_reading_of_people() -> None:
    """It is no reason for a note."""
    clock = Hand()
    with scripted(HANG) as server:
        http = connect(server.url, authorization="Bearer token", retry_for_seconds=30)
        threading.Timer(0.1, http.stop).start()
        with contextlib.closing(http), pytest.raises(errors.Stopped):
            JiraPeople(JiraApi(http), Drawer(OLD), clock).people()


def test_single_accounts_are_looked_up_in_portions() -> None:
    """Long lists of ids do not fit into one address; whoever is gone does not come."""
    wanted = [f"id{number:03d}" for number in range(100)]
    first = as_json({"values": [user(one) for one in wanted[:10]], "isLast": False})
    rest = as_json({"values": [user(one) for one in wanted[10:89]], "isLast": True})
    last = as_json({"values": [user(wanted[99], active=False)], "isLast": True})
    with told(first, rest, last) as (server, api):
        found = cast(api).source.bulk([*wanted, "unknown", ""])
    assert [person.account_id for person in found] == [*wanted[:89], wanted[99]]
    assert not found[-1].active
    asked = paths(server)
    assert [path.count("accountId=") for path in asked] == [90, 90, 10]
    assert [path.rpartition("startAt=")[2] for path in asked] == ["0", "10", "0"]
    assert max(map(len, asked)) < 4000


def test_a_look_up_of_nobody_asks_nothing() -> None:
    """An empty list of ids is a 400 at Jira."""
    with told(EMPTY) as (server, api):
        assert cast(api).source.bulk([]) == ()
        assert server.asked == []


def test_a_search_finds_active_people_alone() -> None:
    """Neither apps nor customers nor who was deactivated; an address in the query is quoted."""
    kinds = [user("a"), user("b", active=False), user("c", accountType="app"), user("d", accountType="customer")]
    with told(as_json(kinds)) as (server, api):
        found = cast(api).source.search("a+b&c@example.org")
    assert [person.account_id for person in found] == ["a"]
    assert paths(server) == ["/user/search?query=a%2Bb%26c%40example.org&maxResults=10"]


def test_a_search_that_is_not_allowed_finds_nobody() -> None:
    """The list of people tells which permission is missing."""
    with told(reply(b"", 403)) as (_, api):
        assert cast(api).source.search("ines@example.org") == ()


@pytest.mark.parametrize("people", [0, 25, 2000])
@pytest.mark.parametrize("quirks", [(), ("jira-short-pages",), ("jira-slow-users", "jira-unknown-fields")])
def test_everybody_at_the_sandbox_is_found(people: int, quirks: tuple[str, ...]) -> None:
    """As the facts of the site have them."""
    with site(*quirks, people=people) as (box, api):
        found = cast(api).source.people()
        truth = facts(box).accounts
    assert [
        (one.account_id, one.name, one.emails[0] if one.emails else None, one.active, one.kind)
        for one in found.everyone
    ] == [
        (one.account_id, one.name, one.email, one.active, PersonKind(one.kind))
        for one in truth
        if one.account_id != "unknown"
    ]
    assert found.complete
    assert found.notes == ()


def test_reading_people_costs_the_points_that_are_reckoned_with() -> None:
    """A point a request and two for each account: what a site's hour would be charged if tokens were."""
    with told(users("a", "b", "c"), EMPTY) as (_, api):
        cast(api).source.people()
        assert api.points_used == 2 + 2 * 3
