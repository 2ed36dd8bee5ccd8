"""What becomes of reports when Jira is away, slow, garbled or lets us see half: never a guess, always a sentence."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from seatlight.sandbox import Box, Setup, start
from tests.surfaces.site import Captured, Site, beginning, connected, site

HANA, TOMAS = "hana.sato@example.org", "tomas.berg@example.org"
USERS, PROJECT = "/users/search", "/project/APP"
LISTING = "/rest/api/3/users/search"


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A small team; what a test lets go wrong is over with it."""
    with start(Setup(people=8)) as running:
        yield running


@pytest.fixture(scope="module")
def beginnings(tmp_path_factory: pytest.TempPathFactory, box: Box) -> Path:
    """A connected site with APP open, whose people were not read yet."""
    return connected(box, tmp_path_factory.mktemp("connected"), "APP")


@pytest.fixture
def here(box: Box, beginnings: Path, tmp_path: Path, capsysbinary: Captured) -> Iterator[Site]:
    """That site, in which nothing goes wrong yet."""
    yield beginning(Site(box, tmp_path, capsysbinary), beginnings)
    box.faults.clear()


TROUBLES = {
    "error-500": "has a fault of its own",
    "error-502-html": "has a fault of its own",
    "jira-forbidden": "needs the permission 'Browse users and groups'",
    "jira-missing": "Check the address of the Jira site",
    "jira-quota:9": "allows no more requests for now",
    "jira-burst": "allows no more requests for now",
    "jira-gateway:9": "allows no more requests for now",
    "too-many": "allows no more requests for now",
    "dropped": "broke its answer off",
    "truncated": "broke its answer off",
    "reset": "The connection to 127.0.0.1 broke",
    "wrong-types": "sent something else than expected",
    "not-json": "cut off or garbled",
    "empty": "cut off or garbled",
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_the_whole_teams_report_comes_without_jira(trouble: str, here: Site) -> None:
    """Marked incomplete, with what Jira said; nobody is matched by a guess and nobody called unmatched."""
    here.box.faults.add(f"{trouble}@{USERS}:always")
    done = here("report", "--format", "json")
    assert done.code == 3
    document = json.loads(done.out)
    (note,) = document["freshness"]["notes"]
    assert note.startswith("People could not be read")
    assert TROUBLES[trouble] in note
    rows = document["developers"]
    assert len(rows) == 9
    assert {row["jira_account_id"] for row in rows} == {None}
    assert "unmatched_seat" not in {signal["key"] for row in rows for signal in row["signals"]}


@pytest.mark.parametrize("trouble", ["error-500", "jira-forbidden", "jira-gateway:9", "not-json", "reset"])
def test_a_projects_report_fails_without_jira(trouble: str, here: Site) -> None:
    """For the operator and for whoever looks; a sentence on stderr and no row."""
    here.report()
    here.box.faults.add(f"{trouble}@{PROJECT}:always")
    for options in ((), ("--as", HANA)):
        done = here("report", "--format", "csv", "--project", "APP", *options)
        assert done.code == 1
        assert done.sentence


@pytest.mark.parametrize("path", ["/role", "/permissions/check", "/group/member", "/user/bulk"])
def test_whoever_looks_sees_nothing_while_jira_does_not_say_what_they_may(path: str, here: Site) -> None:
    """Whichever of its answers is missing."""
    here.report()
    here.box.faults.add(f"error-500@{path}:always")
    done = here("report", "--format", "csv", "--project", "APP", "--as", HANA)
    assert done.code == 1
    assert "has a fault of its own" in done.sentence


def listings(one: Site) -> int:
    """How often Jira was asked for its people."""
    return one.box.counts().get(LISTING, 0)


def test_the_people_of_jira_are_asked_for_once_a_day(here: Site) -> None:
    """Later runs use the list that is kept, in whatever command, until it is asked for anew."""
    here.report()
    once = listings(here)
    for words in (["report"], ["seats"], ["team"], ["report", "--project", "APP", "--as", HANA], ["people", "list"]):
        here.well(*words, "--format", "json")
    assert listings(here) == once
    here.well("people", "list", "--anew", "--format", "csv", "--table", "matched")
    assert listings(here) > once


def test_a_kept_list_serves_while_jira_is_away(here: Site) -> None:
    """The second report of the day is complete; asked for anew the list comes with the day it is of."""
    first = here.report()
    here.box.faults.add(f"error-500@{USERS}:always")
    second = here.report()
    assert second["freshness"]["complete"] is True
    assert second["developers"] == first["developers"]
    done = here("people", "list", "--anew", "--format", "json")
    assert done.code == 3
    assert "reading them anew failed" in done.text
    assert HANA in done.text


def test_nothing_of_the_people_is_kept_in_the_open(here: Site) -> None:
    """The list is sealed: the bytes of the database hold no name and no address of whoever has no seat."""
    here.report()
    (database,) = (here.folder / "home" / "seatlight").glob("*.db")
    raw = database.read_bytes()
    company = here.box.company()
    named = [account for account in company.accounts.values() if account.email]
    assert len(named) > 8
    assert [account.name for account in named if account.name.encode() in raw] == []
    assert b"amina.okoye" not in raw


def test_what_was_decided_holds_while_jira_is_away(here: Site) -> None:
    """A confirmed match needs no list of people."""
    here.well("people", "confirm", HANA, here.account(HANA))
    here.well("connections", "remove", "jira")
    here.connect_jira()
    here.box.faults.add(f"error-500@{USERS}:always")
    assert here.row(HANA)["jira_account_id"] == here.account(HANA)
    assert here.row(TOMAS)["jira_account_id"] is None


@pytest.mark.parametrize("trouble", ["jira-burst", "jira-gateway:1", "jira-quota:1", "error-500", "slow:0.05"])
def test_a_little_trouble_is_outlasted(
    trouble: str, tmp_path: Path, capsysbinary: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With some patience the report is complete and true."""
    with site(tmp_path, capsysbinary, Setup(people=8)) as one:
        monkeypatch.setenv("SEATLIGHT_RETRY_FOR_SECONDS", "20")
        one.box.faults.add(f"{trouble}@{USERS}:1")
        assert one.report()["freshness"]["complete"] is True
        assert one.row(HANA)["jira_account_id"] == one.account(HANA)


def test_a_listing_that_takes_jira_too_long_is_asked_for_in_smaller_pages(
    tmp_path: Path, capsysbinary: Captured
) -> None:
    """And comes whole."""
    with site(tmp_path, capsysbinary, Setup(people=8, jira_quirks=frozenset({"jira-slow-users"}))) as one:
        assert one.row(HANA)["jira_account_id"] == one.account(HANA)


@pytest.mark.soak
def test_a_jira_that_hangs_is_not_waited_for_long(here: Site) -> None:
    """The report goes on without it."""
    here.box.faults.add(f"hang@{USERS}:always")
    done = here("report", "--format", "csv")
    assert done.code == 3
    assert "takes too long" in done.err


def test_addresses_that_nobody_shows_leave_seats_open(tmp_path: Path, capsysbinary: Captured) -> None:
    """No address, no match: a person or an imported list settles it, and nothing is guessed by name."""
    with site(tmp_path, capsysbinary, Setup(people=8, jira_quirks=frozenset({"jira-emails-hidden"}))) as one:
        assert one.row(HANA)["jira_account_id"] is None
        assert "unmatched_seat" in {signal["key"] for signal in one.row(HANA)["signals"]}
        rows = one.listed("open", "people", "list")
        assert any(one.account(HANA) in text for row in rows if row["email"] == HANA for text in row["proposals"])


@pytest.mark.parametrize("quirk", ["jira-null-emails", "jira-empty-emails", "jira-short-pages", "jira-unknown-fields"])
def test_an_odd_form_of_the_same_people_changes_nothing(quirk: str, tmp_path: Path, capsysbinary: Captured) -> None:
    """Everybody is matched as truly as ever."""
    with site(tmp_path, capsysbinary, Setup(people=12, jira_quirks=frozenset({quirk}))) as one:
        truth = one.box.company().owner_of
        rows = one.report()["developers"]
        found = {row["email"]: row["jira_account_id"] for row in rows if row["jira_account_id"]}
        assert found == {email: truth[email] for email in found}
        assert len(found) >= 10


def marks(text: str) -> dict[str, str]:
    """The mark of each line of doctor."""
    return {line[2:].split("  ")[0].strip(): line[0] for line in text.splitlines()}


LACKING = {
    "jira-no-browse-users": ("Browse users and groups", "✗", "Without it nobody can be matched"),
    "jira-browse-users-empty": ("Browse users and groups", "✗", "Without it nobody can be matched"),
    "jira-no-admin": ("Administer Jira", "!", "Jira does not say what others may see"),
}


@pytest.mark.parametrize("quirk", LACKING)
def test_doctor_names_each_permission_that_is_missing(
    quirk: str, tmp_path: Path, capsysbinary: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what it makes impossible; what a report can do without is no cross, and no failure."""
    name, mark, says = LACKING[quirk]
    with start(Setup(people=8, jira_quirks=frozenset({quirk}))) as box:
        one = Site(box, tmp_path, capsysbinary)
        one.connect_cursor()
        monkeypatch.setenv("SEATLIGHT_JIRA_URL", box.url)
        monkeypatch.setenv("SEATLIGHT_JIRA_EMAIL", box.jira_email)
        monkeypatch.setenv("SEATLIGHT_JIRA_API_TOKEN", box.jira_token)
        done = one("doctor")
    found = marks(done.text)
    assert found[name] == mark
    assert says in next(line for line in done.text.splitlines() if line[2:].startswith(name))
    assert done.code == (1 if mark == "✗" else 0)
    assert found["Cursor key"] == found["Jira token"] == found["Browse projects"] == "✓"


def test_doctor_looks_at_each_open_project(tmp_path: Path, capsysbinary: Captured) -> None:
    """Whether its roles can be read, and whether it can be seen at all."""
    with site(tmp_path, capsysbinary, Setup(people=8)) as one:
        one.well("grants", "allow", "APP", "--role", "Developers")
        assert marks(one.well("doctor").text)["Administer Projects in APP"] == "✓"
        ours = one.box.company().ours
        one.box.jira.unmake_admin(ours)
        done = one.well("doctor")
        assert marks(done.text)["Administer Projects in APP"] == "!"
        assert "so only Jira admins see its report" in done.text
        one.box.jira.stop_browsing("APP", ours)
        done = one("doctor")
    assert done.code == 1
    assert marks(done.text)["Browse APP"] == "✗"
    assert "so nobody sees its report" in done.text


def test_doctor_sees_a_permission_that_was_taken_away_today(here: Site) -> None:
    """The list that is kept for a day does not hide it."""
    here.report()
    here.box.faults.add(f"jira-forbidden@{USERS}:always")
    done = here("doctor")
    assert marks(done.text)["Browse users and groups"] == "!"
    assert "needs the permission 'Browse users and groups'" in done.text


def test_doctor_tells_of_a_token_that_jira_refuses(here: Site) -> None:
    """That ends what can be looked at of Jira, with exit code 1."""
    here.box.faults.add("reset@/myself:always")
    done = here("doctor")
    assert done.code == 1
    assert marks(done.text)["Jira token"] == "✗"


@pytest.mark.parametrize(
    ("ends", "mark", "says"),
    [("2020-01-01", "!", "it was to end on 2020-01-01"), ("2999-01-01", "✓", "it ends on 2999-01-01")],
)
def test_doctor_warns_before_a_token_ends(ends: str, mark: str, says: str, here: Site) -> None:
    """By the day that was told when it was connected; it is no failure while the token works."""
    usual = ("--url", here.box.url, "--email", here.box.jira_email)
    assert here.connect_jira(*usual, "--token-ends", ends).code == 0
    done = here.well("doctor")
    assert marks(done.text)["Jira token ends"] == mark
    assert says in done.text


def test_a_key_and_a_jira_in_the_environment_alone_write_nothing(
    tmp_path: Path, capsysbinary: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """People are joined without a database, and nothing is on disk after it; without Jira it is the same."""
    with start(Setup(people=8)) as box:
        one = Site(box, tmp_path / "work", capsysbinary)
        one.folder.mkdir()
        one.config()
        monkeypatch.setenv("SEATLIGHT_CURSOR_API_KEY", box.key)
        assert one.row(HANA)["jira_account_id"] is None
        monkeypatch.setenv("SEATLIGHT_JIRA_URL", box.url)
        monkeypatch.setenv("SEATLIGHT_JIRA_EMAIL", box.jira_email)
        monkeypatch.setenv("SEATLIGHT_JIRA_API_TOKEN", box.jira_token)
        assert one.row(HANA)["jira_account_id"] == one.account(HANA)
        assert one.names("--project", "APP")
        one.well("doctor")
        assert one("report", "--as", HANA).code == 2
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["site.toml"]
