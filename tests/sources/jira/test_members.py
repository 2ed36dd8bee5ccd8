"""Who belongs to a project: roles with their groups expanded, else those who can be assigned, and what is told."""

from __future__ import annotations

import pytest

from seatlight import errors
from seatlight.model.site import Project
from seatlight.sandbox.jira.facts import JiraFacts, JiraProject
from seatlight.sources.jira import JiraTracker
from seatlight.sources.jira.words import Denied
from tests.sources.jira.site import EMPTY, Hand, as_json, facts, page, paths, site, told, user, users
from tests.sources.scripted import reply

APP = Project("10000", "APP", "Mobile app")
ROLES = as_json({"Developers": "https://x/role/10001", "Administrators": "https://x/role/10002"})
PERSON = {"type": "atlassian-user-role-actor", "actorUser": {"accountId": "a"}}
GROUP = {"type": "atlassian-group-role-actor", "actorGroup": {"groupId": "g1", "name": "devs", "displayName": "Devs"}}
ASSIGNABLE_RULE = "people who can be assigned issues"
SITE_OF_FEW = (users("x"), EMPTY)
"""What tells that a site has at most 50 accounts."""


def tracker(api: object) -> JiraTracker:
    """The projects of a site."""
    return JiraTracker(api, Hand())  # type: ignore[arg-type]


def working(truth: JiraFacts) -> set[str]:
    """The accounts of people who are here."""
    return {one.account_id for one in truth.accounts if one.active and one.kind == "atlassian"}


def open_to_us(jira: JiraTracker) -> list[Project]:
    """The projects that we see; HR is listed, and an app access rule keeps it from us all the same."""
    return [project for project in jira.projects() if project.key != "HR"]


def of(truth: JiraFacts, key: str) -> JiraProject:
    """What is true of a project."""
    return next(project for project in truth.projects if project.key == key)


def test_the_people_of_roles_are_those_in_them_and_in_their_groups() -> None:
    """Role names in any case; only people who are active."""
    actors = as_json({"actors": [PERSON, GROUP, {"type": "new"}]})
    members = page(user("b"), user("c", active=False), user("d", accountType="app"), last=True)
    with told(ROLES, actors, page(user("a"), last=True), members) as (server, api):
        found = tracker(api).members(APP, ["developers"])
    assert found.accounts == {"a", "b"}
    assert (found.rule, found.complete, found.notes) == ("people in the role developers", True, ())
    assert paths(server) == [
        "/project/APP/role",
        "/project/APP/role/10001",
        "/user/bulk?accountId=a&maxResults=1&startAt=0",
        "/group/member?maxResults=50&groupId=g1&startAt=0",
    ]


def test_whoever_plays_a_role_and_was_deactivated_is_no_member() -> None:
    """The role keeps them; Jira is asked what became of them."""
    with told(ROLES, as_json({"actors": [PERSON]}), page(user("a", active=False), last=True)) as (_, api):
        assert tracker(api).members(APP, ["Developers"]).accounts == frozenset()


def test_a_group_in_two_roles_is_expanded_once() -> None:
    """Page by page, up to the last; a group without an id is asked for by its name."""
    named = {"actorGroup": {"name": "old devs"}}
    script = [ROLES, as_json({"actors": [GROUP]}), as_json({"actors": [GROUP, named]})]
    pages = [page(user("a"), user("b"), last=False), page(user("c")), page(), page(user("d"), last=True)]
    with told(*script, *pages) as (server, api):
        found = tracker(api).members(APP, ["Developers", "Administrators", "Developers"])
    assert found.accounts == {"a", "b", "c", "d"}
    assert found.rule == "people in the roles Developers, Administrators"
    assert [path for path in paths(server) if "group" in path] == [
        *(f"/group/member?maxResults=50&groupId=g1&startAt={start}" for start in (0, 2, 3)),
        "/group/member?maxResults=50&groupname=old+devs&startAt=0",
    ]


