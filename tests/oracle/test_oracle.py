"""The oracle against answers worked out by hand: today is 22 November 2026, the reach begins 25 August."""

from datetime import date
from typing import Any

import pytest

from .days import dates
from .hand_made import (
    CHEN,
    INES,
    REACH_FROM,
    TODAY,
    ago,
    daily,
    developer,
    event,
    facts,
    fired,
    member,
    report,
)

Row = dict[str, Any]


def busy_team(away_from: date, away_to: date, count: int = 6) -> tuple[list[Row], list[Row]]:
    """So many members who all work on every day of the reach but those when the team was away."""
    roster = [member(f"dev{n}@example.org") for n in range(count)]
    at_work = [day for day in dates(REACH_FROM, TODAY) if not away_from <= day <= away_to]
    return roster, [daily(one["email"], day) for one in roster for day in at_work]


def test_trend_leaves_today_and_the_first_day_of_the_previous_window_out() -> None:
    """120 tokens without today against 100 without 24 September is rising by 20 %; totals keep both days."""
    events = [event(INES, TODAY, 1000), event(INES, ago(12), 120)]
    events += [event(INES, date(2026, 10, 1), 100), event(INES, date(2026, 9, 24), 500)]
    row = developer(report(facts([member(INES)], events=events)), INES)
    assert (row["total_tokens"], row["previous_total_tokens"]) == (1120, 600)
    assert (row["trend"], row["trend_change"]) == ("rising", pytest.approx(0.2))


def test_trend_is_unknown_when_the_previous_window_is_out_of_reach_or_only_today_is_asked() -> None:
    """46 days need a previous window from 23 August; one day that is today leaves nothing to compare."""
    given = facts([member(INES)], events=[event(INES, TODAY, 5)])
    document = report(given, days=46)
    assert document["window"]["previous"] is None
    assert developer(document, INES)["previous_total_tokens"] is None
    assert developer(document, INES)["trend"] == "unknown"
    assert developer(report(given, days=1), INES)["trend"] == "unknown"
    assert developer(report(given, days=45), INES)["trend"] == "none"


@pytest.mark.parametrize(("last", "state"), [(date(2026, 10, 15), "active"), (date(2026, 10, 14), "stopped")])
def test_a_shutdown_lengthens_the_last_30_days_by_its_length(last: date, state: str) -> None:
    """The last 30 days begin on 23 October; 8 days away from 1 November make that 15 October."""
    roster, days = busy_team(date(2026, 11, 1), date(2026, 11, 8))
    given = facts([*roster, member(INES)], days=[*days, daily(INES, last)])
    assert developer(report(given), INES)["state"] == state


def test_a_shutdown_of_three_days_or_of_a_small_team_changes_nothing() -> None:
    """Three off days are no shutdown, and with four developers on the median day no day is off."""
    for away_to, count in ((date(2026, 11, 3), 6), (date(2026, 11, 8), 4)):
        roster, days = busy_team(date(2026, 11, 1), away_to, count)
        given = facts([*roster, member(INES)], days=[*days, daily(INES, date(2026, 10, 22))])
        assert developer(report(given), INES)["state"] == "stopped"


def test_sixty_days_lengthened_beyond_the_events_that_were_read_are_only_likely() -> None:
    """8 days away move the first of the last 60 from 23 to 15 September, before events were read."""
    roster, days = busy_team(date(2026, 11, 1), date(2026, 11, 8))
    given = facts([*roster, member(INES)], days=days)
    assert fired(developer(report(given), INES)) == {
        "inactive_seat": "certain",
        "reclaim_candidate": "likely",
    }
    whole = fired(developer(report(given, days=90), INES))
    assert whole == {"inactive_seat": "certain", "reclaim_candidate": "certain"}


@pytest.mark.parametrize(("last", "count", "fires"), [(15, 5, True), (14, 5, False), (15, 4, False)])
def test_churned_needs_five_days_of_use_and_fourteen_full_days_of_none(last: int, count: int, fires: bool) -> None:
    """The last active day 15 days ago leaves 14 full days up to yesterday."""
    days = [daily(INES, ago(last + n)) for n in range(count)]
    row = developer(report(facts([member(INES)], days=days)), INES)
    assert ("churned" in fired(row)) is fires
    assert row["state"] == "active"


@pytest.mark.parametrize(("back", "gap", "fires"), [(14, 30, True), (15, 30, False), (14, 29, False)])
def test_returned_needs_a_gap_of_thirty_days_that_ended_in_the_last_fourteen(back: int, gap: int, fires: bool) -> None:
    """The last 14 full days begin 14 days ago; today is there besides."""
    days = [daily(INES, ago(back)), daily(INES, ago(back + gap + 1))]
    row = developer(report(facts([member(INES)], days=days)), INES)
    assert fired(row) == ({"returned": "certain"} if fires else {})
    assert row["state_since"] == ago(back if gap == 30 else back + gap + 1).isoformat()


@pytest.mark.parametrize(
    ("age", "state", "keys"),
    [
        (13, "new", set()),
        (14, "never_started", {"never_started", "onboarding_stalled"}),
        (30, "never_started", {"never_started", "inactive_seat", "onboarding_stalled"}),
        (45, "never_started", {"never_started", "inactive_seat"}),
    ],
)
def test_an_unused_seat_is_judged_by_its_age(age: int, state: str, keys: set[str]) -> None:
    """New below 14 days; held throughout the last 30 from 30 days on; no onboarding case beyond 44."""
    row = developer(report(facts([member(INES)], added={INES: ago(age)})), INES)
    assert (row["state"], row["state_since"]) == (state, ago(age).isoformat())
    assert fired(row) == dict.fromkeys(keys, "certain")


