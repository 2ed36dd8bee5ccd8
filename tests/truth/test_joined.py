"""The joined report against the truth: who Jira shows, who is confirmed, who has left, and project by project."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from seatlight.actions.refresh_usage import refresh_usage
from seatlight.actions.show import show_report
from seatlight.actions.window import Ask
from seatlight.config import Settings
from seatlight.model.access import OPERATOR
from seatlight.sandbox import Box, Setup, start
from seatlight.surfaces.cli.progress import Silent
from seatlight.wiring import wired
from tests.joined import DEED, joined_settings, kept_settings, kept_site, project, shown_people, true_people
from tests.oracle import differences
from tests.reading import NOW, Document, expected, facts_of, refreshed

SIZES = (1, 8, 25, 120)


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A team of 25 with its Jira."""
    with start(Setup(people=25, now=NOW)) as running:
        yield running


def read(settings: Settings, ask: Ask, now: datetime = NOW) -> Document:
    """The document that the product prints."""
    with wired(settings, clock=lambda: now) as deps:
        return without_first_sights(refreshed(deps, ask), now)


def without_first_sights(document: Document, now: datetime) -> Document:
    """The document without what a roster that was seen for the first time tells: seats are at least of that day."""
    for row in document["developers"]:
        if row["seat_since_is"] == "at_least":
            assert row["seat_since"] == now.date().isoformat()
            row["seat_since"] = None
    return document


@pytest.mark.parametrize("people", SIZES)
@pytest.mark.parametrize("days", [30, 90])
def test_whom_jira_shows_is_joined_and_nobody_else(people: int, days: int) -> None:
    """Names, accounts and who has left; hidden addresses, aliases, apps and customers stay unmatched."""
    with start(Setup(people=people, now=NOW)) as box:
        document = read(joined_settings(box), Ask(days=days))
        facts = facts_of(box)
    assert differences(document, expected(facts, days, people=shown_people(facts))) == []
    assert document["freshness"]["complete"]


@pytest.mark.parametrize(
    "quirk", ["jira-emails-hidden", "jira-null-emails", "jira-empty-emails", "jira-two-accounts-one-address",
              "jira-short-pages", "jira-unknown-fields", "jira-slow-users"]
)  # fmt: skip
def test_odd_lists_of_people_are_joined_as_they_are(quirk: str) -> None:
    """Two accounts that show one address are matched to neither; all else is read in full."""
    with start(Setup(people=25, now=NOW, jira_quirks=frozenset({quirk}))) as box:
        document = read(joined_settings(box), Ask(days=30))
        facts = facts_of(box)
    assert differences(document, expected(facts, 30, people=shown_people(facts))) == []


def test_whoever_is_confirmed_is_joined_whatever_jira_shows(box: Box, tmp_path: Path) -> None:
    """Every address is its true owner's: two of one person add up, the deleted account has left."""
    facts = facts_of(box)
    with kept_site(box, tmp_path) as (store, site):
        for email, account_id in facts["jira"]["owner_of"].items():
            store.confirm(site.site_id, email, account_id, "", DEED)
    document = read(kept_settings(box, tmp_path), Ask(days=30))
    assert differences(document, expected(facts, 30, people=true_people(facts))) == []
    by_address = {email: row for row in document["developers"] for email in row["emails"]}
    assert by_address["mtan@labs.example.org"] is by_address["mei.ling.tan@example.org"]
    assert by_address["piotr.zielinski@example.org"]["state"] == "left"


def test_somebody_who_leaves_is_told_at_the_next_reading(tmp_path: Path) -> None:
    """And is active again when the account is."""
    with start(Setup(people=8, now=NOW)) as box:
        owner = facts_of(box)["jira"]["owner_of"]["hana.sato@example.org"]
        states = []
        for change in (None, box.jira.deactivate, box.jira.reactivate, box.jira.delete):
            if change:
                change(owner)
            document = read(joined_settings(box), Ask(days=30))
            facts = facts_of(box)
            assert differences(document, expected(facts, 30, people=shown_people(facts))) == []
            states.append(next(row["state"] for row in document["developers"] if "hana" in row["email"]))
    # A deleted account shows no address, so nobody guesses that it was hers.
    assert states == ["active", "left", "active", "active"]


def members(facts: Document, key: str, role: str | None) -> set[str]:
    """Who belongs to a project by the rule: active people in the role, or whoever can be assigned."""
    told = project(facts, key)
    active = {account["account_id"] for account in facts["jira"]["accounts"]
              if account["active"] and account["kind"] == "atlassian"}  # fmt: skip
    return active & set(told["roles"][role] if role else told["assignable"])


@pytest.mark.parametrize(("key", "role"), [("APP", "Developers"), ("WEB", "Developers"), ("OPS", None), ("NEW", None)])
def test_a_project_shows_its_members_as_the_whole_team_makes_them(
    box: Box, tmp_path: Path, key: str, role: str | None
) -> None:
    """The same rows as in the report of everybody, those of its members alone; sums are theirs, means the team's."""
    facts = facts_of(box)
    with kept_site(box, tmp_path) as (store, site), wired(kept_settings(box, tmp_path), clock=lambda: NOW) as deps:
        opened = deps.tracker.project(key) if deps.tracker else None
        assert opened is not None
        from seatlight.model.site import Grant

        roles = (role,) if role else ()
        store.allow(site.site_id, Grant(opened.project_id, key, opened.name, roles), DEED)
        refresh = partial(refresh_usage, OPERATOR, deps)
        refresh(Ask(), Silent())
        whole = expected(facts, 30, people=shown_people(facts))
        found = show_report(OPERATOR, deps, Ask(project=key))
        table = without_first_sights(refreshed(deps, Ask(project=key)), NOW)
    ours = members(facts, key, role)
    rows = [row for row in whole["developers"] if row["jira_account_id"] in ours]
    assert differences({**table, "team": whole["team"]}, {**whole, "developers": rows}) == []
    assert found.head["project"]["members"] == len(ours)
    assert (role or "assigned") in found.head["project"]["members_by"]
    assert summed_up(rows) == {key: table["team"][key] for key in summed_up(rows)}


def summed_up(rows: list[Document]) -> Document:
    """What the team's head says of these developers, by plain loops."""
    seats = [row for row in rows if row["seat"] == "active"]
    used = [row for row in seats if row["active_days"]]
    sums: dict[str, Any] = {key: sum(row[key] for row in rows) for key in (
        "total_tokens", "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "events",
        "events_without_tokens")}  # fmt: skip
    return {
        **sums,
        "seats": len(seats),
        "seats_used": len(used),
        "utilisation_share": len(used) / len(seats) if seats else None,
        "unattributed_tokens": None,
        "unattributed_events": None,
        "active_developers": sum(1 for row in rows if row["active_days"]),
    }
