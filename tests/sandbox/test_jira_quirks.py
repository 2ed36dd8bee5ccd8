"""Every quirk of the Jira site can be seen, and only where it was asked for."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from seatlight.sandbox import JIRA_QUIRKS, QUIRKS, Box
from seatlight.sandbox.jira.accounts import group_id_of
from tests.sandbox.jira_reading import (
    BILAL,
    HANA,
    Json,
    ask,
    client_of,
    facts_of,
    id_of,
    ids,
    jira_box,
    post,
    read_beans,
    read_role,
    read_users,
    status,
)  # fmt: skip

APP_GROUP = group_id_of("app-developers")


def users(box: Box) -> list[Json]:
    """Everybody, empty where the list is refused."""
    return read_users(box) if status(box, "/users/search") == 200 else []


def hidden_as(box: Box, value: object) -> bool:
    """Whether the hidden address of the cast is written as so."""
    return any(
        user["displayName"] == "Bilal Qureshi" and user.get("emailAddress", "absent") == value for user in users(box)
    )


def check_of_another(box: Box) -> int:
    """The status of asking for the permissions of somebody else."""
    return post(box, "/permissions/check", {"accountId": id_of(box, HANA)}).status_code


def twice_shown(box: Box) -> list[str]:
    """Addresses that two people show."""
    shown = Counter(account.email for account in facts_of(box).accounts if account.email)
    return [email for email, times in shown.items() if email and times > 1 and not email.startswith("mtan")]


SIGHTS: dict[str, Callable[[Box], bool]] = {
    "jira-no-browse-users": lambda box: status(box, "/users/search") == 403,
    "jira-browse-users-empty": lambda box: ask(box, "/users/search").json() == [],
    "jira-emails-hidden": lambda box: not any("emailAddress" in user for user in users(box)),
    "jira-email-api": lambda box: status(box, "/user/email/bulk", accountId="x") == 200,
    "jira-roles-refused": lambda box: [status(box, f"/project/APP/role{tail}") for tail in ("", "/10001")] == [403] * 2,
    "jira-roles-missing": lambda box: [status(box, f"/project/APP/role{tail}") for tail in ("", "/10001")] == [404] * 2,
    "jira-assignable-refused": lambda box: status(box, "/user/assignable/search", project="APP") == 403,
    "jira-groups-refused": lambda box: status(box, "/group/member", groupId=APP_GROUP) == 403,
    "jira-no-admin": lambda box: check_of_another(box) == 403,
    "jira-token-ended": lambda box: status(box, "/myself") == 401,
    "jira-null-emails": lambda box: hidden_as(box, None),
    "jira-empty-emails": lambda box: hidden_as(box, ""),
    "jira-short-pages": lambda box: len(ask(box, "/users/search", maxResults=9).json()) == 6,
    "jira-unknown-fields": lambda box: "xNew" in ask(box, "/myself").json(),
    "jira-search-shown-only": lambda box: ask(box, "/user/search", query=BILAL).json() == [],
    "jira-two-accounts-one-address": lambda box: twice_shown(box) == [HANA],
    "jira-slow-users": lambda box: status(box, "/users/search") == 409,
}


@pytest.fixture(scope="module")
def plain() -> Iterator[Box]:
    """A site without any quirk."""
    with jira_box() as running:
        yield running


@pytest.mark.parametrize("quirk", SIGHTS)
def test_a_quirk_of_jira_is_seen_with_its_switch_alone(quirk: str, plain: Box) -> None:
    """True with the switch, false without."""
    assert not SIGHTS[quirk](plain)
    with jira_box(quirk) as box:
        assert SIGHTS[quirk](box)


def test_every_quirk_of_jira_has_a_sight() -> None:
    """And none has the name of a quirk of Cursor."""
    assert SIGHTS.keys() == JIRA_QUIRKS.keys()
    assert not JIRA_QUIRKS.keys() & QUIRKS.keys()


@pytest.mark.parametrize("quirk", sorted(JIRA_QUIRKS))
def test_a_quirk_of_jira_leaves_cursors_half_alone(quirk: str, plain: Box) -> None:
    """The facts of the team are the same, whatever Jira is like."""
    with jira_box(quirk) as box:
        ours, theirs = box.facts(), plain.facts()
        assert (ours.roster, ours.days, ours.events, ours.spend) == (
            theirs.roster,
            theirs.days,
            theirs.events,
            theirs.spend,
        )
        assert ours.quirks == []
        assert ours.jira.owner_of == theirs.jira.owner_of


def test_short_pages_lead_to_everybody_when_followed() -> None:
    """Who goes on from where a page ended reaches all, whatever the listing."""
    with jira_box("jira-short-pages", people=70) as box:
        facts = facts_of(box)
        assert ids(read_users(box, 50)) == [account.account_id for account in facts.accounts]
        assert len(read_beans(box, "/project/search")) == len(facts.projects)
        app = next(project for project in facts.projects if project.key == "APP")
        assert read_role(box, "APP", 10001) == app.roles["Developers"]
        page = ask(box, "/group/member", groupId=group_id_of("jira-software-users")).json()
        assert (page["maxResults"], len(page["values"]), page["isLast"]) == (33, 33, False)


def test_a_slow_list_of_users_is_quick_the_second_time() -> None:
    """409 once, in Jira's words, for either path."""
    with jira_box("jira-slow-users") as box:
        answer = ask(box, "/users")
        assert answer.status_code == 409
        assert "10 seconds" in answer.json()["errorMessages"][0]
        assert status(box, "/users/search") == 200


