"""The app's manifest is in order, and each fault that Forge's own validator lets pass is found by ours."""

from pathlib import Path

import pytest
import yaml

from scripts.checks import forge
from scripts.checks.tree import read_tree
from tests.house.planted import plant

ROOT = Path(__file__).parents[2]
TEXTS = {
    path.as_posix(): (ROOT / path).read_text()
    for path in (forge.MANIFEST, forge.GUIDE, forge.LIFECYCLE, Path("forge/icons/icon.svg"))
}
WHOLE = TEXTS["forge/manifest.yml"]
API = "    - key: api\n      remote: seatlight\n      auth:\n        appUserToken:\n          enabled: true\n"
CONFIGURABLE = "    configurable: {name: Ours, description: Our own.}\n    operations:"


def says(folder: Path, manifest: str) -> list[str]:
    """What is found in a checkout with this manifest, each with its line."""
    tree = plant(folder, {**TEXTS, "forge/manifest.yml": manifest})
    return [f"{finding.line}: {finding.says}" for finding in forge.check(tree)]


def line_of(word: str, text: str) -> int:
    """The line in which a word comes first."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if word in line)


def test_the_manifest_of_the_checkout_is_in_order() -> None:
    """Every fault of it would be one of the house."""
    assert list(forge.check(read_tree(ROOT))) == []


def test_a_checkout_without_an_app_is_left_alone(tmp_path: Path) -> None:
    """The other checks are planted without one."""
    assert list(forge.check(plant(tmp_path, {"README.md": "x"}))) == []


@pytest.mark.parametrize(
    ("old", "new", "word", "said"),
    [
        ("${SERVICE_BASE_URL}", "http://seatlight.example.org", "http://seatlight", "it needs https://"),
        (
            "    baseUrl: ${SERVICE_BASE_URL}",
            "    baseUrl: {default: 'https://a.example', EU: 'http://b.example'}",
            "b.example",
            "called at http://b.example",
        ),
        (
            "    - SERVICE_BASE_URL\n",
            "    - {key: SERVICE_BASE_URL, default: 'http://x.example'}\n",
            "x.example",
            "unless set: it needs https://",
        ),
        ("    - read:app-user-token\n", "", "appUserToken", "only with the scope read:app-user-token"),
        ("    - read:app-system-token\n", "", "appSystemToken", "only with the scope read:app-system-token"),
        ("          enabled: true\n    - key: installed", "          enabled: false\n    - key: installed",
         "project-page", "the page project-page needs an endpoint with appUserToken"),
        (API, API.replace("appUserToken", "appSystemToken"), "read:app-user-token", "is not needed"),
        ("      resolver:\n        endpoint: api\n      displayConditions", "      displayConditions", "project-page",
         "which proves who looks"),
        ("        path: /forge/tick\n      auth:\n        appSystemToken:\n", "        path: /forge/tick\n      auth:\n"
         "        appUserToken:\n", "hourly", "the endpoint tick needs appSystemToken"),
        ("    operations:", CONFIGURABLE, "configurable", "without external.configurable.enabled"),
        ("BROWSE_PROJECTS", "BROWSE_PROJECT", "BROWSE_PROJECT", "knows no permission BROWSE_PROJECT:"),
        ("hasProjectPermission: BROWSE_PROJECTS", "not: {or: [{hasGlobalPermission: [ADMIN]}]}", "ADMIN",
         "hasGlobalPermission knows no permission ADMIN"),
        ("icon.svg", "icon.png", "icon.png", "the icon resource:icons;icon.png of project-page is not there"),
        ("resource:icons;", "resource:pictures;", "resource:pictures", "is not there"),
        ("    styles:", "    scripts: [unsafe-eval]\n    styles:", "scripts", "take content.scripts out"),
        ("  content:", "  external: {fetch: {backend: [https://x.example]}}\n  content:", "fetch:",
         "take external.fetch out"),
        ("/forge/tick", "/forge/hour", "/forge/hour", "the service answers nothing at /forge/hour"),
        ("/forge/tick", "/forge/hour", "endpoint:", "no endpoint leads to /forge/tick"),
        ("    - read:jira-work", "    - read:jira-work\n    - write:jira-work", "write:jira-work",
         "does not say what the scope write:jira-work is for"),
        ("    - read:avatar:jira\n", "", "scopes:", "the scope read:avatar:jira is for, but the app does not have it"),
    ],
)  # fmt: skip
def test_what_the_validator_lets_pass_is_found(tmp_path: Path, old: str, new: str, word: str, said: str) -> None:
    """Where it is, and what to do about it."""
    assert old in WHOLE
    changed = WHOLE.replace(old, new)
    found = [one for one in says(tmp_path, changed) if said in one]
    assert found, says(tmp_path, changed)
    assert found[0].startswith(f"{line_of(word, changed)}: ")


def test_a_remote_that_admins_may_configure_is_in_order(tmp_path: Path) -> None:
    """With the permission for it, as the guide says."""
    opened = WHOLE.replace("    operations:", CONFIGURABLE)
    opened = opened.replace("  content:", "  external:\n    configurable:\n      enabled: true\n  content:")
    assert says(tmp_path, opened) == []


def test_conditions_are_found_at_any_depth() -> None:
    """Under and, or and not, in lists and alone."""
    deep = yaml.safe_load("{and: [{not: {a: 1}}, {or: [{b: 2}, {c: 3}]}], d: 4}")
    assert dict(forge.conditions(deep)) == {"a": 1, "b": 2, "c": 3, "d": 4}
    assert list(forge.conditions("a word")) == []


def test_events_are_read_off_the_code_of_the_routes(tmp_path: Path) -> None:
    """None where the module names none."""
    assert set(forge.events_heard(read_tree(ROOT))) == {"installed", "upgraded", "tick"}
    assert forge.events_heard(plant(tmp_path, {forge.LIFECYCLE.as_posix(): "OTHERS = ('x',)\n"})) == ()


def test_every_page_of_the_app_has_the_same_name() -> None:
    """Whoever finds it in one place knows it in the next."""
    pages = [one for one in forge.modules(yaml.safe_load(WHOLE)) if "resource" in one]
    assert {one["title"] for one in pages} == {"AI Adoption Analytics"}
    assert len(pages) == 4
