"""What people decided about addresses: matches, rejections, the imported list, rules."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, insert, select

from seatlight.errors import NotFound
from seatlight.model.people import AddressRule, Decisions, Imported, RuleKind
from seatlight.store.action import Action
from seatlight.store.change import Change
from seatlight.store.schema import imports, matches, rejections, rules
from seatlight.store.upsert import put, put_new


def decisions(connection: Connection, site_id: str) -> Decisions:
    """What was decided about addresses; rules by kind and domain."""
    confirmed = select(matches.c.email, matches.c.account_id).where(matches.c.site_id == site_id)
    rejected = select(rejections.c.email, rejections.c.account_id).where(rejections.c.site_id == site_id)
    listed = select(imports.c.email, imports.c.account_id, imports.c.seat_since, imports.c.line)
    imported = connection.execute(listed.where(imports.c.site_id == site_id).order_by(imports.c.position))
    written = connection.execute(select(rules).where(rules.c.site_id == site_id))
    found = sorted((row.kind, row.domain, row.other) for row in written)
    return Decisions(
        confirmed={row.email: row.account_id for row in connection.execute(confirmed)},
        rejected=frozenset((email, account_id) for email, account_id in connection.execute(rejected)),
        imported=tuple(Imported(*row) for row in imported),
        rules=tuple(AddressRule(RuleKind(kind), domain, other or None) for kind, domain, other in found),
    )


def confirm(change: Change, email: str, account_id: str | None, reason: str) -> None:
    """An address is this account's, or nobody's; that it is not is forgotten."""
    if account_id is not None:
        change.connection.execute(delete(rejections).where(_pair(rejections, change.site_id, email, account_id)))
    put(change.connection, matches, {"site_id": change.site_id, "email": email, "account_id": account_id})
    change.note(Action.MATCH_CONFIRMED, email, account_id=account_id, reason=reason)


def reject(change: Change, email: str, account_id: str, reason: str) -> None:
    """An address is not this account's; that it is is forgotten."""
    change.connection.execute(delete(matches).where(_pair(matches, change.site_id, email, account_id)))
    row = {"site_id": change.site_id, "email": email, "account_id": account_id}
    put_new(change.connection, rejections, row)
    change.note(Action.MATCH_REJECTED, email, account_id=account_id, reason=reason)


def undecide(change: Change, email: str) -> None:
    """Forget matches and rejections of an address; NotFound where there are none."""
    forgotten = 0
    for table in (matches, rejections):
        about_it = and_(table.c.site_id == change.site_id, table.c.email == email)
        forgotten += change.connection.execute(delete(table).where(about_it)).rowcount
    if not forgotten:
        raise NotFound("Nothing was decided about this address.")
    change.note(Action.MATCH_FORGOTTEN, email)


def import_addresses(change: Change, imported: Sequence[Imported]) -> None:
    """This list in place of the last; the log tells how long it is, not what is in it."""
    change.connection.execute(delete(imports).where(imports.c.site_id == change.site_id))
    rows = [
        {
            "site_id": change.site_id,
            "position": position,
            "email": entry.email,
            "account_id": entry.account_id,
            "seat_since": entry.seat_since,
            "line": entry.line,
        }
        for position, entry in enumerate(imported)
    ]
    if rows:
        change.connection.execute(insert(imports), rows)
    change.note(Action.ADDRESSES_IMPORTED, count=len(rows))


def add_rule(change: Change, rule: AddressRule) -> None:
    """One more rule; nothing happens where it is there."""
    row = {"site_id": change.site_id, "kind": str(rule.kind), "domain": rule.domain, "other": rule.other or ""}
    if put_new(change.connection, rules, row):
        change.note(Action.RULE_ADDED, rule.domain, kind=rule.kind, other=rule.other)


def remove_rule(change: Change, rule: AddressRule) -> None:
    """One rule less; NotFound where there is none such."""
    this = and_(
        rules.c.site_id == change.site_id,
        rules.c.kind == str(rule.kind),
        rules.c.domain == rule.domain,
        rules.c.other == (rule.other or ""),
    )
    if change.connection.execute(delete(rules).where(this)).rowcount == 0:
        raise NotFound("There is no such rule.")
    change.note(Action.RULE_REMOVED, rule.domain, kind=rule.kind, other=rule.other)


def _pair(table: Table, site_id: str, email: str, account_id: str) -> ColumnElement[bool]:
    """Which row an address and an account of a site are."""
    return and_(table.c.site_id == site_id, table.c.email == email, table.c.account_id == account_id)
