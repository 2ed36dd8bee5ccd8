"""`--as` and `--mine`: what somebody sees, and that no form of it tells more than the screen does."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import polars as pl
import pytest

from seatlight.sandbox import Box, Setup, start
from tests.surfaces.site import Captured, Site, beginning, connected

TOMAS, HANA, CHEN = "tomas.berg@example.org", "hana.sato@example.org", "chen.wei@example.org"
NOOR, YUSUF, GRACE = "noor.haddad@example.org", "yusuf.demir@example.org", "grace.wambui@example.org"
"""Tomas leads APP, Hana is in APP and WEB, Chen is in APP, Noor and Grace are in WEB alone, Yusuf is nowhere."""
ADMIN, PRODUCT_OWNER = "admin@example.org", "amina.okoye@example.org"
"""Who administers Jira, and who administers APP; neither has a seat."""
FORMS = ("table", "csv", "json", "md", "xlsx", "parquet")


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A team with both projects, in which no test changes anything."""
    with start(Setup(people=18)) as running:
        yield running


@pytest.fixture(scope="module")
def beginnings(tmp_path_factory: pytest.TempPathFactory, box: Box) -> Path:
    """A connected site with APP and WEB open to their developers."""
    return connected(box, tmp_path_factory.mktemp("connected"), "APP", "WEB")


@pytest.fixture
def here(box: Box, beginnings: Path, tmp_path: Path, capsysbinary: Captured) -> Site:
    """That site, in which nothing is narrowed."""
    return beginning(Site(box, tmp_path, capsysbinary), beginnings)


def mode(one: Site, name: str) -> None:
    """The site narrows what members see."""
    one.well("settings", "set", "privacy.mode", name)


def lets_in(one: Site, viewer: str, *options: str) -> bool:
    """Whether somebody gets a report; a refusal says the same to all, and no names."""
    done = one("report", "--format", "csv", "--as", viewer, *options)
    assert done.code in {0, 1}
    if done.code == 1:
        assert "There is no such report, or it is not for you to see." in done.sentence
    return done.code == 0


APP, WEB = ("--project", "APP"), ("--project", "WEB")
WHO = {
    "lead": (TOMAS, {"members": True, "leads": True}),
    "administrator": (PRODUCT_OWNER, {"members": True, "leads": True}),
    "member": (HANA, {"members": True, "leads": False}),
    "jira admin": (ADMIN, {"members": True, "leads": True}),
    "member elsewhere": (NOOR, {"members": False, "leads": False}),
    "nowhere": (YUSUF, {"members": False, "leads": False}),
}


@pytest.mark.parametrize("name", WHO)
def test_who_sees_a_project_is_jiras_to_say(name: str, here: Site) -> None:
    """By address and by account id alike; where leads only see it, members do not."""
    viewer, expected = WHO[name]
    company = here.box.company()
    account = next(one.account_id for one in company.accounts.values() if one.email and one.email.lower() == viewer)
    assert {lets_in(here, one, *APP) for one in (viewer, account)} == {expected["members"]}
    mode(here, "leads")
    assert lets_in(here, viewer, *APP) is expected["leads"]


def test_the_whole_site_is_for_jira_admins(here: Site) -> None:
    """They see what the operator sees; nobody else sees anything of it, leads included."""
    assert here.report("--as", ADMIN)["developers"] == here.report()["developers"]
    assert [viewer for viewer in (TOMAS, HANA, NOOR, PRODUCT_OWNER) if lets_in(here, viewer)] == []


def test_seats_and_team_are_cut_as_the_report_is(here: Site) -> None:
    """Whoever is refused one is refused all three; whoever is let in sees the same people."""
    for command in ("seats", "team"):
        assert here(command, *APP, "--as", NOOR, "--format", "csv").code == 1
        here.well(command, *APP, "--as", HANA, "--format", "csv")


def test_everybody_sees_their_own_use(here: Site) -> None:
    """Whatever is open, and nothing else; whoever has no use sees an empty page."""
    assert here.names("--as", YUSUF, "--mine") == {"Yusuf Demir"}
    assert here.names("--as", HANA, "--mine", *WEB) == {"Hana Sato"}
    assert here.names("--as", ADMIN, "--mine") == set()
    assert here.names("--as", "no-such-account", "--mine") == set()


