"""Who a row is: addresses, roster entries, people."""

from datetime import UTC, datetime
from typing import Any

import polars as pl

from seatlight.model.people import Person
from seatlight.model.window import last_days
from seatlight.tables.developers import developers_of, match, members_of
from tests.builders import snapshot_of
from tests.metrics.invented import REACH, TODAY

HANA, INES, CHEN = "hana@example.org", "ines@example.org", "chen@example.org"


def entry(email: str | None, name: str = "", role: str = "member", *, removed: bool = False) -> dict[str, Any]:
    """A roster entry."""
    return {"email": email, "name": name, "role": role, "removed": removed, "character": "any"}


def members(*roster: dict[str, Any], added: dict[str, str] | None = None) -> pl.DataFrame:
    """The members of a team with that roster and no usage."""
    changes = [{"email": email, "at": at, "change": "add"} for email, at in (added or {}).items()]
    facts = {
        "now": datetime(2026, 11, 18, 13, tzinfo=UTC).isoformat(), "today": TODAY.isoformat(), "reach_days": REACH,
        "roster": list(roster), "seat_changes": changes, "days": [], "events": [], "spend": {"members": []},
    }  # fmt: skip
    return members_of(snapshot_of(facts, last_days(REACH, TODAY)))


def rows(found: pl.DataFrame, *people: Person) -> list[dict[str, Any]]:
    """The developers of these members, with people if any are given."""
    everyone = people or None
    return developers_of(found, match(found, everyone), everyone).to_dicts()


def test_an_address_twice_on_the_roster_is_one_seat() -> None:
    """The best entry decides, and the first name that is not blank."""
    (row,) = rows(members(entry(HANA, removed=True), entry(HANA, "Hana")))
    assert (row["seat"], row["seats"], row["name"]) == ("active", 1, "Hana")


def test_a_removed_free_owner_never_held_a_paid_seat() -> None:
    """Free owners have no seat, removed or not; other roles that are removed had one."""
    found = rows(members(entry(HANA, role="Free-Owner", removed=True), entry(INES, role="odd", removed=True)))
    assert [row["seat"] for row in found] == ["none", "removed"]


def test_entries_without_an_address_are_seats_of_their_own() -> None:
    """Two of them are two seats with ids that stay the same, though nothing can be joined to them."""
    first = rows(members(entry(None, "Hana"), entry(None), entry(CHEN)))
    again = rows(members(entry(CHEN), entry(INES), entry(None, "Hana"), entry(None)))
    ids = [{row["developer_id"] for row in found if row["email"] is None} for found in (first, again)]
    assert ids[0] == ids[1]
    assert sum(row["seats"] for row in first) == 3
    assert {row["name"] for row in first if row["email"] is None} == {"Hana", None}


def test_addresses_of_one_person_become_one_row_with_two_seats() -> None:
    """The main address and the name are the person's; the seat is held since the earlier of both."""
    added = {HANA: "2026-11-02T10:00:00Z", INES: "2026-10-02T10:00:00Z"}
    found = members(entry(HANA, "Hana"), entry(INES, "Ines"), entry(CHEN, "Chen"), added=added)
    joined, chen = rows(found, Person(emails=("h@example.org", HANA, INES), name="Hana Sato", account_id="acc"))
    assert (joined["email"], joined["emails"], joined["name"]) == ("h@example.org", [HANA, INES], "Hana Sato")
    assert (joined["seats"], joined["matched"], chen["matched"]) == (2, True, False)
    assert joined["seat_since"] == (datetime(2026, 10, 2, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)).days


def test_an_unknown_seat_date_leaves_the_joint_one_unknown() -> None:
    """Unknown is never taken for the known date of the other address."""
    found = members(entry(HANA), entry(INES), added={HANA: "2026-11-02T10:00:00Z"})
    (joined,) = rows(found, Person(emails=(HANA, INES)))
    assert joined["seat_since"] is None


def test_an_address_that_two_people_claim_belongs_to_neither() -> None:
    """Nobody is guessed."""
    found = rows(members(entry(HANA)), Person(emails=(HANA,), name="One"), Person(emails=(INES, HANA), name="Two"))
    assert [(row["matched"], row["name"]) for row in found] == [(False, HANA)]
