"""`seatlight tokens` and `seatlight sites`: what a running service goes by, decided at the command line."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from seatlight.actions.admit_sites import erase_site, list_sites
from seatlight.actions.asked import NOTHING_THERE
from seatlight.actions.give_tokens import WantedToken, create_token, list_tokens
from seatlight.config import load
from seatlight.errors import Conflict, Refused, WrongUsage
from seatlight.model.access import Actor, ActorKind, Permission
from seatlight.model.digests import digest_of
from seatlight.sandbox import Box, Setup, start
from seatlight.wiring import claimed, now, office_of
from tests.surfaces.commands import Done
from tests.surfaces.site import Captured, Site, joined, typed_in

ADMIN, CHEN = "admin@example.org", "chen.wei@example.org"
INSTALLATION = ("ari:cloud:ecosystem::installation/1F-2", "--cloud", "c-1", "--environment", "e/e-1", "--app", "a/a-1")


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A team with both projects, in which no test changes anything."""
    with start(Setup(people=12)) as running:
        yield running


@pytest.fixture
def alone(box: Box, tmp_path: Path, capsysbinary: Captured) -> Site:
    """A site without Jira."""
    one = Site(box, tmp_path, capsysbinary)
    assert one.connect_cursor().code == 0
    return one


@pytest.fixture
def here(box: Box, tmp_path: Path, capsysbinary: Captured) -> Site:
    """A site with its Jira."""
    return joined(Site(box, tmp_path, capsysbinary))


def tokens(one: Site) -> list[dict[str, object]]:
    """The tokens as they are listed."""
    return one.listed("tokens", "tokens", "list")


def account(one: Site, email: str) -> str:
    """The Jira account of an address."""
    return next(found.account_id for found in one.box.company().accounts.values() if found.email == email)


def refused(done: Done) -> str:
    """What was wrong with a command."""
    assert done.code in {1, 2}
    return done.sentence


def test_a_token_is_printed_once_and_alone(alone: Site) -> None:
    """Its text is all that stands on stdout, so that it can be kept by a pipe; the sentence goes beside."""
    done = alone.well("tokens", "create", "nightly report")
    assert re.fullmatch(r"slt_[\w-]{40}\n", done.text)
    assert re.fullmatch(r"The token nightly report counts until \d{4}-\d\d-\d\d; keep it now.*\.\n", done.err)
    text = done.text.strip()
    (row,) = tokens(alone)
    assert (row["name"], row["account_id"], row["permissions"]) == ("nightly report", "operator", ["view"])
    assert (row["valid"], row["last_used_at"], row["tail"]) == (True, None, f"…{text[-4:]}")
    for words in (("tokens", "list"), ("audit", "list")):
        assert text not in alone.well(*words).text
    for file in alone.folder.rglob("*"):
        assert file.is_dir() or text.encode() not in file.read_bytes()


def test_a_token_is_known_by_its_digest(alone: Site) -> None:
    """The text that was printed opens it, at the site it was made for."""
    text = alone.well("tokens", "create", "nightly").text.strip()
    with office_of(load(file=alone.config())) as deps:
        assert deps.kept is not None
        found = deps.kept.store.unscoped_token_of(digest_of(text))
        assert found is not None
        assert (found[0], found[1].name) == (deps.kept.site.site_id, "nightly")


def test_a_token_may_be_narrowed_to_a_person_and_projects(here: Site) -> None:
    """The person by id or address, projects by the keys that Jira has now, kept by their ids."""
    words = ("--for", ADMIN, "--project", "APP", "--permission", "review", "--permission", "view", "--days", "7")
    here.well("tokens", "create", "of an admin", *words)
    (row,) = tokens(here)
    company = here.box.company()
    assert row["account_id"] == account(here, ADMIN)
    assert (row["permissions"], row["projects"]) == (["review", "view"], [str(company.projects["APP"].project_id)])
    assert "no project" in refused(here("tokens", "create", "other", "--project", "NONE")).lower()
    assert "shows no people" in refused(here("tokens", "create", "other", "--for", "nobody@example.org"))
    assert len(tokens(here)) == 1


def test_what_no_token_can_be_is_told(alone: Site) -> None:
    """And nothing is made; whoever has no Jira makes the operator's own tokens only."""
    alone.well("tokens", "create", "nightly")
    for words, says in (
        (("nightly",), "'nightly' already"),
        (("  ",), "needs a name"),
        (("a\nb",), "needs a name"),
        (("long", "--days", "366"), "1 to 365 days"),
        (("short", "--days", "0"), "1 to 365 days"),
        (("of one", "--for", "acc-1"), "connect jira"),
        (("of a project", "--project", "APP"), "connect jira"),
        (("too far", "--project", "APP", "--permission", "admin"), "has neither"),
    ):
        assert says in refused(alone("tokens", "create", *words)), words
    assert [row["name"] for row in tokens(alone)] == ["nightly"]


