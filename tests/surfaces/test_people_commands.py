"""`seatlight people`: what is open, what is decided about it, and how the report changes with each decision."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from seatlight.sandbox import Box, Setup, start
from tests.surfaces.commands import call
from tests.surfaces.site import Captured, Site, beginning, site, typed_in

TAN, TANS_OTHER = "mei.ling.tan@example.org", "mtan@labs.example.org"
BILAL, ANOUK, DIEGO = "bilal.qureshi@example.org", "anouk.devries@example.org", "diego.fuentes@example.org"
HANA, PRIYA = "hana.sato@example.org", "priya.raman@example.org"


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """The usual team, whom no test changes."""
    with start(Setup()) as running:
        yield running


@pytest.fixture
def here(box: Box, beginnings: Path, tmp_path: Path, capsysbinary: Captured) -> Site:
    """A connected site in which nobody has decided anything."""
    return beginning(Site(box, tmp_path, capsysbinary), beginnings)


def open_rows(one: Site, *options: str) -> dict[str, dict[str, Any]]:
    """The open matches by address."""
    return {row["email"]: row for row in one.listed("open", "people", "list", *options)}


def matched(one: Site, *options: str) -> dict[str, str]:
    """The account of each address that is matched."""
    return {row["email"]: row["account_id"] for row in one.listed("matched", "people", "list", *options)}


def signals(one: Site, email: str) -> set[str]:
    """The keys of the signals of an address's row."""
    return {signal["key"] for signal in one.row(email)["signals"]}


def test_whoever_shows_an_address_is_matched_truly(here: Site) -> None:
    """No address is somebody else's; what cannot be told is open, with what is the matter."""
    found = matched(here)
    truth = here.box.company().owner_of
    assert {email: truth[email] for email in found} == found
    rows = open_rows(here)
    assert {ANOUK, BILAL, TANS_OTHER, DIEGO} <= rows.keys()
    assert rows[DIEGO]["matched"] is True
    assert found.keys() | rows.keys() == set(truth)


def test_the_list_is_drawn_and_narrowed(here: Site) -> None:
    """In a terminal in sections, in files one table of the two."""
    drawn = here.well("people", "list").text
    assert "Open matches" in drawn
    assert "To settle one: seatlight people confirm ADDRESS ACCOUNT" in drawn
    assert max(map(len, drawn.splitlines())) <= 80
    both = here.well("people", "list", "--format", "csv", "--table", "matched").text
    assert both.startswith("email,account_id,name,how,active")
    assert "bilal" not in both


def test_a_search_finds_whoever_hides_an_address(here: Site) -> None:
    """The right account is proposed by Jira's own search, and nothing is taken of itself."""
    before, after = open_rows(here)[BILAL]["proposals"], open_rows(here, "--search")[BILAL]["proposals"]
    assert not any("found by Jira's search" in text for text in before)
    assert after[0].startswith(here.account(BILAL))
    assert "found by Jira's search" in after[0]
    assert BILAL not in matched(here)


def test_the_list_of_people_is_asked_for_anew_when_told(here: Site) -> None:
    """Else once a day."""
    listing = "/rest/api/3/users/search"
    counts = []
    for words in (["people", "list"], ["people", "list"], ["people", "list", "--anew"]):
        before = here.box.counts().get(listing, 0)
        here.well(*words)
        counts.append(here.box.counts().get(listing, 0) > before)
    assert counts == [True, False, True]


def test_two_addresses_of_one_person_become_one_row(here: Site) -> None:
    """Confirmed by hand they add up; taken back they are two again."""
    apart = here.row(TAN)["total_tokens"], here.row(TANS_OTHER)["total_tokens"]
    account = here.account(TAN)
    assert here.well("people", "confirm", TANS_OTHER, account).text == f"{TANS_OTHER} is {account} (Mei-Ling Tan).\n"
    row = here.row(TAN)
    assert set(row["emails"]) == {TAN, TANS_OTHER}
    assert row["total_tokens"] == sum(apart)
    here.well("people", "unmatch", TANS_OTHER)
    assert (here.row(TAN)["total_tokens"], here.row(TANS_OTHER)["total_tokens"]) == apart


def test_one_person_asked_for_by_one_address_comes_whole(here: Site) -> None:
    """With --email the other address is read as well."""
    here.well("people", "confirm", TANS_OTHER, here.account(TAN))
    (row,) = here.report("--email", TANS_OTHER)["developers"]
    assert row["total_tokens"] == here.row(TAN)["total_tokens"]


def test_a_confirmed_match_ends_the_finding(here: Site) -> None:
    """The seat was unmatched, and is its holder's from the next report on."""
    assert "unmatched_seat" in signals(here, BILAL)
    here.well("people", "confirm", BILAL, here.account(BILAL), "--reason", "asked him")
    assert "unmatched_seat" not in signals(here, BILAL)
    assert here.row(BILAL)["jira_account_id"] == here.account(BILAL)
    assert BILAL not in open_rows(here)


