"""What `doctor` says of Jira: the token, the permissions by name, and what their lack makes impossible."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from seatlight.model.checks import Check
from seatlight.model.site import Grant
from seatlight.sources.jira import JiraApi, JiraPeople, check_jira
from tests.sources.jira.site import NOW, Hand, facts, site, told
from tests.sources.scripted import reply

TODAY = NOW.date()
APP = Grant("10000", "APP", "Mobile app", roles=("Developers",))
OPS = Grant("10002", "OPS", "Operations")
HR = Grant("10003", "HR", "People and culture", roles=("Developers",))


def checks(api: JiraApi, opened: Sequence[Grant] = (), expires_on: date | None = None) -> dict[str, Check]:
    """What is told, by the name of each."""
    found = list(check_jira(api, JiraPeople(api, None, Hand()), opened, TODAY, expires_on))
    named = {check.name: check for check in found}
    assert len(named) == len(found)
    return named


def outcomes(found: dict[str, Check]) -> dict[str, str]:
    """How each is."""
    return {name: check.outcome for name, check in found.items()}


def test_a_site_in_order_is_called_good_but_for_hidden_addresses() -> None:
    """Each permission by name, how many projects are seen, and how many people show their address."""
    with site() as (box, api):
        found, truth = checks(api, [APP, OPS], TODAY + timedelta(days=200)), facts(box)
    people = [one for one in truth.accounts if one.active and one.kind == "atlassian"]
    shown = [one for one in people if one.email]
    assert outcomes(found) == {
        "Jira token": "good",
        "Jira token ends": "good",
        "Browse users and groups": "good",
        "Jira addresses": "limited",
        "Administer Jira": "good",
        "Browse projects": "good",
        "Administer Projects in APP": "good",
        "Administer Projects in OPS": "good",
    }
    assert found["Jira token"].says == "127.0.0.1 accepts it, as a person"
    assert found["Jira addresses"].says.startswith(f"{len(shown)} of {len(people)} people show their address")
    assert found["Browse projects"].says == "5 projects can be seen"


def test_no_check_names_a_person() -> None:
    """Nor shows an address or the token."""
    with site() as (box, api):
        says = " ".join(check.says for check in checks(api, [APP, OPS, HR]).values())
        private = [box.jira_email, box.jira_token, *(one.name for one in facts(box).accounts)]
    assert [word for word in private if word in says] == []


@pytest.mark.parametrize("trouble", [reply(b"", 401), reply(b"", 500), reply(b"<html>")])
def test_a_token_that_does_not_work_ends_the_checks(trouble: bytes) -> None:
    """Nothing else could be told."""
    with told(trouble) as (_, api):
        assert outcomes(checks(api, [APP], TODAY)) == {"Jira token": "bad"}


@pytest.mark.parametrize(
    ("days", "outcome", "says"),
    [
        (-1, "limited", "it was to end on 2026-11-21, yet"),
        (0, "limited", "it ends on 2026-11-22, today: make a new one"),
        (1, "limited", "tomorrow"),
        (30, "limited", "in 30 days"),
        (31, "good", "it ends on 2026-12-23"),
    ],
)
def test_a_token_that_ends_soon_is_told_a_month_before(days: int, outcome: str, says: str) -> None:
    """Where somebody told when it ends."""
    with site() as (_, api):
        found = checks(api, expires_on=TODAY + timedelta(days=days))["Jira token ends"]
    assert found.outcome == outcome
    assert says in found.says


@pytest.mark.parametrize("quirk", ["jira-no-browse-users", "jira-browse-users-empty"])
def test_without_browsing_users_nobody_can_be_matched(quirk: str) -> None:
    """Whether Jira refuses or lists nobody."""
    with site(quirk) as (_, api):
        found = checks(api)
    assert found["Browse users and groups"].outcome == "bad"
    assert "Without it nobody can be matched." in found["Browse users and groups"].says
    assert "Jira addresses" not in found


def test_without_administering_jira_others_are_not_asked_for() -> None:
    """The sentence says who then sees names."""
    with site("jira-no-admin") as (_, api):
        found = checks(api, [APP])
    assert found["Administer Jira"].outcome == "limited"
    assert "without it Jira does not say what others may see" in found["Administer Jira"].says
    assert found["Administer Projects in APP"].outcome == "limited"


def test_a_project_that_was_opened_and_is_not_seen_is_bad() -> None:
    """Nobody sees its report then."""
    with site() as (_, api):
        assert checks(api, [HR])["Browse HR"].outcome == "bad"


def test_hidden_addresses_are_counted_and_the_way_out_is_told() -> None:
    """An imported list, or matches by hand."""
    with site("jira-emails-hidden") as (_, api):
        found = checks(api)["Jira addresses"]
    assert found.outcome == "limited"
    assert found.says.startswith("0 of ")
    assert "imported list" in found.says


@pytest.mark.parametrize("path", ["/users/search", "/mypermissions", "/project/search"])
def test_a_call_that_fails_is_bad_and_the_others_are_told(path: str) -> None:
    """One fault hides nothing else."""
    with site(faults=[f"error-500@{path}:always"]) as (_, api):
        found = outcomes(checks(api, [APP]))
    assert list(found.values()).count("bad") == (2 if path == "/mypermissions" else 1)
    assert found["Jira token"] == "good"