def test_a_token_is_revoked_by_name_or_id(alone: Site) -> None:
    """Once; the audit log tells of both."""
    for name in ("one", "two"):
        alone.well("tokens", "create", name)
    by_id = str(tokens(alone)[1]["token_id"])
    assert alone.well("tokens", "revoke", "one").text == "The token one is revoked.\n"
    assert alone.well("tokens", "revoke", by_id).text == "The token two is revoked.\n"
    assert "no token one" in refused(alone("tokens", "revoke", "one"))
    assert tokens(alone) == []
    told = [(row["action"], row["about"]) for row in alone.listed("audit", "audit", "list")][-4:]
    assert told == [
        ("token_created", "one"),
        ("token_created", "two"),
        ("token_revoked", "one"),
        ("token_revoked", "two"),
    ]


def test_an_admin_makes_tokens_for_the_own_account_only(here: Site) -> None:
    """Else a look would be told of somebody who never looked; whoever is no admin makes none."""
    with office_of(load(file=here.config())) as deps:
        assert deps.kept is not None
        site, admin, chen = deps.kept.site.site_id, account(here, ADMIN), account(here, CHEN)
        asking = Actor(ActorKind.PERSON, admin, admin, site)
        own = create_token(asking, deps, WantedToken("mine", admin, frozenset({Permission.ADMIN})))
        assert (own.token.created_by, list_tokens(asking, deps)) == (admin, (own.token,))
        for another in (chen, None):
            with pytest.raises(WrongUsage, match="Only the operator"):
                create_token(asking, deps, WantedToken("another", another))
        with pytest.raises(Refused, match=NOTHING_THERE):
            create_token(Actor(ActorKind.PERSON, chen, chen, site), deps, WantedToken("mine", chen))
        for decide in (list_sites, erase_site):
            with pytest.raises(WrongUsage, match="Only the operator"):
                decide(asking, deps)


def test_an_installation_is_allowed_by_hand(alone: Site) -> None:
    """Its ids as Forge writes them; a site that is named and not there is made for it."""
    done = alone.well("sites", "allow-installation", *INSTALLATION, "--site", "Forge")
    assert done.text == "The installation 1f-2 may call for the site Forge.\n"
    sites = {row["name"]: row["installations"] for row in alone.listed("sites", "sites", "list")}
    assert sites == {"default": [], "Forge": ["1f-2"]}
    (row,) = alone.listed("installations", "sites", "list")
    assert (row["cloud_id"], row["environment_id"], row["app_id"], row["gone_at"]) == ("c-1", "e-1", "a-1", None)
    taken = refused(alone("sites", "allow-installation", *INSTALLATION, "--site", "default"))
    assert "another site already" in taken
    assert "cloud_id is empty" in refused(
        alone("sites", "allow-installation", "x", "--cloud", " ", "--environment", "e", "--app", "a", "--site", "Forge")
    )


def test_an_installation_can_be_taken_as_gone(alone: Site) -> None:
    """It stays listed with since when; its site is kept until the grace period is over."""
    alone.well("sites", "allow-installation", *INSTALLATION)
    assert alone.well("sites", "remove-installation", "1F-2").text == "The installation 1f-2 counts as gone.\n"
    assert alone.listed("installations", "sites", "list")[0]["gone_at"] is not None
    assert alone.listed("sites", "sites", "list")[0]["installations"] == []
    assert "no installation other" in refused(alone("sites", "remove-installation", "other"))


def test_a_site_is_erased_by_whoever_says_yes(alone: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """With all that was kept of it; another one stays as it was."""
    alone.well("sites", "allow-installation", *INSTALLATION, "--site", "Forge")
    typed_in(monkeypatch, "n\n")
    assert "nothing was erased" in alone("sites", "erase", "--site", "Forge").err
    assert re.fullmatch(r"Erased Forge: \d+ rows\.\n", alone.well("sites", "erase", "--site", "Forge", "--yes").text)
    assert [row["name"] for row in alone.listed("sites", "sites", "list")] == ["default"]
    assert "no site 'Forge'" in refused(alone("sites", "erase", "--site", "Forge", "--yes"))
    assert [row["name"] for row in alone.listed("connections", "connections")] == ["cursor"]


def test_the_database_of_the_settings_is_claimed_once(alone: Site) -> None:
    """By whoever serves it; commands go on beside it."""
    settings = load(file=alone.config())
    with claimed(settings, "seatlight serve", now) as held:
        assert held is not None
        with pytest.raises(Conflict, match="is served by seatlight serve since"), claimed(settings, "another", now):
            pass
        alone.well("tokens", "create", "nightly")
        assert held.is_held()