def test_an_address_may_be_nobodys(here: Site) -> None:
    """Then it is no longer open, and stays a row of its own."""
    here.well("people", "confirm", ANOUK, "--nobody")
    assert ANOUK not in open_rows(here)
    assert here.row(ANOUK)["jira_account_id"] is None


def test_a_rejected_match_is_gone_for_good(here: Site) -> None:
    """Neither taken nor proposed again, until the decision is taken back."""
    account = here.account(HANA)
    here.well("people", "reject", HANA, account, "--reason", "another Hana")
    assert HANA not in matched(here)
    assert not any(account in proposal for proposal in open_rows(here, "--search")[HANA]["proposals"])
    assert "unmatched_seat" in signals(here, HANA)
    here.well("people", "unmatch", HANA)
    assert matched(here)[HANA] == account


def test_whoever_left_keeps_the_state_of_it(here: Site) -> None:
    """A deactivated account with a seat: the report says so, with what to do."""
    row = here.row(DIEGO)
    assert row["state"] == "left"
    assert "offboarded_seated" in {signal["key"] for signal in row["signals"]}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["confirm", "nonsense", "x"], "is no address"),
        (["confirm", HANA], "--nobody"),
        (["confirm", HANA, "x", "--nobody"], "--nobody"),
        (["confirm", HANA, "no-such-account"], "Jira lists no account no-such-account"),
        (["reject", "nonsense", "x"], "is no address"),
        (["unmatch", HANA], "Nothing was decided"),
        (["rules", "--plus-tags", "example"], "is no domain"),
        (["rules", "--same", "example.org", "EXAMPLE.org"], "need no rule"),
        (["rules", "--plus-tags", "a.org", "--same", "b.org", "c.org"], "one rule at a time"),
        (["rules", "--plus-tags", "example.org", "--remove"], "no such rule"),
        (["rules", "--remove"], "Which rule?"),
        (["erase", "--yes"], "Whom?"),
        (["import", "nowhere.csv"], "cannot be read"),
    ],
)
def test_a_decision_that_makes_no_sense_is_a_sentence(words: list[str], says: str, here: Site) -> None:
    """Exit code 2, and nothing is decided."""
    done = here("people", *words)
    assert done.code == 2
    assert says in done.sentence
    assert {row["action"] for row in here.listed("audit", "audit", "list")} == {
        "site_added", "connection_added", "jira_set",
    }  # fmt: skip


def export_of(one: Site) -> str:
    """Atlassian's export of users, made from the facts of the sandbox: hidden addresses stand in it."""
    company = one.box.company()
    lines = [
        f'{account},"{company.accounts[account].name}",{email},Active,01 Jan 2024'
        for email, account in company.owner_of.items()
        if account and email != TANS_OTHER
    ]
    return "\n".join(["User id,User name,email,User status,Added to org", *lines, ""])


def test_an_export_of_users_matches_whoever_hides(here: Site) -> None:
    """Everybody with an account in it is matched truly, and told to be found there."""
    here.well("people", "import", here.file("export.csv", export_of(here)))
    truth = here.box.company().owner_of
    found = matched(here)
    assert found[BILAL] == truth[BILAL]
    assert {email: truth[email] for email in found} == found
    how = {row["email"]: row["how"] for row in here.listed("matched", "people", "list")}
    assert how[BILAL] == "imported"


def test_a_list_of_days_leaves_the_imported_accounts_as_they_were(here: Site) -> None:
    """And a list of accounts the days; each takes the place of its own kind."""
    bilal = here.box.company().owner_of[BILAL]
    here.well("people", "import", here.file("accounts.csv", f"email,account_id\n{BILAL},{bilal}\n"))
    here.well("people", "import", here.file("days.csv", f"email,seat_since\n{HANA},2020-03-01\n"))
    assert (here.row(BILAL)["jira_account_id"], here.row(HANA)["seat_since"]) == (bilal, "2020-03-01")
    here.well("people", "import", here.file("others.csv", f"email,account_id\n{HANA},{here.account(HANA)}\n"))
    assert (here.row(BILAL)["jira_account_id"], here.row(HANA)["seat_since"]) == (None, "2020-03-01")


def test_an_imported_day_is_how_long_a_seat_is_held(here: Site) -> None:
    """From then on the report knows it, and so what it can say of the seat; a line and a column name what is wrong."""
    dates = here.file("seats.csv", f"email,seat_since\nines.duarte@example.org,2020-02-01\n{HANA},2020-03-01\n")
    assert here.row(HANA)["seat_since"] != "2020-03-01"
    assert here.well("people", "import", dates).text == "Imported 2 lines.\n"
    row = here.row(HANA)
    assert (row["seat_since"], row["seat_since_is"]) == ("2020-03-01", "known")
    assert here.row("ines.duarte@example.org")["seat_since"] == "2020-02-01"
    bad = here("people", "import", here.file("bad.csv", f"email,seat_since\n{HANA},31.12.2025\n"))
    assert bad.code == 2
    assert "bad.csv, line 2, column 2 (seat_since)" in bad.sentence
    assert here.row(HANA)["seat_since"] == "2020-03-01"


