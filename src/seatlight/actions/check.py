"""Check the set-up: what works, what is limited, what to fix."""

from __future__ import annotations

from collections.abc import Iterator

from seatlight.actions.asked import Asked, scope_of
from seatlight.actions.deps import Deps
from seatlight.errors import SeatlightError
from seatlight.model.access import Actor, Permission
from seatlight.model.checks import Check


def check_setup(actor: Actor, deps: Deps) -> Iterator[Check]:
    """Look at settings, people and the vendor, and tell each as soon as it is known.

    Whoever may not is refused at once. Reads no usage, so there is nothing to cut.
    """
    scope_of(actor, deps, Asked(Permission.ADMIN))
    return _looked_at(deps)


def _looked_at(deps: Deps) -> Iterator[Check]:
    yield Check("settings", "good", "all settings can be used")
    yield _people(deps)
    yield from deps.checks()


def _people(deps: Deps) -> Check:
    try:
        people = deps.people.people()
    except SeatlightError as error:
        return Check("people", "bad", error.says)
    if people is None:
        return Check(
            "people", "limited", "no people: names come from Cursor; connect Jira, or name a CSV in SEATLIGHT_PEOPLE"
        )
    return Check("people", "good", f"{len(people.everyone)} people in the list")
