"""Erasing one person leaves no trace in any column of any table, and nobody else loses anything."""

import json
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import MetaData, make_url, select, text

from seatlight.errors import Conflict, WrongUsage
from seatlight.model.governance import Hold
from seatlight.model.people import FirstSeen, Imported, People, Person
from seatlight.model.site import Grant, JiraAccess
from seatlight.store import Seals, SqlStore
from tests.store.cast import (
    ADA,
    ADA_AT,
    ADMIN,
    BEN,
    BEN_AT,
    CYD,
    PEOPLE,
    START,
    TEAM_KEY,
    after,
    deed,
    look,
    secret_digest,
    session,
    sign_in,
    token,
)
from tests.store.changes import changes, made
from tests.store.databases import KEY, OTHER_KEY, opened, raw

DAY = START.date()
SECOND = "a.da@acme.example"
"""Another address of Ada's."""
NAMES = (ADA, ADA_AT, SECOND)


def unsealed(value: bytes) -> bytes:
    """What is inside a sealed value, unpacked; the value itself where it is not sealed."""
    if not value.startswith(b"gAAAA"):
        return value
    inside = Fernet(KEY).decrypt(value)
    start = inside.find(b"x\x01")
    return inside if start < 0 else inside + zlib.decompressobj().decompress(inside[start:])


def values(url: str) -> Iterator[tuple[str, bytes]]:
    """Every value of every column, sealed ones opened, with its table."""
    metadata = MetaData()
    with raw(url) as connection:
        metadata.reflect(connection)
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                for value in row:
                    is_bytes = isinstance(value, bytes | memoryview)
                    yield table.name, unsealed(bytes(value)) if is_bytes else str(value).encode()


def traces(url: str, *names: str) -> set[str]:
    """The tables where one of these names is, or the digest of one, or of the set of it alone."""
    digests = [sha256(name.encode()).digest() for name in names]
    looked_for = [name.encode() for name in names] + digests + [sha256(digest).digest() for digest in digests]
    found = {
        table for table, value in values(url) if any(each in value.lower() or each in value for each in looked_for)
    }
    file = make_url(url).database
    if file and url.startswith("sqlite"):
        for path in Path(file).parent.glob("*"):
            content = path.read_bytes()
            found |= {path.suffix for each in looked_for if each in content}
    return found


def fill(store: SqlStore, site: str) -> str:
    """Ada is everywhere; so is Ben. Gives the connection."""
    team = store.add_connection(site, "east", vendor="cursor", url="https://c", key=TEAM_KEY, deed=deed(by=ADA))
    store.set_jira(site, JiraAccess("https://a", "robot@acme.example", "oken"), "a long token", deed(by=ADA))
    store.allow(site, Grant("1", "APP", "App"), deed(by=ADA))
    store.allow(site, Grant("2", "OPS", "Ops"), deed(by=BEN))
    for account, address in ((ADA, ADA_AT), (BEN, BEN_AT)):
        store.confirm(site, address, account, f"{address} told so; ask {ADA_AT}.", deed())
        store.reject(site, "team@acme.example", account, "", deed(by=account))
        store.add_hold(site, Hold(address, DAY), deed())
        store.look(site, look(account))
        store.look(site, look(BEN_AT, CYD, by=account, report=f"person:{account}"))
    store.import_addresses(
        site, [Imported("x@acme.example", ADA), Imported(SECOND, None, DAY), Imported(BEN_AT, BEN)], deed()
    )
    store.see_roster(site, team.connection_id, [ADA_AT, SECOND, BEN_AT], DAY)
    store.keep_people(site, People((*PEOPLE.everyone, Person((SECOND,), "Ada again")), notes=(f"{ADA_AT} is hidden.",)))
    store.look(site, look(ADA, SECOND, BEN, minutes=5))
    store.set_setting(site, "tell", [ADA_AT, BEN_AT, None], deed())
    store.set_setting(site, "owner", ADA, deed())
    store.set_setting(site, f"of.{ADA}", {"a": 1}, deed())
    for account in (ADA, BEN):
        store.add_token(site, token(f"for {account}", account), secret_digest(account), deed(by=account))
        store.open_session(site, session(site, account), secret_digest("cookie", account))
        store.begin_sign_in(site, sign_in(site, f"/people/{account}"), secret_digest("state", account))
    named = msgspec.structs.replace(token(f"report of {ADA_AT}"), token_id="named", created_by=ADA)
    store.add_token(site, named, secret_digest("named"), deed())
    return team.connection_id


