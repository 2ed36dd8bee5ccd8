"""Read what a report needs; what is known at any moment is shown by the other actions."""

from __future__ import annotations

from seatlight.actions.deps import Deps
from seatlight.actions.guard import scope_of
from seatlight.actions.need import need_of
from seatlight.actions.window import Ask
from seatlight.model.access import Actor
from seatlight.ports import Watcher


def refresh_usage(actor: Actor, deps: Deps, ask: Ask, watcher: Watcher, *, anew: bool = False) -> None:
    """Read what is missing for the window, or may have changed since; `anew` reads again within the hour as well.

    Gives nothing out, so there is nothing to cut; whoever may see nothing may not make us read either.
    """
    scope_of(actor)
    deps.people()  # A list that cannot be read is told before anything is paid for.
    _, need = need_of(deps, ask)
    deps.usage.refresh(need, watcher, anew=anew)
