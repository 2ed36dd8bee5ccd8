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
        if deps.kept is None or deps.tracker is None:
            raise WrongUsage("--as needs a site with its Jira: seatlight connect jira.")
        account_id = self._account(deps, self.viewer)
        return Actor(ActorKind.PERSON, OPERATOR.name, account_id, deps.kept.site.site_id)

    def _account(self, deps: Deps, viewer: str) -> str:
        """The account itself, whether Jira knows it or not, or the confirmed or only one with this address."""
        if "@" not in viewer:
            return viewer
        people, email = deps.people.people(), address_of(viewer)
        confirmed = deps.kept.decisions.confirmed.get(email or "") if deps.kept else None
        found = (
            [confirmed]
            if confirmed
            else [
                one.account_id for one in (people.everyone if people else ()) if email in one.emails and one.account_id
            ]
        )
        if len(found) != 1:
            raise NotFound(f"Jira shows {len(found) or 'no'} people with the address {viewer}; name the account's id.")
        return found[0]


def asker_of(options: Mapping[str, Any]) -> Asker:
    """The options on who looks."""
    if options.get("mine") and not options.get("viewer"):
        raise WrongUsage("--mine shows somebody's own use: say whose with --as.")
    return Asker(options.get("viewer"), Which(options.get("site"), options.get("connection")))
