"""Projects and roles of the simulated Jira site, and where the cast belongs."""

from collections.abc import Iterator

import pytest

from seatlight.sandbox import Box
from tests.sandbox.jira_reading import (
    DIEGO,
    HANA,
    LUCA,
    PIOTR,
    RUTH,
    TOMAS,
    YUSUF,
    ask,
    facts_of,
    id_of,
    jira_box,
    project_of,
    read_beans,
    read_role,
    status,
)  # fmt: skip

REACHED = ("APP", "WEB", "OPS", "NEW")
DEVELOPERS, ADMINISTRATORS, ADD_ONS, VIEWERS = 10001, 10002, 10003, 10004


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A whole cast."""
    with jira_box() as running:
        yield running


def belonging(box: Box, account_id: str) -> set[str]:
    """The keys of projects in which an account plays a role."""
    return {one.key for one in facts_of(box).projects if any(account_id in people for people in one.roles.values())}


def listed(box: Box, **given: object) -> list[str]:
    """The keys that a search of projects gives."""
    return [project["key"] for project in ask(box, "/project/search", **given).json()["values"]]


def test_the_search_lists_every_project_by_key(box: Box) -> None:
    """The one behind the app access rule as well."""
    page = ask(box, "/project/search").json()
    assert [project["key"] for project in page["values"]] == ["APP", "HR", "NEW", "OPS", "WEB"]
    assert (page["startAt"], page["maxResults"], page["total"], page["isLast"]) == (0, 50, 5, True)
    assert {project["key"]: project["id"] for project in page["values"]}["WEB"] == "10001"


@pytest.mark.parametrize(
    ("given", "keys"),
    [
        ({"query": "web"}, ["WEB"]),
        ({"query": "MOBILE"}, ["APP"]),
        ({"keys": ["OPS", "APP", "XYZ"]}, ["APP", "OPS"]),
        ({"id": "10004"}, ["NEW"]),
        ({"action": "browse", "maxResults": 2, "startAt": 1}, ["HR", "NEW"]),
        ({"action": "edit", "query": "x"}, []),
    ],
)
def test_a_search_of_projects_can_be_narrowed(given: dict[str, object], keys: list[str], box: Box) -> None:
    """By text, keys, ids and pages."""
    assert listed(box, **given) == keys


@pytest.mark.parametrize("given", [{"maxResults": 101}, {"action": "dance"}, {"startAt": "x"}])
def test_a_search_of_projects_refuses_what_it_cannot(given: dict[str, object], box: Box) -> None:
    """More than a hundred a page, an unknown action, a page that is no number."""
    assert status(box, "/project/search", **given) == 400


def test_a_project_is_told_by_key_or_id(box: Box) -> None:
    """In any case, with its lead and roles; 404 for others."""
    app = ask(box, "/project/APP").json()
    assert ask(box, "/project/10000").json() == app == ask(box, "/project/app").json()
    assert app["lead"]["accountId"] == id_of(box, TOMAS)
    assert {"id": "10001", "name": "Task", "subtask": False} in app["issueTypes"]
    answer = ask(box, "/project/XYZ")
    assert answer.status_code == 404
    assert answer.json()["errorMessages"] == ["No project could be found with key 'XYZ'."]
    assert status(box, "/project/99") == 404


@pytest.mark.parametrize("key", REACHED)
def test_the_roles_of_a_project_are_what_the_facts_say(key: str, box: Box) -> None:
    """Each name with an address that ends in its id, and groups expanded."""
    links = ask(box, f"/project/{key}/role").json()
    told = {name: read_role(box, key, link.rpartition("/")[2]) for name, link in links.items()}
    assert told == project_of(box, key).roles
    assert {"Developers", "Administrators"} <= links.keys()


def test_a_role_has_people_and_groups_as_actors(box: Box) -> None:
    """In the two forms of Jira."""
    role = ask(box, f"/project/APP/role/{DEVELOPERS}").json()
    assert (role["id"], role["name"]) == (DEVELOPERS, "Developers")
    person, group = role["actors"][0], role["actors"][-1]
    assert person["type"] == "atlassian-user-role-actor"
    assert person["actorUser"] == {"accountId": id_of(box, TOMAS)}
    assert (group["type"], group["actorGroup"]["name"]) == ("atlassian-group-role-actor", "app-developers")
    assert len({actor["id"] for actor in role["actors"]}) == len(role["actors"])


def test_the_deactivated_are_actors_unless_left_out(box: Box) -> None:
    """The leaver is in the role still."""

    def actors(**given: object) -> list[str]:
        role = ask(box, f"/project/APP/role/{DEVELOPERS}", **given).json()
        return [actor["actorUser"]["accountId"] for actor in role["actors"] if "actorUser" in actor]

    diego = id_of(box, DIEGO)
    assert diego in actors()
    assert diego not in actors(excludeInactiveUsers="true")


def test_a_role_that_a_project_does_not_use_is_empty(box: Box) -> None:
    """One that no project has is not found."""
    assert ask(box, f"/project/OPS/role/{VIEWERS}").json()["actors"] == []
    assert status(box, "/project/OPS/role/4711") == 404


def test_an_app_plays_a_role_that_is_no_persons(box: Box) -> None:
    """So not everybody in a role is a person."""
    [actor] = ask(box, f"/project/APP/role/{ADD_ONS}").json()["actors"]
    assert actor["displayName"] == "Automation for Jira"


def test_one_of_the_cast_is_in_two_projects_and_two_in_none(box: Box) -> None:
    """Hana Sato is in both; Yusuf Demir works and belongs nowhere, nor does the admin Ruth Abramson."""
    owners = {account_id for account_id in facts_of(box).owner_of.values() if account_id}
    both = {account_id for account_id in owners if {"APP", "WEB"} <= belonging(box, account_id)}
    nowhere = {account_id for account_id in owners if not belonging(box, account_id)}
    assert both == {id_of(box, HANA)}
    assert {id_of(box, email) for email in (YUSUF, RUTH, PIOTR)} <= nowhere
    assert belonging(box, id_of(box, YUSUF)) == set()


def test_the_projects_without_roles_differ_in_who_can_be_assigned(box: Box) -> None:
    """OPS has some, NEW nobody."""
    ops, new = project_of(box, "OPS"), project_of(box, "NEW")
    assert not any(ops.roles.values())
    assert not any(new.roles.values())
    assert id_of(box, LUCA) in ops.assignable
    assert new.assignable == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/project/HR", 404),
        ("/project/10003", 404),
        ("/project/HR/role", 403),
        ("/project/HR/role/10001", 403),
        ("/user/assignable/search?project=HR", 404),
        ("/mypermissions?permissions=BROWSE_PROJECTS&projectKey=HR", 404),
    ],
)
def test_a_project_behind_an_app_access_rule_is_kept_from_us(path: str, expected: int, box: Box) -> None:
    """Though it is listed, and has people."""
    assert status(box, path) == expected
    assert "HR" in listed(box)
    assert project_of(box, "HR").roles["Developers"]


def test_without_admin_rights_projects_show_but_not_their_roles() -> None:
    """Until the account leads one, by the role of administrators."""
    with jira_box("jira-no-admin") as box:
        assert listed(box) == ["APP", "HR", "NEW", "OPS", "WEB"]
        assert listed(box, action="edit") == ["NEW"]
        assert [status(box, "/project/APP/role"), status(box, "/project/APP/role/10001")] == [404, 404]
        box.jira.add_to_role("APP", "Administrators", ask(box, "/myself").json()["accountId"])
        assert [status(box, "/project/APP/role"), status(box, "/project/APP/role/10001")] == [200, 200]


def test_a_large_company_has_a_project_for_every_25_people() -> None:
    """Of those after the cast, through a group of its own; a hundred a page is the most."""
    with jira_box(people=29 + 25 * 120 + 7) as box:
        rows = read_beans(box, "/project/search", maxResults=100)
        squads = [project for project in facts_of(box).projects if project.key.startswith("P")]
        assert len(rows) == 5 + 120
        assert [squads[0].key, squads[8].key, squads[-1].key] == ["P01", "P09", "P120"]
        assert all(20 <= len(squad.roles["Developers"]) <= 25 for squad in squads)
        assert sum(len(squad.roles["Developers"]) == 25 for squad in squads) > 60
        assert read_role(box, "P07", DEVELOPERS) == squads[6].roles["Developers"]


@pytest.mark.parametrize("people", [0, 1, 2, 8])
def test_a_small_team_has_the_same_projects(people: int) -> None:
    """With whoever there is."""
    with jira_box(people=people, seatless=0) as box:
        assert listed(box) == ["APP", "HR", "NEW", "OPS", "WEB"]
        assert all(status(box, f"/project/{key}/role/{DEVELOPERS}") == 200 for key in REACHED)
        assert all(ask(box, f"/project/{key}").json()["lead"]["accountId"] for key in REACHED)
