"""The stand-in for Jira's page: its places, whom it knows, and the frame that it shows as Forge would."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from seatlight.sandbox.forge.claims import MODULES
from seatlight.sandbox.host.built import HERE, file_in
from seatlight.sandbox.host.host import MOST_VIOLATIONS
from tests.sandbox.hosted import Hosted, built, hosted
from tests.sandbox.jira_reading import HANA, TOMAS, id_of
from tests.sandbox.reading import ask

ROOT = Path(__file__).parents[2]
PAGE = "/host/lead/light/projects/APP/project-page"


@pytest.fixture(scope="module")
def jira(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """A whole cast, and a page that was built."""
    with hosted(built(tmp_path_factory.mktemp("page"))) as running:
        yield running


def test_the_first_address_leads_to_the_report_of_a_lead(jira: Hosted) -> None:
    """With and without its slash."""
    for path in ("/host", "/host/"):
        answer = jira.ask(path)
        assert (answer.status_code, answer.headers["location"]) == (302, PAGE)


@pytest.mark.parametrize(
    "path",
    [
        PAGE,
        f"{PAGE}/pictures/tokens",
        "/host/outsider/dark/projects/NEW/project-settings",
        "/host/admin/dark/settings/admin-page",
        "/host/developer/light/settings/personal-page/",
    ],
)
def test_every_place_shows_the_same_page(jira: Hosted, path: str) -> None:
    """What follows in the address is the app's own."""
    answer = jira.ask(path)
    assert answer.status_code == 200
    assert "Stand-in for Jira" in answer.text
    assert f"frame-src {jira.frames}" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/host/nobody/light/projects/APP/project-page",
        "/host/lead/blue/projects/APP/project-page",
        "/host/lead/light/projects/APP/admin-page",
        "/host/lead/light/settings/project-page",
        "/host/lead/light/projects/APP/other-page",
        "/host/lead/light/projects/APP/project-pages",
        "/host/static/",
        "/host/static/%00",
        "/host/x",
    ],
)
def test_what_is_no_place_is_not_there(jira: Hosted, path: str) -> None:
    """And the answer says where to begin."""
    answer = jira.ask(path)
    assert (answer.status_code, answer.text) == (404, "There is nobody and nothing here: begin at /host/.")


@pytest.mark.parametrize(("name", "kind"), [("host.js", "text/javascript"), ("host.css", "text/css")])
def test_its_own_files_are_there(jira: Hosted, name: str, kind: str) -> None:
    """With their types, without which a browser takes none."""
    answer = jira.ask(f"/host/static/{name}")
    assert answer.headers["content-type"].startswith(kind)


def test_site_and_frames_are_two_origins(jira: Hosted) -> None:
    """Neither is found at the other's, so that the frame reaches no more than Forge would let it."""
    moved = jira.ask(PAGE, at="localhost")
    assert (moved.status_code, moved.headers["location"]) == (302, f"{jira.site}{PAGE}")
    assert jira.ask("/host/call", "POST", at="localhost", json={}).status_code == 403
    assert jira.ask("/frame/index.html", at="127.0.0.1").status_code == 403
    assert jira.ask("/bridge/bridge.js", at="127.0.0.1").status_code == 403


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "[::1"])
def test_a_foreign_name_for_this_machine_is_refused(jira: Hosted, name: str) -> None:
    """A page elsewhere can have a name of its own lead here."""
    assert jira.ask(PAGE, at=name).status_code == 403
    assert jira.ask("/frame/index.html", at=name).status_code == 403


def test_the_frame_is_served_under_the_policy_of_forge(jira: Hosted) -> None:
    """Word for word but for the site, and for who hears of violations."""
    policy = jira.ask("/frame/index.html").headers["content-security-policy"]
    ours = [line.replace("https://example.atlassian.net", jira.site) for line in policy_lines()]
    assert policy.split("; ") == [*ours[:-1], "report-uri /bridge/violations"]
    assert jira.ask("/frame/assets/page.js").headers["content-security-policy"] == policy


def policy_lines() -> list[str]:
    """The policy as it was made; what sends reports is its last line."""
    lines = (HERE / "policy.txt").read_text().splitlines()
    assert lines[-1].startswith("report-uri https://")
    return lines


def test_the_policy_lets_no_script_in_but_files(jira: Hosted) -> None:
    """And styles that were written into the page, which Atlassian's components do."""
    directives = dict(line.split(" ", 1) for line in policy_lines())
    assert "unsafe" not in directives["script-src"]
    assert "'unsafe-inline'" in directives["style-src"]


def test_the_bridge_comes_before_everything_else_of_the_page(jira: Hosted) -> None:
    """Where Forge puts its own."""
    text = jira.ask("/frame/index.html").text
    assert re.search(r"<head data-x><script src=\"/bridge/bridge.js\"></script>\s*<title>", text)
    assert jira.ask("/frame/").text == text
    assert "__bridge" in jira.ask("/bridge/bridge.js").text


@pytest.mark.parametrize("path", [".vite/manifest.json", "nothing.js", "assets", "%2e%2e/x", "assets/"])
def test_a_file_that_would_not_be_deployed_is_not_there(jira: Hosted, path: str) -> None:
    """Hidden ones, folders, and whatever lies outside."""
    assert jira.ask(f"/frame/{path}").status_code == 404


