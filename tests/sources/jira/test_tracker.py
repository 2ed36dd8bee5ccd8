"""Projects, what Jira says of an account, and issues."""

from __future__ import annotations

import json
import threading

import pytest

from seatlight import errors
from seatlight.model.issue import Issue
from seatlight.model.site import Project, Standing
from seatlight.sources.jira import JiraTracker
from seatlight.sources.jira.words import Denied
from tests.sources.jira.site import Hand, as_json, facts, page, paths, site, told, users
from tests.sources.scripted import HANG, RESET, cut, reply

APP = Project("10000", "APP", "Mobile app", "lead")
MYSELF = as_json({"accountId": "us"})
NOTHING = as_json({"globalPermissions": [], "projectPermissions": []})


def tracker(api: object, clock: Hand | None = None) -> JiraTracker:
    """The projects of a site."""
    return JiraTracker(api, clock or Hand())  # type: ignore[arg-type]


def body(request: bytes) -> dict[str, object]:
    """What was sent with a request."""
    sent = json.loads(request.partition(b"\r\n\r\n")[2])
    assert isinstance(sent, dict)
    return sent


def held(*permissions: str, everywhere: tuple[str, ...] = (), project_id: int = 10000) -> bytes:
    """An answer of permissions/check."""
    found = [{"permission": key, "projects": [project_id], "issues": []} for key in permissions]
    return as_json({"globalPermissions": everywhere, "projectPermissions": found})


def mine(**held: bool) -> bytes:
    """An answer of mypermissions."""
    return as_json({"permissions": {key: {"havePermission": has} for key, has in held.items()}})


def project(number: int, key: str) -> dict[str, object]:
    """A project as Jira writes it."""
    return {"id": str(number), "key": key, "name": f"Project {key}", "lead": {"accountId": "lead"}}


def test_projects_are_read_to_the_last_page_and_sorted_by_key() -> None:
    """Pages may be short, and a row may come twice."""
    pages = [
        page(project(2, "B"), project(1, "A"), last=False),
        page(project(2, "B"), last=False),
        page(project(3, "A1")),
    ]
    with told(*pages, page()) as (server, api):
        found = tracker(api).projects()
    assert [one.key for one in found] == ["A", "A1", "B"]
    assert found[0] == Project("1", "A", "Project A", "lead")
    assert [path.rpartition("=")[2] for path in paths(server)] == ["0", "2", "3", "4"]
    assert paths(server)[0] == "/project/search?maxResults=100&orderBy=key&expand=lead&startAt=0"


def test_no_project_may_mean_a_token_that_has_ended() -> None:
    """Jira answers a stranger with an empty list."""
    with told(page(last=True), MYSELF) as (_, api):
        assert tracker(api).projects() == ()
    with told(page(last=True), reply(b"", 401)) as (_, api), pytest.raises(errors.KeyRefused):
        tracker(api).projects()


@pytest.mark.parametrize("status", [403, 404])
def test_projects_that_are_refused_are_not_taken_for_none(status: int) -> None:
    """The permission is named."""
    with told(reply(b"", status)) as (_, api), pytest.raises(Denied, match="'Browse Projects'"):
        tracker(api).projects()


def test_a_listing_without_an_end_is_not_read_for_ever() -> None:
    """However often the same page comes."""
    with told(page(*[project(number, f"P{number}") for number in range(1000)], last=False)) as (server, api):
        with pytest.raises(errors.GarbledAnswer, match="does not end"):
            tracker(api).projects()
        assert len(server.asked) < 200


@pytest.mark.parametrize("key", ["APP", " APP ", "10000"])
def test_a_project_is_found_by_key_or_id(key: str) -> None:
    """With its lead."""
    with told(as_json(project(10000, "APP"))) as (_, api):
        assert tracker(api).project(key) == Project("10000", "APP", "Project APP", "lead")


@pytest.mark.parametrize("status", [403, 404])
def test_a_project_that_is_not_shown_is_as_unknown_as_one_that_is_not(status: int) -> None:
    """The sentence does not tell which."""
    with told(reply(b"", status)) as (_, api), pytest.raises(errors.UnknownProject) as caught:
        tracker(api).project("HR")
    assert (
        caught.value.says == "Jira shows us no project HR: check the key, and that the API token's account may see it."
    )


@pytest.mark.parametrize("key", ["..", "../myself", "A/B", "A?x=1", "A#b", "", "A%2e", "Ä", "A" * 101])
def test_a_key_that_can_be_none_is_not_asked_for(key: str) -> None:
    """It would change the address of the request."""
    with told(reply(b"")) as (server, api):
        with pytest.raises(errors.UnknownProject):
            tracker(api).project(key)
        assert tracker(api).read_issue(key) is None
        assert server.asked == []


