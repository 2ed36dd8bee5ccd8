"""What an admin is told before a change is made: whom it affects, who would see what, what was understood."""

from typing import Any

import pytest

from seatlight.model.people import OpenMatch, Person, Proposal, Trouble
from seatlight.model.site_settings import keys
from seatlight.reports.listings import people_list
from tests.surfaces.web.living import ADMIN, HANA, TOMAS, YUSUF, Here

TIGHT = {"values": {"limits.recent_days": 3, "limits.change_share": 0.01}}


def tried(here: Here, body: Any = TIGHT, who: str | None = ADMIN, **query: Any) -> dict[str, Any]:
    """What other thresholds would change."""
    answer = here("POST", "/settings/preview", who, json=body, params={"size": 1000, **query})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def findings(here: Here) -> dict[str, Any]:
    """State and signals by developer, as the report has them."""
    rows = here.document("/report?size=1000")["developers"]
    return {row["email"]: (row["state"], [one["key"] for one in row["signals"]]) for row in rows}


def test_a_preview_is_what_the_report_says_once_it_is_set(here: Here) -> None:
    """The same developers with the same findings before and after, and nothing is saved by looking."""
    before, told = findings(here), tried(here)
    assert findings(here) == before
    for key, value in TIGHT["values"].items():
        here("PUT", f"/settings/{key}", ADMIN, json={"value": value})
    after = findings(here)
    for key in TIGHT["values"]:
        here("DELETE", f"/settings/{key}", ADMIN)
    changed = {email for email in before if before[email] != after[email]}
    assert {row["email"] for row in told["affected"]} == changed != set()
    assert told["affected_in_all"] == len(changed) < told["developers_seen"] == len(before)
    for row in told["affected"]:
        (old, had), (new, has) = before[row["email"]], after[row["email"]]
        assert (row["state_before"], row["state_after"]) == (old, new)
        assert row["signals_gone"] == [key for key in had if key not in has]
        assert row["signals_new"] == [key for key in has if key not in had]
    counted = {key: count for key, count in told["counts_after"].items() if key.startswith("state:")}
    assert sum(counted.values()) == len(after)


def test_a_preview_without_a_change_affects_nobody(here: Here) -> None:
    """The values that count already."""
    told = tried(here, {"values": {"limits.grace_days": 14}})
    assert told["affected"] == []
    assert told["counts_before"] == told["counts_after"]


def test_a_preview_shows_no_more_than_the_site_does(here: Here) -> None:
    """Under pseudonyms and groups nobody in particular; in self the own row alone."""
    for mode in ("pseudonyms", "groups"):
        with here.mode(mode):
            told = tried(here)
            assert told.get("affected", []) == []
            assert "example.org" not in str(told)
    with here.mode("self"):
        assert tried(here)["developers_seen"] <= 1


def test_a_preview_is_a_look_at_those_it_names(here: Here) -> None:
    """They can see that somebody looked."""
    looked_at = next(row["jira_account_id"] for row in tried(here)["affected"] if row["jira_account_id"])
    looks = here("POST", "/audit/looks", ADMIN, json={"person": looked_at}).json()["looks"]
    assert "whom thresholds affect" in {row["report"].partition(",")[0] for row in looks}


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"limits.grace_days": 0}, 422),
        ({"limits.nothing": 1}, 422),
        ({"privacy.mode": "self"}, 422),
        ({"money.seats_paid": 3}, 422),
        ({}, 400),
    ],
)
def test_a_preview_of_what_cannot_be_is_a_sentence(values: dict[str, Any], status: int, here: Here) -> None:
    """Wrong values, and settings that change no finding."""
    answer = here("POST", "/settings/preview", ADMIN, json={"values": values})
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_every_setting_is_explained_with_kind_and_bounds(here: Here) -> None:
    """To everybody: it is about the product, and tells nothing of the site."""
    told = here.get("/settings/meanings", HANA).json()
    assert [one["key"] for one in told] == list(keys())
    assert all(one["title"] and one["explanation"].endswith(".") for one in told)
    by_key = {one["key"]: one for one in told}
    assert by_key["privacy.mode"]["choices"] == ["members", "leads", "pseudonyms", "groups", "self"]
    grace = by_key["limits.grace_days"]
    assert (grace["kind"], grace["default"], grace["at_least"], grace["at_most"]) == ("days", 14, 1, 366)
    kinds = {
        key: by_key[f"limits.{key}"]["kind"] for key in ("low_acceptance", "heavy_developers", "acceptance_signals")
    }
    assert kinds == {"low_acceptance": "share", "heavy_developers": "count", "acceptance_signals": "flag"}
    assert (by_key["money.seat_price_cents"]["kind"], by_key["tiers.fast"]["kind"]) == ("cents", "list")


