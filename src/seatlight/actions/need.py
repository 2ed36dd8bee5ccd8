"""What has to be known to answer what is asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from seatlight.actions.deps import Deps
from seatlight.actions.window import Ask, last_full_hour, window_of
from seatlight.metrics.window import deciding_window, events_window
from seatlight.model.people import Person
from seatlight.model.window import Window, last_days
from seatlight.ports import Need
from seatlight.tables.codes import address_of


def need_of(deps: Deps, ask: Ask) -> tuple[Window, Need]:
    """The window asked for, and what a report about it needs; BadWindow for days that cannot be answered."""
    now = deps.clock().astimezone(UTC)
    answers = last_days(deps.reach_days, now.date())
    reach = deps.usage.reach(answers)
    window = window_of(ask, reach, deps.reach_days)
    return window, Need(
        reach=reach,
        events=events_window(window, reach, deps.limits),
        as_of=last_full_hour(now),
        decides=deciding_window(window, reach, deps.limits),
        answers=answers,
        only=_addresses(ask.emails, deps.people() or ()) if ask.emails else None,
    )


def _addresses(emails: Iterable[str], people: Iterable[Person]) -> frozenset[str]:
    """These addresses, and the others of the same persons: a row is a person's whole use."""
    asked = {address for email in emails if (address := address_of(email))}
    return frozenset(asked.union(*(person.emails for person in people if asked & set(person.emails))))