@pytest.mark.parametrize(
    ("answer", "standing"),
    [
        (held(), Standing("a", "10000")),
        (held("BROWSE_PROJECTS"), Standing("a", "10000", browses=True)),
        (held("BROWSE_PROJECTS", "ADMINISTER_PROJECTS"), Standing("a", "10000", browses=True, lead=True)),
        (held(everywhere=("ADMINISTER",)), Standing("a", "10000", jira_admin=True)),
        (held("BROWSE_PROJECTS", project_id=10001), Standing("a", "10000")),
        (held("EDIT_ISSUES", "ADMINISTER", everywhere=("USER_PICKER",)), Standing("a", "10000")),
        (NOTHING, Standing("a", "10000")),
        (reply(b"", 400), Standing("a", "10000")),
    ],
)
def test_what_jira_says_of_an_account_is_what_it_may(answer: bytes, standing: Standing) -> None:
    """Only what was asked for counts, and in this project; an account that Jira does not know is a bad request."""
    with told(MYSELF, answer) as (server, api):
        assert tracker(api).standing("a", APP) == standing
    assert body(server.asked[1]) == {
        "accountId": "a",
        "globalPermissions": ["ADMINISTER"],
        "projectPermissions": [{"permissions": ["BROWSE_PROJECTS", "ADMINISTER_PROJECTS"], "projects": [10000]}],
    }


def test_the_lead_of_a_project_leads_it_without_further_permission() -> None:
    """As the project names it."""
    with told(MYSELF, held("BROWSE_PROJECTS")) as (_, api):
        assert tracker(api).standing("lead", APP) == Standing("lead", "10000", browses=True, lead=True)


def test_at_a_site_only_its_admins_are_asked_for() -> None:
    """Without a project there is nothing else to ask."""
    with told(MYSELF, held(everywhere=("ADMINISTER",))) as (server, api):
        assert tracker(api).standing("a", None) == Standing("a", jira_admin=True)
    assert body(server.asked[1]) == {"accountId": "a", "globalPermissions": ["ADMINISTER"]}


def test_the_permissions_of_others_need_a_jira_admin() -> None:
    """Which is said, and asked again the next time."""
    with told(MYSELF, reply(b"", 403)) as (server, api):
        jira = tracker(api)
        for _ in range(2):
            with pytest.raises(Denied, match="'Administer Jira'"):
                jira.standing("a", APP)
        assert len(server.asked) == 3


def test_the_own_account_is_asked_for_itself() -> None:
    """Which needs no Jira admin; a project that it does not see gives it nothing."""
    own = [mine(ADMINISTER=False), mine(BROWSE_PROJECTS=True, ADMINISTER_PROJECTS=True)]
    with told(MYSELF, *own, mine(ADMINISTER=True), reply(b"", 404)) as (server, api):
        jira = tracker(api)
        assert jira.standing("us", APP) == Standing("us", "10000", browses=True, lead=True)
        assert jira.standing("us", Project("7", "HR", "HR")) == Standing("us", "7", jira_admin=True)
    assert paths(server)[1:3] == [
        "/mypermissions?permissions=ADMINISTER",
        "/mypermissions?permissions=BROWSE_PROJECTS%2CADMINISTER_PROJECTS&projectId=10000",
    ]


def test_what_jira_said_holds_for_a_minute() -> None:
    """Per account and project; the clock going back makes nothing last longer."""
    clock = Hand()
    with told(MYSELF, held("BROWSE_PROJECTS"), NOTHING) as (server, api):
        jira = tracker(api, clock)
        assert jira.standing("a", APP).browses
        clock.on(seconds=59)
        assert jira.standing("a", APP).browses
        assert len(server.asked) == 2
        assert not jira.standing("a", None).browses
        assert not jira.standing("b", APP).browses
        assert len(server.asked) == 4
        clock.on(seconds=1)
        assert not jira.standing("a", APP).browses
        clock.on(hours=-1)
        assert not jira.standing("a", APP).browses
        assert len(server.asked) == 6


