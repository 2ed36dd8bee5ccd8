"""The page in a frame of the stand-in for Jira, through the real bridge, in a real browser, under Forge's policy."""

from collections.abc import Iterator

import pytest

from seatlight.surfaces.cli.team_box import BUILT
from seatlight.surfaces.web import built_page
from tests.page.browsing import Json, browse
from tests.surfaces.standing_in import in_jira

ROWS, REFUSAL, ANYTHING = "Hana Sato", "There is nothing here for you to see", "AI Adoption Analytics"
VISITS = {
    "admin": ("/host/admin/light/projects/APP/project-page", ROWS),
    "lead": ("/host/lead/dark/projects/APP/project-page", ROWS),
    "member": ("/host/member/light/projects/APP/project-page", ROWS),
    "developer": ("/host/developer/dark/projects/APP/project-page", ROWS),
    "outsider": ("/host/outsider/light/projects/APP/project-page", REFUSAL),
    "closed project": ("/host/member/light/projects/WEB/project-page", REFUSAL),
    "project settings": ("/host/lead/light/projects/APP/project-settings", "The site shows Members"),
    "project settings of an admin": ("/host/admin/dark/projects/WEB/project-settings", "Project Visibility"),
    "admin page": ("/host/admin/dark/settings/admin-page", ANYTHING),
    "profile": ("/host/developer/light/settings/personal-page", ANYTHING),
    "pictures": ("/host/member/dark/projects/APP/project-page/pictures", "Tokens and acceptance"),
    "pictures of the site": ("/host/admin/light/settings/admin-page/pictures", "Tokens and acceptance"),
    "own use": ("/host/member/light/projects/APP/project-page/own", "What is known of me"),
    "privacy": ("/host/outsider/dark/settings/personal-page/privacy", "Never read, shown or stored"),
    "deep link": ("/host/lead/light/projects/APP/project-page/report?days=7&search=hana", ROWS),
}
"""Where a browser goes, and what it waits for there."""
SETTINGS = {
    "connection": "A key is looked at",
    "visibility": "Mobile app",
    "people": "Open matches",
    "thresholds": "Grace period",
    "prices": "Price of a seat",
    "holds": "Seats on hold",
    "privacy": "Who sees what",
    "tokens": "Days until it ends",
    "audit": "project opened",
}
VISITS |= {
    f"settings: {name}": (f"/host/admin/{'dark' if place % 2 else 'light'}/settings/admin-page/admin/{name}", text)
    for place, (name, text) in enumerate(SETTINGS.items())
}
PEOPLE = ("Tomas Berg", "Hana Sato", "Chen Wei")
GROUNDS = {"light": "#FFFFFF", "dark": "#1F1F21"}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Json]:
    """What a browser saw of everything here, with the breaches of the policy that it reported."""
    assert (BUILT / "index.html").is_file(), "The page has not been built: make page."
    with in_jira(12) as box:
        assert box.host is not None
        tried = {
            "elsewhere": "https://elsewhere.invalid/",
            "call": "/host/call",
            "service": f"{box.host.service_url}/api/v1/me",
            "site": f"{box.url}/host/site.json",
        }
        found = browse("in_jira.mjs", tmp_path_factory.mktemp("browser"), site=box.url, visits=VISITS, tried=tried)
        yield {**found, "violations": box.host.violations}


def test_the_sandbox_shows_what_the_service_serves() -> None:
    """One bundle for two homes."""
    assert BUILT == built_page.BUILT


@pytest.mark.parametrize("name", VISITS)
def test_nothing_goes_wrong_for_whoever_looks(seen: Json, name: str) -> None:
    """No error and no warning in the console, and no address reached for but this machine's."""
    visit = seen["visits"][name]
    assert visit["wrong"] == []
    assert visit["elsewhere"] == []
    assert visit["address"] == VISITS[name][0]


@pytest.mark.parametrize("name", VISITS)
def test_the_page_is_there_in_the_theme_of_jira(seen: Json, name: str) -> None:
    """With Jira's own colours."""
    visit, theme = seen["visits"][name], VISITS[name][0].split("/")[3]
    assert "AI Adoption Analytics" in visit["text"]
    assert (visit["colorMode"], visit["surface"]) == (theme, GROUNDS[theme])