def test_no_path_leads_out_of_a_folder(tmp_path: Path) -> None:
    """Neither by its words nor by a link."""
    page = built(tmp_path / "page")
    (tmp_path / "secret.txt").write_text("x")
    (page / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert file_in(page, "assets/page.js") == page / "assets" / "page.js"
    for name in ("../secret.txt", "assets/../../secret.txt", "link.txt", "/secret.txt", "a\0b"):
        assert file_in(page, name) is None


def test_a_file_of_no_known_type_is_only_bytes(jira: Hosted) -> None:
    """Nothing guesses."""
    assert jira.ask("/frame/assets/odd.bin").headers["content-type"] == "application/octet-stream"


def test_a_page_that_was_not_built_says_so(tmp_path: Path) -> None:
    """With what builds it, and still with a bridge."""
    with hosted(tmp_path, people=3) as bare:
        text = bare.ask("/frame/index.html").text
        assert "has not been built" in text
        assert "/bridge/bridge.js" in text
        said = bare.said("lead", "project-page", "APP")
        assert (said["icon"], said["themes"]) == (None, {})


def test_the_themes_are_those_of_the_built_page(jira: Hosted) -> None:
    """As Vite lists them; variants of them are not Jira's."""
    assert jira.said("lead", "project-page", "APP")["themes"] == {"light": "assets/light.js"}


EVERYTHING = {"project-page", "project-settings", "admin-page"}
LISTED: dict[str, dict[str, set[str]]] = {
    "admin": {"APP": EVERYTHING, "WEB": EVERYTHING},
    "lead": {"APP": {"project-page", "project-settings"}, "WEB": set()},
    "member": {"APP": {"project-page"}, "WEB": {"project-page"}},
    "developer": {"APP": {"project-page"}, "WEB": set()},
    "outsider": {"APP": set(), "WEB": set()},
}


@pytest.mark.parametrize("viewer", LISTED)
def test_each_viewer_is_listed_what_jira_would_list(jira: Hosted, viewer: str) -> None:
    """Their own page always."""
    for project, pages in LISTED[viewer].items():
        said = jira.said(viewer, "project-page", project)
        assert set(said["listed"]) == pages | {"personal-page"}
        assert [one["key"] for one in said["viewers"]] == [*LISTED]


def test_the_context_is_what_the_token_says(jira: Hosted) -> None:
    """And where the site is, which a page may show."""
    context = jira.said("member", "project-settings", "APP")["context"]
    signed = jira.box.forge.page_claims(id_of(jira.box, HANA), "APP", "project-settings")["context"]
    assert {**context, "siteUrl": signed["siteUrl"]} == signed | {
        "environmentId": jira.box.forge.app.environment_id,
        "environmentType": "PRODUCTION",
        "appVersion": "2.0.1",
    }
    assert context["siteUrl"] == jira.site
    assert "project" not in jira.said("member", "personal-page")["context"]["extension"]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"viewer": "lead"},
        {"viewer": "lead", "module": "project-page"},
        {"viewer": "lead", "module": "project-page", "project": "NOPE"},
        {"viewer": "lead", "module": "admin-page", "project": "APP"},
        {"viewer": "nobody", "module": "project-page", "project": "APP"},
    ],
)
def test_a_place_that_is_none_has_nothing_to_say(jira: Hosted, given: dict[str, str]) -> None:
    """Whatever of it is missing or made up."""
    assert jira.ask("/host/site.json", params=given).status_code == 404


def test_a_small_team_has_fewer_viewers(tmp_path: Path) -> None:
    """The admin is always there."""
    with hosted(built(tmp_path), people=1) as small:
        said = small.said("admin", "admin-page")
        assert [one["key"] for one in said["viewers"]] == ["admin", "lead"]
        assert said["viewers"][1]["accountId"] == id_of(small.box, TOMAS)
        assert small.ask("/host/outsider/light/settings/personal-page").status_code == 404


def test_violations_are_kept_as_browsers_report_them(jira: Hosted) -> None:
    """What is none is kept as an empty one, and there is an end to it."""
    path, report = "/bridge/violations", {"effective-directive": "script-src", "blocked-uri": "inline"}
    assert jira.ask(path, "POST", json={"csp-report": {**report, "referrer": "x"}}).status_code == 204
    assert jira.ask(path, "POST", content=b"nonsense").status_code == 204
    assert jira.host.violations == [report, {"effective-directive": "", "blocked-uri": ""}]
    jira.host.violations[:] = [{}] * MOST_VIOLATIONS
    jira.ask(path, "POST", json={"csp-report": report})
    assert len(jira.host.violations) == MOST_VIOLATIONS
    jira.host.violations.clear()


def test_the_pages_are_those_of_our_manifest() -> None:
    """The sandbox shares no code and no file with the app, so somebody has to compare."""
    told = yaml.safe_load((ROOT / "forge" / "manifest.yml").read_text())["modules"]
    pages = {one["key"]: kind for kind, found in told.items() for one in found if "resource" in one}
    assert pages == MODULES


def test_a_fault_of_the_apis_does_not_befall_the_stand_in(tmp_path: Path) -> None:
    """It waits for the first request to an API."""
    with hosted(built(tmp_path), people=1, faults=("error-500",)) as faulty:
        assert faulty.ask(PAGE).status_code == 200
        assert faulty.ask("/frame/index.html").status_code == 200
        assert ask(faulty.box, "GET", "/teams/members").status_code == 500
        assert faulty.box.counts() == {"/teams/members": 1}