def test_never_is_only_said_of_a_seat_whose_whole_life_is_covered() -> None:
    """A seat of unknown age is `no_use_seen`: likely where daily rows alone tell of August, else certain."""
    given = facts([member(INES), member(CHEN)], added={CHEN: ago(70)})
    by_daily_rows, by_events = report(given), report(given, days=90)
    told = [developer(document, INES) for document in (by_daily_rows, by_events)]
    assert {(row["state"], row["state_since"]) for row in told} == {("no_use_seen", "2026-08-25")}
    assert [row["state_certainty"] for row in told] == ["likely", "certain"]
    assert fired(developer(by_daily_rows, CHEN))["never_started"] == "likely"
    assert fired(developer(by_events, CHEN))["never_started"] == "certain"


def test_an_idle_seat_of_an_early_window_is_unknown_and_accused_of_nothing() -> None:
    """A window that ended 75 days ago has 15 covered days: too few for the last 30."""
    row = developer(report(facts([member(INES)]), days=7, last_on=ago(75)), INES)
    assert (row["state"], row["state_since"], row["signals"]) == ("unknown", None, [])


@pytest.mark.parametrize(("accepts", "tabs", "low"), [(3, 0, False), (4, 0, True), (3, 20, True)])
def test_who_was_never_asked_has_no_low_acceptance(accepts: int, tabs: int, low: bool) -> None:
    """3 decisions on 20 requests are 0.15: never asked, unless 20 tabs were shown; 4 are 0.2."""
    counts = {"agent_requests": 20, "applies": 100, "accepts": accepts, "tabs_shown": tabs}
    row = developer(report(facts([member(INES)], days=[daily(INES, ago(3), **counts)])), INES)
    assert row["acceptance_share"] == pytest.approx(accepts / (100 + tabs))
    assert ("low_acceptance" in fired(row)) is low


def test_percentiles_are_interpolated_over_paid_seats_with_tokens() -> None:
    """Of 10 to 50 tokens the 90th percentile is 46, the 75th is 40, the mean is 30; nobody else counts."""
    amounts = [10, 20, 30, 40, 50]
    names = [f"dev{n}@example.org" for n in amounts]
    roster = [*map(member, names), member(INES), member(CHEN, removed=True)]
    events = [event(who, ago(2), n) for who, n in zip(names, amounts, strict=True)]
    days = [daily(who, ago(2), tabs_shown=40, tabs_accepted=1) for who in names]
    document = report(facts(roster, events=[*events, event(CHEN, ago(2), 900)], days=days))
    with_key = {
        key: [row["total_tokens"] for row in document["developers"] if key in fired(row)]
        for key in ("heavy_user", "high_consumption_low_acceptance")
    }
    assert with_key == {"heavy_user": [50], "high_consumption_low_acceptance": [50, 40]}
    assert developer(document, CHEN)["times_team_mean"] == 30
    assert developer(document, INES)["times_team_mean"] == 0
    fewer = report(facts(roster[1:], events=events[1:]))
    assert not any("heavy_user" in fired(row) for row in fewer["developers"])


def test_team_totals_include_the_unattributed_and_stop_at_the_last_full_hour() -> None:
    """It is 13:45: an event at 12:00 counts, one at 13:00 not yet; an event without tokens adds none."""
    events = [event(None, ago(1), 7), event(None, ago(1), None), event(INES, TODAY, 5, hour=12)]
    document = report(facts([member(INES)], events=[*events, event(INES, TODAY, 900, hour=13)]))
    team = document["team"]
    assert document["freshness"]["as_of"] == "2026-11-22T13:00:00Z"
    assert (team["total_tokens"], team["unattributed_tokens"], team["unattributed_events"]) == (12, 7, 2)
    assert (team["events"], team["events_without_tokens"]) == (3, 1)
    assert developer(document, INES)["total_tokens"] == 5


def test_what_no_person_caused_is_cost_but_never_activity() -> None:
    """Service accounts, automations, failed events and free Bugbot reviews add tokens and no active day."""
    machine: list[Row] = [{"service_account": "sa_1"}, {"automation": "1f"}, {"free_bugbot": True}]
    failed = [{"kind": "Errored, not charged"}, {"kind": "USAGE_EVENT_KIND_ABORTED_NOT_CHARGED"}]
    events = [event(INES, ago(2), 10, charged_cents=0.25, **kind) for kind in machine + failed]
    row = developer(report(facts([member(INES)], events=events)), INES)
    assert (row["events"], row["total_tokens"], row["spend_cents"], row["active_days"]) == (5, 50, 1.25, 0)
    assert (row["state"], "inactive_seat" in fired(row)) == ("no_use_seen", False)


def test_usage_without_a_seat_shows_by_what_it_is() -> None:
    """A free owner and a service account have no seat; a person gone from the roster is removed."""
    roster = [
        member(INES, role="free-owner"),
        member(CHEN, removed=True),
        member("idle@example.org", removed=True),
    ]
    events = [event(INES, ago(2)), event(CHEN, ago(2)), event("gone@example.org", ago(2))]
    events += [event("bot@example.org", ago(2), service_account="sa_1")]
    document = report(facts(roster, events=events))
    states = {row["email"]: (row["seat"], row["state"]) for row in document["developers"]}
    assert states == {
        INES: ("none", "no_seat"),
        CHEN: ("removed", "removed"),
        "gone@example.org": ("none", "removed"),
        "bot@example.org": ("none", "no_seat"),
    }
    assert (document["team"]["seats"], document["team"]["utilisation_share"]) == (0, None)
