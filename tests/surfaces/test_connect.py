"""`seatlight connect` and `seatlight connections`: looked at first, kept sealed, never shown again."""

import base64
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from seatlight.sandbox import Box, Setup, start
from tests.surfaces.commands import Done, call
from tests.surfaces.site import Captured, Site, typed_in

KEY = "crsr_" + "c0ffee42" * 8
TOKEN = "ATATT3x" + "decade17" * 8
OTHER_KEY = "crsr_" + "b0a710ad" * 8


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A small team whose key and token are found in nothing else."""
    with start(Setup(people=8, key=KEY, jira_token=TOKEN)) as running:
        yield running


@pytest.fixture
def here(box: Box, tmp_path: Path, capsysbinary: Captured) -> Site:
    """Somebody who has connected nothing yet."""
    return Site(box, tmp_path, capsysbinary)


def home(folder: Path) -> Path:
    """Where the database of the person at the terminal is."""
    return folder / "home" / "seatlight"


def shapes(secret: str) -> list[bytes]:
    """What a secret would look like if it stood somewhere."""
    told = [secret, secret[5:-4], base64.b64encode(f"{secret}:".encode()).decode()]
    return [shape.encode() for shape in told]


def test_a_good_key_is_kept_and_never_shown(here: Site, caplog: pytest.LogCaptureFixture) -> None:
    """In a file of one's own, sealed: neither key nor token is in an output, a log or the bytes of the database."""
    with caplog.at_level(logging.DEBUG):
        told = [here.connect_cursor(), here.connect_jira(), here("connections"), here("audit", "list")]
    assert [done.code for done in told] == [0, 0, 0, 0]
    assert told[0].text == f"Saved as cursor; its key ends with …{KEY[-4:]}. Next: seatlight report\n"
    files = list(home(here.folder).iterdir())
    assert {path.name for path in files} == {"seatlight.db", "secret.key"}
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    seen = [*(path.read_bytes() for path in files), *(done.out + done.err.encode() for done in told)]
    seen.append(caplog.text.encode())
    assert [shape for shape in shapes(KEY) + shapes(TOKEN) for text in seen if shape in text] == []


def test_what_is_connected_needs_no_key_any_more(here: Site) -> None:
    """The next report is of the saved team."""
    here.connect_cursor()
    assert len(here.report()["developers"]) == 9


