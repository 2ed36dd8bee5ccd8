"""The door to the configuration database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from seatlight.model.audit import AuditEntry, Deed, Look, LookAt
from seatlight.model.governance import Hold
from seatlight.model.people import AddressRule, Decisions, FirstSeen, Imported, People
from seatlight.model.site import Connection, Grant, JiraAccess, Site


class ConfigStore(Protocol):
    """The configuration database. Every method but `sites` stays within one site; each change is one transaction.

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

    def reseal(self, deed: Deed) -> int:
        """Seal every secret with the newest secret key; gives how many."""
