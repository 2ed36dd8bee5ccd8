"""Sites are walls: with another site's ids nothing is found and nothing is changed."""

import inspect
from collections.abc import Callable
from contextlib import suppress
from random import Random
from typing import Any

import msgspec
from sqlalchemy import event, select
from sqlalchemy.engine import Connection

from seatlight.errors import NotFound
from seatlight.model.audit import Look
from seatlight.model.governance import Hold
from seatlight.model.people import AddressRule, Decisions, Imported, RuleKind
from seatlight.model.site import Grant, JiraAccess
from seatlight.ports import ConfigStore
from seatlight.store import SqlStore
from seatlight.store.schema import METADATA
from tests.store.cast import (
    ADA,
    ADA_AT,
    PEOPLE,
    START,
    TEAM_KEY,
    after,
    deed,
    installation,
    look,
    secret_digest,
    session,
    sign_in,
    token,
)
from tests.store.changes import changes, made, shown
from tests.store.databases import raw

DAY = START.date()
RULE = AddressRule(RuleKind.PLUS_TAG, "acme.example")
BEYOND_SITES = {
    *("sites", "add_site", "reseal", "sites_to_erase", "unscoped_token_of", "unscoped_session_of"),
    *("unscoped_take_sign_in", "unscoped_installation"),
}
LONG_AFTER = after(60 * 24 * 400)
Call = Callable[[SqlStore, str, str], Any]

CALLS: dict[str, Call] = {
    "set_jira": lambda s, site, _: s.set_jira(site, JiraAccess("https://a", None, "oken"), "a long token", deed()),
    "remove_jira": lambda s, site, _: s.remove_jira(site, deed()),
    "jira_token": lambda s, site, _: s.jira_token(site),
    "connections": lambda s, site, _: s.connections(site),
    "add_connection": lambda s, site, _: s.add_connection(
        site, "another", vendor="cursor", url="https://c", key=TEAM_KEY, deed=deed()
    ),
    "replace_key": lambda s, site, team: s.replace_key(site, team, "key_12345678", deed()),
    "remove_connection": lambda s, site, team: s.remove_connection(site, team, deed()),
    "key_of": lambda s, site, team: s.key_of(site, team),
    "grants": lambda s, site, _: s.grants(site),
    "allow": lambda s, site, _: s.allow(site, Grant("1", "APP", "App", ("Other",)), deed()),
    "deny": lambda s, site, _: s.deny(site, "1", deed()),
    "decisions": lambda s, site, _: s.decisions(site),
    "confirm": lambda s, site, _: s.confirm(site, ADA_AT, None, "", deed()),
    "reject": lambda s, site, _: s.reject(site, ADA_AT, ADA, "", deed()),
    "undecide": lambda s, site, _: s.undecide(site, ADA_AT, deed()),
    "import_addresses": lambda s, site, _: s.import_addresses(site, [], deed()),
    "add_rule": lambda s, site, _: s.add_rule(site, AddressRule(RuleKind.PLUS_TAG, "other"), deed()),
    "remove_rule": lambda s, site, _: s.remove_rule(site, RULE, deed()),
    "holds": lambda s, site, _: s.holds(site),
    "add_hold": lambda s, site, _: s.add_hold(site, Hold(ADA_AT, DAY), deed()),
    "end_hold": lambda s, site, _: s.end_hold(site, ADA_AT, DAY, deed()),
    "settings": lambda s, site, _: s.settings(site),
    "set_setting": lambda s, site, _: s.set_setting(site, "price", None, deed()),
    "roster_seen": lambda s, site, team: s.roster_seen(site, team),
    "see_roster": lambda s, site, team: s.see_roster(site, team, [], DAY),
    "kept_people": lambda s, site, _: s.kept_people(site),
    "keep_people": lambda s, site, _: s.keep_people(site, PEOPLE),
    "look": lambda s, site, _: s.look(site, Look("acc-lead", after(1), "report:APP", frozenset({ADA}))),
    "looks_at": lambda s, site, _: s.looks_at(site, ADA),
    "audit": lambda s, site, _: list(s.audit(site)),
    "erase": lambda s, site, _: s.erase(site, ADA, [ADA_AT], deed()),
    "tokens": lambda s, site, _: s.tokens(site),
    "add_token": lambda s, site, _: s.add_token(site, token(f"more {site}"), secret_digest("more", site), deed()),
    "note_use": lambda s, site, team: s.note_use(site, of_team(team, "token"), after(1)),
    "revoke_token": lambda s, site, team: s.revoke_token(site, of_team(team, "token"), deed()),
    "sessions": lambda s, site, _: s.sessions(site),
    "open_session": lambda s, site, _: s.open_session(site, session(site, site), secret_digest("other", site)),
    "touch": lambda s, site, team: s.touch(site, of_team(team, "session"), after(1)),
    "close_session": lambda s, site, team: s.close_session(site, of_team(team, "session")),
    "begin_sign_in": lambda s, site, _: s.begin_sign_in(site, sign_in(site), secret_digest("begun", site)),
    "sweep": lambda s, site, _: s.sweep(site, LONG_AFTER),
    "installations": lambda s, site, _: s.installations(site),
    "allow_installation": lambda s, site, _: s.allow_installation(site, installation(f"at {site}"), deed()),
    "note_tick": lambda s, site, team: s.note_tick(site, of_team(team, "installation"), deed(), "token", LONG_AFTER),
    "system_token": lambda s, site, team: s.system_token(site, of_team(team, "installation")),
    "installation_gone": lambda s, site, team: s.installation_gone(site, of_team(team, "installation"), deed()),
    "erase_site": lambda s, site, _: s.erase_site(site, deed()),
}
NOTHING: tuple[object, ...] = (None, (), {}, [], 0, Decisions())


