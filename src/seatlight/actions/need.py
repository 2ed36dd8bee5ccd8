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
from seatlight.ports import Need
from seatlight.tables.codes import address_of

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


def need_of(deps: Deps, ask: Ask) -> tuple[Window, Need]:
    """The window asked for, and what a report about it needs; BadWindow for days that cannot be answered."""
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
        only=_addresses(deps, ask.emails) if ask.emails else None,
    )


def _addresses(deps: Deps, emails: Iterable[str]) -> frozenset[str]:
    """These addresses, and the others that are known to be of the same persons: a row is a person's whole use."""
    asked = {address for email in emails if (address := address_of(email))}
    people, _ = ask_for_everybody(deps)
    if people is not None and people.stands_in:
        return frozenset(asked.union(*(person.emails for person in people.everyone if asked & set(person.emails))))
    decisions = deps.kept.decisions if deps.kept else Decisions()
    told = {line.email for line in decisions.imported} | set(decisions.confirmed)
    addresses = [SeatAddress(email) for email in sorted(asked | told)]
    persons = match(addresses, people, decisions).people
    return frozenset(asked.union(*(person.emails for person in persons if asked & set(person.emails))))
