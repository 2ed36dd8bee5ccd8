"""Who looks: the operator, or whoever the operator wants to look through the eyes of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from seatlight.actions.deps import Deps
from seatlight.errors import NotFound, WrongUsage
from seatlight.model.access import OPERATOR, Actor, ActorKind
from seatlight.tables.codes import address_of
from seatlight.wiring import Which


class Asker(msgspec.Struct, frozen=True):
    """Whom the options name: a Jira account by id or address (None: the operator), at which site and connection."""

    viewer: str | None = None
    which: Which = Which()

    def actor(self, deps: Deps) -> Actor:
        """The one who looks; WrongUsage where nothing is connected, NotFound where Jira lists nobody like that."""
        if self.viewer is None:
            return OPERATOR
        account_id = account_of(deps, self.viewer, "--as")
        return Actor(ActorKind.PERSON, OPERATOR.name, account_id, deps.kept.site.site_id if deps.kept else None)


def account_of(deps: Deps, named: str, option: str) -> str:
    """The account that an option names: an id, known to Jira or not, or the confirmed or only account of an address.

    WrongUsage where no Jira is connected, NotFound where it lists nobody like that.
    """
    if deps.kept is None or deps.tracker is None:
        raise WrongUsage(f"{option} needs a site with its Jira: seatlight connect jira.")
    if "@" not in named:
        return named
    people, email = deps.people.people(), address_of(named)
    confirmed = deps.kept.decisions.confirmed.get(email or "")
    found = (
        [confirmed]
        if confirmed
        else [one.account_id for one in (people.everyone if people else ()) if email in one.emails and one.account_id]
    )
    if len(found) != 1:
        raise NotFound(f"Jira shows {len(found) or 'no'} people with the address {named}; name the account's id.")
    return found[0]


def asker_of(options: Mapping[str, Any]) -> Asker:
    """The options on who looks."""
    if options.get("mine") and not options.get("viewer"):
        raise WrongUsage("--mine shows somebody's own use: say whose with --as.")
    return Asker(options.get("viewer"), Which(options.get("site"), options.get("connection")))
