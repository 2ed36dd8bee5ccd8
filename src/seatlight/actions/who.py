"""Who the vendor's addresses are: people from their source, matched by what is known and what was decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from seatlight.actions.deps import Deps
from seatlight.errors import NotYetRead, Unreachable, VendorError
from seatlight.matching import match
from seatlight.model.people import Decisions, Matching, People, Person, SeatAddress
from seatlight.tables.snapshot import Snapshot


class Who(NamedTuple):
    """The people of a report: None where there is no source; `complete` is false where somebody may be missing."""

    people: tuple[Person, ...] | None
    complete: bool = True
    notes: tuple[str, ...] = ()


class KnownPeople(NamedTuple):
    """Everybody from the source (None: no source, or it is away), what was decided, what could not be read."""

    people: People | None
    decisions: Decisions
    notes: tuple[str, ...]


def known_people(deps: Deps) -> KnownPeople:
    """Everybody, and what was decided as of now."""
    people, notes = everybody(deps)
    return KnownPeople(people, deps.kept.decisions if deps.kept else Decisions(), notes)


def who_is_who(snapshot: Snapshot, known: KnownPeople) -> Who:
    """The persons behind a snapshot's addresses.

    A Jira that does not answer leaves the report without people, marked, and says what it said; what was decided by
    hand still holds.
    """
    people, decisions, notes = known
    if people is not None and people.stands_in:
        return Who(people.everyone)
    if people is None and not decisions.confirmed:
        return Who(None, not notes, notes)
    found = matching_of(snapshot, people, decisions)
    complete = people is not None and people.complete and not notes
    return Who(found.people, complete, notes)


def everybody(deps: Deps) -> tuple[People | None, tuple[str, ...]]:
    """Everybody as far as is known, asking nobody, and what is missing of them; None where there is no source."""
    return _heard(deps.people.known)


def names_by_account(deps: Deps) -> Mapping[str, str]:
    """The name of each account, as far as is known without asking anybody; for lists of who did what."""
    people, _ = everybody(deps)
    return {one.account_id: one.name for one in (people.everyone if people else ()) if one.account_id and one.name}


def ask_for_everybody(deps: Deps, *, anew: bool = False) -> tuple[People | None, tuple[str, ...]]:
    """Everybody from the source, read at most once a day unless `anew`; None where there is none or it is away."""
    return _heard(lambda: deps.people.people(anew=anew))


def _heard(listen: Callable[[], People | None]) -> tuple[People | None, tuple[str, ...]]:
    """What a source says, or in a sentence why it says nothing."""
    try:
        people = listen()
    except NotYetRead as error:
        return None, (error.says,)
    except (Unreachable, VendorError) as error:
        return None, (f"People could not be read, so nobody is matched anew: {error.says}",)
    return people, people.notes if people else ()


def matching_of(snapshot: Snapshot, people: People | None, decisions: Decisions) -> Matching:
    """Who each address of a snapshot is."""
    return match(seat_addresses(snapshot), people, decisions)


def seat_addresses(snapshot: Snapshot) -> Sequence[SeatAddress]:
    """Every address that has a seat or usage, with the roster's name for it."""
    names: dict[int, str] = {}
    paid: set[int] = set()
    for member, name, seat in snapshot.roster.select("member", "name", "seat").iter_rows():
        if name and name.strip():
            names.setdefault(member, name.strip())
        if seat == "active":
            paid.add(member)
    return [
        SeatAddress(email, names.get(code), code in paid)
        for code, email in enumerate(snapshot.addresses)
        if email is not None
    ]
