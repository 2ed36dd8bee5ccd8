"""The audit log: who changed what, who looked at whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from seatlight.actions.asked import Asked, scope_of
from seatlight.actions.deps import Deps
from seatlight.actions.office import NO_DATABASE, office
from seatlight.actions.who import ask_for_everybody
from seatlight.errors import WrongUsage
from seatlight.model.access import OPERATOR, Actor, Permission
from seatlight.model.audit import AuditEntry, LookAt
from seatlight.tables.codes import address_of


def audit_log(actor: Actor, deps: Deps, since: date | None = None, until: date | None = None) -> Iterator[AuditEntry]:
    """The audit log of these days, oldest first."""
    kept, _ = office(actor, deps, Permission.AUDIT)
    return kept.store.audit(kept.site.site_id, since, until)


def looks_at_me(actor: Actor, deps: Deps) -> tuple[LookAt, ...]:
    """Who looked at the one who asks, newest first."""
    scope_of(actor, deps, Asked(Permission.VIEW, own=True))
    if deps.kept is None:
        raise WrongUsage(NO_DATABASE)
    return deps.kept.store.looks_at(deps.kept.site.site_id, actor.account_id or actor.name)


def looks_at(actor: Actor, deps: Deps, person: str) -> tuple[LookAt, ...]:
    """Who looked at a person, by Jira account or address, newest first."""
    kept, _ = office(actor, deps, Permission.AUDIT)
    found = [look for name in _names(deps, person) for look in kept.store.looks_at(kept.site.site_id, name)]
    return tuple(sorted(found, key=lambda look: look.last_at, reverse=True))


def _names(deps: Deps, person: str) -> list[str]:
    """By what a person may stand in the log: the account or address itself, and the accounts of an address."""
    email = address_of(person)
    if email is None or "@" not in email:
        return [person]
    confirmed = deps.kept.decisions.confirmed.get(email) if deps.kept else None
    people, _ = ask_for_everybody(deps)
    shown = [one.account_id for one in (people.everyone if people else ()) if email in one.emails]
    return list(dict.fromkeys(name for name in (email, confirmed, *shown) if name))


def erase_person(actor: Actor, deps: Deps, account_id: str | None, emails: tuple[str, ...]) -> Mapping[str, int]:
    """Erase one person from everything that is kept here; gives how many rows of which table.

    The operator's alone: it cannot be undone. Daily totals that are kept as files are not touched by it.
    """
    kept, deed = office(actor, deps)
    if actor != OPERATOR:
        raise WrongUsage("Only the operator can erase somebody: seatlight people erase.")
    addresses = [address for email in emails if (address := address_of(email))]
    if account_id is None and not addresses:
        raise WrongUsage("Whom? Name a Jira account or an address.")
    return kept.store.erase(kept.site.site_id, account_id, addresses, deed)
