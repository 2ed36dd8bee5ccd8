"""The configuration database in SQL: each method is one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from seatlight.model.audit import AuditEntry, Deed, Look, LookAt
from seatlight.model.governance import Hold
from seatlight.model.installations import Installation
from seatlight.model.people import AddressRule, Decisions, FirstSeen, Imported, People
from seatlight.model.sessions import IDLE, Session, SignIn
from seatlight.model.site import Connection, Grant, JiraAccess, Site
from seatlight.model.tokens import ApiToken
from seatlight.store import connections, erase, grants, holds, log, looks, matches, reseal, roster, settings
from seatlight.store import installations as of_installations
from seatlight.store import people as of_people
from seatlight.store import sessions as of_sessions
from seatlight.store import sites as of_sites
from seatlight.store import tokens as of_tokens
from seatlight.store.change import Change, hold_site, see_site
from seatlight.store.database import Database
from seatlight.store.erase_site import erase_site
from seatlight.store.naming import Named
from seatlight.store.seals import Seals, needed


class SqlStore:
    """`ports.ConfigStore` on SQLite or PostgreSQL, where each method is described; `store.open_store` makes one.

    A change of a site that does not exist is NotFound; reading one gives nothing. Failures of the database are
    StoreFailed. Without seals whatever needs a secret is BadSecretKey.
    """

    def __init__(self, database: Database, seals: Seals | None) -> None:
        self._database = database
        self._seals = seals

    def __enter__(self) -> SqlStore:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of every connection; the store may still be used, and then connects anew."""
        self._database.close()

    def sites(self) -> tuple[Site, ...]:
        with self._database.reading() as connection:
            return of_sites.every_site(connection)

    def add_site(self, name: str, deed: Deed) -> Site:
        with self._database.writing() as connection:
            return of_sites.add(connection, name, deed)

    def set_jira(self, site_id: str, access: JiraAccess, token: str, deed: Deed) -> None:
        seals = needed(self._seals)
        with self._changing(site_id, deed) as change:
            of_sites.set_jira(change, access, token, seals)

    def remove_jira(self, site_id: str, deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            of_sites.remove_jira(change)

    def jira_token(self, site_id: str) -> str:
        with self._database.reading() as connection:
            sealed = of_sites.sealed_token(connection, site_id)
        return needed(self._seals).unseal(of_sites.jira_place(site_id), sealed).decode()

    def connections(self, site_id: str) -> tuple[Connection, ...]:
        with self._database.reading() as connection:
            return connections.of_site(connection, site_id)

    def add_connection(self, site_id: str, name: str, *, vendor: str, url: str, key: str, deed: Deed) -> Connection:
        seals = needed(self._seals)
        with self._changing(site_id, deed) as change:
            return connections.add(change, seals, name, vendor=vendor, url=url, key=key)

    def replace_key(self, site_id: str, connection_id: str, key: str, deed: Deed) -> None:
        seals = needed(self._seals)
        with self._changing(site_id, deed) as change:
            connections.replace_key(change, connection_id, key, seals)

    def remove_connection(self, site_id: str, connection_id: str, deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            connections.remove(change, connection_id)

    def key_of(self, site_id: str, connection_id: str) -> str:
        with self._database.reading() as connection:
            sealed = connections.sealed_key(connection, site_id, connection_id)
        return needed(self._seals).unseal(connections.key_place(site_id, connection_id), sealed).decode()

    def grants(self, site_id: str) -> tuple[Grant, ...]:
        with self._database.reading() as connection:
            return grants.of_site(connection, site_id)

    def allow(self, site_id: str, grant: Grant, deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            grants.allow(change, grant)

    def deny(self, site_id: str, project_id: str, deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            grants.deny(change, project_id)

    def decisions(self, site_id: str) -> Decisions:
        with self._database.reading() as connection:
            return matches.decisions(connection, site_id)

    def confirm(self, site_id: str, email: str, account_id: str | None, reason: str, deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            matches.confirm(change, email, account_id, reason)

    def reject(self, site_id: str, email: str, account_id: str, reason: str, deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            matches.reject(change, email, account_id, reason)

    def undecide(self, site_id: str, email: str, deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            matches.undecide(change, email)

    def import_addresses(self, site_id: str, imported: Sequence[Imported], deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            matches.import_addresses(change, imported)

    def add_rule(self, site_id: str, rule: AddressRule, deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            matches.add_rule(change, rule)

    def remove_rule(self, site_id: str, rule: AddressRule, deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            matches.remove_rule(change, rule)

    def holds(self, site_id: str) -> tuple[Hold, ...]:
        with self._database.reading() as connection:
            return holds.of_site(connection, site_id)

    def add_hold(self, site_id: str, hold: Hold, deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            holds.add(change, hold)

    def end_hold(self, site_id: str, email: str, on: date, deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            holds.end(change, email, on)

    def settings(self, site_id: str) -> Mapping[str, Any]:
        with self._database.reading() as connection:
            return settings.of_site(connection, site_id)

    def set_setting(self, site_id: str, key: str, value: Any, deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            settings.set_one(change, key, value)

    def roster_seen(self, site_id: str, connection_id: str) -> Mapping[str, FirstSeen]:
        with self._database.reading() as connection:
            return roster.first_seen(connection, site_id, connection_id)

    def see_roster(self, site_id: str, connection_id: str, emails: Collection[str], on: date) -> None:
        with self._database.reading() as connection:
            if roster.says_nothing_new(connection, site_id, connection_id, emails, on):
                return
        with self._database.writing() as connection:
            hold_site(connection, site_id)
            roster.see(connection, site_id, connection_id, emails, on)

    def kept_people(self, site_id: str) -> People | None:
        with self._database.reading() as connection:
            sealed = of_people.sealed_people(connection, site_id)
        return None if sealed is None else of_people.unsealed(site_id, sealed, needed(self._seals))

    def keep_people(self, site_id: str, people: People) -> None:
        seals = needed(self._seals)
        with self._database.writing() as connection:
            hold_site(connection, site_id)
            of_people.keep(connection, site_id, people, seals)

    def look(self, site_id: str, look: Look) -> None:
        with self._database.writing() as connection:
            looks.note(connection, site_id, look)

    def looks_at(self, site_id: str, person: str) -> tuple[LookAt, ...]:
        with self._database.reading() as connection:
            return looks.looks_at(connection, site_id, person)

    def audit(self, site_id: str, since: date | None = None, until: date | None = None) -> Iterator[AuditEntry]:
        return log.entries(self._database.reading, site_id, log.days(since, until))

    def erase(self, site_id: str, account_id: str | None, emails: Collection[str], deed: Deed) -> Mapping[str, int]:
        who = Named(account_id, emails)
        with self._changing(site_id, deed, alone=True) as change:
            counts = erase.erase(change, who, self._seals)
        self._database.forget()
        return counts

    def erase_site(self, site_id: str, deed: Deed) -> Mapping[str, int]:
        with self._changing(site_id, deed, alone=True) as change:
            counts = erase_site(change)
        self._database.forget()
        return counts

    def tokens(self, site_id: str) -> tuple[ApiToken, ...]:
        with self._database.reading() as connection:
            return of_tokens.of_site(connection, site_id)

    def unscoped_token_of(self, digest: bytes) -> tuple[str, ApiToken] | None:
        with self._database.reading() as connection:
            return of_tokens.of_digest(connection, digest)

    def add_token(self, site_id: str, token: ApiToken, digest: bytes, deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            of_tokens.add(change, token, digest)

    def revoke_token(self, site_id: str, token_id: str, deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            of_tokens.revoke(change, token_id)

    def note_use(self, site_id: str, token_id: str, at: datetime) -> None:
        with self._database.reading() as connection:
            if of_tokens.is_noted(connection, site_id, token_id, at):
                return
        with self._database.writing() as connection:
            of_tokens.note_use(connection, site_id, token_id, at)

    def sessions(self, site_id: str) -> tuple[Session, ...]:
        with self._database.reading() as connection:
            return of_sessions.of_site(connection, site_id)

    def unscoped_session_of(self, digest: bytes) -> Session | None:
        with self._database.reading() as connection:
            return of_sessions.of_digest(connection, digest)

    def open_session(self, site_id: str, session: Session, digest: bytes) -> None:
        with self._database.writing() as connection:
            see_site(connection, site_id)
            of_sessions.open_one(connection, site_id, session, digest)

    def touch(self, site_id: str, session_id: str, at: datetime) -> None:
        with self._database.reading() as connection:
            if of_sessions.is_noted(connection, site_id, session_id, at):
                return
        with self._database.writing() as connection:
            of_sessions.touch(connection, site_id, session_id, at)

    def close_session(self, site_id: str, session_id: str) -> None:
        with self._database.writing() as connection:
            of_sessions.close(connection, site_id, session_id)

    def begin_sign_in(self, site_id: str, sign_in: SignIn, digest: bytes) -> None:
        with self._database.writing() as connection:
            see_site(connection, site_id)
            of_sessions.begin(connection, site_id, sign_in, digest)

    def unscoped_take_sign_in(self, digest: bytes, at: datetime) -> SignIn | None:
        with self._database.reading() as connection:
            if not of_sessions.is_begun(connection, digest):
                return None
        with self._database.writing() as connection:
            return of_sessions.take(connection, digest, at)

    def sweep(self, site_id: str, at: datetime, idle: timedelta = IDLE) -> int:
        with self._database.reading() as connection:
            if not of_sessions.has_over(connection, site_id, at, idle):
                return 0
        with self._database.writing() as connection:
            return of_sessions.sweep(connection, site_id, at, idle)

    def installations(self, site_id: str) -> tuple[Installation, ...]:
        with self._database.reading() as connection:
            return of_installations.of_site(connection, site_id)

    def unscoped_installation(self, installation_id: str) -> tuple[str, Installation] | None:
        with self._database.reading() as connection:
            return of_installations.of_id(connection, installation_id)

    def allow_installation(self, site_id: str, installation: Installation, deed: Deed) -> None:
        with self._changing(site_id, deed) as change:
            of_installations.allow(change, installation)

    def note_tick(
        self,
        site_id: str,
        installation_id: str,
        deed: Deed,
        system_token: str | None = None,
        expires_at: datetime | None = None,
    ) -> None:
        sealed = None
        if system_token is not None:
            sealed = of_installations.sealed_for(needed(self._seals), site_id, installation_id, system_token)
        with self._changing(site_id, deed) as change:
            of_installations.tick(change, installation_id, sealed, expires_at)

    def system_token(self, site_id: str, installation_id: str) -> str:
        with self._database.reading() as connection:
            sealed = of_installations.sealed_token(connection, site_id, installation_id)
        return needed(self._seals).unseal(of_installations.token_place(site_id, installation_id), sealed).decode()

    def installation_gone(self, site_id: str, installation_id: str, deed: Deed, *, refused: bool = False) -> None:
        with self._changing(site_id, deed) as change:
            of_installations.gone(change, installation_id, refused=refused)

    def sites_to_erase(self, before: datetime) -> tuple[str, ...]:
        with self._database.reading() as connection:
            return of_installations.all_gone(connection, before)

    def reseal(self, deed: Deed) -> int:
        seals = needed(self._seals)
        with self._database.writing() as connection:
            return reseal.reseal(connection, deed, seals)

    @contextmanager
    def _changing(self, site_id: str, deed: Deed, *, alone: bool = False) -> Iterator[Change]:
        """A change of one site; other changes wait until it is done, looks only if it has to be `alone`."""
        with self._database.writing() as connection:
            hold_site(connection, site_id, alone=alone)
            yield Change(connection, site_id, deed)
