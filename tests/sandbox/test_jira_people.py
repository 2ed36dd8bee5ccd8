"""Who is at the simulated Jira site: everybody by pages, the stories of the cast, and the shares of a large team."""

from collections.abc import Iterator

import pytest

from seatlight.sandbox import Box, Setup, World, make_facts
from seatlight.sandbox.jira.facts import JiraAccount, JiraFacts
from tests.sandbox.jira_reading import (
    ANOUK,
    BILAL,
    DIEGO,
    HANA,
    INES,
    MEI,
    MEI_SECOND,
    PIOTR,
    TOMAS,
    Json,
    ask,
    facts_of,
    id_of,
    ids,
    jira_box,
    read_users,
)  # fmt: skip
from tests.sandbox.test_sandbox_facts import NOW

FIRST_25 = 25


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """The first 25 of the cast, in whom every story is."""
    with jira_box(people=FIRST_25) as running:
        yield running


@pytest.fixture(scope="module")
def large() -> JiraFacts:
    """The truth about a team of five thousand."""
    return make_facts(World(Setup(people=5000, now=NOW, reach_days=1))).jira


def account_of(facts: JiraFacts, email: str) -> JiraAccount:
    """The account that an address of the team truly belongs to."""
    return next(account for account in facts.accounts if account.account_id == facts.owner_of[email])


def told(user: Json) -> JiraAccount:
    """An account as the site tells it; which are deleted it does not tell but by the name."""
    deleted = user["displayName"] == "Former user" and user["accountType"] == "atlassian"
    email = (user.get("emailAddress") or "").lower() or None
    return JiraAccount(
        user["accountId"], user["displayName"], email, user["active"], deleted, user["accountType"]
    )  # fmt: skip


@pytest.mark.parametrize(("people", "seatless"), [(0, None), (1, 0), (8, 2), (25, None), (70, 9)])
def test_the_facts_are_what_the_site_tells(people: int, seatless: int | None) -> None:
    """Every account of any company, in the same order, by pages of any size and under both paths."""
    with jira_box(people=people, seatless=seatless) as box:
        facts = facts_of(box)
        assert list(map(told, read_users(box))) == facts.accounts
        assert list(map(told, read_users(box, 7, "/users"))) == facts.accounts


def test_users_come_fifty_at_a_time_unless_said_otherwise() -> None:
    """At most a thousand, and the page after the last is empty."""
    with jira_box(people=1200) as box:
        everybody = read_users(box)
        assert len(ask(box, "/users/search").json()) == 50
        assert len(ask(box, "/users/search", maxResults=5000).json()) == 1000
        assert ask(box, "/users/search", startAt=len(everybody)).json() == []
        assert ask(box, "/users/search", startAt=40).json() == everybody[40:90]


@pytest.mark.parametrize("given", [{"maxResults": "many"}, {"startAt": -1}])
def test_a_page_that_is_no_number_is_refused(given: dict[str, object], box: Box) -> None:
    """With 400."""
    assert ask(box, "/users/search", **given).status_code == 400


def test_the_hidden_address_has_a_namesake_without_a_seat(box: Box) -> None:
    """Two are called Bilal Qureshi; the one with the seat hides the address, the other shows another one."""
    facts = facts_of(box)
    mine, other = [account for account in facts.accounts if account.name == "Bilal Qureshi"]
    assert mine.account_id == id_of(box, BILAL)
    assert mine.email is None
    assert other.email
    assert other.email != BILAL
    assert other.account_id not in facts.owner_of.values()


def test_the_leaver_whose_seat_is_used_is_deactivated(box: Box) -> None:
    """So is the one who left for good; both still have a name and an address."""
    facts = facts_of(box)
    for email in (DIEGO, "jonas.keller@example.org"):
        account = account_of(facts, email)
        assert (account.active, account.deleted, account.email) == (False, False, email)
    assert any(row.email == DIEGO and row.is_active for row in box.facts().days)


def test_of_a_deleted_account_only_the_id_is_left(box: Box) -> None:
    """Who stopped long ago is a former user without an address, in no role and no group."""
    facts = facts_of(box)
    account = account_of(facts, PIOTR)
    assert account == JiraAccount(account.account_id, "Former user", None, False, True, "atlassian")
    held = [ids for project in facts.projects for ids in project.roles.values()]
    assert account.account_id not in {account_id for people in held for account_id in people}


def test_both_addresses_of_the_contractor_are_one_account(box: Box) -> None:
    """Jira shows the main one; a customer of the help desk shows the other."""
    facts = facts_of(box)
    assert facts.owner_of[MEI] == facts.owner_of[MEI_SECOND]
    assert account_of(facts, MEI).email == MEI
    [showing] = [account for account in facts.accounts if account.email == MEI_SECOND]
    assert showing.kind == "customer"


