"""Exempt a seat from every finding for a while."""

from __future__ import annotations

from datetime import UTC

from seatlight.actions.deps import Deps
from seatlight.actions.office import office
from seatlight.errors import WrongUsage
from seatlight.model.access import Actor
from seatlight.model.governance import Hold
from seatlight.tables.codes import address_of


def add_hold(actor: Actor, deps: Deps, hold: Hold) -> Hold:
    """Exempt a seat from its first to its last day; WrongUsage where that makes no days at all."""
    kept, deed = office(actor, deps)
    email = address_of(hold.email)
    if email is None or "@" not in email:
        raise WrongUsage(f"{hold.email!r} is no address.")
    if hold.until < hold.starts_on:
        raise WrongUsage(f"The hold ends on {hold.until}, before it begins on {hold.starts_on}.")
    added = Hold(email=email, until=hold.until, starts_on=hold.starts_on, reason=hold.reason)
    kept.store.add_hold(kept.site.site_id, added, deed)
    return added


def end_hold(actor: Actor, deps: Deps, email: str) -> None:
    """The hold on a seat that is in force today ends with yesterday; NotFound where there is none."""
    kept, deed = office(actor, deps)
    kept.store.end_hold(kept.site.site_id, address_of(email) or email, deps.clock().astimezone(UTC).date(), deed)


def list_holds(actor: Actor, deps: Deps) -> tuple[Hold, ...]:
    """Every hold, those of the settings file included, by address and day."""
    office(actor, deps)
    return tuple(sorted(deps.rules().holds, key=lambda hold: (hold.email, hold.starts_on)))