def test_their_own_use_is_whole_and_true(here: Site) -> None:
    """The same row as in the operator's report, without what compares it with others where that is not known."""
    own, whole = here.row(HANA, "--as", HANA, "--mine"), here.row(HANA)
    for key in ("total_tokens", "active_days", "acceptance_share", "spend_cents", "state"):
        assert own[key] == whole[key]


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (["--mine"], 2, "say whose with --as"),
        (["--as", "nobody@example.org"], 2, "Jira shows no people with the address nobody@example.org"),
        (["--as", "bilal.qureshi@example.org"], 2, "name the account's id"),
        (["--as", "no-such-account"], 1, "There is no such report"),
        (["--as", ""], 1, "There is no such report"),
    ],
)
def test_somebody_who_cannot_look_is_a_sentence(options: list[str], code: int, says: str, here: Site) -> None:
    """No report comes of it."""
    done = here("report", "--format", "csv", *options)
    assert done.code == code
    assert says in done.sentence


def test_a_confirmed_match_tells_whose_an_address_is(here: Site) -> None:
    """Jira may hide it; whoever was confirmed for it looks by it."""
    here.well("people", "confirm", "me@elsewhere.example", here.account(HANA))
    assert here.names("--as", "me@elsewhere.example", *WEB) == here.names("--as", HANA, *WEB)


def test_nobody_looks_through_other_eyes_without_a_jira(box: Box, tmp_path: Path, capsysbinary: Captured) -> None:
    """What is allowed would not be known."""
    one = Site(box, tmp_path, capsysbinary)
    one.connect_cursor()
    assert "needs a site with its Jira" in one("report", "--as", HANA).sentence


def traces(one: Site) -> dict[str, set[bytes]]:
    """What tells of each developer of the whole team: name, addresses, account, id; by address."""
    return {
        row["email"]: {
            str(text).encode()
            for text in (row["name"], *row["emails"], row["jira_account_id"], row["developer_id"])
            if text
        }
        for row in one.report()["developers"]
    }


def told(one: Site, form: str, *words: str) -> bytes:
    """Everything that a command gives out in a form: its output, its files unpacked, and what it says beside."""
    path = one.folder / f"out.{form}"
    done = one.well(*words, "--format", form, *(() if form == "table" else ("--output", str(path))))
    said = done.out + done.err.encode()
    if form == "table":
        return said
    raw = path.read_bytes()
    if form == "xlsx":
        with zipfile.ZipFile(path) as parts:
            raw = b"".join(parts.read(name) for name in parts.namelist())
    if form == "parquet":
        raw += str(pl.read_parquet(path).to_dicts()).encode()
    return said + raw


def everything(one: Site, forms: Iterable[str], *options: str) -> Iterator[tuple[str, bytes]]:
    """The report in these forms, seats and team as JSON."""
    for form in forms:
        yield f"report as {form}", told(one, form, "report", *options)
    for command in ("seats", "team"):
        yield f"{command} as json", told(one, "json", command, *options)


SOME = ("table", "csv", "xlsx")


@pytest.mark.parametrize(
    ("privacy", "forms"), [("members", SOME), ("pseudonyms", FORMS), ("groups", SOME), ("self", SOME)]
)
def test_no_form_tells_of_whom_the_screen_hides(privacy: str, forms: tuple[str, ...], here: Site) -> None:
    """Of others no name, address, account or id; where names are hidden, of nobody."""
    of_whom = traces(here)
    seen = {row["email"] for row in here.report(*WEB, "--as", HANA)["developers"]}
    shown = {"members": seen, "self": {HANA}}.get(privacy, set())
    hidden = set[bytes]().union(*(marks for email, marks in of_whom.items() if email not in shown))
    mode(here, privacy)
    found = [
        (where, mark) for where, text in everything(here, forms, *WEB, "--as", HANA) for mark in hidden if mark in text
    ]
    assert found == []


