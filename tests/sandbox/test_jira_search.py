"""Searches, single accounts, groups and who can be assigned at the simulated Jira site."""

from collections.abc import Iterator

import pytest

from seatlight.sandbox import Box
from seatlight.sandbox.jira.accounts import group_id_of
from tests.sandbox.jira_reading import (
    BILAL,
    DIEGO,
    HANA,
    INES,
    LUCA,
    MEI_SECOND,
    PIOTR,
    TOMAS,
    ask,
    assignable,
    client_of,
    id_of,
    ids,
    jira_box,
    project_of,
    read_beans,
    read_users,
    status,
)  # fmt: skip

EVERYBODY = group_id_of("jira-software-users")


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A whole cast."""
    with jira_box() as running:
        yield running


@pytest.fixture(scope="module")
def large() -> Iterator[Box]:
    """A team with more than a thousand accounts."""
    with jira_box(people=1500) as running:
        yield running


def found(box: Box, query: str) -> list[str]:
    """The names that a search finds."""
    return [user["displayName"] for user in ask(box, "/user/search", query=query).json()]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("hana", ["Hana Sato"]),
        ("SAT", ["Hana Sato"]),
        ("hana s", ["Hana Sato"]),
        ("hana.sato@example.org", ["Hana Sato"]),
        ("hana.sato@", ["Hana Sato"]),
        ("ato", []),
        ("example.org", []),
        ("de", ["Yusuf Demir"]),
        ("bilal", ["Bilal Qureshi", "Bilal Qureshi"]),
        ("automation", ["Automation for Jira"]),
        ("diego", []),
        ("piotr.zielinski@example.org", []),
        ("anouk", []),
    ],
)
def test_a_search_finds_the_beginnings_of_names_and_addresses(query: str, names: list[str], box: Box) -> None:
    """Of active accounts of any kind, whatever the case."""
    assert found(box, query) == names


def test_the_whole_of_a_hidden_address_finds_its_owner(box: Box) -> None:
    """Not a part of it; what comes back shows no address."""
    [user] = ask(box, "/user/search", query=BILAL.upper()).json()
    assert user["accountId"] == id_of(box, BILAL)
    assert "emailAddress" not in user
    assert found(box, BILAL[:-1]) == []
    with jira_box("jira-search-shown-only") as box_of_shown:
        assert found(box_of_shown, BILAL) == []
        assert found(box_of_shown, HANA) == ["Hana Sato"]


def test_a_second_address_finds_whoever_shows_it(box: Box) -> None:
    """That is a customer, not its true owner."""
    [user] = ask(box, "/user/search", query=MEI_SECOND).json()
    assert (user["accountType"], user["emailAddress"]) == ("customer", MEI_SECOND)


def test_a_search_takes_a_query_or_an_account(box: Box) -> None:
    """Not both, and not neither."""
    hana = id_of(box, HANA)
    assert ids(ask(box, "/user/search", accountId=hana).json()) == [hana]
    assert ask(box, "/user/search", accountId=id_of(box, DIEGO)).json() == []
    assert ask(box, "/user/search", accountId="nobody").json() == []
    assert [status(box, "/user/search", **given) for given in ({}, {"query": "a", "accountId": hana})] == [400, 400]


def test_a_search_has_pages_up_to_the_thousandth(large: Box) -> None:
    """Fifty at a time unless said otherwise; who comes later is not found."""
    pages = [ask(large, "/user/search", query="j", startAt=at).json() for at in (0, 50)]
    assert [len(page) for page in pages] == [50, 50]
    assert not set(ids(pages[0])) & set(ids(pages[1]))
    assert ask(large, "/user/search", query="j", startAt=1000).json() == []


def test_one_account_is_told_by_its_id(box: Box) -> None:
    """400 without an id, 404 for one that is nobody's."""
    assert ask(box, "/user", accountId=id_of(box, HANA)).json()["displayName"] == "Hana Sato"
    assert ask(box, "/user", accountId=id_of(box, PIOTR)).json()["displayName"] == "Former user"
    assert [status(box, "/user"), status(box, "/user", accountId="nobody")] == [400, 404]


def test_many_accounts_are_told_in_pages_of_ten(box: Box) -> None:
    """At most two hundred; ids that are nobody's are passed over, and one that is given twice comes once."""
    asked = [*ids(read_users(box)), "nobody", id_of(box, HANA)]
    page = ask(box, "/user/bulk", accountId=asked).json()
    assert (page["maxResults"], len(page["values"]), page["isLast"]) == (10, 10, False)
    assert page["total"] == len(asked) - 2
    assert "accountId=" in page["nextPage"]
    assert "startAt=10" in page["nextPage"]
    assert ids(read_beans(box, "/user/bulk", accountId=asked)) == asked[:-2]
    assert ask(box, "/user/bulk", accountId=asked, maxResults=999).json()["maxResults"] == 200
    assert status(box, "/user/bulk") == 400


def test_addresses_are_told_to_who_may_ask_alone(box: Box) -> None:
    """An ordinary token may not; who may is told hidden ones as well, and none that does not exist."""
    bilal, piotr = id_of(box, BILAL), id_of(box, PIOTR)
    assert [status(box, path, accountId=bilal) for path in ("/user/email", "/user/email/bulk")] == [403, 403]
    with jira_box("jira-email-api") as allowed:
        assert ask(allowed, "/user/email", accountId=bilal).json() == {"accountId": bilal, "email": BILAL}
        rows = ask(allowed, "/user/email/bulk", accountId=[bilal, piotr, "nobody"]).json()
        assert rows == [{"accountId": bilal, "email": BILAL}]
        assert [status(allowed, "/user/email"), status(allowed, "/user/email/bulk")] == [400, 400]
        assert status(allowed, "/user/email", accountId="nobody") == 404


