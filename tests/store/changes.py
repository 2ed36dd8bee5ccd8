"""Changes of chance, the same for every store; and all that its door shows of a site."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from random import Random
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from seatlight.errors import SeatlightError
from seatlight.model.access import Mode
from seatlight.model.audit import Deed, Look
from seatlight.model.governance import Hold
from seatlight.model.people import AddressRule, Imported, People, RuleKind
from seatlight.model.site import Grant, JiraAccess
from seatlight.ports import ConfigStore
from tests.store.cast import (
    ADA,
    ADA_AT,
    ADMIN,
    BEN,
    BEN_AT,
    CYD,
    CYD_AT,
    PEOPLE,
    START,
    TEAM_KEY,
    installation,
    secret_digest,
    session,
    sign_in,
    token,
)

ACCOUNTS, ADDRESSES = (ADA, BEN, CYD), (ADA_AT, BEN_AT, CYD_AT)
WHO = dict(zip(ACCOUNTS, ADDRESSES, strict=True))
TEAMS, PROJECTS, KEYS = ("east", "west"), ("APP", "OPS"), ("limits.grace_days", "price", "who")
DAYS = 12
TOKENS, INSTALLATIONS, COOKIES = ("nightly", "report of acc-ben"), ("one", "two"), 4
UNSCOPED = {"reseal", "sites_to_erase", "unscoped_take_sign_in"}


class Past(NamedTuple):
    """What was drawn so far: numbers that never come twice, and the states of sign-ins that have begun."""

    drawn: Iterator[int]
    begun: list[bytes]


class Picked(NamedTuple):
    """One of what the door lists: by which method, what its id is called, which of them."""

    method: str
    id: str
    number: int


class Change(NamedTuple):
    """A call of the door, without the site; `team` names the connection that it is about, `picked` anything else."""

    method: str
    arguments: tuple[Any, ...] = ()
    team: str | None = None
    options: Mapping[str, Any] = MappingProxyType({})
    picked: Picked | None = None


def changes(chance: Random) -> Iterator[Change]:
    """Changes without end; time goes on from one to the next, and sometimes stands still."""
    at, past = START, Past(count(), [])
    while True:
        at += timedelta(minutes=chance.choice((0, 1, 7, 45)))
        yield change(chance, Deed(chance.choice((ADMIN, ADMIN, *ACCOUNTS)), at), past)


def change(chance: Random, deed: Deed, past: Past) -> Change:
    """One change of chance."""
    if chance.random() < 0.2:
        return chance.choice((of_sign_ins, of_tokens, of_sessions))(chance, deed, past)
    made = chance.choice((
        of_site, of_team, of_projects, of_matches, of_lists, of_holds, of_people, of_people,
        of_installations,
    ))  # fmt: skip
    return made(chance, deed)


def of_site(chance: Random, deed: Deed) -> Change:
    access = JiraAccess("https://acme.example", chance.choice((None, "robot@acme.example")), "oken")
    value = chance.choice((None, 3, 4.5, {"cents": 4000}, [1, 2], "yes"))
    return chance.choice((
        Change("set_jira", (access, f"{chance.random()}-token", deed)),
        Change("remove_jira", (deed,)),
        Change("set_setting", (chance.choice(KEYS), value, deed)),
        Change("set_setting", (chance.choice(KEYS), value, deed)),
    ))  # fmt: skip


def of_team(chance: Random, deed: Deed) -> Change:
    team, key = chance.choice(TEAMS), f"{TEAM_KEY}{chance.randint(1000, 9999)}"
    emails = [email for email in ADDRESSES if chance.random() < 0.6]
    on = date(2026, 11, 1) + timedelta(days=chance.randint(0, DAYS))
    return chance.choice((
        Change("add_connection", (team,), None, {"vendor": "cursor", "url": "https://c", "key": key, "deed": deed}),
        Change("replace_key", (key, deed), team),
        Change("see_roster", (emails, on), team),
        Change("see_roster", (emails, on), team),
        *([Change("remove_connection", (deed,), team)] if chance.random() < 0.3 else []),
    ))  # fmt: skip


def of_projects(chance: Random, deed: Deed) -> Change:
    project = chance.choice(PROJECTS)
    mode = chance.choice((None, Mode.LEADS, Mode.GROUPS))
    grant = Grant(f"id-{project}", project, "Project", ("Developers",) if chance.random() < 0.5 else (), mode)
    return chance.choice((Change("allow", (grant, deed)), Change("deny", (f"id-{project}", deed))))


def of_matches(chance: Random, deed: Deed) -> Change:
    email, account = chance.choice(ADDRESSES), chance.choice(ACCOUNTS)
    reason = chance.choice(("", "They said so.", f"It was {chance.choice(ADDRESSES)} before."))
    return chance.choice((
        Change("confirm", (email, chance.choice((account, None)), reason, deed)),
        Change("reject", (email, account, reason, deed)),
        Change("undecide", (email, deed)),
    ))  # fmt: skip


def of_lists(chance: Random, deed: Deed) -> Change:
    imported = [
        Imported(email, chance.choice((*ACCOUNTS, None)), chance.choice((None, date(2026, 3, 1))), line)
        for line, email in enumerate(ADDRESSES[: chance.randint(0, 3)], 2)
    ]
    rule = chance.choice((
        AddressRule(RuleKind.PLUS_TAG, "acme.example"),
        AddressRule(RuleKind.SAME_DOMAIN, "acme.example", "acme.test"),
    ))  # fmt: skip
    return chance.choice((
        Change("import_addresses", (imported, deed)),
        Change("add_rule", (rule, deed)),
        Change("remove_rule", (rule, deed)),
    ))  # fmt: skip


def of_holds(chance: Random, deed: Deed) -> Change:
    on = date(2026, 11, 1) + timedelta(days=chance.randint(0, DAYS))
    until = on + timedelta(days=chance.randint(0, DAYS))
    email = chance.choice(ADDRESSES)
    if chance.random() < 0.7:
        return Change("add_hold", (Hold(email, until, on, chance.choice(("leave", "other"))), deed))
    return Change("end_hold", (email, on, deed))


def of_people(chance: Random, deed: Deed) -> Change:
    everyone = tuple(person for person in PEOPLE.everyone if chance.random() < 0.7)
    seen = frozenset(name for name in (*ACCOUNTS, CYD_AT) if chance.random() < 0.6)
    report = chance.choice(("seats", "report:APP"))
    choice = chance.random()
    if choice < 0.1:
        account = chance.choice(ACCOUNTS)
        return Change("erase", (account, [WHO[account]], deed))
    if choice < 0.15:
        return Change("reseal", (deed,))
    if choice < 0.3:
        return Change("keep_people", (People(everyone, deed.at, notes=("Somebody hides.",)),))
    return Change("look", (Look(deed.by, deed.at, report, seen),))


def of_tokens(chance: Random, deed: Deed, past: Past) -> Change:
    drawn = next(past.drawn)
    made_ = token(chance.choice(TOKENS), chance.choice((None, *ACCOUNTS)), at=deed.at)
    added = msgspec.structs.replace(made_, token_id=str(drawn), created_by=deed.by)
    picked = Picked("tokens", "token_id", chance.randrange(len(TOKENS)))
    return chance.choice((
        Change("add_token", (added, secret_digest("token", drawn), deed)),
        Change("note_use", (deed.at,), picked=picked),
        Change("revoke_token", (deed,), picked=picked),
    ))  # fmt: skip


def of_sessions(chance: Random, deed: Deed, past: Past) -> Change:
    drawn, account = next(past.drawn), chance.choice(ACCOUNTS)
    opened = msgspec.structs.replace(session("", account, deed.at), session_id=str(drawn))
    picked = Picked("sessions", "session_id", chance.randrange(COOKIES))
    return chance.choice((
        Change("open_session", (opened, secret_digest("cookie", drawn))),
        Change("touch", (deed.at,), picked=picked),
        Change("close_session", picked=picked),
        Change("sweep", (deed.at, timedelta(minutes=chance.choice((30, 300))))),
    ))  # fmt: skip


def of_sign_ins(chance: Random, deed: Deed, past: Past) -> Change:
    """A sign-in that was taken may come again."""
    begun = past.begun
    if not begun or chance.random() < 0.5:
        begun.append(secret_digest("state", next(past.drawn)))
        return_to = chance.choice(("/", f"/people/{chance.choice(ACCOUNTS)}"))
        return Change("begin_sign_in", (sign_in("", return_to, deed.at), begun[-1]))
    return Change("unscoped_take_sign_in", (chance.choice(begun[-COOKIES:]), deed.at))


def of_installations(chance: Random, deed: Deed) -> Change:
    name = chance.choice(INSTALLATIONS)
    allowed = installation(name, chance.choice(("production", "staging")), deed.at)
    with_token = (f"system-token-{chance.random()}", deed.at + timedelta(hours=2))
    return chance.choice((
        Change("allow_installation", (allowed, deed)),
        Change("note_tick", (f"installation-{name}", deed, *chance.choice(((), with_token)))),
        Change("installation_gone", (f"installation-{name}", deed), options={"refused": chance.random() < 0.3}),
        Change("sites_to_erase", (deed.at,)),
    ))  # fmt: skip


def made(store: ConfigStore, site_id: str, change: Change) -> object:
    """Makes a change; gives what came of it, the same for every store: a failure by its kind."""
    of_site: tuple[str, ...] = () if change.method in UNSCOPED else (site_id,)
    if change.team is not None:
        teams = {connection.name: connection.connection_id for connection in store.connections(site_id)}
        of_site = (*of_site, teams.get(change.team, "no such team"))
    if change.picked is not None:
        listed = getattr(store, change.picked.method)(site_id)[change.picked.number :]
        of_site = (*of_site, getattr(listed[0], change.picked.id) if listed else "none such")
    try:
        given = getattr(store, change.method)(*of_site, *change.arguments, **change.options)
    except SeatlightError as error:
        return type(error).__name__
    if change.method == "unscoped_take_sign_in" and given is not None:
        return msgspec.structs.replace(given, site_id="")
    if change.method == "sites_to_erase":
        return len(given)
    return given.name if change.method == "add_connection" else given


def shown(store: ConfigStore, site_id: str) -> dict[str, Any]:
    """All that the door shows of a site, the same for every store: numbers that it gives itself are left out."""
    (site,) = (site for site in store.sites() if site.site_id == site_id)
    connections = store.connections(site_id)
    names = (*ACCOUNTS, *ADDRESSES)
    return {
        "site": (site.name, site.jira),
        "token": store.jira_token(site_id) if site.jira else None,
        "connections": [
            msgspec.structs.replace(connection, connection_id="", site_id="") for connection in connections
        ],
        "keys": [store.key_of(site_id, connection.connection_id) for connection in connections],
        "rosters": [store.roster_seen(site_id, connection.connection_id) for connection in connections],
        "grants": store.grants(site_id),
        "decisions": store.decisions(site_id),
        "holds": store.holds(site_id),
        "settings": json.dumps(store.settings(site_id)),
        "people": store.kept_people(site_id),
        "looks": {name: store.looks_at(site_id, name) for name in names},
        "audit": list(store.audit(site_id)),
        "tokens": store.tokens(site_id),
        "sessions": [msgspec.structs.replace(session, site_id="") for session in store.sessions(site_id)],
        "installations": store.installations(site_id),
        "system_tokens": [
            store.system_token(site_id, one.installation_id)
            for one in store.installations(site_id)
            if one.system_token_expires_at
        ],
    }