def test_who_has_no_account_and_who_is_no_person(box: Box) -> None:
    """The automated one has none, nor has the machine's account, which an app has a name like."""
    facts = facts_of(box)
    assert facts.owner_of[ANOUK] is None
    assert facts.owner_of["night-runner@example.org"] is None
    apps = {account.name: account for account in facts.accounts if account.kind == "app"}
    assert apps.keys() == {"Automation for Jira", "Nightly Checks"}
    assert all(app.active and app.email is None for app in apps.values())


def test_the_id_unknown_is_listed_as_well(box: Box) -> None:
    """It is nobody."""
    [unknown] = [account for account in facts_of(box).accounts if account.account_id == "unknown"]
    assert (unknown.kind, unknown.active, unknown.email) == ("unknown", False, None)


def test_one_address_is_written_in_another_case(box: Box) -> None:
    """The facts have it in lower case."""
    [user] = [user for user in read_users(box) if user["accountId"] == id_of(box, INES)]
    assert user["emailAddress"] == "Ines.Duarte@Example.Org"
    assert account_of(facts_of(box), INES).email == INES


def test_every_address_of_the_team_has_an_owner_or_none(box: Box) -> None:
    """The list is whole, and everybody else of the cast shows the address that Cursor has."""
    facts = facts_of(box)
    assert facts.owner_of.keys() == {member.email for member in box.world.members}
    others = facts.owner_of.keys() - {ANOUK, "night-runner@example.org", MEI_SECOND, BILAL, PIOTR}
    assert {account_of(facts, email).email for email in others} == others


def test_some_people_of_the_company_hold_no_seat(box: Box) -> None:
    """A fifth of the team and at least four, beside the admin, or as many as are asked for."""

    def seatless(facts: JiraFacts) -> int:
        owned = set(facts.owner_of.values())
        return sum(a.kind == "atlassian" and a.account_id not in owned for a in facts.accounts)

    assert seatless(facts_of(box)) == 1 + FIRST_25 // 5 + 1
    assert seatless(make_facts(World(Setup(people=0, now=NOW))).jira) == 1 + 4
    assert seatless(make_facts(World(Setup(people=3, now=NOW, jira_people=12))).jira) == 1 + 12
    assert seatless(make_facts(World(Setup(people=3, now=NOW, jira_people=0))).jira) == 1


def test_a_large_team_has_every_story_in_its_share(large: JiraFacts) -> None:
    """About 15 % hidden, 2 % deactivated, 1 % deleted, 1 % without an account, some with a namesake."""
    people = [email for email in large.owner_of if email != "night-runner@example.org"]
    accounts = [account_of(large, email) for email in people if large.owner_of[email]]
    alive = [account for account in accounts if not account.deleted]
    assert 0.13 < sum(account.email is None for account in alive) / len(people) < 0.17
    assert 0.01 < sum(not account.active for account in alive) / len(people) < 0.03
    assert 0.005 < sum(account.deleted for account in accounts) / len(people) < 0.015
    assert 0.005 < sum(large.owner_of[email] is None for email in people) / len(people) < 0.015
    elsewhere = [account for account in alive if account.email and account.email not in large.owner_of]
    assert 10 <= len(elsewhere) <= 50
    names = [account.name for account in large.accounts if account.email and ".2@" in account.email]
    assert 10 <= len(names) <= 50


def test_the_ids_of_accounts_look_like_those_of_jira(large: JiraFacts) -> None:
    """Two forms, and none twice."""
    found = [account.account_id for account in large.accounts]
    assert len(set(found)) == len(found)
    old = [one for one in found if len(one) == 24 and one.isalnum()]
    new = [one for one in found if one.startswith("712020:")]
    assert len(old) + len(new) + 1 == len(found)
    assert min(len(old), len(new)) > 2000


def test_no_two_people_show_one_address_without_the_quirk(large: JiraFacts) -> None:
    """And nobody shows an address that is somebody else's."""
    shown = [account for account in large.accounts if account.email and account.kind == "atlassian"]
    assert len({account.email for account in shown}) == len(shown)
    for account in shown:
        assert large.owner_of.get(account.email or "", account.account_id) == account.account_id


def test_the_same_choices_make_the_same_company() -> None:
    """Another seed makes other ids, and a larger team leaves the first people as they are."""
    one, two = (make_facts(World(Setup(people=40, now=NOW))).jira for _ in range(2))
    other = make_facts(World(Setup(people=40, now=NOW, seed=8))).jira
    larger = make_facts(World(Setup(people=400, now=NOW, reach_days=1))).jira
    assert one == two
    assert not set(one.owner_of.values()) & set(other.owner_of.values()) - {None}
    assert account_of(one, HANA) == account_of(larger, HANA)
    assert {email: larger.owner_of[email] for email in one.owner_of} == one.owner_of


def test_the_people_of_jira_are_made_at_the_first_call() -> None:
    """A sandbox that nobody asks about Jira has no company; the same one is told from then on."""
    with jira_box(people=5) as box:
        assert box._company is None
        first = read_users(box)
        assert box.company() is box.company()
        assert ids(first) == [account.account_id for account in facts_of(box).accounts]
        assert id_of(box, TOMAS) in ids(first)
