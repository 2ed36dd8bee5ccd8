"""The oracle on people: joined addresses, deactivated accounts, holds, missing days, comparisons."""

from datetime import timedelta
from typing import Any

import pytest

from .differences import differences
from .hand_made import CHEN, INES, TODAY, ago, daily, developer, event, facts, fired, member, report

Row = dict[str, Any]


def person(email: str, **other: str) -> Row:
    """A row of the people CSV: an active account unless said otherwise."""
    return {"email": email, "name": "", "account_id": "", "status": "active", "also": "", **other}


def test_two_addresses_of_one_person_are_one_row_and_two_seats() -> None:
    """Tokens add up, a day on which both were used counts once, and the seat is since the older one."""
    roster = [member(INES), member(CHEN), member(CHEN, removed=True), member(None)]
    events = [event(INES, ago(2), 10), event(CHEN, ago(2), 20), event(CHEN, ago(3), 30)]
    given = facts(roster, events=events, added={INES: ago(40), CHEN: ago(50)})
    document = report(given, people=[person(INES, also=CHEN.upper(), account_id="a1", name="Ines D.")])
    row = developer(document, INES)
    assert (row["name"], row["emails"], row["jira_account_id"]) == ("Ines D.", [INES, CHEN], "a1")
    assert (row["total_tokens"], row["active_days"], row["seat_since"]) == (60, 2, ago(50).isoformat())
    assert (document["team"]["seats"], document["team"]["seats_used"]) == (3, 2)
    nameless = developer(document, None)
    assert (nameless["state"], fired(nameless)) == ("unknown", {"unmatched_seat": "certain"})


def test_a_deactivated_person_with_a_seat_is_left_and_a_held_seat_is_let_be() -> None:
    """`left` comes before all else; a hold ends with its last day; both still have an unused seat."""
    given = facts([member(INES), member(CHEN)])
    hold = {"email": CHEN, "starts_on": ago(9).isoformat(), "until": TODAY.isoformat(), "reason": "away"}
    document = report(given, people=[person(INES, status="deactivated"), person(CHEN)], holds=[hold])
    assert developer(document, INES)["state"] == "left"
    assert list(fired(developer(document, INES))) == [
        "inactive_seat",
        "reclaim_candidate",
        "offboarded_seated",
    ]
    held = developer(document, CHEN)
    assert (held["state"], held["state_since"], held["signals"]) == ("on_hold", ago(9).isoformat(), [])
    ended = report(given, holds=[{**hold, "until": ago(1).isoformat()}])
    assert developer(ended, CHEN)["state"] == "no_use_seen"


@pytest.mark.parametrize(("now", "before", "key"), [(6, 5, "growing"), (4, 5, "declining"), (5, 5, "plateaued")])
def test_blocks_of_thirty_days_are_compared_by_active_days_where_tokens_are_unknown(
    now: int, before: int, key: str
) -> None:
    """6 to 5 is 20 % up, 4 to 5 is 20 % down; 5 to 5 is below half of the median of a daily team."""
    events = [event(INES, ago(1 + n), None) for n in range(now)]
    events += [event(INES, ago(31 + n), None) for n in range(before)]
    busy = [daily(CHEN, ago(n)) for n in range(60)]
    row = developer(report(facts([member(INES), member(CHEN)], events=events, days=busy)), INES)
    assert list(fired(row)) == ["active", key]


def test_where_tokens_are_known_they_must_move_as_well() -> None:
    """Six days against five with the same tokens is no growth; today belongs to neither block."""
    events = [event(INES, ago(n), 10) for n in range(1, 7)] + [event(INES, TODAY, 900)]
    events += [event(INES, ago(31 + n), 12) for n in range(5)]
    assert list(fired(developer(report(facts([member(INES)], events=events)), INES))) == ["active"]


def test_premium_overuse_is_measured_against_the_team() -> None:
    """40 of 50 events are 80 %, the team's 40 of 80 are 50 %; with 49 events nothing is said."""
    models = ["slow-one"] * 40 + ["quick-one"] * 10
    events = [event(INES, ago(2), model=model) for model in models]
    others = [event(CHEN, ago(2), model="quick-one") for _ in range(30)]
    tiers = {"slow-one": "premium", "quick-one": "fast"}.get
    roster = [member(INES), member(CHEN)]
    row = developer(report(facts(roster, events=events + others), tiers=tiers), INES)
    assert (row["premium_share"], "premium_overuse" in fired(row)) == (0.8, True)
    fewer = developer(report(facts(roster, events=events[:-1] + others), tiers=tiers), INES)
    assert "premium_overuse" not in fired(fewer)


def test_nobody_is_called_idle_on_days_that_could_not_be_read() -> None:
    """A lost day of events makes the idle unknown, the trend unknown and the report incomplete."""
    given = facts([member(INES), member(CHEN)], days=[daily(CHEN, ago(n)) for n in range(20)])
    document = report(given, missing={"events": [ago(5).isoformat()]})
    assert document["freshness"]["complete"] is False
    idle = developer(document, INES)
    assert (idle["state"], idle["trend"], idle["signals"]) == ("unknown", "unknown", [])
    assert developer(document, CHEN)["state"] == "active"
    lost_rows = report(given, missing={"days": [ago(40).isoformat()]})
    assert developer(lost_rows, INES)["known_since"] == ago(39).isoformat()
    assert list(fired(developer(lost_rows, INES))) == ["inactive_seat"]


def test_activity_after_the_window_is_ignored() -> None:
    """A window that ended 10 days ago does not know what happened since; a seat given since is new, not idle."""
    days = [daily(INES, ago(5)), daily(INES, ago(20))]
    given = facts([member(INES), member(CHEN)], days=days, added={CHEN: ago(3)})
    document = report(given, days=7, last_on=ago(10))
    assert developer(document, INES)["last_active_on"] == ago(20).isoformat()
    chen = developer(document, CHEN)
    assert (chen["seat_since"], chen["state"]) == (ago(3).isoformat(), "new")


def test_adjacent_windows_add_up() -> None:
    """The tokens of two halves are the tokens of the whole."""
    given = facts([member(INES)], events=[event(INES, ago(n), n + 1) for n in range(60)])
    halves = [report(given), report(given, last_on=TODAY - timedelta(days=30))]
    assert sum(half["team"]["total_tokens"] for half in halves) == report(given, 60)["team"]["total_tokens"] == 1830


def test_differences_tell_each_deviation_in_a_line_and_ignore_the_rest() -> None:
    """`because`, notes and further keys are no difference; a value, a signal and a row are."""
    true = report(facts([member(INES), member(CHEN)], events=[event(CHEN, ago(2))]))
    actual = {**true, "freshness": {**true["freshness"], "notes": ["so"]}, "more": 1}
    signals = [{**signal, "because": "idle"} for signal in true["developers"][1]["signals"]]
    rows = [true["developers"][0], {**true["developers"][1], "signals": signals, "developer_id": "d1"}]
    assert differences({**actual, "developers": rows}, true) == []
    assert differences({**actual, "developers": rows[::-1]}, true) == [
        f"the order of rows has {INES} where {CHEN} belongs"
    ]
    wrong = [{**rows[0], "total_tokens": 11}, {**rows[1], "signals": signals[:1]}]
    assert differences({**actual, "developers": wrong}, true) == [
        f"{CHEN}: total_tokens is 11, expected 10",
        f"{INES}: signal reclaim_candidate (certain) is missing",
    ]
    assert differences({**actual, "developers": rows[:1]}, true) == [f"{INES}: the row is missing"]
