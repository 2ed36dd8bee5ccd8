"""The guard around every action: who asks is decided before anything is read, and the answer is cut at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from seatlight.access import cut, decide
from seatlight.actions.deps import Deps
from seatlight.errors import Refused
from seatlight.model.access import Actor, Scope
from seatlight.model.report import Report

Params = ParamSpec("Params")


def scope_of(actor: Actor) -> Scope:
    """What this actor may see; Refused with the reason for whoever may see nothing."""
    scope = decide(actor)
    if isinstance(scope, str):
        raise Refused(scope)
    return scope


def action(
    run: Callable[Concatenate[Scope, Deps, Params], Report],
) -> Callable[Concatenate[Actor, Deps, Params], Report]:
    """Make an action of a function that takes a Scope: whoever calls it gives an Actor instead."""

    def guarded(actor: Actor, deps: Deps, /, *args: Params.args, **kwargs: Params.kwargs) -> Report:
        scope = scope_of(actor)
        return cut(run(scope, deps, *args, **kwargs), scope)

    guarded.__name__, guarded.__doc__ = run.__name__, run.__doc__
    return guarded