def of_team(team: str, kind: str) -> str:
    """The id of a thing that was kept at the same site as a connection."""
    return f"{kind}-{team}"


def fill(store: SqlStore, site: str) -> str:
    """A row of every kind; gives the connection."""
    team = store.add_connection(site, "east", vendor="cursor", url="https://c", key=TEAM_KEY, deed=deed())
    store.set_jira(site, JiraAccess("https://a", None, "oken"), "the first token", deed())
    store.allow(site, Grant("1", "APP", "App"), deed())
    store.confirm(site, ADA_AT, ADA, "hers", deed())
    store.reject(site, ADA_AT, "acc-other", "not his", deed())
    store.import_addresses(site, [Imported(ADA_AT, ADA)], deed())
    store.add_rule(site, RULE, deed())
    store.add_hold(site, Hold(ADA_AT, DAY), deed())
    store.set_setting(site, "price", 40, deed())
    store.see_roster(site, team.connection_id, [ADA_AT], DAY)
    store.keep_people(site, PEOPLE)
    store.look(site, look(ADA, ADA_AT))
    fill_for_service(store, site, team.connection_id)
    return team.connection_id


def fill_for_service(store: SqlStore, site: str, team: str) -> None:
    """A row of each kind that the running service keeps; ids are those of the connection, as `of_team` gives them."""
    kept = msgspec.structs.replace(token("nightly", ADA), token_id=of_team(team, "token"))
    store.add_token(site, kept, secret_digest("token", site), deed())
    opened = msgspec.structs.replace(session(site), session_id=of_team(team, "session"))
    store.open_session(site, opened, secret_digest("cookie", site))
    store.begin_sign_in(site, sign_in(site), secret_digest("state", site))
    store.allow_installation(site, installation(team), deed())
    store.note_tick(site, of_team(team, "installation"), deed(), f"system token of {site}", after(60))


def unscoped(store: SqlStore, site: str) -> list[object]:
    """What is found without saying at which site, by its secret or its id."""
    return [
        store.unscoped_token_of(secret_digest("token", site)),
        store.unscoped_session_of(secret_digest("cookie", site)),
        store.unscoped_take_sign_in(secret_digest("state", site), after(1)),
        store.unscoped_installation(f"installation-{store.connections(site)[0].connection_id}"),
        store.sites_to_erase(LONG_AFTER),
    ]


def rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with raw(url) as connection:
        return {table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
                for table in METADATA.sorted_tables}  # fmt: skip


def test_every_method_of_the_door_is_walked_over() -> None:
    """A new one has to be added here."""
    door = {name for name, _ in inspect.getmembers(ConfigStore, inspect.isfunction) if not name.startswith("_")}
    assert CALLS.keys() == door - BEYOND_SITES


def test_an_empty_site_shows_nothing_of_another(store: SqlStore, site: str) -> None:
    """Whatever is done there with the other's ids leaves the other as it was."""
    team = fill(store, site)
    before = shown(store, site)
    for name, call in CALLS.items():
        empty = store.add_site(f"empty for {name}", deed()).site_id
        try:
            given = call(store, empty, team)
        except NotFound:
            continue
        finally:
            assert shown(store, site) == before, name
        if name not in {"audit", "erase", "add_connection", "erase_site"}:
            assert given in NOTHING, name
    assert store.erase(store.add_site("last", deed()).site_id, ADA, [ADA_AT], deed()) == {}


def test_a_site_that_is_not_there_finds_and_changes_nothing(store: SqlStore, site: str, url: str) -> None:
    """Not a single row of any table."""
    team = fill(store, site)
    before = rows(url)
    for name, call in CALLS.items():
        with suppress(NotFound):
            assert call(store, "no-such-site", team) in NOTHING, name
        assert rows(url) == before, name


def test_two_sites_with_the_same_content_stay_apart(store: SqlStore, site: str) -> None:
    """The same addresses, projects and names; what is done at one is not seen at the other."""
    fill(store, site)
    other = store.add_site("Other", deed()).site_id
    fill(store, other)
    before = shown(store, site)
    for change, _ in zip(changes(Random(3)), range(100), strict=False):
        if change.method != "reseal":
            made(store, other, change)
    assert shown(store, other) != before
    assert shown(store, site) == before


def test_every_statement_names_the_site(store: SqlStore, site: str) -> None:
    """Even those that look for a row by its number; only the list of sites and their names go beyond one."""
    said: list[str] = []

    def listen(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(store._database.engine, "before_cursor_execute", listen)
    fill(store, site)
    unscoped(store, site)
    for call in CALLS.values():
        with suppress(NotFound):
            call(store, site, store.connections(site)[0].connection_id if store.connections(site) else "none")
    beside = [statement for statement in said if "site_id" not in statement and not statement.startswith("BEGIN")]
    assert beside == []
    assert len(said) > 100
