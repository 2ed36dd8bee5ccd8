"""What holds for any team, however odd."""

import json
from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from seatlight.metrics.states import STATES
from seatlight.model.window import Window
from tests.metrics.invented import REACH, TIERS, TODAY, Facts, report_of, teams, windows
from tests.oracle import differences, truth

ADDING = (
    "total_tokens", "input_tokens", "output_tokens", "cache_read_tokens", "cache_write_tokens", "events",
    "events_without_tokens", "active_days", "suggestions_shown", "suggestions_accepted",
)  # fmt: skip


@given(teams(), windows())
def test_any_team_is_reported_as_it_truly_was(facts: Facts, window: Window) -> None:
    """The columns and the plain loops of the oracle come to the same document."""
    document = truth(facts, first_on=window.first_on, last_on=window.last_on, today=TODAY, tiers=TIERS.tier)
    expected = json.loads(msgspec.json.encode(document))
    assert differences(report_of(facts, window), expected) == []


@given(teams(), windows())
def test_developers_and_the_unattributed_make_the_team(facts: Facts, window: Window) -> None:
    """Nothing is lost and nothing counted twice between the rows and the totals."""
    document = report_of(facts, window)
    team, rows = document["team"], document["developers"]
    assert sum(row["total_tokens"] for row in rows) + team["unattributed_tokens"] == team["total_tokens"]
    assert sum(row["events"] for row in rows) + team["unattributed_events"] == team["events"]


@given(teams(), st.integers(0, REACH - 2))
def test_adjacent_windows_add_up(facts: Facts, cut: int) -> None:
    """What adds up over days does so over two windows that meet."""
    first_on, cut_on = TODAY - timedelta(days=REACH - 1), TODAY - timedelta(days=cut + 1)
    parts = (Window(first_on, cut_on), Window(cut_on + timedelta(days=1), TODAY))
    whole = report_of(facts, Window(first_on, TODAY))["developers"]
    halves = [{row["developer_id"]: row for row in report_of(facts, part)["developers"]} for part in parts]
    for row in whole:
        for key in ADDING:
            assert row[key] == sum(half.get(row["developer_id"], {}).get(key, 0) for half in halves), key


@given(teams(), windows())
def test_everybody_shown_has_exactly_one_state(facts: Facts, window: Window) -> None:
    """States are exclusive and exhaustive, rows unique and sorted by tokens, then address."""
    rows = report_of(facts, window)["developers"]
    assert all(row["state"] in STATES for row in rows)
    assert len({row["developer_id"] for row in rows}) == len(rows)
    order = [(-row["total_tokens"], row["email"] is None, row["email"] or "") for row in rows]
    assert order == sorted(order)


@given(teams(), windows(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(facts: Facts, window: Window, chance: object) -> None:
    """Shuffled daily rows and events give the same document, to the last digit of every sum."""
    shuffled = dict(facts)
    for key in ("days", "events", "seat_changes"):
        rows = list(facts[key])
        chance.shuffle(rows)  # type: ignore[attr-defined]
        shuffled[key] = rows
    assert report_of(shuffled, window) == report_of(facts, window)
