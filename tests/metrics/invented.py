"""Invented facts of small teams, as odd as the API allows, and their reports without any reading in between."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from hypothesis import strategies as st

from seatlight.config import load
from seatlight.metrics.window import events_window, spans_of
from seatlight.model.limits import Limits
from seatlight.model.window import Window
from seatlight.reports.developers import developers_report, measured_team
from seatlight.tables.join import join
from tests.builders import reach_of, snapshot_of

Facts = dict[str, Any]

TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 13, 45, tzinfo=UTC)
REACH = 90
EMAILS = ("hana@example.org", "ines@example.org", "chen@example.org", "bob@example.org", "sa-1@example.org")
TIERS = load({}).tiers

ago = st.integers(0, REACH - 1)
email = st.one_of(st.none(), st.sampled_from(EMAILS))
few = st.integers(0, 3)
tokens = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {
            "input": st.integers(0, 2000),
            "output": st.integers(0, 500),
            "cache_read": st.integers(0, 9),
            "cache_write": few,
            "total_cents": st.one_of(st.none(), st.integers(0, 500).map(lambda n: n / 8)),
        }
    ),
)
roster: st.SearchStrategy[list[Any]] = st.lists(
    st.fixed_dictionaries(
        {
            "email": email,
            "name": st.sampled_from(["", "Hana", "Ines"]),
            "role": st.sampled_from(["member", "owner", "Free-Owner", "odd"]),
            "removed": st.booleans(),
            "character": st.just("any"),
        }
    ),
    max_size=6,
)
days: st.SearchStrategy[list[Any]] = st.lists(
    st.fixed_dictionaries(
        {
            "email": email,
            "ago": ago,
            "is_active": st.sampled_from([None, False, True]),
            "applies": few,
            "accepts": few,
            "rejects": few,
            "tabs_shown": st.integers(0, 30),
            "tabs_accepted": few,
            "composer_requests": few,
            "chat_requests": few,
            "agent_requests": st.integers(0, 30),
            "cmdk_usages": few,
        }
    ),
    max_size=60,
)
events: st.SearchStrategy[list[Any]] = st.lists(
    st.fixed_dictionaries(
        {
            "email": email,
            "ago": ago,
            "ms": st.integers(0, 86_399_999),
            "tokens": tokens,
            "model": st.sampled_from(["claude-4.5-sonnet", "composer-2.5", "default", "mystery-1"]),
            "kind": st.sampled_from(
                ["Usage-based", "Included in Business", "Errored, not charged", "USAGE_EVENT_KIND_ABORTED_NOT_CHARGED"]
            ),
            "charged_cents": st.one_of(st.none(), st.integers(0, 900).map(lambda n: n / 16)),
            "service_account": st.sampled_from([None, None, "sa_1"]),
            "automation": st.sampled_from([None, None, "run-1"]),
            "free_bugbot": st.booleans(),
        }
    ),
    max_size=60,
)
changes: st.SearchStrategy[list[Any]] = st.lists(
    st.fixed_dictionaries({"email": st.sampled_from(EMAILS), "ago": ago, "change": st.sampled_from(["add", "remove"])}),
    max_size=6,
)


@st.composite
def teams(draw: st.DrawFn) -> Facts:
    """The facts of a team of at most five addresses."""
    return {
        "schema": "seatlight.facts/1",
        "now": NOW.isoformat(),
        "today": TODAY.isoformat(),
        "reach_days": REACH,
        "seed": 0,
        "people": 5,
        "quirks": [],
        "roster": draw(roster),
        "seat_changes": [{**change, "at": _at(change["ago"]).isoformat()} for change in draw(changes)],
        "days": [{**day, "day": (TODAY - timedelta(days=day["ago"])).isoformat()} for day in draw(days)],
        "events": [
            {**event, "at_ms": int(_at(event["ago"]).timestamp() * 1000) + event["ms"]} for event in draw(events)
        ],
        "spend": {"cycle_start_at": _at(19).isoformat(), "members": []},
    }


def _at(days_ago: int) -> datetime:
    return datetime.combine(TODAY - timedelta(days=days_ago), datetime.min.time(), UTC)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """A window inside the reach."""
    last_on = TODAY - timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 5, 40, 70])))
    first_on = last_on - timedelta(days=draw(st.sampled_from([0, 6, 13, 29, 59, 89])))
    return Window(max(first_on, TODAY - timedelta(days=REACH - 1)), last_on)


def report_of(facts: Facts, window: Window) -> Facts:
    """The product's document of these facts, as JSON values, computed from tables that hold them all."""
    limits = Limits()
    snapshot = snapshot_of(facts, events_window(window, reach_of(facts), limits))
    joined = join(snapshot, tiers=TIERS.by_tier(snapshot.models))
    report = developers_report(measured_team(joined, spans_of(joined, window, limits)))
    document: Facts = json.loads(msgspec.json.encode(report.document()))
    return document