@pytest.mark.parametrize("name", VISITS)
def test_the_stand_in_has_no_barriers(seen: Json, name: str) -> None:
    """What stands around the frame, in both themes."""
    assert seen["visits"][name]["barriers"] == []


def test_the_policy_stops_only_what_was_to_be_stopped(seen: Json) -> None:
    """Every breach of it was tried on purpose, by the test of what the frame cannot do."""
    found = {(one["effective-directive"], one["blocked-uri"].partition("?")[0]) for one in seen["violations"]}
    directives = {directive for directive, _ in found}
    assert directives == {"connect-src", "script-src-elem"}
    assert {uri for directive, uri in found if directive == "script-src-elem"} == {"inline"}


def test_the_frame_reaches_nothing_but_the_bridge(seen: Json) -> None:
    """Neither other hosts, the service, the stand-in's own addresses, nor the page around it."""
    confined = dict(seen["confined"])
    assert confined.pop("unknown") == "The stand-in does not know the command nothing."
    assert set(confined) == {"elsewhere", "call", "service", "site", "parent", "inline"}
    assert set(confined.values()) == {"refused"}


def test_a_page_that_jira_would_not_list_is_marked(seen: Json) -> None:
    """It is shown all the same, so that the service's refusal can be seen."""
    visits = seen["visits"]
    assert [name for name in VISITS if visits[name]["note"]] == ["outsider"]
    assert all("not listed" in place for place in visits["outsider"]["places"][:3])
    assert not any("not listed" in place for place in visits["admin"]["places"])


@pytest.mark.parametrize("name", ["admin", "lead", "member", "developer"])
def test_whoever_belongs_to_an_open_project_sees_its_people(seen: Json, name: str) -> None:
    """And nobody of another project."""
    text = seen["visits"][name]["text"]
    assert all(person in text for person in PEOPLE)
    assert "Yusuf Demir" not in text
    assert REFUSAL not in text


@pytest.mark.parametrize("name", ["outsider", "closed project"])
def test_whoever_may_not_see_a_project_sees_the_refusal(seen: Json, name: str) -> None:
    """A screen of its own with no word of who is in it."""
    text = seen["visits"][name]["text"]
    assert "There is no such report, or it is not for you to see." in text
    assert not any(person in text for person in PEOPLE)


def test_a_deep_link_opens_the_page_as_it_was(seen: Json) -> None:
    """What follows in the address is the page's own: here one developer is searched for."""
    text = seen["visits"]["deep link"]["text"]
    assert "Hana Sato" in text
    assert "Tomas Berg" not in text


def test_only_an_admin_is_offered_the_settings(seen: Json) -> None:
    """By what the service says of whoever looks."""
    offered = {name for name in VISITS if "Settings" in seen["visits"][name]["text"].splitlines()}
    assert {"admin", "admin page", *(f"settings: {name}" for name in SETTINGS)} <= offered
    assert not offered & {"member", "developer", "outsider", "closed project", "profile", "privacy", "own use"}


def test_theme_viewer_and_project_are_switched_by_keyboard(seen: Json) -> None:
    """The theme while the page stays as it is."""
    switched = seen["switched"]
    assert [switched[name]["colorMode"] for name in ("light", "dark", "admin", "website")] == ["light", *["dark"] * 3]
    assert switched["dark"]["surface"] == GROUNDS["dark"]
    assert switched["website"]["address"] == "/host/admin/dark/projects/WEB/project-page"
    assert switched["wrong"] == []


def test_the_address_follows_the_page_and_back_again(seen: Json) -> None:
    """As Jira keeps the history of an app; loaded anew, the page is where it was."""
    wandered, page = seen["wandered"], "/host/lead/light/projects/APP/project-page"
    addresses = [stop["address"].partition("?")[0] for stop in wandered["stops"]]
    assert addresses == [page, f"{page}/privacy", page, f"{page}/privacy", f"{page}/privacy"]
    assert wandered["current"] == "Privacy"
    assert wandered["wrong"] == []