def test_nothing_names_an_erased_person(store: SqlStore, site: str, url: str) -> None:
    """Not in words, in lists, in sealed lists, as digest, nor beside the rows of the file."""
    fill(store, site)
    everywhere = {"matches", "rejections", "imports", "holds", "roster", "kept_people", "words"}
    assert traces(url, *NAMES) >= everywhere | {"tokens", "sessions", "sign_ins"}
    store.erase(site, ADA, [ADA_AT.upper(), SECOND], deed(30))
    assert traces(url, *NAMES) == set()
    stays = {"matches", "rejections", "imports", "kept_people", "words", "grants", "tokens", "sessions", "sign_ins"}
    assert traces(url, BEN) >= stays


@pytest.mark.parametrize("seed", range(2))
def test_no_trace_is_left_after_any_changes(store: SqlStore, site: str, url: str, seed: int) -> None:
    """Whatever came before, and whoever erases: oneself too."""
    for change, _ in zip(changes(Random(seed)), range(100), strict=False):
        made(store, site, change)
    store.erase(site, ADA, [ADA_AT], deed(10_000, by=ADA))
    assert traces(url, ADA, ADA_AT) == set()
    *_, entry = store.audit(site)
    assert (entry.action, entry.by, entry.about) == ("person_erased", "(erased)", "(erased)")


def test_it_is_told_how_many_rows_were_concerned(store: SqlStore, site: str) -> None:
    """By table, in the answer and in the log, where there were any; a second time there are none."""
    fill(store, site)
    counts = store.erase(site, ADA, [ADA_AT, SECOND], deed(30))
    assert counts == {
        "matches": 1,
        "rejections": 1,
        "imports": 2,
        "holds": 1,
        "roster": 2,
        "kept_people": 2,
        "settings": 3,
        "grants": 1,
        "tokens": 2,
        "sessions": 1,
        "sign_ins": 1,
        "audit": 12,
        "looks": 2,
    }
    *_, entry = store.audit(site)
    assert (entry.by, entry.about, entry.details) == (ADMIN, "(erased)", counts)
    assert store.erase(site, ADA, [ADA_AT, SECOND], deed(31)) == {}


def test_nobody_else_loses_anything(store: SqlStore, site: str) -> None:
    """Neither decisions nor looks nor lines; the log keeps its length."""
    team = fill(store, site)
    before, looked = list(store.audit(site)), store.looks_at(site, BEN_AT)
    store.erase(site, ADA, [ADA_AT, SECOND], deed(30))
    decisions = store.decisions(site)
    assert decisions.confirmed == {BEN_AT: BEN}
    assert decisions.rejected == {("team@acme.example", BEN)}
    assert decisions.imported == (Imported(BEN_AT, BEN),)
    assert [hold.email for hold in store.holds(site)] == [BEN_AT]
    assert [(grant.key, grant.granted_by) for grant in store.grants(site)] == [("APP", "(erased)"), ("OPS", BEN)]
    assert store.settings(site) == {"tell": [BEN_AT, None]}
    assert [(one.name, one.account_id) for one in store.tokens(site)] == [
        (f"for {BEN}", BEN),
        ("report of (erased)", None),
    ]
    assert [one.account_id for one in store.sessions(site)] == [BEN]
    kept = store.kept_people(site)
    assert kept is not None
    assert ([person.name for person in kept.everyone], kept.notes) == (["Ben", "Cyd"], ("(erased) is hidden.",))
    assert (store.key_of(site, store.connections(site)[0].connection_id), team) == (TEAM_KEY, team)
    after_it = list(store.audit(site))
    assert [(entry.at, entry.action) for entry in after_it[:-1]] == [(entry.at, entry.action) for entry in before]
    assert [at.times for at in store.looks_at(site, BEN_AT)] == [at.times for at in looked]


def test_an_erased_person_is_signed_out_everywhere(store: SqlStore, site: str) -> None:
    """Their tokens open nothing, their cookies neither, and a sign-in on its way to their page has to begin anew."""
    fill(store, site)
    store.erase(site, ADA, [ADA_AT, SECOND], deed(30))
    for account, opens in ((ADA, False), (BEN, True)):
        found = (
            store.unscoped_token_of(secret_digest(account)),
            store.unscoped_session_of(secret_digest("cookie", account)),
            store.unscoped_take_sign_in(secret_digest("state", account), after(1)),
        )
        assert [one is not None for one in found] == [opens] * 3
    assert store.unscoped_token_of(secret_digest("named")) is not None


