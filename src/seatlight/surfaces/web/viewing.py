"""What routes have at hand: the worlds, who is asking, and the one site that is theirs."""

from __future__ import annotations

from dataclasses import dataclass

from seatlight.actions.asked import Asked, scope_of
from seatlight.actions.deps import Deps
from seatlight.errors import NotFound, SeatlightError
from seatlight.model.access import Actor
from seatlight.wiring import World, Worlds


@dataclass(frozen=True)
class Viewing:
    """Somebody at one site: no other site can be named by a request."""

    actor: Actor
    site_id: str
    worlds: Worlds

    def world(self, connection: str | None = None) -> World:
        """The connection of that name, or the only one."""
        return self.worlds.world(self.site_id, connection)

    def world_for(self, asked: Asked, connection: str | None = None) -> World:
        """The same for what is asked: whoever may not do that is refused, whatever connections there are."""
        try:
            return self.world(connection)
        except SeatlightError:
            scope_of(self.actor, self.office(), asked)
            raise

    def office(self) -> Deps:
        """What actions that change the site see."""
        return self.worlds.office(self.site_id)


def viewing(actor: Actor, worlds: Worlds) -> Viewing:
    """The site of whoever asks: their own, or the only one for the operator at this machine."""
    if actor.site_id is not None:
        return Viewing(actor, actor.site_id, worlds)
    sites = worlds.sites()
    if len(sites) != 1:
        raise NotFound(
            "There is no site yet: seatlight connect cursor." if not sites else "There are several sites here."
        )
    return Viewing(actor, sites[0].site_id, worlds)