TROUBLES = {
    "wrong plan": (Setup(people=0, key=KEY, quirks=frozenset({"wrong-plan-401"})), "plan"),
    "half a plan": (Setup(people=0, key=KEY, quirks=frozenset({"events-refused"})), "Usage events"),
    "fault": (Setup(people=0, key=KEY, faults=("error-500@/teams/members:always",)), "Try again later"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_does_not_work_is_not_saved(trouble: str, tmp_path: Path, capsysbinary: Captured) -> None:
    """The sentence says what is wrong and that nothing was saved; a good one later is a first one."""
    setup, says = TROUBLES[trouble]
    with start(setup) as box:
        one = Site(box, tmp_path, capsysbinary)
        done = one.connect_cursor()
        assert done.code == 1
        assert done.sentence.startswith("Nothing was saved: ")
        assert says in done.sentence
        assert not home(tmp_path).exists()


def test_a_wrong_key_is_not_saved(here: Site) -> None:
    """It is told from a plan that does not reach."""
    done = here.connect_cursor(key=OTHER_KEY)
    assert done.code == 1
    assert "does not accept the Cursor API key" in done.sentence
    assert not home(here.folder).exists()


def test_an_address_without_an_answer_is_not_saved(here: Site) -> None:
    """The host that refuses is named; what is no address is told before anything is asked."""
    done = here.connect_cursor("--url", "http://127.0.0.1:9")
    assert done.code == 1
    assert "127.0.0.1 refuses connections" in done.sentence
    assert here.connect_cursor("--url", "cursor").code == 2


def test_a_key_comes_from_stdin(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Piped from wherever it is kept; nothing at all is a sentence."""
    typed_in(monkeypatch, f"{KEY}\n")
    here.well("connect", "cursor", "--key-file", "-")
    typed_in(monkeypatch, "")
    assert "cannot be used" in here("connect", "cursor", "--key-file", "-", "--name", "second").sentence


def test_a_key_comes_from_the_environment(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no file is named."""
    monkeypatch.setenv("SEATLIGHT_CURSOR_API_KEY", KEY)
    here.well("connect", "cursor")


def test_no_key_at_all_is_a_sentence(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal nobody is asked, and a file that is not there is named; nothing is written."""
    typed_in(monkeypatch, "")
    assert "name a file that holds it" in here("connect", "cursor").sentence
    assert "nowhere cannot be read" in here("connect", "cursor", "--key-file", "nowhere").sentence
    assert not home(here.folder).exists()


def test_a_name_is_given_once(here: Site) -> None:
    """The second one is told how to have another key, or another name."""
    here.connect_cursor()
    done = here.connect_cursor()
    assert done.code == 2
    assert "--replace-key" in done.sentence
    assert "--name" in done.sentence


@pytest.mark.parametrize("name", ["", " ", "jira"])
def test_some_names_are_no_names(name: str, here: Site) -> None:
    """Nothing at all, and the word that means the site's Jira."""
    assert here.connect_cursor("--name", name).code == 2


def test_a_refused_key_leaves_the_old_one(here: Site) -> None:
    """The report goes on with what was there."""
    here.connect_cursor()
    done = here.connect_cursor("--replace-key", key=OTHER_KEY)
    assert done.code == 1
    assert "Nothing was saved" in done.sentence
    assert here("report", "--format", "csv").code == 0


def test_a_key_is_replaced_by_one_that_works(here: Site) -> None:
    """The audit log has it; of an unknown name nothing is replaced."""
    here.connect_cursor()
    assert "no connection nix" in here.connect_cursor("--replace-key", "--name", "nix").sentence
    assert here.connect_cursor("--replace-key").code == 0
    actions = [row["action"] for row in here.listed("audit", "audit", "list")]
    assert actions == ["site_added", "connection_added", "key_replaced"]


def test_no_site_is_made_for_what_does_not_work(here: Site) -> None:
    """Else every later command would have to say which of two sites it means."""
    here.connect_cursor()
    assert here.connect_cursor("--site", "second", key=OTHER_KEY).code == 1
    usual = ("--url", here.box.url, "--email", here.box.jira_email)
    assert here.connect_jira(*usual, "--site", "second", token="wrong").code == 1
    assert here.connect_cursor("--site", "second", "--replace-key").code == 2
    here.well("connections")


def test_of_several_sites_one_is_named(here: Site) -> None:
    """Each has connections and settings of its own; without a name the sentence tells them."""
    here.connect_cursor()
    assert here.connect_cursor("--site", "second").code == 0
    here.well("settings", "set", "limits.grace_days", "60", "--site", "second")
    for words in (["report"], ["connections"], ["settings", "list"]):
        assert "say which with --site (default, second)" in here(*words).sentence
    states = [here.row("priya.raman@example.org", "--site", name)["state"] for name in ("default", "second")]
    assert states == ["never_started", "new"]
    assert "There is no site 'third'" in here("report", "--site", "third").sentence


@pytest.fixture
def two_teams(here: Site) -> Iterator[Site]:
    """A site with two teams: `cursor` of eight people, `labs` of two."""
    with start(Setup(people=2, key=OTHER_KEY)) as labs:
        here.connect_cursor()
        done = here.connect_cursor("--name", "labs", "--url", labs.url, key=OTHER_KEY)
        assert done.code == 0, done.err
        yield here


def test_of_several_teams_one_is_named(two_teams: Site) -> None:
    """Without a name the sentence tells them; with one the report is of that team."""
    for name in ("report", "seats", "team", "doctor"):
        done = two_teams(name)
        assert done.code == 2
        assert "say which with --connection (cursor, labs)" in done.sentence
    assert len(two_teams.report("--connection", "labs")["developers"]) == 2
    assert "no connection 'nix'" in two_teams("report", "--connection", "nix").sentence


@pytest.mark.parametrize(
    "words",
    [["connections"], ["connections", "list"], ["settings", "list"], ["grants", "list"], ["hold", "list"],
     ["audit", "list"], ["people", "rules"]],
)  # fmt: skip
def test_what_is_the_sites_needs_no_team_named(words: list[str], two_teams: Site) -> None:
    """Settings, grants and decisions are the site's, however many teams it has."""
    two_teams.well(*words)


def test_a_named_team_goes_before_a_key_in_the_environment(two_teams: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """An option is nearer than the environment."""
    monkeypatch.setenv("SEATLIGHT_CURSOR_API_KEY", KEY)
    assert len(two_teams.report("--connection", "labs")["developers"]) == 2
    assert len(two_teams.report()["developers"]) == 9


def test_a_key_of_another_team_tells_nothing_of_the_saved_ones(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which seats a team has is remembered of that team alone; with its own key in the environment it is."""
    here.connect_cursor()
    with start(Setup(people=2, key=OTHER_KEY)) as labs, monkeypatch.context() as changed:
        changed.setenv("SEATLIGHT_CURSOR_URL", labs.url)
        changed.setenv("SEATLIGHT_CURSOR_API_KEY", OTHER_KEY)
        assert {row["seat_since_is"] for row in here.report()["developers"]} == {None}
    monkeypatch.setenv("SEATLIGHT_CURSOR_API_KEY", KEY)
    assert here.row("hana.sato@example.org")["seat_since_is"] == "at_least"


def test_connections_are_listed_with_four_characters_of_their_keys(two_teams: Site) -> None:
    """Teams by name, then Jira with whose token it is and when it ends."""
    assert two_teams.connect_jira(
        "--url", two_teams.box.url, "--email", two_teams.box.jira_email, "--token-ends", "2999-01-01"
    ).code == 0  # fmt: skip
    rows = two_teams.listed("connections", "connections")
    assert [(row["name"], row["key_tail"]) for row in rows] == [
        ("cursor", f"…{KEY[-4:]}"), ("labs", f"…{OTHER_KEY[-4:]}"), ("jira", f"…{TOKEN[-4:]}"),
    ]  # fmt: skip
    assert (rows[2]["account"], rows[2]["expires_on"]) == (two_teams.box.jira_email, "2999-01-01")
    assert two_teams("connections").text == two_teams("connections", "list").text


def test_a_connection_is_let_go_of(two_teams: Site) -> None:
    """By name; the other one is then the only one, and Jira has a name of its own."""
    two_teams.connect_jira()
    for name in ("labs", "jira"):
        assert two_teams.well("connections", "remove", name).text == f"Removed {name}.\n"
        assert two_teams("connections", "remove", name).code == 2
    assert two_teams("report", "--format", "csv").code == 0


def test_without_any_connection_the_way_to_one_is_told(here: Site) -> None:
    """Nothing is made by asking, and the sentence names the command."""
    for words in (["connections"], ["settings", "list"], ["people", "rules"], ["grants", "list"], ["audit", "list"]):
        done = here(*words)
        assert done.code == 2
        assert "seatlight connect cursor" in done.sentence
    assert not home(here.folder).exists()


@pytest.fixture
def elsewhere(here: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Somebody who names a database of their own."""
    monkeypatch.setenv("SEATLIGHT_DATABASE_URL", f"sqlite:///{here.folder / 'own.db'}")
    return here


def fresh(captured: Captured) -> str:
    """A new secret key."""
    return call(captured, "settings", "new-secret-key").text.strip()


def test_a_named_database_needs_a_secret_key(elsewhere: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one nothing is sealed; the sentence names the setting and how to have one."""
    done = elsewhere.connect_cursor()
    assert done.code != 0
    assert "SEATLIGHT_SECRET_KEY" in done.sentence
    monkeypatch.setenv("SEATLIGHT_SECRET_KEY", fresh(elsewhere.captured))
    assert elsewhere.connect_cursor().code == 0
    assert elsewhere("report", "--format", "csv").code == 0
    assert not home(elsewhere.folder).exists()


def test_a_wrong_secret_key_is_told(elsewhere: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports say what to do; lists that need no secret still come."""
    monkeypatch.setenv("SEATLIGHT_SECRET_KEY", fresh(elsewhere.captured))
    elsewhere.connect_cursor()
    monkeypatch.setenv("SEATLIGHT_SECRET_KEY", fresh(elsewhere.captured))
    for name in ("report", "doctor"):
        done = elsewhere(name)
        assert done.code == 1
        assert "cannot be unsealed with SEATLIGHT_SECRET_KEY" in done.sentence
    elsewhere.well("connections")
    monkeypatch.setenv("SEATLIGHT_SECRET_KEY", "short")
    assert "SEATLIGHT_SECRET_KEY" in elsewhere("report").sentence


def test_a_secret_key_is_changed_without_entering_anything_again(
    elsewhere: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new one before the old one, sealed anew, then the old one goes."""
    old, new = fresh(elsewhere.captured), fresh(elsewhere.captured)
    monkeypatch.setenv("SEATLIGHT_SECRET_KEY", old)
    elsewhere.connect_cursor()
    elsewhere.connect_jira()
    monkeypatch.setenv("SEATLIGHT_SECRET_KEY", f"{new},{old}")
    assert elsewhere.well("settings", "reseal").text == "Sealed 2 secrets with the newest secret key.\n"
    monkeypatch.setenv("SEATLIGHT_SECRET_KEY", new)
    elsewhere.well("report", "--format", "csv")
    monkeypatch.setenv("SEATLIGHT_SECRET_KEY", old)
    assert elsewhere("report").code == 1


def bearer(one: Site) -> tuple[str, str]:
    """The address of the gateway to the sandbox's site."""
    return "--url", f"{one.box.url}/ex/jira/{one.box.cloud_id}"


def test_a_service_account_comes_through_the_gateway(here: Site) -> None:
    """By its token alone, without an address; projects are then found there."""
    here.connect_cursor()
    done = here.connect_jira(*bearer(here))
    assert done.code == 0, done.err
    assert "service account's" in done.err
    here.well("grants", "allow", "APP")


def refused(done: Done, says: str) -> bool:
    """Whether it ended with exit code 1 and these words, and whatever else was said is before it."""
    return done.code == 1 and done.out == b"" and "Nothing was saved: " in done.err and says in done.err


def test_a_token_that_jira_refuses_is_not_saved(here: Site) -> None:
    """A wrong one, one of somebody else, one that is taken for a service account's."""
    usual = ("--url", here.box.url)
    says = "does not accept the Jira API token"
    assert refused(here.connect_jira(token="wrong"), says)
    assert refused(here.connect_jira(*usual, "--email", "hana.sato@example.org"), says)
    assert refused(here.connect_jira(*usual), says)
    assert not home(here.folder).exists()


def test_a_token_that_has_ended_is_not_saved(tmp_path: Path, capsysbinary: Captured) -> None:
    """The sentence says that tokens end, and where a new one is made."""
    with start(Setup(people=0, jira_quirks=frozenset({"jira-token-ended"}))) as box:
        assert refused(Site(box, tmp_path, capsysbinary).connect_jira(), "It may have ended")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://jira", 2),
        ("jira", 2),
        ("http://jira.example", 2),
        ("http://127.0.0.1:9", 1),
        ("http://x:y@127.0.0.1", 2),
    ],
)
def test_an_address_that_cannot_be_jiras_is_told(url: str, code: int, here: Site) -> None:
    """What is no address, what would carry the token open, and where nobody answers; none shows a password."""
    done = here.connect_jira("--url", url, "--email", "a@example.org")
    assert done.code == code, done.err
    assert "x:y" not in done.err


def test_a_jira_without_an_address_is_asked_for(here: Site) -> None:
    """Nothing is guessed; one that the environment names is taken."""
    assert "Name it with --url" in here.connect_jira("--email", here.box.jira_email).sentence


def test_what_a_token_may_not_is_told_before_it_is_saved(tmp_path: Path, capsysbinary: Captured) -> None:
    """It is saved all the same, for a report can be made: the operator decides."""
    with start(Setup(people=8, jira_quirks=frozenset({"jira-no-admin"}))) as box:
        done = Site(box, tmp_path, capsysbinary).connect_jira()
    assert done.code == 0
    assert "! Administer Jira: " in done.err
    assert "so only those whose own Jira token we hold see names" in done.err


def test_another_jiras_people_are_forgotten(here: Site) -> None:
    """Once the site's Jira is another one, nobody is matched by the old list."""
    here.connect_cursor()
    here.connect_jira()
    assert here.row("hana.sato@example.org")["jira_account_id"]
    with start(Setup(people=0, jira_people=4)) as empty:
        assert here.connect_jira("--url", empty.url, "--email", empty.jira_email, token=empty.jira_token).code == 0
        assert here.row("hana.sato@example.org")["jira_account_id"] is None


def test_a_jira_that_the_environment_names_has_a_list_of_its_own(here: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of the site's Jira does not stand in for it when it is away."""
    here.connect_cursor()
    here.connect_jira()
    here.report()
    monkeypatch.setenv("SEATLIGHT_JIRA_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("SEATLIGHT_JIRA_API_TOKEN", "another")
    found = here.report()
    assert not found["freshness"]["complete"]
    assert {row["jira_account_id"] for row in found["developers"]} == {None}
