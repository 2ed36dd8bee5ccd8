"""What every change of a site has in common: whoever makes it may, there is a database, and it is noted."""

from __future__ import annotations

from seatlight.actions.asked import Asked, scope_of
from seatlight.actions.deps import Deps, Kept
from seatlight.errors import WrongUsage
from seatlight.model.access import Actor, Permission
from seatlight.model.audit import Deed

NO_DATABASE = "Nothing is connected yet: seatlight connect cursor makes the database that this is kept in."


def office(actor: Actor, deps: Deps, needs: Permission = Permission.ADMIN) -> tuple[Kept, Deed]:
    """What is kept of the site, and the deed that a change is noted with; Refused for whoever may not."""
    scope_of(actor, deps, Asked(needs))
    if deps.kept is None:
        raise WrongUsage(NO_DATABASE)
    return deps.kept, Deed(actor.name, deps.clock())