def test_a_role_that_the_project_does_not_have_is_noted_and_widens_nothing() -> None:
    """Nobody is shown to more people because a role was renamed."""
    with told(ROLES) as (server, api):
        found = tracker(api).members(APP, ["Testers"])
        assert len(server.asked) == 1
    assert found.accounts == frozenset()
    assert found.notes == ("APP has no role 'Testers': nobody is a member by it.",)
    assert found.rule == "people in the role Testers"


@pytest.mark.parametrize("status", [403, 404])
def test_a_group_that_cannot_be_expanded_is_told(status: int) -> None:
    """The others are there, and it is said that somebody may be missing and what would help."""
    actors = as_json({"actors": [PERSON, GROUP]})
    with told(ROLES, actors, page(user("a"), last=True), reply(b"", status)) as (_, api):
        found = tracker(api).members(APP, ["Developers"])
    assert found.accounts == {"a"}
    assert not found.complete
    assert found.notes[0].startswith("The people in the group 'Devs' are missing")
    assert "'Browse users and groups' or 'Administer Jira'" in found.notes[0]


@pytest.mark.parametrize("status", [401, 403, 404])
def test_those_who_can_be_assigned_stand_in_where_roles_cannot_be_read(status: int) -> None:
    """With the permission that is missing."""
    script = [reply(b"", status), *([as_json(user("us"))] if status == 401 else []), *SITE_OF_FEW, users("a")]
    with told(*script) as (_, api):
        found = tracker(api).members(APP, ["Developers"])
    assert (set(found.accounts), found.rule, found.complete) == ({"a"}, ASSIGNABLE_RULE, False)
    assert found.stands_in
    assert found.notes == (
        "The roles of APP cannot be read, so people who can be assigned issues stand in for its members, and only Jira "
        "admins see its report: the account of the Jira API token needs the permission 'Administer Projects in APP'.",
    )


def test_a_token_that_ended_is_no_missing_permission() -> None:
    """A 401 of roles may mean either; the token's own account tells which."""
    with told(reply(b"", 401)) as (_, api), pytest.raises(errors.KeyRefused):
        tracker(api).members(APP, ["Developers"])


def test_those_who_can_be_assigned_are_sought_to_the_end_of_a_site() -> None:
    """Short and empty pages are not the end; the pages overlap, so that cut ones lose nobody."""
    sizes = [users("x"), users("x"), users("x"), EMPTY]
    with told(*sizes, users("a"), EMPTY, users("b", "c"), EMPTY, users("c")) as (server, api):
        found = tracker(api).members(APP, [])
    assert set(found.accounts) == {"a", "b", "c"}
    assert (found.rule, found.complete, found.notes) == (ASSIGNABLE_RULE, True, ())
    asked = [path for path in paths(server) if "assignable" in path]
    assert asked == [
        f"/user/assignable/search?project=APP&startAt={start}&maxResults=100" for start in range(0, 250, 50)
    ]


def test_a_site_of_more_accounts_than_jira_looks_at_is_told() -> None:
    """Some members may be missing, and roles would know them."""
    with told(*[users("x")] * 6, users("a")) as (server, api):
        found = tracker(api).members(APP, [])
    assert sum("assignable" in path for path in paths(server)) == 20
    assert not found.complete
    assert "among 1000 accounts only, and the site has more than 1000" in found.notes[0]
    assert "Choose roles" in found.notes[0]


@pytest.mark.parametrize("trouble", [EMPTY, reply(b"", 403), reply(b"", 409), reply(b"", 500)])
def test_a_site_whose_size_is_not_shown_is_sought_through_and_told(trouble: bytes) -> None:
    """Whether somebody is missing is not known then."""
    with told(trouble, users("a")) as (server, api):
        found = tracker(api).members(APP, [])
    assert found.accounts == {"a"}
    assert not found.complete
    assert "how many the site has is not shown" in found.notes[0]
    assert len(server.asked) == 21


