"""The guard around every action that shows usage: decide, do, cut, and note who looked at whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Concatenate, ParamSpec

from seatlight.access import cut
from seatlight.actions.asked import Admission, Asked, admit
from seatlight.actions.deps import Deps
from seatlight.actions.memory import Same
from seatlight.actions.window import Ask
from seatlight.model.access import Actor, Permission, Scope
from seatlight.model.audit import Look
from seatlight.model.report import Report

Params = ParamSpec("Params")
Run = Callable[Concatenate[Scope, Deps, Ask, Params], Report]
Guarded = Callable[Concatenate[Actor, Deps, Ask, Params], Report]


def action(
    *, shows: str, needs: Permission = Permission.VIEW, remembered: bool = False
) -> Callable[[Run[Params]], Guarded[Params]]:
    """Make an action of a function that takes a Scope: whoever calls it gives an Actor instead.

    `shows` is what the audit log calls the report. Nothing is given out that could not be noted there.
    A function whose reports are `remembered` gives the same object while nothing has changed.
    """

    def make(run: Run[Params]) -> Guarded[Params]:
        def guarded(actor: Actor, deps: Deps, ask: Ask, /, *args: Params.args, **kwargs: Params.kwargs) -> Report:
            admission = admit(actor, deps, asked_by(ask, needs))
            report = run(admission.scope, deps, ask, *args, **kwargs)

            def made() -> Report:
                return cut(with_project(report, admission), admission.scope)

            seen = deps.shown.get((Same(report), admission), made) if remembered else made()
            note_look(actor, deps, _named(actor, ask, shows), seen)
            return seen

        guarded.__name__, guarded.__doc__ = run.__name__, run.__doc__
        return guarded

    return make


def _named(actor: Actor, ask: Ask, shows: str) -> str:
    """What the audit log calls the report: of which project, and through whose eyes where they are not the own."""
    of = "" if ask.project is None else f" of {ask.project}"
    through = "" if actor.account_id in {None, actor.name} else f", as {actor.account_id} sees them"
    return f"{shows}{of}{through}"


def asked_by(ask: Ask, needs: Permission) -> Asked:
    """The part of what is asked for that access is decided by."""
    return Asked(needs, ask.project, ask.own)


def with_project(report: Report, admission: Admission) -> Report:
    """The report with the project at its head: who counts as a member, by which rule, and what of it is missing."""
    members = admission.members
    if members is None:
        return report
    told = {
        "key": members.project.key,
        "name": members.project.name,
        "members": len(members.accounts),
        "members_by": members.rule,
        "open": admission.is_open,
    }
    freshness = report.head["freshness"]
    complete = freshness["complete"] and members.complete
    notes = [*freshness["notes"], *members.notes]
    head = {**report.head, "project": told, "freshness": {**freshness, "complete": complete, "notes": notes}}
    return replace(report, head=head)


def note_look(actor: Actor, deps: Deps, shown: str, report: Report) -> None:
    """Write into the audit log who was looked at; a look at oneself, or at nobody, is no look."""
    others = report.people - {actor.name}
    if deps.kept is not None and others:
        look = Look(actor.name, deps.clock(), shown, others)
        deps.kept.store.look(deps.kept.site.site_id, look)