def test_who_would_see_a_project_is_told_before_it_is_opened(here: Here) -> None:
    """The same people as afterwards, by name, and nothing has been opened by asking."""
    told = here("POST", "/grants/OPS/beforehand", ADMIN, json={"roles": ["Developers"]}).json()
    assert (told["is_open"], told["site_mode"], told["stands_in"]) == (False, "members", False)
    assert here("DELETE", "/grants/OPS", ADMIN).status_code == 404
    opened = here("PUT", "/grants/OPS", ADMIN, json={"roles": ["Developers"]}).json()
    assert (told["members"], told["members_by"]) == (opened["members"], opened["members_by"])
    assert here("POST", "/grants/OPS/beforehand", ADMIN, json={}).json()["is_open"] is True
    assert here("DELETE", "/grants/OPS", ADMIN).status_code == 204
    names = [one["name"] for one in here("POST", "/grants/APP/beforehand", ADMIN, json={}).json()["people"]]
    assert names == sorted(names, key=str.casefold)
    assert "Hana Sato" in names


def test_every_project_is_listed_with_how_it_is_open(here: Here) -> None:
    """To admins alone; roles can be asked for by project."""
    rows = {row["key"]: row for row in here.document("/grants/projects", ADMIN)["projects"]}
    assert {key: row["is_open"] for key, row in rows.items()} == {
        "APP": True,
        "WEB": True,
        "OPS": False,
        "HR": False,
        "NEW": False,
    }
    assert rows["APP"]["roles"] == ["Developers"]
    assert [row["key"] for row in here.document("/grants/projects?search=web", ADMIN)["projects"]] == ["WEB"]
    roles = here.get("/grants/APP/roles", ADMIN).json()
    assert "Developers" in roles
    assert roles == sorted(roles, key=str.casefold)
    for who in (HANA, TOMAS):
        for path in ("/grants/projects", "/grants/APP/roles", "/grants/NOPE/roles"):
            assert here.get(path, who).status_code == 404
    assert here.get("/grants/NOPE/roles", ADMIN).status_code == 404


def test_an_import_can_be_tried_and_tells_what_was_understood(here: Here) -> None:
    """A dry run saves nothing; both tell lines, accounts, days and the first of them."""
    account = here.account(YUSUF)
    body = {"csv": f"email,account_id,seat_since\n{YUSUF},{account},\n{HANA},,2026-01-31\n", "dry_run": True}
    told = here("POST", "/people/import", ADMIN, json=body).json()
    counted = (told["rows"], told["with_account"], told["with_seat_since"], told["saved"])
    assert counted == (2, 1, 1, False)
    assert told["first"][0] == {"email": YUSUF, "account_id": account, "seat_since": None, "line": 2}
    matched = {row["email"]: row["how"] for row in here.document("/people?table=matched&size=1000")["matched"]}
    assert matched[YUSUF] != "imported"
    assert here("POST", "/people/import", ADMIN, json={**body, "dry_run": False}).json() == {**told, "saved": True}
    wrong = here("POST", "/people/import", ADMIN, json={"csv": "email,account_id\nnobody,1\n", "dry_run": True})
    assert wrong.status_code == 422
    assert "line 2" in wrong.json()["detail"]


def test_accounts_can_be_looked_for_by_name_and_address(here: Here) -> None:
    """By admins, who say whose an address is."""
    found = here.document("/people/accounts?search=hana", ADMIN)["accounts"]
    assert [(row["name"], row["account_id"]) for row in found] == [("Hana Sato", here.account(HANA))]
    assert here.get("/people/accounts", HANA).status_code == 404


def test_open_matches_name_the_accounts_that_can_be_confirmed() -> None:
    """In the order of the accounts concerned and of the proposals; what Jira does not list has an empty name."""
    proposals = (Proposal("acc-b", "Bo", 0.8), Proposal("acc-c", None, None))
    found = OpenMatch("bo@example.org", "Bo", Trouble.TWO_ACCOUNTS, False, True, ("acc-a", "acc-x"), proposals)
    row = people_list([found], [], [Person((), "Ada", "acc-a")], [], complete=True).table("open").rows[0]
    assert (row["account_names"], row["proposed_ids"]) == (["Ada", ""], ["acc-b", "acc-c"])


def test_everybody_is_told_what_is_read_and_how_far_it_is_shown(here: Here) -> None:
    """The same list of fields as the docs, the hosts that are asked, and the site's settings as they are now."""
    told = here.document("/privacy", YUSUF)
    read = {(one["endpoint"], field) for one in told["reads"] for field in one["fields"]}
    assert ("POST /teams/filtered-usage-events", "usageEvents[].tokenUsage.inputTokens") in read
    assert {one["source"] for one in told["reads"]} == {"Cursor", "Jira"}
    assert (told["hosts"], told["mode"], told["keeps_totals"], told["open_projects"]) == (
        ["127.0.0.1"],
        "members",
        False,
        2,
    )
    with here.mode("groups"):
        assert here.document("/privacy", YUSUF)["mode"] == "groups"
    for secret in (here.box.key, here.box.jira_token, here.box.jira_email):
        assert secret not in str(told)
