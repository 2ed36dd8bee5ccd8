"""Reading the sandbox's team: what arrives is what the team did, at the least possible price."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from math import ceil, floor

import pytest

from seatlight import errors
from seatlight.model.window import day_number, day_of
from seatlight.sandbox import QUIRKS, Box, Facts, Setup, start
from seatlight.sources.cursor import CursorSource
from seatlight.sources.cursor.events import span_of
from seatlight.tables.codes import CodeBook, Codes
from tests.sources.cursor.reading import NOW, Reading, Tally, client, need_of, read_all

REFUSING = {"wrong-plan-401", "wrong-plan-403"}
REFUSED = {"events-refused": "usage_days", "daily-refused": "seat_days"}
"""Quirks that refuse one endpoint that a complete report needs, and the table it fills."""
SMALL = 25


def box_of(*quirks: str, people: int = SMALL, faults: tuple[str, ...] = ()) -> Box:
    """A sandbox on the same afternoon each time."""
    return start(Setup(people=people, quirks=frozenset(quirks), now=NOW, faults=faults))


def usage_read(reading: Reading) -> Counter[tuple[str | None, str, int, str]]:
    """Events, tokens and cost per address, model and day, as read."""
    members, models = reading.codes.members.names, reading.codes.models.names
    totals: Counter[tuple[str | None, str, int, str]] = Counter()
    for row in reading.table("usage_days").to_dicts():
        for name in ("events", "events_without_tokens", "input_tokens", "output_tokens", "spend_microcents"):
            totals[members[row["member"]], models[row["model"]] or "", row["day"], name] += row[name]
    return +totals


def usage_done(facts: Facts, first_ms: int, last_ms: int) -> Counter[tuple[str | None, str, int, str]]:
    """The same from the facts."""
    totals: Counter[tuple[str | None, str, int, str]] = Counter()
    for event in facts.events:
        if first_ms <= event.at_ms <= last_ms:
            key = (event.email, event.model, event.at_ms // 86_400_000)
            tokens, charged = event.tokens, event.charged_cents
            totals[*key, "events"] += 1
            totals[*key, "events_without_tokens"] += tokens is None
            if tokens:
                totals[*key, "input_tokens"] += tokens.input
                totals[*key, "output_tokens"] += tokens.output
                charged = tokens.total_cents if charged is None else charged
            totals[*key, "spend_microcents"] += floor((charged or 0) * 1e6 + 0.5)
    return +totals


def used_days_read(reading: Reading) -> set[tuple[str | None, str]]:
    """Who had an active day when, as read."""
    rows = reading.table("seat_days").to_dicts()
    names = reading.codes.members.names
    return {(names[row["member"]], day_of(row["day"]).isoformat()) for row in rows if row["used"]}


def used_days_done(facts: Facts) -> set[tuple[str | None, str]]:
    """The same from the facts."""
    return {
        (row.email, str(row.day))
        for row in facts.days
        if row.is_active
        or row.applies + row.accepts + row.rejects + row.tabs_accepted
        or row.composer_requests + row.chat_requests + row.agent_requests + row.cmdk_usages
    }


@pytest.mark.parametrize("quirk", ["", *sorted(QUIRKS.keys() - REFUSING - REFUSED.keys())])
def test_every_quirk_reads_as_what_the_team_did(quirk: str) -> None:
    """Tokens, cost and active days are those of the facts, whatever way they are written down."""
    with box_of(*filter(None, [quirk])) as box, client(box.url, box.key) as http:
        need = need_of(90)
        reading = read_all(http, need)
        facts = box.facts()
    assert usage_read(reading) == usage_done(facts, *span_of(need.events, need.as_of))
    assert used_days_read(reading) == used_days_done(facts)
    assert reading.complete is (quirk != "count-off")


@pytest.mark.parametrize("days", [1, 2, 30, 31, 61, 90])
def test_a_reading_costs_the_least_and_one_per_chunk(days: int) -> None:
    """One quote per 30 days, full pages, one request more per chunk at most; the plan tells the price."""
    with box_of(people=60) as box, client(box.url, box.key) as http:
        need, tick = need_of(days), Tally()
        reading = read_all(http, need, tick)
        asked = box.counts()["/teams/filtered-usage-events"]
        assert tick.requests == len(box.requests)
    quotes = ceil(days / 30)
    chunks = len([table for table, _ in reading.arrivals if table == "usage_days"])
    events = reading.table("usage_days")["events"].sum()
    assert chunks <= quotes + 1
    assert asked <= ceil(events / 1000) + chunks + quotes
    assert abs(reading.cost + quotes - tick.requests) <= 2


def test_days_without_events_cost_nothing_but_their_quote() -> None:
    """A team that is empty, or as_of at midnight, is no reason to ask."""
    with box_of("empty-team") as box, client(box.url, box.key) as http:
        assert read_all(http, need_of(90)).complete
        assert box.counts()["/teams/filtered-usage-events"] == 3
    midnight = datetime(2026, 11, 22, tzinfo=UTC)
    with box_of() as box, client(box.url, box.key) as http:
        reading = read_all(http, need_of(1, as_of=midnight))
        assert reading.complete
        assert reading.table("usage_days").is_empty()
        assert "/teams/filtered-usage-events" not in box.counts()


def test_steps_come_in_the_order_in_which_they_decide() -> None:
    """The roster first, the newest two days of events before all older ones, every day covered once."""
    with box_of() as box, client(box.url, box.key) as http:
        need = need_of(90)
        steps = CursorSource(http, CodeBook(Codes(), Codes())).plan(need, Tally())
    tables = [step.table for step in steps]
    assert tables == ["roster", *["seat_days"] * 3, "seat_changes", "cycle_spend", *["usage_days"] * 4]
    assert {step.lane for step in steps} == {"admin", "events"}
    for table in ("seat_days", "usage_days"):
        covers = [step.covers for step in steps if step.table == table and step.covers]
        days = [day for window in covers for day in range(window.first, window.last + 1)]
        assert sorted(days) == list(range(need.reach.first, need.reach.last + 1))
        assert [window.last_on for window in covers] == sorted((w.last_on for w in covers), reverse=True)
    assert [step.covers.days for step in steps if step.table == "usage_days" and step.covers] == [
        2,
        28,
        30,
        30,
    ]


@pytest.mark.parametrize("quirk", ["audit-refused", "spend-refused"])
def test_what_the_plan_does_not_allow_is_left_out_with_a_note(quirk: str) -> None:
    """Seat dates and spend are welcome, not needed."""
    with box_of(quirk) as box, client(box.url, box.key) as http:
        reading = read_all(http, need_of(30))
    assert reading.complete
    assert len(reading.notes) == 1
    assert "not available" in reading.notes[0]


@pytest.mark.parametrize("quirk", sorted(REFUSING))
def test_a_key_of_the_wrong_plan_ends_the_reading(quirk: str) -> None:
    """Both ways of saying so end in one sentence, once neither events nor daily rows can be read."""
    with box_of(quirk) as box, client(box.url, box.key) as http:
        with pytest.raises(errors.PlanRefused):
            read_all(http, need_of(90))
        assert len(box.requests) <= 4


@pytest.mark.parametrize("quirk", REFUSED)
def test_one_endpoint_that_is_refused_leaves_the_others_readable(quirk: str) -> None:
    """The steps of that endpoint fail with the reason; every other step brings what it should."""
    failed, tick = set(), Tally()
    with box_of(quirk) as box, client(box.url, box.key) as http:
        for step in CursorSource(http, CodeBook(Codes(), Codes())).plan(need_of(90), tick):
            try:
                assert step.run(tick).complete
            except errors.PlanRefused:
                failed.add(step.table)
    assert failed == {REFUSED[quirk]}


def test_refused_events_are_not_asked_for_again() -> None:
    """One quote tells it; the step that fails covers all days that were needed."""
    with box_of("events-refused") as box, client(box.url, box.key) as http:
        need = need_of(90)
        steps = CursorSource(http, CodeBook(Codes(), Codes())).plan(need, Tally())
        assert [step.covers for step in steps if step.table == "usage_days"] == [need.events]
        with pytest.raises(errors.PlanRefused):
            steps[-1].run(Tally())
        assert box.counts()["/teams/filtered-usage-events"] == 1


def test_a_wrong_key_ends_the_reading() -> None:
    """Two requests tell that it is the key and not the plan."""
    with box_of() as box, client(box.url, "crsr_wrong") as http:
        with pytest.raises(errors.KeyRefused) as caught:
            read_all(http, need_of(90))
        assert len(box.requests) == 2
    assert "wrong" not in caught.value.says


@pytest.mark.parametrize("path", ["members", "daily-usage-data", "audit-logs", "spend", "filtered-usage-events"])
def test_faults_that_pass_leave_no_trace(path: str) -> None:
    """The reading is the same as without them, whatever they hit."""
    troubles = ("error-500", "error-502-html", "truncated", "reset", "wrong-types", "too-many", "slow:0.01")
    faults = tuple(f"{trouble}@/teams/{path}:1" for trouble in troubles)
    with box_of(faults=faults) as box, client(box.url, box.key, retry_for=20, minute=0.1) as http:
        need = need_of(30)
        reading = read_all(http, need)
        assert usage_read(reading) == usage_done(box.facts(), *span_of(need.events, need.as_of))
        assert used_days_read(reading) == used_days_done(box.facts())
    assert reading.complete
    assert reading.notes == []


def test_events_that_do_not_add_up_are_read_twice_and_told() -> None:
    """What arrived is kept, marked incomplete, with a note that says by how much."""
    with box_of("count-off") as box, client(box.url, box.key) as http:
        reading = read_all(http, need_of(2))
        assert box.counts()["/teams/filtered-usage-events"] == 3
    assert not reading.complete
    assert "Cursor counts" in reading.notes[0]
    assert "arrived" in reading.notes[0]


def test_seat_dates_and_roster_are_those_of_the_facts() -> None:
    """Who holds a seat, and since when as far as the audit log tells."""
    with box_of("audit-layouts") as box, client(box.url, box.key) as http:
        reading, facts = read_all(http, need_of(7)), box.facts()
    names = reading.codes.members.names
    changes = {(names[row["member"]], row["day"], row["change"]) for row in reading.table("seat_changes").to_dicts()}
    assert changes == {
        (told.email, day_number(datetime.fromisoformat(str(told.at)).date()), told.change)
        for told in facts.seat_changes
    }
    seats = Counter((names[row["member"]], row["seat"]) for row in reading.table("roster").to_dicts())
    assert seats == Counter(
        (who.email, "removed" if who.removed else "none" if who.role == "free-owner" else "active")
        for who in facts.roster
    )