def test_pseudonyms_stay_and_tell_nothing_by_their_order(here: Site) -> None:
    """The same from run to run, all different, and where tokens are equal in the order of the pseudonyms."""
    names = [row["name"] for row in here.report(*APP, "--as", HANA)["developers"]]
    mode(here, "pseudonyms")
    rows = here.report(*APP, "--as", HANA)["developers"]
    order = [(-row["total_tokens"], row["name"]) for row in rows]
    assert order == sorted(order)
    assert len({name for _, name in order}) == len(names)
    assert [row["name"] for row in here.report(*APP, "--as", TOMAS)["developers"]] == [name for _, name in order]
    assert sum(tokens == 0 for tokens, _ in order) >= 3


def test_pseudonyms_can_be_told_apart_in_a_narrow_terminal(here: Site) -> None:
    """The part that tells them apart is never cut off."""
    mode(here, "pseudonyms")
    rows = here.report(*APP, "--as", HANA)["developers"]
    drawn = here.well("report", *APP, "--as", HANA).text
    assert "names are pseudonyms" in drawn
    assert [row["name"] for row in rows if row["name"].split()[-1] not in drawn] == []


@pytest.mark.parametrize("privacy", ["pseudonyms", "groups"])
def test_nobody_is_picked_out_where_names_are_hidden(privacy: str, here: Site) -> None:
    """A filter by address would tell which row is whose; of nobody as of somebody the answer is the same."""
    mode(here, privacy)
    answers = {here("report", *APP, "--as", HANA, "--email", email).sentence for email in (CHEN, GRACE, "x@y.org")}
    assert len(answers) == 1


def test_figures_of_groups_are_of_fixed_ranges_and_days(here: Site) -> None:
    """No group of fewer than asked for, no other days than whole blocks, nobody in particular."""
    mode(here, "groups")
    here.well("settings", "set", "privacy.group_of", "4")
    for days in ("30", "60", "90"):
        groups = here.report(*APP, "--as", HANA, "--days", days)["groups"]
        assert all(group["developers"] >= 4 for group in groups)
    for options in (["--days", "29"], ["--since", "2026-01-01"], ["--until", "2026-01-01"]):
        assert here("report", *APP, "--as", HANA, *options).code == 2
    here.well("settings", "set", "privacy.group_of", "500")
    assert here.report(*APP, "--as", HANA)["groups"] == []


def test_a_project_narrows_and_never_widens(here: Site) -> None:
    """The site's mode and the project's both hold."""
    here.well("grants", "allow", "APP", "--role", "Developers", "--mode", "self")
    assert here.names(*APP, "--as", HANA) == {"Hana Sato"}
    here.well("grants", "allow", "APP", "--role", "Developers", "--mode", "members")
    mode(here, "self")
    assert here.names(*APP, "--as", HANA) == {"Hana Sato"}


@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_asking_for_somebody_else_tells_nothing(form: str, here: Site) -> None:
    """Somebody of another project reads like somebody who does not exist; only the address asked for differs."""
    for whose in ([*APP], ["--mine"]):
        answers = set()
        for email in (GRACE, NOOR, "wrong.person@example.org"):
            done = here("report", *whose, "--as", HANA, "--email", email, "--format", form)
            answers.add((done.code, done.out.replace(email.encode(), b"?"), done.err.replace(email, "?")))
        assert len(answers) == 1
        assert b"Grace" not in answers.pop()[1]


def test_asking_for_a_colleague_gives_the_colleague(here: Site) -> None:
    """A filter narrows within what may be seen, together with whoever may not be."""
    found = here.report(*APP, "--as", HANA, "--email", CHEN, "--email", GRACE)
    assert [row["email"] for row in found["developers"]] == [CHEN]
    assert found["freshness"]["notes"] == [f"Nobody here has the address {GRACE}."]


def test_a_look_through_other_eyes_is_the_operators(here: Site) -> None:
    """The log has who really looked; a refused look is none."""
    here.well("report", *APP, "--as", HANA, "--format", "csv")
    here("report", *APP, "--as", NOOR)
    looks = [row for row in here.listed("audit", "audit", "list") if row["action"] == "looked"]
    about = f"developers of APP, as {here.account(HANA)} sees them"
    assert [(row["by"], row["about"]) for row in looks] == [("operator", about)]
