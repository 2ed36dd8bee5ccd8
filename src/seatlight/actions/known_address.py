"""Which addresses somebody may make us ask: an address that an admin enters is where our requests go."""

from __future__ import annotations

from collections.abc import Collection

from seatlight.errors import WrongUsage
from seatlight.model.access import Actor
from seatlight.model.loopback import leads_here


def see_address(actor: Actor, url: str, known: Collection[str | None], *, public: bool = False) -> None:
    """Raise WrongUsage for an address that is not the operator's, not known here, and (`public`) not out in the world.

    `public` is for addresses whose host was checked against a list; of those this machine's own are left out.
    """
    if actor.operates or url in known or (public and not leads_here(url)):
        return
    raise WrongUsage("Only the operator names an address of their own: leave it out, or use the command line.")