def test_many_threads_may_ask_of_many_accounts() -> None:
    """Each gets its own answer."""
    found: dict[str, Standing] = {}
    with site() as (box, api):
        jira, truth = tracker(api), facts(box)
        ids = [one.account_id for one in truth.accounts if one.account_id != "unknown"]
        threads = [
            threading.Thread(target=lambda one=one: found.update({one: jira.standing(one, None)})) for one in ids
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert {account_id for account_id, standing in found.items() if standing.jira_admin} == set(truth.admins)
    assert set(found) == set(ids)


@pytest.mark.parametrize("quirks", [(), ("jira-unknown-fields", "jira-short-pages")])
def test_the_standings_at_the_sandbox_are_those_of_its_facts(quirks: tuple[str, ...]) -> None:
    """Of every account in every project but HR, which an app access rule keeps from us though it is listed."""
    with site(*quirks) as (box, api):
        jira, truth = tracker(api), facts(box)
        seen = {project.key: project for project in jira.projects()}
        for one in truth.projects:
            if one.key == "HR":
                continue
            known = seen[one.key]
            for account in truth.accounts:
                standing = jira.standing(account.account_id, known)
                assert standing.browses == (account.account_id in one.browsers)
                assert standing.jira_admin == (account.account_id in truth.admins)
                assert standing.lead >= (account.account_id == one.lead)
    assert set(seen) == {one.key for one in truth.projects}


@pytest.mark.parametrize("key", ["HR", "GONE"])
def test_a_forbidden_project_cannot_be_told_from_none_at_the_sandbox(key: str) -> None:
    """An app access rule keeps HR from us."""
    with site() as (_, api), pytest.raises(errors.UnknownProject, match=f"no project {key}"):
        tracker(api).project(key)


def test_an_issue_is_opened_with_its_paragraphs_and_read_back() -> None:
    """In Jira's document format; what it says is not read again."""
    with site() as (box, api):
        jira = tracker(api)
        app, lead = jira.project("APP"), jira.project("APP").lead
        key = jira.create_issue(app, "A seat\nwithout use " * 20, ["It is idle.", "", "What next?"], assignee=lead)
        assert jira.read_issue(key) == Issue(key, "To Do", False, lead)
        assert jira.read_issue("APP-999") is None
        fields = box.jira.issues()[0].fields
    assert fields["project"] == {"id": "10000"}
    assert len(fields["summary"]) <= 254
    assert [part["content"][0]["text"] for part in fields["description"]["content"]] == ["It is idle.", "What next?"]


def test_an_issue_is_done_by_the_kind_of_its_status() -> None:
    """Whatever the site calls the status."""
    fields = {"status": {"name": "Abgelehnt", "statusCategory": {"key": "done"}}, "assignee": None}
    with told(as_json({"id": "1", "key": "APP-1", "fields": fields}), as_json({"id": "1", "key": "APP-1"})) as (_, api):
        assert tracker(api).read_issue("APP-1") == Issue("APP-1", "Abgelehnt", True)
        assert tracker(api).read_issue("APP-1") == Issue("APP-1", "", False)


@pytest.mark.parametrize(
    "trouble",
    [reply(b"", 500), reply(b"<html>"), cut(b'{"id":"1","key":"APP-1"}'), RESET, HANG],
    ids=["500", "html", "cut", "reset", "hang"],
)
def test_an_issue_that_was_not_confirmed_is_not_opened_twice(trouble: bytes) -> None:
    """Whoever asked is told to look first."""
    with told(trouble, retry_for=5, read=0.3) as (server, api):
        with pytest.raises(errors.TimedOut, match="look in APP before"):
            tracker(api).create_issue(APP, "A seat", ["It is idle."])
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("status", "kind", "says"),
    [
        (400, errors.RequestRefused, "calls our request"),
        (401, errors.KeyRefused, "at most a year"),
        (403, Denied, "'Create Issues'"),
        (429, errors.RateLimited, "no more requests"),
    ],
)
def test_an_issue_that_was_refused_is_told_as_such(status: int, kind: type[Exception], says: str) -> None:
    """Nothing was opened."""
    with told(reply(b"", status)) as (_, api), pytest.raises(kind, match=says):
        tracker(api).create_issue(APP, "A seat", ["It is idle."])


def test_an_issue_that_was_put_off_is_opened_after_all() -> None:
    """A 429 did nothing, so it may be sent again."""
    with told(reply(b"", 429, Retry_After="0"), as_json({"id": "1", "key": "APP-1"}, 201), retry_for=5) as (
        server,
        api,
    ):
        assert tracker(api).create_issue(APP, "A seat", []) == "APP-1"
        assert len(server.asked) == 2


def test_points_are_counted_by_what_an_answer_holds() -> None:
    """A request costs one, a project one more, anything of people two more each."""
    with told(page(project(1, "A"), project(2, "B"), last=True), MYSELF, held()) as (_, api):
        jira = tracker(api)
        jira.projects()
        assert api.points_used == 1 + 2
        jira.standing("a", APP)
        assert api.points_used == 3 + (1 + 2) + (1 + 2 * 3)
    with told(users("a")) as (_, api):
        api.search_users("a", 10)
        assert api.points_used == 3
