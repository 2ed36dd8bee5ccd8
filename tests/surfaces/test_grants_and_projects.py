"""`seatlight grants`: no project shows anything until it is allowed, and none a moment longer than it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from seatlight.sandbox import Box, Setup, start
from tests.surfaces.site import Captured, Site, beginning, site

TOMAS, HANA, CHEN = "tomas.berg@example.org", "hana.sato@example.org", "chen.wei@example.org"
NOORS = "noor.haddad@example.org"
"""Tomas leads APP, Hana is in APP and WEB, Chen is in APP through a group, Noor is in WEB alone."""
NOTHING_THERE = "There is no such report, or it is not for you to see."
PEOPLE = 18


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A team with both projects, in which no test changes anything."""
    with start(Setup(people=PEOPLE)) as running:
        yield running


@pytest.fixture
def here(box: Box, beginnings: Path, tmp_path: Path, capsysbinary: Captured) -> Site:
    """A site that is connected, in which nothing is open."""
    return beginning(Site(box, tmp_path, capsysbinary), beginnings)


@pytest.fixture
def own(tmp_path: Path, capsysbinary: Captured) -> Iterator[Site]:
    """The same with a sandbox that the test may change, and APP open to its developers."""
    with site(tmp_path, capsysbinary, Setup(people=PEOPLE)) as one:
        one.well("grants", "allow", "APP", "--role", "Developers")
        yield one


def in_role(one: Site, key: str) -> set[str]:
    """The names of the working accounts in a project's role Developers."""
    company = one.box.company()
    found = [company.accounts[account] for account in company.people_in(company.projects[key].roles["Developers"])]
    return {account.name for account in found if account.is_working}


def seen_by(one: Site, viewer: str, key: str = "APP") -> set[str]:
    """The names that somebody sees in a project."""
    return one.names("--project", key, "--as", viewer)


def refused(one: Site, viewer: str, key: str = "APP") -> str:
    """Why somebody sees nothing in a project; what is said to all alike comes first."""
    done = one("report", "--project", key, "--as", viewer)
    assert done.code == 1
    assert done.sentence.startswith(NOTHING_THERE)
    return done.sentence.removeprefix(NOTHING_THERE).strip()


def test_no_project_is_open_unless_it_was_allowed(here: Site) -> None:
    """Not even for its lead; the operator, who holds the key, sees its people all the same."""
    assert here.listed("grants", "grants", "list") == []
    assert "no Jira admin has allowed it" in refused(here, TOMAS)
    document = here.report("--project", "APP")
    assert document["project"]["open"] is False
    assert {row["name"] for row in document["developers"]} <= in_role(here, "APP")


def test_an_open_project_shows_its_members_to_its_members(here: Site) -> None:
    """By role; whoever is in another project sees nothing, and nobody of another project is seen."""
    told = here.well("grants", "allow", "APP", "--role", "Developers").text
    assert told.startswith("APP (Mobile app) is open to ")
    assert told.endswith(" people: people in the role Developers.\n")
    assert seen_by(here, HANA) == seen_by(here, TOMAS) <= in_role(here, "APP")
    assert len(seen_by(here, HANA)) >= 8
    assert "no member of the project" in refused(here, NOORS) or "does not let" in refused(here, NOORS)
    assert "no Jira admin has allowed it" in refused(here, HANA, "WEB")


def test_whoever_is_in_two_projects_is_seen_in_both(here: Site) -> None:
    """Each project shows its own people, and who is in both, with their whole use."""
    for key in ("APP", "WEB"):
        here.well("grants", "allow", key, "--role", "Developers")
    app, web = seen_by(here, HANA), seen_by(here, HANA, "WEB")
    assert app & web == {"Hana Sato"}
    assert here.row(HANA, "--project", "APP") == here.row(HANA, "--project", "WEB")
    assert refused(here, NOORS)


def test_without_roles_those_who_can_be_assigned_are_members(here: Site) -> None:
    """The rule is told when it is opened, in the list, and in the report."""
    assert "people who can be assigned issues" in here.well("grants", "allow", "OPS").text
    assert here.listed("grants", "grants", "list")[0]["members_by"] == "people who can be assigned issues"
    luca, grace = "luca.moretti@example.org", "grace.wambui@example.org"
    document = here.report("--project", "OPS", "--as", luca)
    assert document["project"]["members_by"] == "people who can be assigned issues"
    assert {row["email"] for row in document["developers"]} == {luca, grace}


@pytest.mark.parametrize("key", ["HR", "NOPE", "10003", "../myself", ""])
def test_a_project_that_jira_does_not_show_is_not_opened(key: str, here: Site) -> None:
    """Whether there is none, or an app access rule hides it: both read alike, and nothing is open after it."""
    done = here("grants", "allow", key)
    assert done.code == 1
    assert "Jira shows us no project" in done.sentence
    assert here.listed("grants", "grants", "list") == []


def test_a_forbidden_project_reads_like_one_that_is_not_there(here: Site) -> None:
    """For whoever looks, apart from the reason that the operator alone is told."""
    for key in ("HR", "NOPE", "WEB"):
        assert here("report", "--project", key, "--as", HANA).sentence.startswith(NOTHING_THERE)


def test_a_role_that_is_not_there_is_told(here: Site) -> None:
    """Its people are nobody; the other role's are members."""
    done = here("grants", "allow", "APP", "--role", "developers", "--role", "Pilots")
    assert done.code == 0
    assert done.err == "! APP has no role 'Pilots': nobody is a member by it.\n"
    assert seen_by(here, HANA) <= in_role(here, "APP")