def test_unknown_fields_stand_where_names_are_fixed() -> None:
    """In every object, but not among names of roles and permissions, where they would mean something."""
    with jira_box("jira-unknown-fields") as box, client_of(box) as client:
        assert all("xLater" in user for user in client.get("/users").json())
        page = client.get("/project/search").json()
        assert "xNew" in page
        assert all("xNew" in project for project in page["values"])
        assert all("xNew" in actor for actor in client.get("/project/APP/role/10001").json()["actors"])
        assert client.get("/project/APP/role").json().keys() == client.get("/project/APP").json()["roles"].keys()
        told = client.get("/mypermissions?permissions=ADMINISTER").json()
        assert told["permissions"].keys() == {"ADMINISTER"}


def test_hidden_addresses_are_hidden_from_every_call() -> None:
    """In lists, searches and groups alike, and the facts have none."""
    with jira_box("jira-emails-hidden", "jira-null-emails") as box:
        bulk = ask(box, "/user/bulk", accountId=id_of(box, HANA)).json()["values"]
        listed = [*users(box), *bulk, *read_beans(box, "/group/member", groupId=APP_GROUP)]
        assert {user["emailAddress"] for user in listed} == {None}
        assert all(account.email is None for account in facts_of(box).accounts)
        assert ids(ask(box, "/user/search", query=HANA).json()) == [id_of(box, HANA)]


def test_the_second_account_with_an_address_is_a_person() -> None:
    """Both are found by the address; the first is the owner."""
    with jira_box("jira-two-accounts-one-address") as box:
        found = ask(box, "/user/search", query=HANA).json()
        assert [user["accountType"] for user in found] == ["atlassian", "atlassian"]
        assert ids(found)[0] == id_of(box, HANA)
    with jira_box("jira-two-accounts-one-address", people=0) as empty:
        assert twice_shown(empty) == []
    with jira_box("jira-two-accounts-one-address", people=1) as single:
        assert twice_shown(single) == ["tomas.berg@example.org"]


def test_all_quirks_but_those_that_refuse_can_be_combined() -> None:
    """Everybody is told still."""
    refusing = {"jira-token-ended", "jira-no-browse-users", "jira-browse-users-empty", "jira-slow-users"}
    with jira_box(*(JIRA_QUIRKS.keys() - refusing), people=60) as box:
        assert ids(read_users(box, 20)) == [account.account_id for account in facts_of(box).accounts]
