"""Reading the sandbox's team: what arrives is what the team did, at the least possible price."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from math import ceil, floor

import polars as pl
import pytest

from seatlight import errors
from seatlight.model.window import day_number, day_of
from seatlight.ports import Recount, Wanted
from seatlight.sandbox import QUIRKS, Box, Facts, Setup, start
from seatlight.sources.cursor import CursorSource
from seatlight.sources.cursor.events import span_of
from seatlight.tables.codes import CodeBook, Codes
from tests.sources.cursor.reading import NOW, Reading, Tally, client, read_all, wanted_of

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
        wanted = wanted_of(90)
        reading = read_all(http, wanted)
        facts = box.facts()
    assert usage_read(reading) == usage_done(facts, *span_of(wanted.usage_days[0], wanted.as_of))
    assert used_days_read(reading) == used_days_done(facts)
    assert reading.complete is (quirk != "count-off")


@pytest.mark.parametrize("days", [1, 2, 30, 31, 61, 90])
def test_a_reading_costs_the_least_and_one_per_chunk(days: int) -> None:
    """One quote per 30 days, full pages, one request more per chunk at most; the plan tells the price.

    A few days are read without asking for it.
    """
    with box_of(people=60) as box, client(box.url, box.key) as http:
        tick = Tally()
        reading = read_all(http, wanted_of(days), tick)
        asked = box.counts()["/teams/filtered-usage-events"]
        assert tick.requests == len(box.requests)
    quotes = ceil(days / 30) if days > 3 else 0
    chunks = len([step for step, _ in reading.arrivals if step.table == "usage_days" and not step.finds_out])
    events = reading.table("usage_days")["events"].sum()
    assert chunks == quotes + 1
    assert asked <= ceil(events / 1000) + chunks + quotes
    assert abs(reading.cost - tick.requests) <= 2


def test_days_without_events_cost_nothing_but_their_quote() -> None:
    """A team that is empty, or as_of at midnight, is no reason to ask."""
    with box_of("empty-team") as box, client(box.url, box.key) as http:
        assert read_all(http, wanted_of(90)).complete
        assert box.counts()["/teams/filtered-usage-events"] == 3
    midnight = datetime(2026, 11, 22, tzinfo=UTC)
    with box_of() as box, client(box.url, box.key) as http:
        reading = read_all(http, wanted_of(1, as_of=midnight))
        assert reading.complete
        assert reading.table("usage_days").is_empty()
        assert "/teams/filtered-usage-events" not in box.counts()


def test_steps_come_in_the_order_in_which_they_decide() -> None:
    """Daily rows before seat dates and spend; the price, the newest two days, then older ones; every day once."""
    with box_of() as box, client(box.url, box.key) as http:
        wanted = wanted_of(90)
        done = [step for step, _ in read_all(http, wanted).arrivals]
    by_lane = {lane: [step for step in done if step.lane == lane] for lane in ("admin", "events")}
    admin = sorted(by_lane["admin"], key=lambda step: step.priority)
    assert [step.table for step in admin] == ["roster", *["seat_days"] * 3, "seat_changes", "cycle_spend"]
    events = sorted(by_lane["events"], key=lambda step: step.priority)
    assert [step.finds_out for step in events] == [*[True] * 3, *[False] * 4]
    for steps in (admin[1:4], events[3:]):
        covers = [step.covers for step in steps if step.covers]
        days = [day for window in covers for day in range(window.first, window.last + 1)]
        assert sorted(days) == list(range(wanted.usage_days[0].first, wanted.usage_days[0].last + 1))
        assert [window.last_on for window in covers] == sorted((w.last_on for w in covers), reverse=True)
    assert [step.covers.days for step in events[3:] if step.covers] == [2, 28, 30, 30]


@pytest.mark.parametrize("quirk", ["audit-refused", "spend-refused"])
def test_what_the_plan_does_not_allow_is_left_out_with_a_note(quirk: str) -> None:
    """Seat dates and spend are welcome, not needed."""
    with box_of(quirk) as box, client(box.url, box.key) as http:
        reading = read_all(http, wanted_of(30))
    assert reading.complete
    assert len(reading.notes) == 1
    assert "not available" in reading.notes[0]


@pytest.mark.parametrize("quirk", REFUSED)
def test_one_endpoint_that_is_refused_leaves_the_others_readable(quirk: str) -> None:
    """The steps of that endpoint fail with the reason; every other step brings what it should."""
    failed, tick = set(), Tally()
    with box_of(quirk) as box, client(box.url, box.key) as http:
        for step in CursorSource(http, CodeBook(Codes(), Codes())).plan(wanted_of(90)):
            try:
                assert step.run(tick).complete
            except errors.PlanRefused:
                failed.add(step.table)
    assert failed == {REFUSED[quirk]}


def test_a_count_that_still_holds_costs_one_request() -> None:
    """Nothing is read again where the vendor counts as many events as we do."""
    with box_of() as box, client(box.url, box.key) as http:
        older = wanted_of(30).usage_days[0].previous
        read = read_all(http, Wanted(as_of=wanted_of(1).as_of, usage_days=(older,)))
        rows = read.table("usage_days").group_by("day").agg(pl.col("events").sum())
        recount = Recount(older, dict(rows.iter_rows()))
        box.requests.clear()
        again = read_all(http, Wanted(as_of=wanted_of(1).as_of, recounts=(recount,)))
        assert box.counts() == {"/teams/members": 1, "/teams/filtered-usage-events": 1}
    assert [arrival.counted for _, arrival in again.arrivals[1:]] == [True]


def test_a_single_address_is_asked_for_as_the_roster_spells_it() -> None:
    """One request brings all that it did, and nothing of anybody else."""
    with box_of("mixed-case") as box, client(box.url, box.key) as http:
        source = CursorSource(http, codes := CodeBook(Codes(), Codes()))
        source.roster().run(Tally())
        member = codes.members.code("tomas.berg@example.org")
        window = wanted_of(30).usage_days[0]
        [step] = source.asking_for([member], [window], wanted_of(1).as_of)
        arrival = step.run(Tally())
        facts = box.facts()
    first, last = span_of(window, wanted_of(1).as_of)
    done = [event for event in facts.events if first <= event.at_ms <= last]
    mine = [event for event in done if event.email == "tomas.berg@example.org"]
    assert arrival.complete
    assert sum(frame["events"].sum() for frame in arrival.frames) == len(mine) > 0
    assert {code for frame in arrival.frames for code in frame["member"]} == {member}
    assert step.members == frozenset({member})


def test_a_wrong_key_ends_the_reading() -> None:
    """The first request tells it."""
    with box_of() as box, client(box.url, "crsr_wrong") as http:
        with pytest.raises(errors.KeyRefused) as caught:
            read_all(http, wanted_of(90))
        assert len(box.requests) == 1
    assert "wrong" not in caught.value.says


@pytest.mark.parametrize("path", ["members", "daily-usage-data", "audit-logs", "spend", "filtered-usage-events"])
def test_faults_that_pass_leave_no_trace(path: str) -> None:
    """The reading is the same as without them, whatever they hit."""
    troubles = ("error-500", "error-502-html", "truncated", "reset", "wrong-types", "too-many", "slow:0.01")
    faults = tuple(f"{trouble}@/teams/{path}:1" for trouble in troubles)
    with box_of(faults=faults) as box, client(box.url, box.key, retry_for=20, minute=0.1) as http:
        wanted = wanted_of(30)
        reading = read_all(http, wanted)
        assert usage_read(reading) == usage_done(box.facts(), *span_of(wanted.usage_days[0], wanted.as_of))
        assert used_days_read(reading) == used_days_done(box.facts())
    assert reading.complete
    assert reading.notes == []


def test_events_that_do_not_add_up_are_read_twice_and_told() -> None:
    """What arrived is kept, marked incomplete, with a note that says by how much."""
    with box_of("count-off") as box, client(box.url, box.key) as http:
        reading = read_all(http, wanted_of(2))
        assert box.counts()["/teams/filtered-usage-events"] == 2
    assert not reading.complete
    assert "Cursor counts" in reading.notes[0]
    assert "arrived" in reading.notes[0]


def test_seat_dates_and_roster_are_those_of_the_facts() -> None:
    """Who holds a seat, and since when as far as the audit log tells."""
    with box_of("audit-layouts") as box, client(box.url, box.key) as http:
        reading, facts = read_all(http, wanted_of(7)), box.facts()
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
