"""What is told before everything is read: whatever is certain stays so, and few developers cost few requests."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from seatlight.actions.deps import Deps
from seatlight.actions.refresh_usage import refresh_usage
from seatlight.actions.show import show_report
from seatlight.actions.tally import Tally
from seatlight.actions.window import Ask
from seatlight.config import load
from seatlight.model.access import OPERATOR
from seatlight.ports import Step
from seatlight.sandbox import Box, Setup, start
from seatlight.sandbox.clock import VirtualClock
from seatlight.sandbox.limits import EVENTS_PATH
from seatlight.wiring import wired
from tests.oracle import differences
from tests.reading import NOW, Document, expected, facts_of, read

Row = dict[str, Any]

IDLE = {"stopped", "never_started", "no_use_seen", "new"}
BUSY = 24.0
"""Events of an active developer a day from which it pays to ask for single addresses first."""
OF_THE_TEAM = {"times_team_mean", "signals", "next_action", "next_because"}
"""What is told of a developer by comparing with others, or may rest on such a comparison."""

COMPARING = {
    "plateaued",
    "heavy_user",
    "efficient_heavy_user",
    "high_consumption_low_acceptance",
    "premium_overuse",
}


class Look(NamedTuple):
    """The report at one moment."""

    complete: bool
    rows: dict[str, Row]

    def certain(self) -> dict[tuple[str, str], str]:
        """What is told as certain: states by address, and signals by address and key."""
        states = {(email, "state"): row["state"] for email, row in self.rows.items() if _is_certain(row)}
        return states | {
            (email, signal["key"]): "fires" for email, row in self.rows.items() for signal in row["signals"]
        }


def _is_certain(row: Row) -> bool:
    return bool(row["state_certainty"] == "certain" and row["state"] != "unknown")


class Looking(Tally):
    """A watcher that looks at the report whenever a step has ended."""

    def __init__(self, deps: Deps, ask: Ask) -> None:
        super().__init__({})
        self._deps, self._ask = deps, ask
        self.looks: list[Look] = []

    def finished(self, step: Step) -> None:
        """Look."""
        super().finished(step)
        self.look()

    def look(self) -> None:
        """Remember what is told now."""
        report = show_report(OPERATOR, self._deps, self._ask)
        rows = {row["email"]: row for row in report.table("developers").rows}
        self.looks.append(Look(report.complete, rows))


class Reading(NamedTuple):
    """A cold reading: what was told on the way and at last, and how many requests were for a single address."""

    early: list[Look]
    last: Look
    addresses_asked: int

    @property
    def idle(self) -> dict[str, str]:
        """Who is idle at last, and how."""
        return {email: row["state"] for email, row in self.last.rows.items() if row["state"] in IDLE}


@cache
def reading(people: int, quirks: tuple[str, ...], days: int, pace: float = BUSY) -> Reading:
    """One at the vendor's real quotas, on a clock that runs by itself."""
    clock, ask = VirtualClock(), Ask(days=days)
    with start(setup_of(people, *quirks, pace=pace), clock=clock.now, wait=clock.sleep) as box:
        settings = load({"SEATLIGHT_CURSOR_URL": box.url, "SEATLIGHT_CURSOR_API_KEY": box.key})
        with wired(settings, clock=lambda: NOW, timer=clock, threads=clock.side_by_side) as deps:
            looking = Looking(deps, ask)
            refresh_usage(OPERATOR, deps, ask, looking)
            early = list(looking.looks)
            looking.look()
        return Reading(early, looking.looks[-1], addresses_asked(box))


def setup_of(people: int, *quirks: str, pace: float = BUSY) -> Setup:
    """A team on the fixed day, behind quotas."""
    return Setup(
        people=people,
        now=NOW,
        quirks=frozenset(quirks),
        quotas="real",
        latency_seconds=0.4,
        events_per_active_day=pace,
    )


def addresses_asked(box: Box) -> int:
    """How many requests for events were for a single address."""
    return sum('"email"' in asked.summary for asked in box.requests)


CASES = [(25, ()), (25, ("events-20",)), (25, ("shutdown",)), (60, ()), (60, ("shutdown",))]


@pytest.mark.parametrize(
    ("people", "quirks", "days"),
    [
        *((*case, 30) for case in CASES),
        *(pytest.param(*case, 90, marks=pytest.mark.soak) for case in CASES[:-1]),
        (*CASES[-1], 90),
    ],
)
def test_what_is_told_as_certain_on_the_way_is_so_in_the_end(people: int, quirks: tuple[str, ...], days: int) -> None:
    """Each state and each signal, at every moment of a cold pass; single addresses are asked for on the way."""
    early, last, alone = reading(people, quirks, days)
    assert last.complete
    assert alone > 0
    final = last.certain()
    for look in early:
        assert {what: value for what, value in look.certain().items() if final.get(what) != value} == {}


