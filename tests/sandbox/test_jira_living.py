"""What a test changes at a running Jira site shows from the next request on, and in the facts."""

from collections.abc import Callable, Iterator

import pytest

from seatlight.sandbox import Box
from seatlight.sandbox.jira.facts import JiraAccount
from tests.sandbox.jira_reading import (
    BILAL,
    DIEGO,
    HANA,
    PIOTR,
    TOMAS,
    YUSUF,
    Json,
    ask,
    assignable,
    facts_of,
    id_of,
    ids,
    jira_box,
    post,
    project_of,
    read_role,
    read_users,
)  # fmt: skip


@pytest.fixture
def box() -> Iterator[Box]:
    """A whole cast, for each test anew."""
    with jira_box() as running:
        yield running


def user(box: Box, account_id: str) -> Json:
    """One account as the list tells it."""
    return next(user for user in read_users(box) if user["accountId"] == account_id)


def fact(box: Box, account_id: str) -> JiraAccount:
    """One account as it truly is."""
    return next(account for account in facts_of(box).accounts if account.account_id == account_id)


def browses(box: Box, account_id: str, project_id: int = 10_000) -> bool:
    """Whether an account may browse a project, APP unless another is named."""
    body = {
        "accountId": account_id,
        "projectPermissions": [{"permissions": ["BROWSE_PROJECTS"], "projects": [project_id]}],
    }
    [grant] = post(box, "/permissions/check", body).json()["projectPermissions"]
    told: bool = grant["projects"] == [project_id]
    project = next(project for project in facts_of(box).projects if project.id == project_id)
    assert told == (account_id in project.browsers)
    return told


def test_who_is_deactivated_can_do_nothing_until_reactivated(box: Box) -> None:
    """The account keeps its name, its address and its roles."""
    hana = id_of(box, HANA)
    box.jira.deactivate(hana)
    assert (user(box, hana)["active"], user(box, hana)["emailAddress"]) == (False, HANA)
    assert not fact(box, hana).active
    assert not browses(box, hana)
    assert hana in read_role(box, "APP", 10001)
    assert hana not in assignable(box, "APP")
    assert ask(box, "/user/search", query="hana").json() == []
    box.jira.reactivate(hana)
    assert browses(box, hana)
    assert ids(ask(box, "/user/search", query="hana").json()) == [hana]


def test_the_leaver_of_the_cast_can_come_back(box: Box) -> None:
    """Then it is a member as before."""
    diego = id_of(box, DIEGO)
    assert not browses(box, diego)
    box.jira.reactivate(diego)
    assert browses(box, diego)


def test_who_is_deleted_leaves_an_id_behind(box: Box) -> None:
    """No name, no address, no role; the address of the team was that account's all the same."""
    hana = id_of(box, HANA)
    box.jira.delete(hana)
    told = user(box, hana)
    assert (told["displayName"], told["active"], "emailAddress" in told) == ("Former user", False, False)
    assert fact(box, hana).deleted
    assert id_of(box, HANA) == hana
    assert hana not in read_role(box, "APP", 10001)
    assert hana not in project_of(box, "WEB").roles["Developers"]
    assert not browses(box, hana)
    with pytest.raises(ValueError, match=r"was deleted and cannot come back\.$"):
        box.jira.reactivate(hana)


def test_an_address_can_be_shown_and_hidden(box: Box) -> None:
    """In the list, in searches for a part of it, and in the facts."""
    bilal, hana = id_of(box, BILAL), id_of(box, HANA)
    box.jira.show_email(bilal)
    assert user(box, bilal)["emailAddress"] == fact(box, bilal).email == BILAL
    assert ids(ask(box, "/user/search", query="bilal.qureshi@").json()) == [bilal]
    box.jira.hide_email(hana)
    assert "emailAddress" not in user(box, hana)
    assert fact(box, hana).email is None
    assert ask(box, "/user/search", query="hana.s").json() == []


def test_a_role_can_be_given_and_taken(box: Box) -> None:
    """From who plays it by itself, and from who plays it through a group."""
    yusuf, luca = id_of(box, YUSUF), id_of(box, "luca.moretti@example.org")
    assert not browses(box, yusuf)
    for _ in range(2):
        box.jira.add_to_role("APP", "Developers", yusuf)
    assert browses(box, yusuf)
    assert read_role(box, "APP", 10001).count(yusuf) == 1
    assert yusuf in assignable(box, "APP")
    for account_id in (yusuf, luca):
        assert account_id in project_of(box, "APP").roles["Developers"]
        box.jira.remove_from_role("APP", "Developers", account_id)
        assert account_id not in read_role(box, "APP", 10001)
        assert not browses(box, account_id)


def test_an_empty_role_can_be_filled(box: Box) -> None:
    """So that roles decide where they did not."""
    box.jira.add_to_role("OPS", "Developers", id_of(box, TOMAS))
    assert read_role(box, "OPS", 10001) == [id_of(box, TOMAS)]


def test_an_admin_of_jira_can_be_made_and_unmade(box: Box) -> None:
    """Of others, and of our own account, which then asks about nobody else."""
    yusuf, ours = id_of(box, YUSUF), ask(box, "/myself").json()["accountId"]
    for _ in range(2):
        box.jira.make_admin(yusuf)
    assert browses(box, yusuf)
    assert facts_of(box).admins.count(yusuf) == 1
    box.jira.unmake_admin(yusuf)
    assert not browses(box, yusuf)
    box.jira.unmake_admin(ours)
    assert ours not in facts_of(box).admins
    assert post(box, "/permissions/check", {"accountId": yusuf}).status_code == 403


def test_a_guest_may_browse_without_belonging(box: Box) -> None:
    """And can be stopped again."""
    yusuf = id_of(box, YUSUF)
    box.jira.let_browse("APP", yusuf)
    assert browses(box, yusuf)
    assert yusuf not in project_of(box, "APP").roles["Developers"]
    assert yusuf not in assignable(box, "APP")
    box.jira.stop_browsing("APP", yusuf)
    assert not browses(box, yusuf)


def test_who_is_stopped_sees_nothing_even_as_a_member(box: Box) -> None:
    """Neither a lead nor an admin, until let again."""
    tomas = id_of(box, TOMAS)
    box.jira.make_admin(tomas)
    box.jira.stop_browsing("APP", tomas)
    assert not browses(box, tomas)
    assert browses(box, tomas, 10_001)
    assert tomas in project_of(box, "APP").roles["Developers"]
    box.jira.let_browse("APP", tomas)
    assert browses(box, tomas)


@pytest.mark.parametrize(
    "change",
    [
        lambda box: box.jira.deactivate("nobody"),
        lambda box: box.jira.delete("nobody"),
        lambda box: box.jira.reactivate(id_of(box, PIOTR)),
        lambda box: box.jira.show_email("nobody"),
        lambda box: box.jira.make_admin("nobody"),
        lambda box: box.jira.add_to_role("APP", "Dancers", id_of(box, HANA)),
        lambda box: box.jira.add_to_role("XYZ", "Developers", id_of(box, HANA)),
        lambda box: box.jira.remove_from_role("APP", "Developers", "nobody"),
        lambda box: box.jira.let_browse("XYZ", id_of(box, HANA)),
        lambda box: box.jira.stop_browsing("APP", "nobody"),
    ],
)
def test_what_is_not_there_cannot_be_changed(change: Callable[[Box], None], box: Box) -> None:
    """One sentence says so, and nothing changes."""
    before = facts_of(box)
    with pytest.raises(ValueError, match=r"^The [^.]+\.$"):
        change(box)
    assert facts_of(box) == before