def test_looks_of_an_erased_person_stay_nameless(store: SqlStore, site: str) -> None:
    """Whom that person looked at still learns that somebody did; how many were seen is still told."""
    fill(store, site)
    store.erase(site, ADA, [ADA_AT, SECOND], deed(30))
    told = {(at.by, at.report) for at in store.looks_at(site, BEN_AT)}
    assert told == {("(erased)", "person:(erased)"), (BEN, f"person:{BEN}")}
    assert store.looks_at(site, ADA) == ()
    people = [entry.details["people"] for entry in store.audit(site) if entry.about == "report:APP"]
    assert people == [3]


def test_who_comes_again_is_somebody_new(store: SqlStore, site: str) -> None:
    """What was looked at before is not found again; nor is the seat called new, for nobody knows."""
    team = fill(store, site)
    store.erase(site, ADA, [ADA_AT, SECOND], deed(30))
    store.look(site, look(ADA, minutes=40))
    store.look(site, look(BEN, by=ADA, minutes=40))
    assert [at.times for at in store.looks_at(site, ADA)] == [1]
    assert [at.by for at in store.looks_at(site, BEN) if at.last_at == after(40)] == [ADA]
    store.see_roster(site, team, [ADA_AT, BEN_AT], DAY)
    assert store.roster_seen(site, team) == {ADA_AT: FirstSeen(DAY), BEN_AT: FirstSeen(DAY)}


@pytest.mark.parametrize(
    "other",
    ["jan@acme.example", "an@acme.example.org", "d.an@acme.example", "an@acme.examples", "x-an@acme.example"],
)
def test_an_address_within_another_is_another(store: SqlStore, site: str, other: str) -> None:
    """`an@…` is not `jan@…`."""
    store.confirm(site, other, BEN, "", deed())
    store.set_setting(site, "tell", [other, "an@acme.example"], deed())
    counts = store.erase(site, None, ["an@acme.example"], deed(1))
    assert counts == {"settings": 1, "audit": 1}
    assert store.settings(site) == {"tell": [other]}
    assert other in json.dumps([entry.about for entry in store.audit(site)])


@pytest.mark.parametrize("name", ['an"gela@acme.example', "zoë@acme.example", "a\\b@acme.example"])
def test_a_name_that_json_spells_otherwise_is_found(store: SqlStore, site: str, url: str, name: str) -> None:
    """In the details of lines and in settings."""
    store.confirm(site, BEN_AT, BEN, f"Like {name}.", deed())
    store.set_setting(site, "tell", [name], deed())
    store.erase(site, None, [name], deed())
    spelled = json.dumps(name, ensure_ascii=False)[1:-1]
    assert traces(url, name, spelled) == set()
    assert [entry.details.get("reason") for entry in store.audit(site)][1] == "Like (erased)."


def test_a_list_that_cannot_be_opened_is_erased_whole(store: SqlStore, site: str, url: str) -> None:
    """It may name the person, and can be read from Jira again."""
    for seals in (None, Seals([OTHER_KEY])):
        store.keep_people(site, PEOPLE)
        with opened(url, seals) as keyless:
            assert keyless.erase(site, "acc-unknown", [], deed()) == {"kept_people": 1}
        assert store.kept_people(site) is None


def test_who_is_on_no_list_is_erased_from_none(store: SqlStore, site: str, url: str) -> None:
    """The sealed list is not even written again."""
    store.keep_people(site, PEOPLE)
    with raw(url) as connection:
        before = connection.scalar(text("SELECT people FROM kept_people"))
    assert store.erase(site, "acc-unknown", ["who@acme.example"], deed()) == {}
    with raw(url) as connection:
        assert connection.scalar(text("SELECT people FROM kept_people")) == before


def test_the_login_of_jira_is_not_erased(store: SqlStore, site: str) -> None:
    """The site would lose its Jira: another login first, and nothing is erased until then."""
    store.set_jira(site, JiraAccess("https://a", ADA_AT, "oken"), "a long token", deed())
    store.confirm(site, ADA_AT, ADA, "", deed())
    with pytest.raises(Conflict, match="another one first"):
        store.erase(site, ADA, [ADA_AT], deed())
    assert store.decisions(site).confirmed == {ADA_AT: ADA}


@pytest.mark.parametrize("nobody", [(None, []), ("", [""])])
def test_nobody_in_particular_is_not_erased(store: SqlStore, site: str, nobody: tuple[Any, Any]) -> None:
    """An account or an address is needed."""
    with pytest.raises(WrongUsage, match="whose"):
        store.erase(site, *nobody, deed())
