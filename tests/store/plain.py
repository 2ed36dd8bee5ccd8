"""What a store must do, in plain dictionaries: the measure that the real one is held against."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import msgspec

from seatlight.errors import Conflict, NotFound
from seatlight.model.audit import AuditEntry, Deed, Look, LookAt
from seatlight.model.governance import Hold
from seatlight.model.installations import Installation
from seatlight.model.people import AddressRule, Decisions, FirstSeen, Imported, People
from seatlight.model.sessions import IDLE, Session, SignIn, is_over
from seatlight.model.site import Connection, Grant, JiraAccess, Site
from seatlight.model.tokens import ApiToken

T = TypeVar("T")
GONE = "(erased)"


class Nobody:
    """Who stands where an erased person stood; each is another."""


@dataclass
class Hour:
    """The looks of one person at one report within an hour, as they came."""

    by: str
    report: str
    hour: datetime
    looks: list[tuple[datetime, set[object]]] = field(default_factory=list)


@dataclass
class Kept:
    """All that is kept of one site."""

    site: Site
    token: str = ""
    connections: dict[str, tuple[Connection, str]] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    confirmed: dict[str, str | None] = field(default_factory=dict)
    rejected: set[tuple[str, str]] = field(default_factory=set)
    imported: list[Imported] = field(default_factory=list)
    rules: set[AddressRule] = field(default_factory=set)
    holds: list[Hold] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    seen: dict[str, dict[str, FirstSeen]] = field(default_factory=dict)
    last: dict[str, tuple[date, set[str]] | None] = field(default_factory=dict)
    here: dict[str, set[str]] = field(default_factory=dict)
    people: People | None = None
    lines: list[AuditEntry] = field(default_factory=list)
    hours: list[Hour] = field(default_factory=list)
    tokens: dict[bytes, ApiToken] = field(default_factory=dict)
    sessions: dict[bytes, Session] = field(default_factory=dict)
    sign_ins: dict[bytes, SignIn] = field(default_factory=dict)
    installations: dict[str, Installation] = field(default_factory=dict)
    system_tokens: dict[str, str] = field(default_factory=dict)


class PlainStore:
    """`ports.ConfigStore` without a database. Names of people must not be parts of each other."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}

    def sites(self) -> tuple[Site, ...]:
        return tuple(sorted((kept.site for kept in self._kept.values()), key=lambda site: site.name))

    def add_site(self, name: str, deed: Deed) -> Site:
        if any(site.name == name for site in self.sites()):
            raise Conflict("taken")
        site = Site(f"site-{len(self._kept)}", name)
        self._kept[site.site_id] = Kept(site)
        self._note(site.site_id, deed, "site_added", name)
        return site

    def set_jira(self, site_id: str, access: JiraAccess, token: str, deed: Deed) -> None:
        kept = self._kept[site_id]
        kept.site, kept.token = msgspec.structs.replace(kept.site, jira=access), token
        self._note(site_id, deed, "jira_set", access.url, expires_on=access.expires_on)

    def remove_jira(self, site_id: str, deed: Deed) -> None:
        kept = self._kept[site_id]
        url = there(kept.site.jira).url
        kept.site, kept.people = msgspec.structs.replace(kept.site, jira=None), None
        self._note(site_id, deed, "jira_removed", url)

    def jira_token(self, site_id: str) -> str:
        there(self._kept[site_id].site.jira)
        return self._kept[site_id].token

    def connections(self, site_id: str) -> tuple[Connection, ...]:
        found = (connection for connection, _ in self._kept[site_id].connections.values())
        return tuple(sorted(found, key=lambda connection: connection.name))

    def add_connection(self, site_id: str, name: str, *, vendor: str, url: str, key: str, deed: Deed) -> Connection:
        if any(connection.name == name for connection in self.connections(site_id)):
            raise Conflict("taken")
        added = Connection(f"{name}-{deed.at}", site_id, name, vendor, url, key[-4:], deed.at)
        self._kept[site_id].connections[added.connection_id] = (added, key)
        self._note(site_id, deed, "connection_added", name, vendor=vendor, url=url)
        return added

    def replace_key(self, site_id: str, connection_id: str, key: str, deed: Deed) -> None:
        connection, _ = there(self._kept[site_id].connections.get(connection_id))
        changed = msgspec.structs.replace(connection, key_tail=key[-4:], verified_at=deed.at)
        self._kept[site_id].connections[connection_id] = (changed, key)
        self._note(site_id, deed, "key_replaced", connection.name)

    def remove_connection(self, site_id: str, connection_id: str, deed: Deed) -> None:
        kept = self._kept[site_id]
        connection, _ = there(kept.connections.pop(connection_id, None))
        for of_connection in (kept.seen, kept.last, kept.here):
            of_connection.pop(connection_id, None)
        self._note(site_id, deed, "connection_removed", connection.name)

    def key_of(self, site_id: str, connection_id: str) -> str:
        return there(self._kept[site_id].connections.get(connection_id))[1]

    def grants(self, site_id: str) -> tuple[Grant, ...]:
        return tuple(sorted(self._kept[site_id].grants.values(), key=lambda grant: (grant.key, grant.project_id)))

    def allow(self, site_id: str, grant: Grant, deed: Deed) -> None:
        before = self._kept[site_id].grants.get(grant.project_id)
        if before == msgspec.structs.replace(
            grant, granted_by=before.granted_by if before else "", granted_at=before.granted_at if before else None
        ):
            return
        opened = msgspec.structs.replace(grant, granted_by=deed.by, granted_at=deed.at)
        self._kept[site_id].grants[grant.project_id] = opened
        action = "project_changed" if before else "project_opened"
        self._note(site_id, deed, action, grant.key, project_id=grant.project_id, roles=grant.roles, mode=grant.mode)

    def deny(self, site_id: str, project_id: str, deed: Deed) -> None:
        grant = there(self._kept[site_id].grants.pop(project_id, None))
        self._note(site_id, deed, "project_closed", grant.key, project_id=project_id)

    def decisions(self, site_id: str) -> Decisions:
        kept = self._kept[site_id]
        rules = sorted(kept.rules, key=lambda rule: (rule.kind, rule.domain, rule.other or ""))
        return Decisions(dict(kept.confirmed), frozenset(kept.rejected), tuple(kept.imported), tuple(rules))

    def confirm(self, site_id: str, email: str, account_id: str | None, reason: str, deed: Deed) -> None:
        kept = self._kept[site_id]
        kept.rejected = {pair for pair in kept.rejected if pair != (email, account_id)}
        kept.confirmed[email] = account_id
        self._note(site_id, deed, "match_confirmed", email, account_id=account_id, reason=reason)

    def reject(self, site_id: str, email: str, account_id: str, reason: str, deed: Deed) -> None:
        kept = self._kept[site_id]
        if kept.confirmed.get(email) == account_id:
            del kept.confirmed[email]
        kept.rejected.add((email, account_id))
        self._note(site_id, deed, "match_rejected", email, account_id=account_id, reason=reason)

    def undecide(self, site_id: str, email: str, deed: Deed) -> None:
        kept = self._kept[site_id]
        rest = {pair for pair in kept.rejected if pair[0] != email}
        if email not in kept.confirmed and rest == kept.rejected:
            raise NotFound("nothing")
        kept.confirmed.pop(email, None)
        kept.rejected = rest
        self._note(site_id, deed, "match_forgotten", email)

    def import_addresses(self, site_id: str, imported: Sequence[Imported], deed: Deed) -> None:
        self._kept[site_id].imported = list(imported)
        self._note(site_id, deed, "addresses_imported", "", count=len(imported))

    def add_rule(self, site_id: str, rule: AddressRule, deed: Deed) -> None:
        if rule not in self._kept[site_id].rules:
            self._kept[site_id].rules.add(rule)
            self._note(site_id, deed, "rule_added", rule.domain, kind=rule.kind, other=rule.other)

    def remove_rule(self, site_id: str, rule: AddressRule, deed: Deed) -> None:
        if rule not in self._kept[site_id].rules:
            raise NotFound("none such")
        self._kept[site_id].rules.remove(rule)
        self._note(site_id, deed, "rule_removed", rule.domain, kind=rule.kind, other=rule.other)

    def holds(self, site_id: str) -> tuple[Hold, ...]:
        return tuple(sorted(self._kept[site_id].holds, key=lambda hold: (hold.email, hold.starts_on)))

    def add_hold(self, site_id: str, hold: Hold, deed: Deed) -> None:
        kept = self._kept[site_id]
        kept.holds = [
            other
            for other in kept.holds
            if other.email != hold.email or other.until < hold.starts_on or other.starts_on > hold.until
        ] + [hold]
        days = {"starts_on": hold.starts_on, "until": hold.until}
        self._note(site_id, deed, "hold_added", hold.email, **days, reason=hold.reason)

    def end_hold(self, site_id: str, email: str, on: date, deed: Deed) -> None:
        kept = self._kept[site_id]
        in_force = [hold for hold in kept.holds if hold.email == email and hold.starts_on <= on <= hold.until]
        hold = there(in_force[0] if in_force else None)
        kept.holds.remove(hold)
        if hold.starts_on < on:
            kept.holds.append(msgspec.structs.replace(hold, until=on - timedelta(days=1)))
        self._note(site_id, deed, "hold_ended", email, on=on)

    def settings(self, site_id: str) -> Mapping[str, Any]:
        return dict(sorted(self._kept[site_id].settings.items()))

    def set_setting(self, site_id: str, key: str, value: Any, deed: Deed) -> None:
        settings = self._kept[site_id].settings
        before = settings.get(key)
        if value is None:
            settings.pop(key, None)
        else:
            settings[key] = value
        if json.dumps(before, sort_keys=True) != json.dumps(value, sort_keys=True):
            self._note(site_id, deed, "setting_changed", key, before=before, value=value)

    def roster_seen(self, site_id: str, connection_id: str) -> Mapping[str, FirstSeen]:
        return dict(self._kept[site_id].seen.get(connection_id, {}))

    def see_roster(self, site_id: str, connection_id: str, emails: Collection[str], on: date) -> None:
        kept = self._kept[site_id]
        there(kept.connections.get(connection_id))
        last = kept.last.get(connection_id)
        if last and on < last[0]:
            return
        seen, here = kept.seen.setdefault(connection_id, {}), kept.here.get(connection_id, set())
        for email in set(emails) - here:
            seen[email] = FirstSeen(on, last[0] if last else None)
        kept.here[connection_id] = set(emails)
        kept.last[connection_id] = (on, set(emails))

    def kept_people(self, site_id: str) -> People | None:
        return self._kept[site_id].people

    def keep_people(self, site_id: str, people: People) -> None:
        self._kept[site_id].people = people

    def look(self, site_id: str, look: Look) -> None:
        hours, at = self._kept[site_id].hours, look.at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        same = [hour for hour in hours if (hour.by, hour.report, hour.hour) == (look.by, look.report, at)]
        if not same:
            same = [Hour(look.by, look.report, at)]
            hours.append(same[0])
        same[0].looks.append((look.at, set(look.people)))

    def looks_at(self, site_id: str, person: str) -> tuple[LookAt, ...]:
        found = []
        for number, hour in enumerate(self._kept[site_id].hours):
            if at := sorted(at for at, people in hour.looks if person in people):
                found.append((at[-1], number, LookAt(hour.by, hour.report, at[0], at[-1], len(at))))
        return tuple(look for *_, look in sorted(found, key=lambda row: row[:2], reverse=True))

    def audit(self, site_id: str, since: date | None = None, until: date | None = None) -> Iterator[AuditEntry]:
        looked = []
        for hour in self._kept[site_id].hours:
            at = sorted(at for at, _ in hour.looks)
            people = set[object]().union(*(people for _, people in hour.looks))
            details = {"first_at": at[0], "last_at": at[-1], "times": len(at), "people": len(people)}
            looked.append(AuditEntry(at[0], hour.by, "looked", hour.report, msgspec.to_builtins(details)))
        # Sorting keeps the order of equals: lines of changes before looks, each as they came.
        for entry in sorted([*self._kept[site_id].lines, *looked], key=lambda entry: entry.at):
            if (since or date.min) <= entry.at.astimezone(UTC).date() <= (until or date.max):
                yield entry

    def erase(self, site_id: str, account_id: str | None, emails: Collection[str], deed: Deed) -> Mapping[str, int]:
        kept, names = self._kept[site_id], {*emails, *([account_id] if account_id else [])}
        if kept.site.jira and kept.site.jira.email in names:
            raise Conflict("their login")
        counts: dict[str, int] = {}

        def lose(table: str, rows: Collection[T], about: Callable[[T], bool]) -> list[T]:
            """The rows that are not about the person, the others counted."""
            rest = [row for row in rows if not about(row)]
            counts[table] = counts.get(table, 0) + len(rows) - len(rest)
            return rest

        kept.confirmed = dict(lose("matches", kept.confirmed.items(), lambda row: bool(names & set(row))))
        kept.rejected = set(lose("rejections", kept.rejected, lambda pair: bool(names & set(pair))))
        kept.imported = lose("imports", kept.imported, lambda row: bool(names & {row.email, row.account_id}))
        kept.holds = lose("holds", kept.holds, lambda hold: hold.email in names)
        for connection_id, seen in kept.seen.items():
            rest = lose("roster", seen.items(), lambda row: row[0] in names)
            if len(rest) < len(seen):
                kept.last[connection_id], kept.seen[connection_id] = None, dict(rest)
                kept.here[connection_id] -= names
        if kept.people:
            everyone = lose(
                "kept_people",
                kept.people.everyone,
                lambda person: bool(names & {person.account_id, *person.emails}),
            )
            kept.people = msgspec.structs.replace(kept.people, everyone=tuple(everyone))
        kept.tokens = dict(lose("tokens", kept.tokens.items(), lambda row: row[1].account_id in names))
        kept.sessions = dict(lose("sessions", kept.sessions.items(), lambda row: row[1].account_id in names))
        kept.sign_ins = dict(
            lose("sign_ins", kept.sign_ins.items(), lambda row: nameless(row[1].return_to, names) != row[1].return_to)
        )
        self._lose_names(kept, names, counts)
        counts = {table: count for table, count in counts.items() if count}
        self._note(site_id, Deed(nameless(deed.by, names), deed.at), "person_erased", GONE, **counts)
        return counts

    def _lose_names(self, kept: Kept, names: set[str], counts: dict[str, int]) -> None:
        for project_id, grant in kept.grants.items():
            if grant.granted_by in names:
                kept.grants[project_id] = msgspec.structs.replace(grant, granted_by=GONE)
                counts["grants"] = counts.get("grants", 0) + 1
        for key, token in kept.tokens.items():
            name, by = nameless(token.name, names), nameless(token.created_by, names)
            kept.tokens[key] = msgspec.structs.replace(token, name=name, created_by=by)
            counts["tokens"] += kept.tokens[key] != token
        lines = [
            AuditEntry(
                entry.at,
                nameless(entry.by, names),
                entry.action,
                nameless(entry.about, names),
                json.loads(nameless(json.dumps(entry.details, ensure_ascii=False), names)),
            )
            for entry in kept.lines
        ]
        counts["audit"] = sum(before != now for before, now in zip(kept.lines, lines, strict=True))
        kept.lines = lines
        for hour in kept.hours:
            shown = any(names & people for _, people in hour.looks)
            counts["looks"] = counts.get("looks", 0) + (shown or nameless(hour.by, names) != hour.by)
            hour.by = nameless(hour.by, names)
            # An erased person stays one person in what was shown before.
            nobody = {name: Nobody() for name in names}
            hour.looks = [(at, {nobody.get(str(name), name) for name in people}) for at, people in hour.looks]

    def erase_site(self, site_id: str, deed: Deed) -> Mapping[str, int]:
        if site_id not in self._kept:
            raise NotFound("nothing")
        del self._kept[site_id]
        return {"sites": 1}

    def tokens(self, site_id: str) -> tuple[ApiToken, ...]:
        return tuple(sorted(self._kept[site_id].tokens.values(), key=lambda token: (token.name, token.token_id)))

    def unscoped_token_of(self, digest: bytes) -> tuple[str, ApiToken] | None:
        found = [(site_id, kept.tokens[digest]) for site_id, kept in self._kept.items() if digest in kept.tokens]
        return found[0] if found else None

    def add_token(self, site_id: str, token: ApiToken, digest: bytes, deed: Deed) -> None:
        if any(other.name == token.name for other in self.tokens(site_id)):
            raise Conflict("taken")
        self._kept[site_id].tokens[digest] = token
        reach = {"permissions": sorted(token.permissions), "projects": token.projects and sorted(token.projects)}
        said = {"account_id": token.account_id, "expires_at": token.expires_at}
        self._note(site_id, deed, "token_created", token.name, **said, **reach)

    def revoke_token(self, site_id: str, token_id: str, deed: Deed) -> None:
        tokens = self._kept[site_id].tokens
        digest = there(next((digest for digest, token in tokens.items() if token.token_id == token_id), None))
        self._note(site_id, deed, "token_revoked", tokens.pop(digest).name)

    def note_use(self, site_id: str, token_id: str, at: datetime) -> None:
        tokens = self._kept[site_id].tokens
        for digest, token in tokens.items():
            if token.token_id == token_id and not lately(token.last_used_at, at):
                tokens[digest] = msgspec.structs.replace(token, last_used_at=at)

    def sessions(self, site_id: str) -> tuple[Session, ...]:
        found = self._kept[site_id].sessions.values()
        return tuple(sorted(found, key=lambda session: (session.opened_at, session.session_id)))

    def unscoped_session_of(self, digest: bytes) -> Session | None:
        return next((kept.sessions[digest] for kept in self._kept.values() if digest in kept.sessions), None)

    def open_session(self, site_id: str, session: Session, digest: bytes) -> None:
        self._kept[site_id].sessions[digest] = msgspec.structs.replace(session, site_id=site_id)

    def touch(self, site_id: str, session_id: str, at: datetime) -> None:
        sessions = self._kept[site_id].sessions
        for digest, session in sessions.items():
            if session.session_id == session_id and not lately(session.last_seen_at, at):
                sessions[digest] = msgspec.structs.replace(session, last_seen_at=at)

    def close_session(self, site_id: str, session_id: str) -> None:
        kept = self._kept[site_id]
        kept.sessions = {key: session for key, session in kept.sessions.items() if session.session_id != session_id}

    def begin_sign_in(self, site_id: str, sign_in: SignIn, digest: bytes) -> None:
        self._kept[site_id].sign_ins[digest] = msgspec.structs.replace(sign_in, site_id=site_id)

    def unscoped_take_sign_in(self, digest: bytes, at: datetime) -> SignIn | None:
        taken = [sign_in for kept in self._kept.values() if (sign_in := kept.sign_ins.pop(digest, None))]
        return taken[0] if taken and at < taken[0].expires_at else None

    def sweep(self, site_id: str, at: datetime, idle: timedelta = IDLE) -> int:
        kept = self._kept[site_id]
        before = len(kept.sessions) + len(kept.sign_ins)
        kept.sessions = {key: session for key, session in kept.sessions.items() if not is_over(session, at, idle)}
        kept.sign_ins = {key: sign_in for key, sign_in in kept.sign_ins.items() if at < sign_in.expires_at}
        return before - len(kept.sessions) - len(kept.sign_ins)

    def installations(self, site_id: str) -> tuple[Installation, ...]:
        found = self._kept[site_id].installations.values()
        return tuple(sorted(found, key=lambda one: (one.installed_at, one.installation_id)))

    def unscoped_installation(self, installation_id: str) -> tuple[str, Installation] | None:
        found = [(site_id, kept.installations.get(installation_id)) for site_id, kept in self._kept.items()]
        return next(((site_id, one) for site_id, one in found if one), None)

    def allow_installation(self, site_id: str, installation: Installation, deed: Deed) -> None:
        for other_id, other in self._kept.items():
            known = other.installations.values()
            if other_id != site_id and any(alike(installation, one) for one in known):
                raise Conflict("another site's")
        kept, new = self._kept[site_id], msgspec.structs.replace(installation, installed_at=deed.at)
        before = kept.installations.get(installation.installation_id)
        if before is not None:
            new = msgspec.structs.replace(new, installed_at=before.installed_at, last_tick_at=before.last_tick_at)
            if before == msgspec.structs.replace(new, system_token_expires_at=before.system_token_expires_at):
                return
        kept.installations[new.installation_id] = new
        kept.system_tokens.pop(new.installation_id, None)
        terms = {"cloud_id": new.cloud_id, "environment_id": new.environment_id, "app_id": new.app_id}
        self._note(site_id, deed, "installation_allowed", new.installation_id, **terms)

    def note_tick(
        self,
        site_id: str,
        installation_id: str,
        deed: Deed,
        system_token: str | None = None,
        expires_at: datetime | None = None,
    ) -> None:
        kept = self._kept[site_id]
        before = there(kept.installations.get(installation_id))
        if before.refused_at is not None:
            raise NotFound("refused")
        heard = msgspec.structs.replace(before, last_tick_at=deed.at, gone_at=None)
        if system_token is not None:
            heard = msgspec.structs.replace(heard, system_token_expires_at=expires_at)
            kept.system_tokens[installation_id] = system_token
        kept.installations[installation_id] = heard
        if before.gone_at is not None:
            self._note(site_id, deed, "installation_back", installation_id)

    def system_token(self, site_id: str, installation_id: str) -> str:
        return there(self._kept[site_id].system_tokens.get(installation_id))

    def installation_gone(self, site_id: str, installation_id: str, deed: Deed, *, refused: bool = False) -> None:
        kept = self._kept[site_id]
        before = there(kept.installations.get(installation_id))
        if before.gone_at is None or (refused and before.refused_at is None):
            refused_at = deed.at if refused else None
            gone = msgspec.structs.replace(before, gone_at=before.gone_at or deed.at, refused_at=refused_at)
            kept.installations[installation_id] = msgspec.structs.replace(gone, system_token_expires_at=None)
            kept.system_tokens.pop(installation_id, None)
            self._note(site_id, deed, f"installation_{'refused' if refused else 'gone'}", installation_id)

    def sites_to_erase(self, before: datetime) -> tuple[str, ...]:
        found = []
        for site_id, kept in self._kept.items():
            gone = [one.gone_at is not None and one.gone_at < before for one in kept.installations.values()]
            if gone and all(gone) and kept.site.jira is None:
                found.append(site_id)
        return tuple(sorted(found))

    def reseal(self, deed: Deed) -> int:
        count = 0
        for site_id, kept in self._kept.items():
            sealed = (
                len(kept.connections)
                + len(kept.system_tokens)
                + (kept.site.jira is not None)
                + (kept.people is not None)
            )
            if sealed:
                self._note(site_id, deed, "secrets_resealed", "", count=sealed)
            count += sealed
        return count

    def _note(self, site_id: str, deed: Deed, action: str, about: str, **details: Any) -> None:
        said = json.loads(msgspec.json.encode(details))
        self._kept[site_id].lines.append(AuditEntry(deed.at, deed.by, action, about, said))


def there(found: T | None) -> T:
    """What was found; NotFound for nothing."""
    if found is None:
        raise NotFound("nothing")
    return found


def lately(noted_at: datetime | None, at: datetime) -> bool:
    """Whether a use was noted less than a minute before, or later."""
    return noted_at is not None and at - noted_at < timedelta(minutes=1)


def alike(one: Installation, other: Installation) -> bool:
    """Whether two installations are the same, or at the same cloud."""
    return one.installation_id == other.installation_id or one.cloud_id == other.cloud_id


def nameless(text: str, names: set[str]) -> str:
    """A text without these names."""
    for name in names:
        text = text.replace(name, GONE)
    return text
