"""The facts are what the API serves, whatever its quirks and the size of the team."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec
import pytest

from seatlight.sandbox import QUIRKS, Box, Setup, start
from tests.sandbox import reading

NOW = datetime(2026, 11, 18, 13, 45, 10, 123_000, tzinfo=UTC)
REFUSING = {
    "wrong-plan-401", "wrong-plan-403", "page-refused", "audit-refused", "spend-refused", "daily-refused",
    "events-refused",
}  # fmt: skip


def assert_facts_are_served(box: Box) -> None:
    """Everything read over HTTP equals the facts, each row as often."""
    events, facts = reading.read_events(box), box.facts()
    assert tally(events) == tally(facts.events)
    assert tally(reading.read_days(box)) == tally(facts.days)
    assert tally(reading.read_roster(box)) == tally(map(reading.known, facts.roster))
    assert tally(reading.read_spend(box)) == tally(facts.spend.members)
    changes = [(change.email, change.at, change.change) for change in facts.seat_changes]
    assert tally(reading.read_seat_changes(box)) == tally(changes)


def tally(rows: Iterable[object]) -> Counter[bytes]:
    """Rows and how often each is there."""
    return Counter(msgspec.json.encode(row) for row in rows)


@pytest.mark.parametrize("people", [0, 1, 8, 25, 40])
def test_the_facts_of_any_team_are_what_the_api_serves(people: int) -> None:
    """Nothing more, nothing less, for teams of several sizes."""
    with start(Setup(people=people, now=NOW)) as box:
        assert_facts_are_served(box)


@pytest.mark.parametrize("quirk", sorted(QUIRKS.keys() - REFUSING - {"late-events"}))
def test_the_facts_under_any_quirk_are_what_the_api_serves(quirk: str) -> None:
    """A quirk of writing leaves the facts alone, one that loses something is in them."""
    with start(Setup(people=10, now=NOW, quirks=frozenset({quirk}), reach_days=30)) as box:
        assert_facts_are_served(box)


def test_many_quirks_at_once_still_serve_the_facts() -> None:
    """Everything that can be combined, combined."""
    apart = {"late-events", "cost-corrected", "empty-team", "no-tokens", "page-clamped"}
    quirks = frozenset(QUIRKS) - REFUSING - apart
    with start(Setup(people=27, now=NOW, quirks=quirks, reach_days=40)) as box:
        assert_facts_are_served(box)


def test_late_events_shift_the_pages_of_a_listing_once() -> None:
    """A second page after their arrival repeats events of the first; a second reading is exact."""
    with start(Setup(people=25, now=NOW, quirks=frozenset({"late-events"}), reach_days=30)) as box:
        facts = tally(box.facts().events)
        shifted, settled = tally(reading.read_events(box, 100)), tally(reading.read_events(box, 100))
        assert shifted != facts
        assert settled == facts


def test_costs_are_corrected_on_a_second_reading_only() -> None:
    """The first reading has the first costs, and the facts follow the second."""
    with start(Setup(people=3, now=NOW, quirks=frozenset({"cost-corrected"}), reach_days=30)) as box:
        first = box.facts()
        assert tally(reading.read_events(box)) == tally(first.events)
        second = tally(reading.read_events(box))
        assert second != tally(first.events)
        assert second == tally(box.facts().events)


def test_the_mode_without_pages_tells_the_same_days() -> None:
    """Only idle days are left out of it."""
    with start(Setup(people=25, now=NOW)) as box:
        assert tally(reading.read_days(box, None)) == tally(box.facts().days)


def test_the_same_choices_make_the_same_team() -> None:
    """Seed, day, people and quirks decide everything; another seed decides otherwise."""
    setup = Setup(people=40, now=NOW)
    with start(setup) as one, start(setup) as two, start(Setup(people=40, now=NOW, seed=8)) as other:
        assert one.facts() == two.facts()
        assert one.facts().events != other.facts().events


def test_people_who_come_first_do_not_change_as_the_team_grows() -> None:
    """A person of a small team does the same in a large one."""
    with start(Setup(people=2, now=NOW)) as small, start(Setup(people=30, now=NOW)) as large:
        ours = {entry.email for entry in small.facts().roster}
        theirs = [event for event in large.facts().events if event.email in ours]
        assert tally(theirs) == tally(small.facts().events)


def test_a_day_with_activity_has_an_active_row() -> None:
    """In the ordinary case daily rows agree with the events."""
    with start(Setup(people=40, now=NOW)) as box:
        facts = box.facts()
        active = {(row.email, row.day) for row in facts.days if row.is_active}
        caused = [
            (event.email, reading.day_of(event).isoformat())
            for event in facts.events
            if event.email and not (event.service_account or event.automation or event.free_bugbot)
        ]
        assert caused
        assert set(caused) <= active