def test_a_project_that_vanished_is_unknown() -> None:
    """Between the list of projects and the question who belongs to it."""
    with told(*SITE_OF_FEW, reply(b"", 404)) as (_, api), pytest.raises(errors.UnknownProject, match="no project APP"):
        tracker(api).members(APP, [])


def test_who_can_be_assigned_may_be_refused_too() -> None:
    """Then nobody is known to be a member, and the permission is named."""
    with told(*SITE_OF_FEW, reply(b"", 403)) as (_, api), pytest.raises(Denied, match="'Assign Issues in APP'"):
        tracker(api).members(APP, [])


@pytest.mark.parametrize("people", [0, 25, 2000])
@pytest.mark.parametrize("quirks", [(), ("jira-short-pages", "jira-unknown-fields"), ("jira-null-emails",)])
def test_the_members_at_the_sandbox_are_those_of_its_facts(people: int, quirks: tuple[str, ...]) -> None:
    """By roles in every project that we see."""
    with site(*quirks, people=people) as (box, api):
        jira, truth = tracker(api), facts(box)
        for project in open_to_us(jira):
            found, roles = jira.members(project, ["Developers", "Administrators"]), of(truth, project.key).roles
            assert found.accounts == {*roles["Developers"], *roles["Administrators"]} & working(truth)
            assert (found.complete, found.notes) == (True, ())


@pytest.mark.parametrize("quirks", [(), ("jira-short-pages",), ("jira-roles-missing",), ("jira-roles-refused",)])
def test_those_who_can_be_assigned_at_the_sandbox_are_all_found(quirks: tuple[str, ...]) -> None:
    """Where roles are closed to us, or none were chosen."""
    roles = ["Developers"] if "jira-roles" in str(quirks) else []
    with site(*quirks) as (box, api):
        jira, truth = tracker(api), facts(box)
        for project in open_to_us(jira):
            found = jira.members(project, roles)
            assert found.accounts == set(of(truth, project.key).assignable)
            assert (found.complete, len(found.notes)) == (not roles, len(roles))
            assert found.stands_in is bool(roles)


def test_in_a_large_site_those_beyond_the_thousandth_are_told_to_be_missing() -> None:
    """Jira looks no further."""
    with site(people=2000) as (_, api):
        jira = tracker(api)
        found = jira.members(jira.project("P70"), [])
    assert found.accounts == frozenset()
    assert not found.complete


def test_a_project_that_is_listed_and_kept_from_us_is_unknown() -> None:
    """An app access rule does so."""
    with site() as (_, api), pytest.raises(errors.UnknownProject):
        tracker(api).members(Project("10003", "HR", "People and culture"), ["Developers"])


def test_groups_that_are_closed_to_us_are_told_and_the_rest_is_there() -> None:
    """Those who play a role themselves need no permission more."""
    with site("jira-groups-refused") as (box, api):
        jira, truth = tracker(api), facts(box)
        found = jira.members(jira.project("APP"), ["Developers"])
    assert set() < found.accounts < set(of(truth, "APP").roles["Developers"])
    assert (found.complete, len(found.notes)) == (False, 1)


def test_an_account_that_may_not_browse_users_still_reads_roles() -> None:
    """A Jira admin reads groups too."""
    with site("jira-no-browse-users") as (box, api):
        jira, truth = tracker(api), facts(box)
        found = jira.members(jira.project("APP"), ["Developers"])
        assert found.accounts == set(of(truth, "APP").roles["Developers"]) & working(truth)
        assert not jira.members(jira.project("APP"), []).complete


def test_an_account_that_administers_nothing_knows_who_can_be_assigned() -> None:
    """The roles are closed to it."""
    with site("jira-no-admin") as (box, api):
        jira, truth = tracker(api), facts(box)
        found = jira.members(jira.project("APP"), ["Developers"])
    assert found.accounts == set(of(truth, "APP").assignable)
    assert (found.rule, found.stands_in, len(found.notes)) == (ASSIGNABLE_RULE, True, 1)