@pytest.mark.parametrize(("people", "quirks"), [(25, ()), (60, ()), (60, ("shutdown",))])
def test_nobody_is_called_idle_on_the_way_who_is_not(people: int, quirks: tuple[str, ...]) -> None:
    """Not even as likely."""
    early, _, _ = found = reading(people, quirks, 30)
    for look in early:
        assert {email for email, row in look.rows.items() if row["state"] in IDLE} <= found.idle.keys()


@pytest.mark.parametrize("people", [25, 60])
def test_every_idle_seat_is_told_before_all_events_are_read(people: int) -> None:
    """Asking for the few that look idle takes moments."""
    found = reading(people, (), 30)
    assert len(found.idle) > 5
    early = [look.rows for look in found.early if not look.complete]
    assert any(all(rows[email]["state"] == state for email, state in found.idle.items()) for rows in early)


def test_a_cheap_reading_asks_for_no_single_address() -> None:
    """Where all events are a few pages there is nothing to gain."""
    found = reading(25, (), 30, pace=3.2)
    assert found.last.complete
    assert found.addresses_asked == 0


@pytest.fixture(scope="module")
def team() -> Iterator[Box]:
    """A busy team of 60."""
    with start(Setup(people=60, now=NOW, events_per_active_day=BUSY)) as box:
        yield box


@pytest.fixture(scope="module")
def whole(team: Box) -> Document:
    """The report of everybody, over 30 days."""
    return read(team, Ask(days=30))


def asked_for(team: Box, ask: Ask, **changes: Any) -> tuple[Document, int, int]:
    """The report of what is asked, how many requests for events it took, and how many of them were for an address."""
    team.requests.clear()
    document = read(team, ask, **changes)
    return document, team.counts().get(EVENTS_PATH, 0), addresses_asked(team)


def own(row: Row) -> Row:
    """What of a row rests on its developer alone; of its signals those that do."""
    kept = {key: value for key, value in row.items() if key not in OF_THE_TEAM}
    return kept | {"alone": [signal for signal in row["signals"] if signal["key"] not in COMPARING]}


@pytest.mark.parametrize("count", [1, 3])
def test_few_developers_come_out_as_in_the_report_of_everybody(team: Box, whole: Document, count: int) -> None:
    """Busy ones and one without use: each row is the same but for what compares with the team."""
    rows = whole["developers"]
    chosen = [rows[0], rows[len(rows) // 2], rows[-1]][:count]
    few, requests, alone = asked_for(team, Ask(days=30, emails=tuple(row["email"].upper() for row in chosen)))
    assert [own(row) for row in few["developers"]] == [own(row) for row in chosen]
    assert few["freshness"]["complete"]
    assert 0 < alone < requests < 30


def test_what_is_told_of_the_team_is_unknown_where_few_were_read(team: Box, whole: Document) -> None:
    """Seats are known from the roster; whatever adds up everybody's use is null, and nobody is compared."""
    few, _, _ = asked_for(team, Ask(days=30, emails=(whole["developers"][0]["email"],)))
    null = {key for key, value in few["team"].items() if value is None}
    assert {"total_tokens", "events", "spend_cents", "seats_used", "utilisation_share", "seats_idle"} <= null
    assert few["team"]["seats"] == whole["team"]["seats"]
    assert [row["times_team_mean"] for row in few["developers"]] == [None]


def test_a_small_team_is_read_wholly_for_few_developers_too() -> None:
    """Asking for one address after the other would cost more; then everything is told, of the team as well."""
    with start(Setup(people=25, now=NOW)) as box:
        everybody = read(box, Ask(days=30))
        chosen = everybody["developers"][:12]
        few, _, alone = asked_for(box, Ask(days=30, emails=tuple(row["email"] for row in chosen)))
    assert alone == 0
    assert few["developers"] == chosen
    assert few["team"] == everybody["team"]


def test_all_addresses_of_a_person_are_asked_for(team: Box, whole: Document, tmp_path: Path) -> None:
    """Naming one of them gives the whole of the person's use."""
    one, other = whole["developers"][1]["email"], whole["developers"][2]["email"]
    path = tmp_path / "people.csv"
    path.write_text(f"email,name,account_id,status,also\n{one},The One,acc-1,active,{other}\n", encoding="utf-8")
    few, _, alone = asked_for(team, Ask(days=30, emails=(other,)), people=path)
    named = {json.loads(asked.summary).get("email") for asked in team.requests if asked.path == EVENTS_PATH}
    assert {one, other} <= named
    assert alone >= 4
    everybody = read(team, Ask(days=30), people=path)
    joined = next(row for row in everybody["developers"] if row["email"] == one)
    assert [own(row) for row in few["developers"]] == [own(joined)]
    assert few["developers"][0]["emails"] == sorted([one, other])


def test_an_address_that_nobody_has_makes_an_empty_report(team: Box) -> None:
    """It costs what asking costs, and says nothing of anybody."""
    few, _, _ = asked_for(team, Ask(days=30, emails=("nobody@example.org",)))
    assert few["developers"] == []
    assert few["freshness"]["complete"]


def test_the_report_that_few_are_held_against_is_the_truth(team: Box, whole: Document) -> None:
    """By the facts of the busy team."""
    assert differences(whole, expected(facts_of(team), 30)) == []
