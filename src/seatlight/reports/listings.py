"""Lists of settings and decisions as documents, drawn and exported like every report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from seatlight.matching import OUTCOMES
from seatlight.model.audit import AuditEntry, LookAt
from seatlight.model.governance import SINCE_EVER, Hold
from seatlight.model.people import AddressRule, IdentityMatch, OpenMatch, Person, Proposal
from seatlight.model.report import Column, ColumnKind, Report, Row, Table
from seatlight.model.site import Connection, Grant, JiraAccess, Project, ProjectMembers
from seatlight.model.site_settings import SiteSetting

TEXT, TEXTS, DATE, COUNT, FLAG = (
    ColumnKind.TEXT, ColumnKind.TEXTS, ColumnKind.DATE, ColumnKind.COUNT, ColumnKind.FLAG,
)  # fmt: skip

OPEN = (
    Column("email", TEXT, "Address", "The address at the vendor."),
    Column("name", TEXT, "Name", "What the vendor's roster calls it."),
    Column("trouble", TEXT, "What is the matter"),
    Column("came_of_it", TEXT, "What came of it"),
    Column("paid", FLAG, "Paid seat"),
    Column("matched", FLAG, "Matched", "Whether it counts as the account's all the same."),
    Column("account_ids", TEXTS, "Accounts", "The Jira accounts concerned."),
    Column("proposals", TEXTS, "Proposals", "Who it may be; nobody's until a person says so."),
    Column("next_action", TEXT, "Next action"),
    Column("account_names", TEXTS, "Names of the accounts", "In the order of the accounts; empty where Jira has none."),
    Column("proposed_ids", TEXTS, "Accounts proposed", "In the order of the proposals."),
)
MATCHED = (
    Column("email", TEXT, "Address", "The address at the vendor."),
    Column("account_id", TEXT, "Jira account"),
    Column("name", TEXT, "Name", "As Jira has it."),
    Column("how", TEXT, "Found by"),
    Column("active", FLAG, "Active", "Whether the account is."),
)
RULES = (
    Column("kind", TEXT, "Rule", "plus_tag: what follows a + is left out; same_domain: one domain stands for another."),
    Column("domain", TEXT, "Domain", "Of the addresses at the vendor."),
    Column("other", TEXT, "Jira's domain"),
)
GRANTS = (
    Column("key", TEXT, "Project"),
    Column("name", TEXT, "Name"),
    Column("roles", TEXTS, "Roles", "Whose people are its members; without any, whoever can be assigned issues."),
    Column("members", COUNT, "Members", "How many there are now; empty where Jira does not say."),
    Column("members_by", TEXT, "Rule"),
    Column("mode", TEXT, "Mode", "How it narrows what the site allows."),
    Column("granted_by", TEXT, "Opened by"),
    Column("granted_at", TEXT, "At"),
)
PROJECTS = (
    Column("key", TEXT, "Project"),
    Column("name", TEXT, "Name"),
    Column("is_open", FLAG, "Open", "Whether its members see a report."),
    Column("roles", TEXTS, "Roles", "Whose people are its members; without any, whoever can be assigned issues."),
    Column("mode", TEXT, "Mode", "How it narrows what the site allows."),
)
ACCOUNTS = (
    Column("name", TEXT, "Name"),
    Column("email", TEXT, "Address", "As Jira shows it; empty where it is hidden."),
    Column("account_id", TEXT, "Jira account"),
    Column("active", FLAG, "Active"),
)
CONNECTIONS = (
    Column("name", TEXT, "Connection"),
    Column("vendor", TEXT, "Vendor"),
    Column("url", TEXT, "Address"),
    Column("account", TEXT, "Account", "Whose token it is, where it is a person's."),
    Column("key_tail", TEXT, "Key ends with"),
    Column("verified_at", TEXT, "Verified at"),
    Column("expires_on", DATE, "Ends on", "The day the token ends, where somebody told us."),
)
HOLDS = (
    Column("email", TEXT, "Address"),
    Column("starts_on", DATE, "From"),
    Column("until", DATE, "Until"),
    Column("reason", TEXT, "Reason"),
)
SETTINGS = (
    Column("key", TEXT, "Setting"),
    Column("value", TEXT, "Value"),
    Column("is_set", FLAG, "Set for the site"),
)
AUDIT = (
    Column("at", TEXT, "At"),
    Column("by", TEXT, "By"),
    Column("action", TEXT, "Action"),
    Column("about", TEXT, "About"),
    Column("details", TEXT, "Details"),
    Column("by_name", TEXT, "Name", "Of the account that did it, where Jira says it."),
)
LOOKS = (
    Column("by", TEXT, "Who looked"),
    Column("report", TEXT, "At"),
    Column("first_at", TEXT, "First"),
    Column("last_at", TEXT, "Last"),
    Column("times", COUNT, "Times"),
    Column("by_name", TEXT, "Name", "Of who looked, where Jira says it."),
)

NO_NAMES: Mapping[str, str] = MappingProxyType({})


def people_list(
    open_matches: Sequence[OpenMatch],
    matches: Sequence[IdentityMatch],
    people: Iterable[Person],
    notes: Sequence[str],
    *,
    complete: bool,
) -> Report:
    """The open matches, and everybody who is matched; incomplete where Jira could not be read."""
    persons = {person.account_id: person for person in people}
    return listing(
        "people",
        Table("open", "Open matches", OPEN, [_open(row, persons) for row in open_matches]),
        Table("matched", "Matched", MATCHED, [_matched(found, persons.get(found.account_id)) for found in matches]),
        notes=notes,
        complete=complete,
    )


def _open(row: OpenMatch, persons: Mapping[str | None, Person]) -> Row:
    outcome = OUTCOMES[row.trouble]
    return {
        "email": row.email,
        "name": row.name,
        "trouble": outcome.title,
        "came_of_it": outcome.came_of_it,
        "paid": row.paid,
        "matched": row.matched,
        "account_ids": list(row.account_ids),
        "proposals": [proposed(proposal) for proposal in row.proposals],
        "next_action": outcome.next_action,
        "account_names": [_name(persons.get(account_id)) for account_id in row.account_ids],
        "proposed_ids": [proposal.account_id for proposal in row.proposals],
    }


def _name(person: Person | None) -> str:
    return (person.name if person else None) or ""


def proposed(proposal: Proposal) -> str:
    """A proposal as text: the account, the name, and why it is proposed."""
    why = "found by Jira's search" if proposal.likeness is None else f"{proposal.likeness:.0%} alike"
    return f"{proposal.account_id} ({proposal.name or 'no name'}, {why})"


def _matched(found: IdentityMatch, person: Person | None) -> Row:
    return {
        "email": found.email,
        "account_id": found.account_id,
        "name": person.name if person else None,
        "how": found.how.value,
        "active": person.active if person else None,
    }


def rule_list(rules: Iterable[AddressRule]) -> Report:
    """The address rules that an admin wrote, in words."""
    rows = [{"kind": rule.kind.value, "domain": rule.domain, "other": rule.other} for rule in rules]
    return listing("rules", Table("rules", "Address rules", RULES, rows))


def grant_list(grants: Iterable[tuple[Grant, ProjectMembers | None, str]]) -> Report:
    """The open projects, each with its members as Jira has them now; incomplete where Jira does not say."""
    opened = list(grants)
    notes = [f"{grant.key}: {why}" for grant, _, why in opened if why]
    notes += [f"{grant.key}: {note}" for grant, members, _ in opened for note in (members.notes if members else ())]
    complete = all(members is not None and members.complete for _, members, _ in opened)
    rows = [_grant(grant, members) for grant, members, _ in opened]
    return listing("grants", Table("grants", "Open projects", GRANTS, rows), notes=notes, complete=complete)


def _grant(grant: Grant, members: ProjectMembers | None) -> Row:
    return {
        "key": grant.key,
        "name": grant.name,
        "roles": list(grant.roles),
        "members": len(members.accounts) if members else None,
        "members_by": members.rule if members else None,
        "mode": grant.mode.value if grant.mode else None,
        "granted_by": grant.granted_by,
        "granted_at": _instant(grant.granted_at),
    }


def project_list(projects: Iterable[tuple[Project, Grant | None]]) -> Report:
    """Every project of the site, with how it is open."""
    rows = [
        {"key": project.key, "name": project.name, "is_open": grant is not None,
         "roles": list(grant.roles) if grant else [], "mode": grant.mode.value if grant and grant.mode else None}
        for project, grant in projects
    ]  # fmt: skip
    return listing("projects", Table("projects", "Projects", PROJECTS, rows))


def account_list(people: Iterable[Person], notes: Sequence[str]) -> Report:
    """The accounts that an address may be confirmed to be of, by name."""
    rows = [
        {"name": person.name, "email": next(iter(person.emails), None), "account_id": person.account_id,
         "active": person.active}
        for person in people if person.account_id
    ]  # fmt: skip
    rows.sort(key=lambda row: (str(row["name"] or "").casefold(), str(row["account_id"])))
    return listing("accounts", Table("accounts", "Accounts", ACCOUNTS, rows), notes=notes, complete=not notes)


def connection_list(connections: Iterable[Connection], jira: JiraAccess | None = None) -> Report:
    """The vendors' teams that are connected, then the site's Jira; of keys and tokens the last four characters."""
    rows: list[Row] = [
        {
            "name": connection.name,
            "vendor": connection.vendor,
            "url": connection.url,
            "account": None,
            "key_tail": f"…{connection.key_tail}",
            "verified_at": _instant(connection.verified_at),
            "expires_on": None,
        }
        for connection in connections
    ]
    if jira:
        rows.append(
            {
                "name": "jira",
                "vendor": "jira",
                "url": jira.url,
                "account": jira.email,
                "key_tail": f"…{jira.token_tail}",
                "verified_at": None,
                "expires_on": jira.expires_on,
            }
        )
    return listing("connections", Table("connections", "Connections", CONNECTIONS, rows))


def hold_list(holds: Iterable[Hold]) -> Report:
    """The seats that are or were exempted; where nobody said since when, the first day stays empty."""
    rows = [
        {"email": hold.email, "starts_on": hold.starts_on if hold.starts_on > SINCE_EVER else None,
         "until": hold.until, "reason": hold.reason}
        for hold in holds
    ]  # fmt: skip
    return listing("holds", Table("holds", "Holds", HOLDS, rows))


def setting_list(settings: Iterable[SiteSetting]) -> Report:
    """Every setting with the value that counts."""
    rows = [{"key": one.key, "value": as_text(one.value), "is_set": one.is_set} for one in settings]
    return listing("settings", Table("settings", "Settings", SETTINGS, rows))


def as_text(value: Any) -> str | None:
    """A value as it would be written; None where there is none."""
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or None
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def audit_list(entries: Iterable[AuditEntry], names: Mapping[str, str] = NO_NAMES) -> Report:
    """The audit log, oldest first; `names` are those of accounts."""
    rows = [
        {
            "at": _instant(entry.at),
            "by": entry.by,
            "action": entry.action,
            "about": entry.about,
            "details": "; ".join(f"{key}: {text}" for key, value in entry.details.items() if (text := as_text(value)))
            or None,
            "by_name": names.get(entry.by),
        }
        for entry in entries
    ]
    return listing("audit", Table("audit", "Audit log", AUDIT, rows))


def look_list(looks: Iterable[LookAt], names: Mapping[str, str] = NO_NAMES) -> Report:
    """Who looked at one person, newest first; `names` are those of accounts."""
    rows = [
        {
            "by": look.by,
            "report": look.report,
            "first_at": _instant(look.first_at),
            "last_at": _instant(look.last_at),
            "times": look.times,
            "by_name": names.get(look.by),
        }
        for look in looks
    ]
    return listing("looks", Table("looks", "Looks", LOOKS, rows))


def listing(name: str, *tables: Table, notes: Sequence[str] = (), complete: bool = True) -> Report:
    """Tables as a document of their own."""
    head = {"schema": f"seatlight.{name}/1", "freshness": {"complete": complete, "notes": list(notes)}}
    return Report(head, tables)


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.strftime("%Y-%m-%dT%H:%M:%SZ")
