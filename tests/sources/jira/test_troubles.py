"""Every oddity and every fault of the sandbox's Jira against every call: what comes out is right, or it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from seatlight.errors import SeatlightError
from seatlight.model.people import People
from seatlight.sandbox.box import Box
from seatlight.sandbox.faults import FAULTS, JIRA_FAULTS
from seatlight.sandbox.jira.facts import JiraFacts, JiraProject
from seatlight.sandbox.jira.quirks import JIRA_QUIRKS
from seatlight.sandbox.setup import Setup
from seatlight.sources.jira import JiraApi, JiraPeople, JiraTracker, authorization
from tests.sources.jira.site import NOW, Hand, asking, facts, site
from tests.still import Still

OF_CURSOR = {"shifted", "swapped-pages", "count-moves"}
SECONDS = {"too-many-for": ":1", "jira-quota": ":60", "jira-gateway": ":1", "slow": ":0.05"}
BEFALLING = [name + SECONDS.get(name, "") for name in {**FAULTS, **JIRA_FAULTS} if name not in OF_CURSOR]
TOLD_AT_ONCE = ("jira-quota", "jira-forbidden", "jira-missing")
"""Faults that no patience heals."""
ONLY_ONCE = "an issue"

Judged = Callable[[JiraApi, JiraFacts], bool]
"""Asks, and says whether the answer is right or says itself that it is not whole."""


def of(truth: JiraFacts, key: str) -> JiraProject:
    """What is true of a project."""
    return next(project for project in truth.projects if project.key == key)


def working(truth: JiraFacts) -> set[str]:
    """The accounts of people who are here."""
    return {one.account_id for one in truth.accounts if one.active and one.kind == "atlassian"}


def emails(people: People) -> dict[str | None, str | None]:
    """The address of each account."""
    return {one.account_id: one.emails[0] if one.emails else None for one in people.everyone}


def judge_people(api: JiraApi, truth: JiraFacts) -> bool:
    found = JiraPeople(api, None, Hand()).people()
    return emails(found) == {one.account_id: one.email for one in truth.accounts if one.account_id != "unknown"}


def judge_search(api: JiraApi, truth: JiraFacts) -> bool:
    known = {
        one.email: one.account_id for one in truth.accounts if one.email and one.active and one.kind == "atlassian"
    }
    email = next(iter(known), "amina.okoye@example.org")
    found = {person.account_id for person in JiraPeople(api, None, Hand()).search(email)}
    return found <= working(truth) and (not found or not known or known[email] in found)


def judge_bulk(api: JiraApi, truth: JiraFacts) -> bool:
    ids = [one.account_id for one in truth.accounts]
    found = JiraPeople(api, None, Hand()).bulk([*ids, "5gone"])
    return {person.account_id for person in found} == {*ids} - {"unknown"}


def judge_projects(api: JiraApi, truth: JiraFacts) -> bool:
    found = JiraTracker(api, Hand()).projects()
    return [one.key for one in found] == sorted(one.key for one in truth.projects)


def judge_roles(api: JiraApi, truth: JiraFacts) -> bool:
    jira = JiraTracker(api, Hand())
    found = jira.members(jira.project("APP"), ["Developers"])
    return bool(found.notes) or found.accounts == set(of(truth, "APP").roles["Developers"]) & working(truth)


def judge_assignable(api: JiraApi, truth: JiraFacts) -> bool:
    jira = JiraTracker(api, Hand())
    found = jira.members(jira.project("OPS"), [])
    return not found.complete or found.accounts == set(of(truth, "OPS").assignable)


def judge_standing(api: JiraApi, truth: JiraFacts) -> bool:
    jira, project = JiraTracker(api, Hand()), of(truth, "APP")
    app = jira.project("APP")
    return all(
        jira.standing(one, app).browses == (one in project.browsers)
        and jira.standing(one, app).jira_admin == (one in truth.admins)
        for one in [truth.accounts[0].account_id, truth.accounts[-1].account_id, project.lead]
    )


def judge_issue(api: JiraApi, truth: JiraFacts) -> bool:
    jira = JiraTracker(api, Hand())
    key = jira.create_issue(jira.project("APP"), "A seat without use", ["It is idle."])
    found = jira.read_issue(key)
    return found is None or found.key == key


CALLS: dict[str, Judged] = {
    "people": judge_people,
    "a search": judge_search,
    "single accounts": judge_bulk,
    "projects": judge_projects,
    "members by roles": judge_roles,
    "members by assignment": judge_assignable,
    "a standing": judge_standing,
    ONLY_ONCE: judge_issue,
}


def right_or_told(judge: Judged, api: JiraApi, truth: JiraFacts) -> str:
    """`right`, or the sentence that tells why not."""
    try:
        assert judge(api, truth)
        return "right"
    except SeatlightError as error:
        says = error.says
    assert says.endswith(".")
    assert "ATATT" not in says
    assert "@example" not in says
    return says


@pytest.mark.parametrize("people", [25, 2000])
@pytest.mark.parametrize("quirk", JIRA_QUIRKS)
def test_no_oddity_makes_an_answer_wrong_without_a_word(quirk: str, people: int) -> None:
    """Whatever is missing is said."""
    with site(quirk, people=people) as (box, api):
        truth = facts(box)
        told = {name: right_or_told(judge, api, truth) for name, judge in CALLS.items()}
    closed = {"jira-no-browse-users", "jira-browse-users-empty"}
    if quirk == "jira-token-ended":
        assert all("does not accept the Jira API token" in says for says in told.values())
    elif quirk == "jira-assignable-refused":
        assert "'Assign Issues in OPS'" in told.pop("members by assignment")
    elif quirk in closed:
        assert "'Browse users and groups'" in told.pop("people")
    elif quirk == "jira-no-admin":
        assert "'Administer Jira'" in told.pop("a standing")
    if quirk != "jira-token-ended":
        assert set(told.values()) == {"right"}


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A site that goes wrong as each test says."""
    with Box(Setup(people=25, now=NOW)) as box:
        yield box


