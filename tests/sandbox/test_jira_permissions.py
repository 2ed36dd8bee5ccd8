"""Who may do what at the simulated Jira site: our own permissions, and those of anybody for an admin."""

from collections.abc import Iterator

import pytest

from seatlight.sandbox import Box
from tests.sandbox.jira_reading import (
    DIEGO,
    HANA,
    LUCA,
    RUTH,
    TOMAS,
    YUSUF,
    Json,
    ask,
    facts_of,
    id_of,
    jira_box,
    post,
    project_of,
    status,
)  # fmt: skip

CHECK = "/permissions/check"
OF_PROJECTS = ["BROWSE_PROJECTS", "ADMINISTER_PROJECTS", "ASSIGNABLE_USER", "CREATE_ISSUES"]
APP, WEB, OPS, HR, NEW = range(10_000, 10_005)


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A whole cast."""
    with jira_box() as running:
        yield running


def mine(box: Box, *keys: str, **given: object) -> dict[str, bool]:
    """Which permissions our account has."""
    told = ask(box, "/mypermissions", permissions=",".join(keys), **given).json()["permissions"]
    return {key: permission["havePermission"] for key, permission in told.items()}


def grants(box: Box, account_id: str | None, *projects: int) -> Json:
    """Every permission of an account in some projects, by permission, and the global ones under `globally`."""
    body = {
        "globalPermissions": ["ADMINISTER", "USER_PICKER"],
        "projectPermissions": [{"permissions": OF_PROJECTS, "projects": list(projects)}],
    }
    told = post(box, CHECK, {"accountId": account_id, **body} if account_id else body).json()
    return {
        "globally": told["globalPermissions"],
        **{grant["permission"]: grant["projects"] for grant in told["projectPermissions"]},
    }


def test_our_own_permissions_are_told_with_their_kind(box: Box) -> None:
    """We are the admin, browse what is ours, and lead the new project alone."""
    told = ask(box, "/mypermissions", permissions="ADMINISTER,BROWSE_PROJECTS", projectKey="APP").json()
    assert {key: (one["type"], one["havePermission"]) for key, one in told["permissions"].items()} == {
        "ADMINISTER": ("GLOBAL", True),
        "BROWSE_PROJECTS": ("PROJECT", True),
    }
    assert mine(box, "ADMINISTER_PROJECTS", "USER_PICKER", projectId="10000") == {
        "ADMINISTER_PROJECTS": False,
        "USER_PICKER": True,
    }
    assert mine(box, "ADMINISTER_PROJECTS", projectKey="NEW") == {"ADMINISTER_PROJECTS": True}


def test_without_a_project_any_project_will_do(box: Box) -> None:
    """Held in one is held."""
    assert mine(box, "ADMINISTER_PROJECTS", "ASSIGNABLE_USER") == {
        "ADMINISTER_PROJECTS": True,
        "ASSIGNABLE_USER": False,
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, 400),
        ({"permissions": ""}, 400),
        ({"permissions": "DANCE"}, 400),
        ({"permissions": "BROWSE_PROJECTS", "projectKey": "XYZ"}, 404),
        ({"permissions": "BROWSE_PROJECTS", "projectId": "10003"}, 404),
    ],
)
def test_our_own_permissions_need_names_and_a_project_we_see(given: Json, expected: int, box: Box) -> None:
    """400 without names or for unknown ones, 404 for a project that we do not see."""
    assert status(box, "/mypermissions", **given) == expected


def test_a_project_that_we_may_no_longer_browse_is_not_found() -> None:
    """Not even for the admin."""
    with jira_box() as box:
        box.jira.stop_browsing("WEB", ask(box, "/myself").json()["accountId"])
        assert status(box, "/mypermissions", permissions="BROWSE_PROJECTS", projectKey="WEB") == 404
        assert grants(box, id_of(box, HANA), APP, WEB)["BROWSE_PROJECTS"] == [APP]


def test_a_member_browses_the_projects_it_is_in(box: Box) -> None:
    """And no other; Hana Sato is in two, Yusuf Demir in none."""
    hana, yusuf = grants(box, id_of(box, HANA), APP, WEB, OPS, NEW), grants(box, id_of(box, YUSUF), APP, WEB, OPS)
    assert hana["BROWSE_PROJECTS"] == hana["CREATE_ISSUES"] == hana["ASSIGNABLE_USER"] == [APP, WEB]
    assert (hana["globally"], hana["ADMINISTER_PROJECTS"]) == (["USER_PICKER"], [])
    assert [yusuf[key] for key in OF_PROJECTS] == [[], [], [], []]


def test_a_lead_and_the_administrators_administer_a_project(box: Box) -> None:
    """By name and through a group."""
    product_owner = project_of(box, "APP").roles["Administrators"][0]
    assert grants(box, id_of(box, TOMAS), APP, WEB)["ADMINISTER_PROJECTS"] == [APP]
    assert grants(box, product_owner, APP, WEB)["ADMINISTER_PROJECTS"] == [APP]
    assert grants(box, product_owner, APP)["ASSIGNABLE_USER"] == []


def test_an_admin_of_jira_browses_everything(box: Box) -> None:
    """Without belonging to it; to lead a project is something else."""
    ruth = grants(box, id_of(box, RUTH), APP, WEB, OPS, NEW)
    assert ruth["globally"] == ["ADMINISTER", "USER_PICKER"]
    assert (ruth["BROWSE_PROJECTS"], ruth["ADMINISTER_PROJECTS"]) == ([APP, WEB, OPS, NEW], [])


def test_who_can_be_assigned_may_browse_as_well(box: Box) -> None:
    """In the project whose roles are empty."""
    assert grants(box, id_of(box, LUCA), OPS)["BROWSE_PROJECTS"] == [OPS]


def test_a_deactivated_account_holds_nothing(box: Box) -> None:
    """Though it is in the role still."""
    told = grants(box, id_of(box, DIEGO), APP, WEB)
    assert not any(told.values())


@pytest.mark.parametrize("kind", ["app", "customer", "unknown"])
def test_an_account_that_is_no_person_holds_nothing(kind: str, box: Box) -> None:
    """Apps, customers, and the id unknown."""
    account = next(account for account in facts_of(box).accounts if account.kind == kind)
    assert not any(grants(box, account.account_id, APP, WEB, OPS).values())


def test_the_facts_say_who_browses_each_project(box: Box) -> None:
    """As the check of permissions does, for everybody."""
    facts = facts_of(box)
    reached = {project.id: set(project.browsers) for project in facts.projects if project.key != "HR"}
    for account in facts.accounts:
        told = set(grants(box, account.account_id, *reached)["BROWSE_PROJECTS"])
        assert told == {key for key, browsers in reached.items() if account.account_id in browsers}
    admins = [one.account_id for one in facts.accounts if "ADMINISTER" in grants(box, one.account_id)["globally"]]
    assert sorted(admins) == sorted(facts.admins)


def test_without_another_account_our_own_permissions_are_checked(box: Box) -> None:
    """As if we were named."""
    ours = ask(box, "/myself").json()["accountId"]
    assert grants(box, None, APP, NEW) == grants(box, ours, APP, NEW)
    assert grants(box, None, APP, NEW)["ADMINISTER_PROJECTS"] == [NEW]


def test_ids_of_projects_that_are_none_are_passed_over(box: Box) -> None:
    """So is the one that an app access rule keeps from us."""
    assert grants(box, id_of(box, RUTH), 1, HR, APP, 999_999)["BROWSE_PROJECTS"] == [APP]


def test_only_an_admin_may_ask_about_others() -> None:
    """403 in Jira's words, and one's own permissions still."""
    with jira_box("jira-no-admin") as box:
        answer = post(box, CHECK, {"accountId": id_of(box, HANA), "globalPermissions": ["ADMINISTER"]})
        assert answer.status_code == 403
        assert answer.json()["errorMessages"] == ["Only Jira administrators can perform this operation."]
        assert grants(box, None, APP)["globally"] == ["USER_PICKER"]
        assert mine(box, "ADMINISTER") == {"ADMINISTER": False}


@pytest.mark.parametrize(
    "body",
    [
        [],
        "words",
        {"globalPermissions": ["DANCE"]},
        {"globalPermissions": "ADMINISTER"},
        {"accountId": "nobody"},
        {"projectPermissions": [{"permission": ["BROWSE_PROJECTS"], "projects": [APP]}]},
        {"projectPermissions": [{"permissions": [], "projects": [APP]}]},
        {"projectPermissions": [{"permissions": ["DANCE"], "projects": [APP]}]},
        {"projectPermissions": [{"permissions": ["BROWSE_PROJECTS"], "projects": ["APP"]}]},
        {"projectPermissions": [{"permissions": ["BROWSE_PROJECTS"], "projects": list(range(1001))}]},
    ],
)
def test_a_wrong_body_of_a_check_is_refused(body: object, box: Box) -> None:
    """With 400 and Jira's form of errors."""
    answer = post(box, CHECK, body)
    assert answer.status_code == 400
    assert answer.json().keys() == {"errorMessages", "errors"}


def test_a_thousand_projects_can_be_asked_for_at_once(box: Box) -> None:
    """As the documentation says."""
    body = {"projectPermissions": [{"permissions": ["BROWSE_PROJECTS"], "projects": list(range(9_500, 10_500))}]}
    [grant] = post(box, CHECK, body).json()["projectPermissions"]
    assert grant["projects"] == [APP, WEB, OPS, NEW]