def test_a_second_time_changes_roles_and_mode(here: Site) -> None:
    """There is one grant for a project, and the audit log tells both."""
    here.well("grants", "allow", "APP")
    here.well("grants", "allow", "app", "--role", "Developers", "--mode", "leads")
    (row,) = here.listed("grants", "grants", "list")
    assert (row["key"], row["roles"], row["mode"], row["granted_by"]) == ("APP", ["Developers"], "leads", "operator")
    assert "lead" in refused(here, HANA)
    actions = [entry["action"] for entry in here.listed("audit", "audit", "list")]
    assert actions[-2:] == ["project_opened", "project_changed"]


def test_a_closed_project_is_closed_at_once(here: Site) -> None:
    """Before and after, by its key in any case; a second time there is nothing to close."""
    here.well("grants", "allow", "APP", "--role", "Developers")
    assert "Chen Wei" in seen_by(here, HANA)
    assert here.well("grants", "deny", "app").text == "APP is closed.\n"
    for viewer in (HANA, TOMAS):
        assert "no Jira admin has allowed it" in refused(here, viewer)
    done = here("grants", "deny", "APP")
    assert done.code == 2
    assert "is not open" in done.sentence


def test_closing_does_not_need_jira(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has to close a project in a hurry does not wait for Jira."""
    here.well("grants", "allow", "APP")
    monkeypatch.setenv("SEATLIGHT_JIRA_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("SEATLIGHT_JIRA_API_TOKEN", "nothing")
    done = here("grants", "list")
    assert done.code == 3
    assert "APP: 127.0.0.1 refuses connections" in done.text
    here.well("grants", "deny", "APP")


def test_whoever_leaves_the_role_is_out(own: Site) -> None:
    """At the next run: seen by nobody and seeing nothing, whether the role was theirs or their group's."""
    assert {"Hana Sato", "Chen Wei"} <= seen_by(own, TOMAS)
    for email in (HANA, CHEN):
        own.box.jira.remove_from_role("APP", "Developers", own.account(email))
        assert refused(own, email)
    assert not {"Hana Sato", "Chen Wei"} & seen_by(own, TOMAS)


def test_whoever_may_not_browse_sees_nothing(own: Site) -> None:
    """A member of the role all the same, who is still seen by the others."""
    own.box.jira.stop_browsing("APP", own.account(HANA))
    assert refused(own, HANA) == "Jira does not let this account browse the project."
    assert "Hana Sato" in seen_by(own, TOMAS)


def test_whoever_is_deactivated_sees_nothing(own: Site) -> None:
    """And belongs to no project any more; the whole team's report tells that the account is gone."""
    own.box.jira.deactivate(own.account(HANA))
    assert refused(own, HANA)
    assert "Hana Sato" not in seen_by(own, TOMAS)
    own.well("people", "list", "--anew", "--format", "csv", "--table", "matched")
    assert own.row(HANA)["state"] == "left"


def test_whoever_browses_only_sees_nothing(own: Site) -> None:
    """Being let in to the project is not being a member of it."""
    own.box.jira.let_browse("APP", own.account(NOORS))
    assert refused(own, NOORS) == "This account is no member of the project by the rule that was chosen for it."
    own.box.jira.add_to_role("APP", "Developers", own.account(NOORS))
    assert "Noor Haddad" in seen_by(own, NOORS)


QUIRKS = {
    "jira-roles-refused": "needs the permission 'Administer Projects in APP'",
    "jira-groups-refused": "The people in the group 'app-developers' are missing",
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_roles_that_cannot_be_read_are_told(quirk: str, tmp_path: Path, capsysbinary: Captured) -> None:
    """When the project is opened, in the list and in the report, with the permission that is missing."""
    with site(tmp_path, capsysbinary, Setup(people=12, jira_quirks=frozenset({quirk}))) as one:
        opened = one("grants", "allow", "APP", "--role", "Developers")
        assert QUIRKS[quirk] in opened.err
        listed, document = one("grants", "list", "--format", "json"), one.report("--project", "APP")
        assert QUIRKS[quirk] in listed.text
        assert any(QUIRKS[quirk] in note for note in document["freshness"]["notes"])
        assert (opened.code, listed.code, document["freshness"]["complete"]) == (3, 3, False)
        assert one.row(HANA, "--project", "APP")


def test_roles_that_cannot_be_read_let_no_member_in(tmp_path: Path, capsysbinary: Captured) -> None:
    """Whoever stands in for them may be more people than an admin allowed."""
    with site(tmp_path, capsysbinary, Setup(people=12, jira_quirks=frozenset({"jira-roles-refused"}))) as one:
        one("grants", "allow", "APP", "--role", "Developers")
        done = one("report", "--project", "APP", "--as", HANA)
        assert done.code == 1
        assert "could not be read, so only Jira admins may" in done.sentence


def test_without_a_jira_there_is_no_project(box: Box, tmp_path: Path, capsysbinary: Captured) -> None:
    """The sentence says what to connect."""
    one = Site(box, tmp_path, capsysbinary)
    one.connect_cursor()
    for words in (("grants", "allow", "APP"), ("report", "--project", "APP")):
        done = one(*words)
        assert done.code == 2
        assert "seatlight connect jira" in done.sentence
