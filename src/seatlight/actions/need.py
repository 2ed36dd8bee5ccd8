"""What has to be known to answer what is asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from seatlight.actions.deps import Deps
from seatlight.actions.who import ask_for_everybody
from seatlight.actions.window import Ask, last_full_hour, window_of
from seatlight.errors import BadWindow
from seatlight.matching import match
from seatlight.metrics.window import deciding_window, events_window
from seatlight.model.access import Form, Scope
from seatlight.model.people import Decisions, SeatAddress
from seatlight.model.window import Window, last_days
from seatlight.ports import Need, Watcher
from seatlight.tables.codes import address_of
from seatlight.tables.snapshot import Snapshot

GROUP_DAYS = (30, 60, 90)
"""The windows of figures about groups: with any others a person's days could be had by taking one from another."""


def check_form(scope: Scope, ask: Ask) -> None:
    """Raise BadWindow for a question that would tell more than the scope's form: a filter finds the one it names."""
    if scope.form is Form.PSEUDONYMS and ask.emails:
        raise BadWindow("Here names are pseudonyms: nobody can be picked out by an address.")
    if scope.form is not Form.GROUPS:
        return
    if ask.emails or ask.since or ask.until or (ask.days or GROUP_DAYS[0]) not in GROUP_DAYS:
        days = ", ".join(map(str, GROUP_DAYS))
        raise BadWindow(f"Here figures are about groups of people: ask for the last {days} days, of everybody.")


def need_of(deps: Deps, ask: Ask, known: Snapshot | None = None) -> tuple[Window, Need]:
    """The window asked for, and what a report about it needs; BadWindow for days that cannot be answered.

    What is `known` already tells of further addresses of the developers asked for.
    """
    now, limits = deps.clock().astimezone(UTC), deps.rules().limits
    answers = last_days(deps.reach_days, now.date())
    reach = deps.usage.reach(answers)
    window = window_of(ask, reach, deps.reach_days)
    return window, Need(
        reach=reach,
        events=events_window(window, reach, limits),
        as_of=last_full_hour(now),
        decides=deciding_window(window, reach, limits),
        answers=answers,
        only=_addresses(deps, ask.emails, known) if ask.emails else None,
    )


def read_whole(scope: Scope, deps: Deps, ask: Ask, watcher: Watcher, *, anew: bool = False) -> Need:
    """Read what is asked for, then what the roster tells of further addresses of the same persons; gives the need."""
    need = need_of(deps, ask)[1]
    deps.usage.refresh(scope, need, watcher, anew=anew)
    wider = need_of(deps, ask, deps.usage.known(scope, need))[1] if ask.emails else need
    if wider.only != need.only:
        deps.usage.refresh(scope, wider, watcher)
    return wider


def known_whole(scope: Scope, deps: Deps, ask: Ask) -> tuple[Window, Need, Snapshot | None]:
    """The window asked for, what it needs with every address of the persons asked for, and what is known of it."""
    window, need = need_of(deps, ask)
    snapshot = deps.usage.known(scope, need)
    if not ask.emails or snapshot is None:
        return window, need, snapshot
    wider = need_of(deps, ask, snapshot)[1]
    return window, wider, deps.usage.known(scope, wider)


def _addresses(deps: Deps, emails: Iterable[str], known: Snapshot | None) -> frozenset[str]:
    """These addresses, and the others that are known to be of the same persons: a row is a person's whole use."""
    asked = {address for email in emails if (address := address_of(email))}
    people, _ = ask_for_everybody(deps)
    if people is not None and people.stands_in:
        return frozenset(asked.union(*(person.emails for person in people.everyone if asked & set(person.emails))))
    decisions = deps.kept.decisions if deps.kept else Decisions()
    told = {line.email for line in decisions.imported} | set(decisions.confirmed)
    told.update(email for email in (known.addresses if known else ()) if email)
    addresses = [SeatAddress(email) for email in sorted(asked | told)]
    persons = match(addresses, people, decisions).people
    return frozenset(asked.union(*(person.emails for person in persons if asked & set(person.emails))))
