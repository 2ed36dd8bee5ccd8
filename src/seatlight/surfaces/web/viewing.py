"""What routes have at hand: the worlds, who is asking, and the one site that is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from seatlight.actions.asked import Asked, scope_of
from seatlight.actions.deps import Deps
from seatlight.errors import NotFound, SeatlightError
from seatlight.model.access import Actor
from seatlight.wiring import AsUser, Caller, World, Worlds


@dataclass(frozen=True)
class Viewing:
    """Somebody at one site: no other site can be named by a request."""

    actor: Actor
    site_id: str
    worlds: Worlds
    caller: Caller | None = None

    def world(self, connection: str | None = None) -> World:
        """The connection of that name, or the only one; Jira as whoever looks from there sees it."""
        world = self.worlds.world(self.site_id, connection)
        return replace(world, deps=self._seen(world.deps))

    def world_for(self, asked: Asked, connection: str | None = None) -> World:
        """The same for what is asked: whoever may not do that is refused, whatever connections there are."""
        try:
            return self.world(connection)
        except SeatlightError:
            scope_of(self.actor, self.office(), asked)
            raise

    def office(self) -> Deps:
        """What actions that change the site see."""
        return self._seen(self.worlds.office(self.site_id))

    @contextmanager
    def hurried(self, connection: str | None = None) -> Iterator[Deps]:
        """What a look at the set-up sees, which waits for nothing long."""
        with self.worlds.hurried(self.site_id, connection) as deps:
            yield self._seen(deps)

    def _seen(self, deps: Deps) -> Deps:
        return deps if self.caller is None else replace(deps, tracker=AsUser(self.caller.user, deps.tracker))


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
