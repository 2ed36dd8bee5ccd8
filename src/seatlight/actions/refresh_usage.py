"""Read what a report needs; what is known at any moment is shown by the other actions."""

from __future__ import annotations

from datetime import UTC

from seatlight.actions.asked import scope_of
from seatlight.actions.beside import Beside
from seatlight.actions.deps import Deps
from seatlight.actions.guard import asked_by
from seatlight.actions.need import check_form, read_whole
from seatlight.actions.who import ask_for_everybody
from seatlight.actions.window import Ask
from seatlight.model.access import Actor, Permission
from seatlight.ports import Need, Watcher
from seatlight.tables.snapshot import Snapshot


def refresh_usage(actor: Actor, deps: Deps, ask: Ask, watcher: Watcher, *, anew: bool = False) -> bool:
    """Read what is missing for the window, or may have changed since; `anew` reads again within the hour as well.

    Tells whether every day of it is known now, and nothing else; so there is nothing to cut. Whoever may see nothing
    may not make us read either.
    """
    scope = scope_of(actor, deps, asked_by(ask, Permission.VIEW))
    check_form(scope, ask)
    people = Beside(lambda: ask_for_everybody(deps))
    if not deps.people.remote:
        people.wait()  # A file that cannot be read is told before anything is paid for.
    need = read_whole(scope, deps, ask, watcher, anew=anew)
    people.wait()
    snapshot = deps.usage.known(scope, need)
    if snapshot is None:
        return False
    _see_roster(deps, snapshot)
    return _is_whole(snapshot, need)


def _is_whole(snapshot: Snapshot, need: Need) -> bool:
    """Whether no day that is needed is missing."""
    daily, events = (range(window.first, window.last + 1) for window in (need.reach, need.events))
    return snapshot.seat_days_read.issuperset(daily) and snapshot.usage_read(need.only).issuperset(events)


def _see_roster(deps: Deps, snapshot: Snapshot) -> None:
    """Remember which seats the roster has today: the first day it had one is how old the seat is at least."""
    if deps.kept is None or deps.kept.connection is None:
        return
    held = snapshot.roster.filter(snapshot.roster["seat"] == "active")["member"].drop_nulls()
    emails = {email for code in held if (email := snapshot.addresses[code])}
    kept = deps.kept.connection
    deps.kept.store.see_roster(kept.site_id, kept.connection_id, emails, deps.clock().astimezone(UTC).date())
