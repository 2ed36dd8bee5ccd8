"""Changes of chance, the same for every store; and all that its door shows of a site."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
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
STATES = tuple(secret_digest("state", number) for number in range(COOKIES))


class Change(NamedTuple):
    """A call of the door, without the site, or if `unscoped` without any; `team` names the connection that it is about."""

    method: str
    arguments: tuple[Any, ...] = ()
    team: str | None = None
    options: Mapping[str, Any] = MappingProxyType({})
    unscoped: bool = False


def changes(chance: Random) -> Iterator[Change]:
    """Changes without end; time goes on from one to the next, and sometimes stands still."""
    at = START
    while True:
        at += timedelta(minutes=chance.choice((0, 1, 7, 45)))
        yield change(chance, Deed(chance.choice((ADMIN, ADMIN, *ACCOUNTS)), at))


def change(chance: Random, deed: Deed) -> Change:
    """One change of chance."""
    made = chance.choice((
        of_site, of_team, of_projects, of_matches, of_lists, of_holds, of_people, of_people,
        of_tokens, of_sessions, of_sign_ins, of_installations,
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


def of_tokens(chance: Random, deed: Deed) -> Change:
    """Tokens are made and known by name here, so that each store finds its own."""
    name = chance.choice(TOKENS)
    added = msgspec.structs.replace(token(name, chance.choice((None, *ACCOUNTS)), at=deed.at), token_id=name)
    return chance.choice((
        Change("add_token", (added, secret_digest("token", name), deed)),
        Change("note_use", (name, deed.at)),
        Change("unscoped_token_of", (secret_digest("token", name),), unscoped=True),
        Change("revoke_token", (name, deed)),
    ))  # fmt: skip


def of_sessions(chance: Random, deed: Deed) -> Change:
    number = chance.randrange(COOKIES)
    opened = msgspec.structs.replace(session("", chance.choice(ACCOUNTS), deed.at), session_id=f"{deed.at}")
    return chance.choice((
        Change("open_session", (opened, secret_digest("cookie", deed.at, chance.random()))),
        Change("touch", (f"{deed.at - timedelta(minutes=number)}", deed.at)),
        Change("close_session", (f"{deed.at - timedelta(minutes=7 * number)}",)),
        Change("sweep", (deed.at, timedelta(minutes=60))),
    ))  # fmt: skip


def of_sign_ins(chance: Random, deed: Deed) -> Change:
    begun = sign_in("", chance.choice(("/", f"/people/{chance.choice(ACCOUNTS)}")), deed.at)
    return chance.choice((
        Change("begin_sign_in", (begun, secret_digest("state", deed.at, chance.random()))),
        Change("unscoped_take_sign_in", (chance.choice(STATES), deed.at), unscoped=True),
    ))  # fmt: skip


def of_installations(chance: Random, deed: Deed) -> Change:
    name = chance.choice(INSTALLATIONS)
    allowed = installation(name, chance.choice(("production", "staging")), deed.at)
    with_token = (f"system-token-{chance.random()}", deed.at + timedelta(hours=2))
    return chance.choice((
        Change("allow_installation", (allowed, deed)),
        Change("note_tick", (f"installation-{name}", deed, *chance.choice(((), with_token)))),
        Change("installation_gone", (f"installation-{name}", deed)),
        Change("sites_to_erase", (deed.at,), unscoped=True),
    ))  # fmt: skip


def made(store: ConfigStore, site_id: str, change: Change) -> object:
    """Makes a change; gives what came of it, the same for every store: a failure by its kind."""
    of_site = () if change.method == "reseal" else (site_id,)
    if change.team is not None:
        teams = {connection.name: connection.connection_id for connection in store.connections(site_id)}
        of_site = (*of_site, teams.get(change.team, "no such team"))
    try:
        given = getattr(store, change.method)(*of_site, *change.arguments, **change.options)
    except SeatlightError as error:
        return type(error).__name__
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
    }