@pytest.mark.parametrize("fault", BEFALLING)
def test_a_fault_that_passes_leaves_no_trace(fault: str, box: Box) -> None:
    """With patience; an issue is told rather than opened twice, and a refusal is believed."""
    truth, told = facts(box), {}
    for name, judge in CALLS.items():
        with asking(box.url, shown(box), retry_for=100, read=0.3, timer=Still()) as api:
            box.faults.clear()
            box.faults.add(f"{fault}:1" if ":" in fault else fault)
            told[name] = right_or_told(judge, api, truth)
    box.faults.clear()
    if not fault.startswith(TOLD_AT_ONCE):
        assert {says for name, says in told.items() if name != ONLY_ONCE} == {"right"}


@pytest.mark.parametrize("fault", BEFALLING)
def test_a_fault_that_stays_is_told_and_never_believed(fault: str, box: Box) -> None:
    """Without patience; what is not told is right all the same."""
    truth = facts(box)
    box.faults.clear()
    box.faults.add(f"{fault}@:always" if ":" not in fault else f"{fault}:always")
    for judge in CALLS.values():
        with asking(box.url, shown(box), read=0.1, timer=Still()) as api:
            right_or_told(judge, api, truth)
    box.faults.clear()


@pytest.mark.parametrize("fault", ["error-500", "reset", "jira-gateway", "empty", "dropped"])
def test_a_listing_is_whole_though_each_of_its_pages_fails_once(fault: str) -> None:
    """Two thousand people, page by page."""
    with (
        Box(Setup(people=2000, now=NOW, faults=(f"{fault}@/users/search:3",))) as box,
        asking(box.url, shown(box), retry_for=600, timer=Still()) as api,
    ):
        assert judge_people(api, facts(box))


def shown(box: Box) -> str:
    """The header that the site accepts."""
    return authorization(box.jira_email, box.jira_token)
