"""The door to the configuration database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from seatlight.model.audit import AuditEntry, Deed, Look, LookAt
from seatlight.model.governance import Hold
from seatlight.model.installations import Installation
from seatlight.model.people import AddressRule, Decisions, FirstSeen, Imported, People
from seatlight.model.sessions import IDLE, Session, SignIn
from seatlight.model.site import Connection, Grant, JiraAccess, Site
from seatlight.model.tokens import ApiToken


class ConfigStore(Protocol):
    """The configuration database. Every method stays within one site; each change is one transaction.

    Beyond one site go `sites`, `add_site`, `sites_to_erase` and `reseal`, and those called `unscoped`: they find out
    which site it is that somebody comes for.

    A change that returned is kept whatever happens next; one that did not left nothing behind. Each writes its line
    into the audit log in the same transaction. Safe to use from several threads and processes.
    """

    def sites(self) -> tuple[Site, ...]:
        """Every site, by name."""

    def add_site(self, name: str, deed: Deed) -> Site:
        """A new site; Conflict where the name is taken."""

    def set_jira(self, site_id: str, access: JiraAccess, token: str, deed: Deed) -> None:
        """How the site's Jira is reached, in place of what was; the token is sealed."""

    def remove_jira(self, site_id: str, deed: Deed) -> None:
        """Forget how the site's Jira is reached, and the list of its people."""

    def jira_token(self, site_id: str) -> str:
        """The token itself; NotFound where there is none, BadSecretKey where it cannot be unsealed."""

    def connections(self, site_id: str) -> tuple[Connection, ...]:
        """The connections of a site, by name."""

    def add_connection(self, site_id: str, name: str, *, vendor: str, url: str, key: str, deed: Deed) -> Connection:
        """A new connection, verified now; Conflict where the name is taken."""

    def replace_key(self, site_id: str, connection_id: str, key: str, deed: Deed) -> None:
        """Another key for the same team; NotFound where there is no such connection."""

    def remove_connection(self, site_id: str, connection_id: str, deed: Deed) -> None:
        """Forget a connection with its key and when its roster was seen."""

    def key_of(self, site_id: str, connection_id: str) -> str:
        """The key itself; NotFound, or BadSecretKey where it cannot be unsealed."""

    def grants(self, site_id: str) -> tuple[Grant, ...]:
        """The projects that are open, by key."""

    def allow(self, site_id: str, grant: Grant, deed: Deed) -> None:
        """Open a project, or change how it is open."""

    def deny(self, site_id: str, project_id: str, deed: Deed) -> None:
        """Close a project; NotFound where it was not open."""

    def decisions(self, site_id: str) -> Decisions:
        """What was decided about addresses."""

    def confirm(self, site_id: str, email: str, account_id: str | None, reason: str, deed: Deed) -> None:
        """An address is this account's (None: nobody's), whatever was decided before."""

    def reject(self, site_id: str, email: str, account_id: str, reason: str, deed: Deed) -> None:
        """An address is not this account's."""

    def undecide(self, site_id: str, email: str, deed: Deed) -> None:
        """Forget what was decided about an address; NotFound where nothing was."""

    def import_addresses(self, site_id: str, imported: Sequence[Imported], deed: Deed) -> None:
        """This list in place of the last imported one."""

    def add_rule(self, site_id: str, rule: AddressRule, deed: Deed) -> None:
        """One more address rule; a second time changes nothing."""

    def remove_rule(self, site_id: str, rule: AddressRule, deed: Deed) -> None:
        """One rule less; NotFound where there is none such."""

    def holds(self, site_id: str) -> tuple[Hold, ...]:
        """The holds, ended ones included, by address and day."""

    def add_hold(self, site_id: str, hold: Hold, deed: Deed) -> None:
        """Exempt a seat, in place of a hold on the same address that overlaps."""

    def end_hold(self, site_id: str, email: str, on: date, deed: Deed) -> None:
        """The hold in force on that day ends with the day before; NotFound where there is none."""

    def settings(self, site_id: str) -> Mapping[str, Any]:
        """The site's settings by dotted key (`limits.grace_days`), JSON values."""

    def set_setting(self, site_id: str, key: str, value: Any, deed: Deed) -> None:
        """Set one (a JSON value); None takes it back to what it would be without."""

    def roster_seen(self, site_id: str, connection_id: str) -> Mapping[str, FirstSeen]:
        """By address, when the roster was first seen with it."""

    def see_roster(self, site_id: str, connection_id: str, emails: Collection[str], on: date) -> None:
        """The roster was seen on that day with these addresses."""

    def kept_people(self, site_id: str) -> People | None:
        """The last list of the site's people, kept sealed."""

    def keep_people(self, site_id: str, people: People) -> None:
        """Keep this list in place of the last."""

    def look(self, site_id: str, look: Look) -> None:
        """Note that somebody looked at people's data, together with earlier looks of the same hour."""

    def looks_at(self, site_id: str, person: str) -> tuple[LookAt, ...]:
        """Who looked at a person (an account or an address), newest first."""

    def audit(self, site_id: str, since: date | None = None, until: date | None = None) -> Iterator[AuditEntry]:
        """The audit log of these days (both included), looks among them, oldest first."""

    def erase(self, site_id: str, account_id: str | None, emails: Collection[str], deed: Deed) -> Mapping[str, int]:
        """Erase one person from every table; gives how many rows of which were erased or made nameless."""

    def erase_site(self, site_id: str, deed: Deed) -> Mapping[str, int]:
        """Erase every row of a site in every table, its audit log included; gives how many rows of which."""

    def tokens(self, site_id: str) -> tuple[ApiToken, ...]:
        """The API tokens of a site, by name, expired ones included."""

    def unscoped_token_of(self, digest: bytes) -> tuple[str, ApiToken] | None:
        """The site and the token whose text has this digest, expired or not; None where there is none."""

    def add_token(self, site_id: str, token: ApiToken, digest: bytes, deed: Deed) -> None:
        """One more token; Conflict where its name is taken."""

    def revoke_token(self, site_id: str, token_id: str, deed: Deed) -> None:
        """Forget a token: it opens nothing from now on; NotFound where there is none."""

    def note_use(self, site_id: str, token_id: str, at: datetime) -> None:
        """A token was used; written down at most once a minute. Nothing where there is no such token."""

    def sessions(self, site_id: str) -> tuple[Session, ...]:
        """The sessions of a site, the first opened first, those that are over included until they are swept."""

    def unscoped_session_of(self, digest: bytes) -> Session | None:
        """The session whose cookie has this digest, over or not; None where there is none."""

    def open_session(self, site_id: str, session: Session, digest: bytes) -> None:
        """Somebody has signed in. No line in the log: who looked at whom stands there."""

    def touch(self, site_id: str, session_id: str, at: datetime) -> None:
        """A session was used; written down at most once a minute. Nothing where there is no such session."""

    def close_session(self, site_id: str, session_id: str) -> None:
        """Somebody has signed out; nothing where there is no such session."""

    def begin_sign_in(self, site_id: str, sign_in: SignIn, digest: bytes) -> None:
        """Somebody is sent to their provider; `digest` is that of the state that comes back."""

    def unscoped_take_sign_in(self, digest: bytes, at: datetime) -> SignIn | None:
        """The sign-in whose state has this digest, for the first who asks; None where there is none or it is late."""

    def sweep(self, site_id: str, at: datetime, idle: timedelta = IDLE) -> int:
        """Forget sessions that are over and sign-ins that are late; gives how many."""

    def installations(self, site_id: str) -> tuple[Installation, ...]:
        """The installations that were allowed at a site, the first allowed first, those that are gone included."""

    def unscoped_installation(self, installation_id: str) -> tuple[str, Installation] | None:
        """The site and the installation of this id, gone or not; None where nobody allowed it."""

    def allow_installation(self, site_id: str, installation: Installation, deed: Deed) -> None:
        """Let an installation in, again if it was gone; Conflict where it or its cloud is another site's.

        Only its ids count: since when it is allowed is when this is done first.
        """

    def note_tick(
        self,
        site_id: str,
        installation_id: str,
        deed: Deed,
        system_token: str | None = None,
        expires_at: datetime | None = None,
    ) -> None:
        """An installation was heard, so it is there; its system token, if it gave one, is sealed in place of the last.

        NotFound where nobody allowed it, or it was refused since. The log has a line only of one that was gone.
        """

    def system_token(self, site_id: str, installation_id: str) -> str:
        """The system token itself, expired or not; NotFound, or BadSecretKey where it cannot be unsealed."""

    def installation_gone(self, site_id: str, installation_id: str, deed: Deed, *, refused: bool = False) -> None:
        """The app was removed there: its system token is forgotten; NotFound where nobody allowed it.

        One that is `refused` is let in no more until it is allowed again; another is back once it is heard.
        """

    def sites_to_erase(self, before: datetime) -> tuple[str, ...]:
        """The sites whose every installation is gone since before that instant, by id.

        A site whose Jira was connected by hand is not among them: that stays the operator's to disconnect.
        """

    def reseal(self, deed: Deed) -> int:
        """Seal every secret with the newest secret key; gives how many."""