def test_the_members_of_a_group_come_in_pages_of_fifty(large: Box) -> None:
    """Whatever was asked for; every active person of the site is in the group of all."""
    page = ask(large, "/group/member", groupId=EVERYBODY, maxResults=1000).json()
    assert (page["maxResults"], len(page["values"])) == (50, 50)
    people = [user for user in read_users(large) if user["accountType"] == "atlassian" and user["active"]]
    assert ids(read_beans(large, "/group/member", groupId=EVERYBODY)) == ids(people)


def test_the_deactivated_are_members_where_that_is_asked_for(box: Box) -> None:
    """They are left out unless it is."""
    group_id, diego = EVERYBODY, id_of(box, DIEGO)
    assert diego not in ids(read_beans(box, "/group/member", groupId=group_id))
    assert diego in ids(read_beans(box, "/group/member", groupId=group_id, includeInactiveUsers="true"))


def test_a_group_that_does_not_exist_is_not_found(box: Box) -> None:
    """400 without any."""
    assert [status(box, "/group/member"), status(box, "/group/member", groupId="x")] == [400, 404]


@pytest.mark.parametrize("key", ["APP", "WEB", "OPS", "NEW", "10002"])
def test_who_can_be_assigned_is_what_the_facts_say(key: str, box: Box) -> None:
    """By key or id, active people alone."""
    facts = {str(project.id): project for project in box.facts().jira.projects}
    project = facts.get(key) or project_of(box, key)
    assert sorted(assignable(box, key)) == project.assignable


def test_pages_of_who_can_be_assigned_are_short_or_empty(large: Box) -> None:
    """A page is a range of all accounts, of which few can be; the next page may have more."""
    pages = [ids(ask(large, "/user/assignable/search", project="OPS", startAt=at).json()) for at in range(0, 150, 50)]
    assert [len(page) for page in pages] == [4, 0, 0]
    [squad] = [one for one in large.facts().jira.projects if one.key == "P01"]
    pages = [ids(ask(large, "/user/assignable/search", project="P01", startAt=at, maxResults=20).json())
             for at in range(0, 120, 20)]  # fmt: skip
    assert pages[0] == []
    assert max(map(len, pages)) < 20 or [] in pages[1:]
    assert sorted(account_id for page in pages for account_id in page) == squad.assignable


def test_nobody_after_the_thousandth_is_said_to_be_assignable(large: Box) -> None:
    """Though they are in the project."""
    last = large.facts().jira.projects[-1]
    assert last.assignable
    assert assignable(large, last.key) == []
    assert ask(large, "/user/assignable/search", project=last.key, startAt=1000, maxResults=1000).json() == []


def test_who_can_be_assigned_may_be_searched_for(box: Box) -> None:
    """By the beginning of a name, or by account."""
    luca, tomas = id_of(box, LUCA), id_of(box, TOMAS)
    assert ids(ask(box, "/user/assignable/search", project="OPS", query="luc").json()) == [luca]
    assert ids(ask(box, "/user/assignable/search", project="OPS", accountId=luca).json()) == [luca]
    assert ask(box, "/user/assignable/search", project="OPS", accountId=tomas).json() == []
    assert status(box, "/user/assignable/search", project="OPS", accountId=luca, query="luc") == 400


def test_who_can_be_assigned_in_several_projects_is_in_each(box: Box) -> None:
    """Keys with commas between them."""
    path = "/user/assignable/multiProjectSearch"
    assert ids(ask(box, path, projectKeys="APP,WEB").json()) == [id_of(box, HANA)]
    assert sorted(ids(ask(box, path, projectKeys="APP").json())) == project_of(box, "APP").assignable
    assert [status(box, path), status(box, path, projectKeys="APP,XYZ")] == [400, 404]


def test_a_project_has_to_be_named_and_to_exist(box: Box) -> None:
    """400 without one, 404 for one that is not there or is kept from us."""
    path = "/user/assignable/search"
    assert [status(box, path), status(box, path, project="XYZ"), status(box, path, project="HR")] == [400, 404, 404]


def test_without_the_right_to_browse_users_nothing_is_told_of_them() -> None:
    """The list and single accounts answer 403, the search finds nobody; groups are open to the admin still."""
    with jira_box("jira-no-browse-users") as box, client_of(box) as client:
        hana = id_of(box, HANA)
        paths = ["/users", "/users/search", f"/user?accountId={hana}", "/user/search?query=hana"]
        assert [client.get(path).status_code for path in paths] == [403, 403, 403, 200]
        assert found(box, "hana") == []
        assert status(box, "/group/member", groupId=EVERYBODY) == 200
        box.jira.unmake_admin(ask(box, "/myself").json()["accountId"])
        assert status(box, "/group/member", groupId=EVERYBODY) == 403


def test_an_address_in_another_case_is_found(box: Box) -> None:
    """Whatever the case of the query."""
    assert found(box, INES) == ["Ines Duarte"]