def test_a_rule_lets_one_domain_stand_for_another(here: Site) -> None:
    """anouk…@example.org is whoever has anouk…@old.example, once an admin wrote so, and only as long."""
    account = here.account(HANA)
    here.well("people", "import", here.file("old.csv", f"email,account_id\nanouk.devries@old.example,{account}\n"))
    rule = ("people", "rules", "--same", "example.org", "old.example")
    for words, expected in ((rule, account), ((*rule, "--remove"), None)):
        here.well(*words)
        assert matched(here).get(ANOUK) == expected
        assert here.row(ANOUK)["jira_account_id"] == expected


def test_one_person_by_rule_comes_whole(here: Site) -> None:
    """Of whom only one address is asked for, the roster tells the others before anything is added up."""
    account = here.account(HANA)
    here.well("people", "import", here.file("old.csv", f"email,account_id\nanouk.devries@old.example,{account}\n"))
    here.well("people", "rules", "--same", "example.org", "old.example")
    (one,) = here.report("--email", HANA)["developers"]
    assert {HANA, ANOUK} <= set(one["emails"])
    assert one["total_tokens"] == here.row(HANA)["total_tokens"]


def test_rules_are_listed_and_taken_away(here: Site) -> None:
    """Each with its domains; with --remove and the same words it is gone."""
    here.well("people", "rules", "--plus-tags", "@Example.org")
    here.well("people", "rules", "--same", "labs.example.org", "example.org")
    assert here.listed("rules", "people", "rules") == [
        {"kind": "plus_tag", "domain": "example.org", "other": None},
        {"kind": "same_domain", "domain": "labs.example.org", "other": "example.org"},
    ]
    here.well("people", "rules", "--plus-tags", "example.org", "--remove")
    assert [row["kind"] for row in here.listed("rules", "people", "rules")] == ["same_domain"]


def test_every_decision_is_in_the_audit_log(here: Site) -> None:
    """With who decided, about which address, and why."""
    here.well("people", "confirm", BILAL, here.account(BILAL), "--reason", "asked him")
    here.well("people", "unmatch", BILAL)
    here.well("people", "rules", "--plus-tags", "example.org")
    rows = here.listed("audit", "audit", "list")[-3:]
    assert [row["action"] for row in rows] == ["match_confirmed", "match_forgotten", "rule_added"]
    assert "asked him" in rows[0]["details"]
    assert {row["by"] for row in rows} == {"operator"}


def test_somebody_is_erased_from_every_table(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told by table, asked before; afterwards the database's bytes do not hold the address."""
    here.well("people", "confirm", BILAL, here.account(BILAL))
    here.well("hold", "add", BILAL, "--until", "2999-01-01")
    here.report()
    typed_in(monkeypatch, "n")
    done = here("people", "erase", "--email", BILAL)
    assert done.code == 1
    assert "nothing was erased" in done.err
    told = here.well("people", "erase", "--email", BILAL, "--account", here.account(BILAL), "--yes").text
    assert told.startswith("Erased: ")
    assert " in holds" in told
    assert here.listed("holds", "hold", "list") == []
    database = here.folder / "home" / "seatlight" / "seatlight.db"
    assert BILAL.encode() not in database.read_bytes()
    assert here.well("people", "erase", "--email", BILAL, "--yes").text == "There was nothing of this person.\n"


def test_an_account_that_two_show_the_address_of_is_nobodys(tmp_path: Path, capsysbinary: Captured) -> None:
    """Twice matched is never guessed: both accounts are named, and a person settles it."""
    quirk = frozenset({"jira-two-accounts-one-address"})
    with site(tmp_path, capsysbinary, Setup(people=8, jira_quirks=quirk)) as one:
        row = open_rows(one)[HANA]
        assert len(row["account_ids"]) == 2
        assert HANA not in matched(one)
        one.well("people", "confirm", HANA, one.account(HANA))
        assert matched(one)[HANA] == one.account(HANA)


def test_people_of_a_file_stand_in_for_jira(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A CSV that is named goes before Jira's people, in the list as in the report."""
    monkeypatch.setenv("SEATLIGHT_PEOPLE", str(here.file("people.csv", f"email,name\n{HANA},Hanako\n")))
    assert here.row(HANA)["name"] == "Hanako"
    assert json.loads(here.well("people", "list", "--format", "json").out)


def test_who_is_who_needs_no_terminal_and_no_jira(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """With Jira away the list says so, exit code 3, and what was decided still holds."""
    here.well("people", "confirm", BILAL, here.account(BILAL))
    monkeypatch.setenv("SEATLIGHT_JIRA_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("SEATLIGHT_JIRA_API_TOKEN", "nothing")
    done = call(here.captured, "people", "list", "--format", "json", "--config", here.config())
    assert done.code == 3
    assert [row["email"] for row in json.loads(done.out)["matched"]] == [BILAL]
    assert "127.0.0.1 refuses connections" in done.text
