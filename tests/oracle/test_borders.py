"""The oracle at the borders of its definitions."""

from datetime import date
from typing import Any

import pytest

from .days import dates, off_days, shutdown_days
from .hand_made import CHEN, INES, REACH_FROM, ago, daily, developer, event, facts, fired, member, report
from .limits import DEFAULTS, with_defaults
from .numbers import trend_of

Row = dict[str, Any]


def test_total_tokens_are_input_and_output_and_the_cache_stands_beside() -> None:
    """An event that was not charged costs what its model did; one that tells neither costs nothing."""
    used = {"input": 1, "output": 2, "cache_read": 3, "cache_write": 4, "total_cents": 1.5}
    events = [event(INES, ago(2), tokens=None), event(INES, ago(2)) | {"tokens": used}]
    events.append(event(INES, ago(2)) | {"tokens": used, "charged_cents": 0.25})
    document = report(facts([member(INES)], events=[*events, event(None, ago(2)) | {"tokens": used}]))
    assert document["team"]["unattributed_tokens"] == 3
    row = developer(document, INES)
    assert [row[f"{kind}_tokens"] for kind in ("total", "input", "output", "all")] == [6, 2, 4, 20]
    assert [row[f"cache_{kind}_tokens"] for kind in ("read", "write")] == [6, 8]
    assert (row["spend_cents"], row["tokens_per_active_day"]) == (1.75, 6.0)


def test_suggestions_shown_are_never_fewer_than_those_decided_on() -> None:
    """Of each row the larger of applies and decisions counts, and the larger of tabs shown and accepted."""
    rows = [{"applies": 1, "accepts": 3, "rejects": 2, "tabs_accepted": 4}, {"applies": 9, "tabs_shown": 5}]
    days = [daily(INES, ago(2), agent_requests=10, **counts) for counts in rows]
    row = developer(report(facts([member(INES)], days=days)), INES)
    assert (row["suggestions_shown"], row["suggestions_accepted"]) == (5 + 4 + 9 + 5, 7)
    assert (row["decision_share"], row["active_days"]) == (0.25, 1)


@pytest.mark.parametrize(("shown", "low"), [(19, False), (20, True)])
def test_acceptance_is_judged_from_twenty_suggestions_on(shown: int, low: bool) -> None:
    """Nothing accepted of 19 is too little to tell."""
    days = [daily(INES, ago(2), tabs_shown=shown)]
    assert ("low_acceptance" in fired(developer(report(facts([member(INES)], days=days)), INES))) is low


@pytest.mark.parametrize(
    ("now", "before", "trend"),
    [
        (0, 0, "none"),
        (5, 0, "new"),
        (0, 5, "stopped"),
        (6, 5, "rising"),
        (4, 5, "falling"),
        (81, 100, "flat"),
    ],
)
def test_the_trend_turns_at_a_fifth(now: int, before: int, trend: str) -> None:
    """None, new and stopped come before the ratio."""
    assert trend_of(now, before, 0.2)[0] == trend


def test_a_day_is_off_below_a_fifth_of_a_median_of_at_least_five() -> None:
    """Of a median of 5 one is a fifth and not off, none is off; a median of 4 tells nothing."""
    days = dates(date(2026, 10, 1), date(2026, 10, 11))
    quiet = dict.fromkeys(days[:4], 0) | {days[4]: 1}
    assert off_days(quiet | dict.fromkeys(days[5:], 5), DEFAULTS) == days[:4]
    assert off_days(quiet | dict.fromkeys(days[5:], 4), DEFAULTS) == []
    assert shutdown_days([*days[:4], *days[5:8]], DEFAULTS) == set(days[:4])


def test_a_limit_that_does_not_exist_is_refused() -> None:
    """The sentence names it."""
    with pytest.raises(ValueError, match="no limit called idle"):
        with_defaults({"idle": 3})


@pytest.mark.parametrize(("offsets", "fires"), [((0, 1, 2, 3, 13), True), ((0, 1, 2, 3, 14), False)])
def test_churned_looks_for_five_days_among_fourteen(offsets: tuple[int, ...], fires: bool) -> None:
    """The fifth day may be the fourteenth, not the fifteenth; who churned is not called active."""
    events = [event(INES, ago(16 + offset)) for offset in offsets]
    keys = fired(developer(report(facts([member(INES)], events=events)), INES))
    assert ("churned" in keys, "active" in keys) == (fires, not fires)


def test_one_day_of_use_is_a_state_but_no_active_signal() -> None:
    """Two active days make the signal; stopped begins the day after the last of them."""
    given = facts([member(INES), member(CHEN)], events=[event(INES, ago(2)), event(CHEN, ago(40))])
    document = report(given)
    assert (developer(document, INES)["state"], fired(developer(document, INES))) == ("active", {})
    stopped = developer(document, CHEN)
    assert (stopped["state"], stopped["state_since"]) == ("stopped", ago(39).isoformat())
    assert (stopped["trend"], fired(stopped)) == ("stopped", {"inactive_seat": "certain"})


def test_a_failed_event_without_tokens_leaves_tokens_to_decide() -> None:
    """Active days are up and tokens are not: with every other event's tokens known, this is no growth."""
    events = [event(INES, ago(n), 10) for n in range(1, 7)] + [event(INES, ago(31 + n), 12) for n in range(5)]
    failed = event(INES, ago(3), None, kind="Errored, not charged")
    assert list(fired(developer(report(facts([member(INES)], events=[*events, failed])), INES))) == ["active"]


def test_premium_overuse_stays_silent_where_everybody_does_the_same() -> None:
    """All premium in a team that is all premium is not 20 points above it."""
    given = facts([member(INES)], events=[event(INES, ago(2)) for _ in range(50)])
    row = developer(report(given, tiers=lambda model: "premium"), INES)
    assert (row["premium_share"], "premium_overuse" in fired(row)) == (1.0, False)


def test_an_address_with_an_active_daily_row_is_no_service_account() -> None:
    """It is somebody who is on no roster."""
    bot = "bot@example.org"
    events = [event(bot, ago(2), service_account="sa_1")]
    assert developer(report(facts([], events=events)), bot)["state"] == "no_seat"
    given = facts([], events=events, days=[daily(bot, ago(50))])
    assert developer(report(given), bot)["state"] == "removed"


def test_a_seat_of_partly_unknown_age_is_of_unknown_age() -> None:
    """Of two joined seats one has no date; and a seat from before the reach never has one to be judged by."""
    people: list[Row] = [{"email": INES, "also": CHEN, "name": "", "account_id": "", "status": "active"}]
    given = facts([member(INES), member(CHEN)], added={INES: ago(20)})
    row = developer(report(given, people=people), INES)
    assert (row["seat_since"], row["state"], row["state_since"]) == (
        None,
        "no_use_seen",
        REACH_FROM.isoformat(),
    )
    lost = report(facts([member(INES)], added={INES: ago(50)}), missing={"days": [ago(40).isoformat()]})
    assert developer(lost, INES)["state"] == "no_use_seen"
