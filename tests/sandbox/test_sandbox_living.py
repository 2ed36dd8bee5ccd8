"""The simulated present moves on: days are added, nothing told before changes, the reach follows."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from seatlight.sandbox import Box, Facts, Setup, start
from seatlight.sandbox.facts import Day
from seatlight.sandbox.setup import at, epoch_ms
from tests.sandbox import reading
from tests.sandbox.reading import ask, day_of, windows
from tests.sandbox.test_sandbox_facts import NOW, assert_facts_are_served, tally

EVENTS = "/teams/filtered-usage-events"
EVENING = NOW.replace(hour=23, minute=30)
LATER = [NOW + timedelta(hours=1), EVENING, NOW + timedelta(days=1), NOW + timedelta(days=17, hours=11)]
MOVED_QUIRKS = [
    "same-millisecond",
    "charged-absent",
    "daily-rows-missing",
    "shutdown",
    "oldest-first",
    "cost-corrected",
]


def living(people: int = 25, reach_days: int = 40, *quirks: str) -> Box:
    """A team whose present stands at the usual instant."""
    return start(Setup(people=people, now=NOW, reach_days=reach_days, quirks=frozenset(quirks)))


def days_used(facts: Facts, character: str, since: date) -> list[date]:
    """The days from one on that a character was active on."""
    emails = {entry.email for entry in facts.roster if entry.character == character}
    days = [date.fromisoformat(row.day) for row in facts.days if row.email in emails]
    return [day for day in days if day >= since]


@pytest.mark.parametrize("later", LATER, ids=str)
def test_the_facts_of_a_later_present_are_what_the_api_serves(later: datetime) -> None:
    """An hour, a day or weeks on, in one leap."""
    with living() as box:
        reading.read_events(box)
        box.at(later)
        assert_facts_are_served(box)
        assert (box.facts().now, box.facts().today) == (f"{later:%Y-%m-%dT%H:%M:%S}.123Z", f"{later:%Y-%m-%d}")


@pytest.mark.parametrize("quirk", MOVED_QUIRKS)
def test_the_facts_under_a_quirk_follow_the_present(quirk: str) -> None:
    """What loses or changes something does so on new days too."""
    with living(10, 30, quirk) as box:
        reading.read_events(box)
        box.at(NOW + timedelta(days=9))
        assert_facts_are_served(box)


def test_nothing_told_of_the_past_changes_as_time_goes_by() -> None:
    """Events up to the old present, rows of days that were over, and seats are what they were."""
    with living() as box:
        before = box.facts()
        box.at(NOW + timedelta(days=5, hours=7))
        after = box.facts()
    first_on, now_ms = (NOW.date() - timedelta(days=34)).isoformat(), epoch_ms(NOW)
    old = [event for event in before.events if day_of(event).isoformat() >= first_on]
    assert tally(event for event in after.events if event.at_ms <= now_ms) == tally(old)
    assert tally(row for row in after.days if row.day < before.today) == tally(
        row for row in before.days if first_on <= row.day < before.today
    )
    assert after.roster == before.roster


@pytest.mark.parametrize("quirk", ["late-events", "cost-corrected"])
def test_what_a_quirk_changed_before_stays_as_time_goes_by(quirk: str) -> None:
    """Neither do late events arrive anew, nor are later costs corrected."""
    with living(8, 30, quirk) as box:
        reading.read_events(box)
        reading.read_events(box)
        before = box.facts()
        box.at(NOW + timedelta(days=2))
        told = tally(box.facts().events)
        reach = [event for event in before.events if day_of(event) >= box.world.moment.first_on]
        assert not tally(reach) - told
        assert told == tally(reading.read_events(box))


def test_many_short_steps_come_to_the_same_as_one_leap() -> None:
    """However often somebody looked on the way."""
    with living() as walking, living() as leaping:
        for hours in range(0, 24 * 4 + 1, 5):
            walking.at(NOW + timedelta(hours=hours))
            assert walking.facts().events
        walking.at(NOW + timedelta(days=4))
        leaping.at(NOW + timedelta(days=4))
        assert walking.facts() == leaping.facts()


def test_a_day_that_was_today_becomes_a_full_day() -> None:
    """Its rows grow until the working hours are over, and then no more."""

    def rows(box: Box) -> list[Day]:
        return [row for row in box.facts().days if row.day == NOW.date().isoformat()]

    with living() as box:
        partial = rows(box)
        box.at(EVENING)
        full = rows(box)
        box.at(NOW + timedelta(days=1))
        assert rows(box) == full
    assert sum(row.tabs_shown for row in partial) < sum(row.tabs_shown for row in full)
    assert all(row.is_active for row in full)


def test_the_present_never_goes_back() -> None:
    """One sentence says where it stands; the same instant again is no step back."""
    with living() as box:
        box.at(NOW)
        with pytest.raises(ValueError, match=r"^The sandbox's clock stands at 2026-11-18T13:45:10\.123Z and cannot"):
            box.at(NOW - timedelta(seconds=1))
        assert_facts_are_served(box)


def test_people_live_on_as_they_did_on_the_first_day() -> None:
    """Who worked goes on, who had stopped or never begun does not take it up, nobody's story moves along."""
    with living(29) as box:
        box.at(NOW + timedelta(days=21))
        facts = box.facts()
    since = NOW.date() + timedelta(days=1)
    assert len(days_used(facts, "power_user", since)) > 14
    assert len(days_used(facts, "growing", since)) > len(days_used(facts, "declining", since)) > 0
    assert max(new - old for old, new in pairwise(days_used(facts, "returned", since))) < timedelta(days=5)
    for character in ("churned", "never_started", "joined_5_unused", "removed", "left"):
        assert days_used(facts, character, since) == []


def test_the_reach_moves_along_with_the_present() -> None:
    """What fell out of it is told no more, neither as events nor as rows."""
    with living(8, 30) as box:
        oldest = windows(box.world.moment)[-1]["startDate"]
        day = {"startDate": oldest, "endDate": oldest + 86_399_999}
        assert ask(box, "POST", EVENTS, day).json()["totalUsageEventsCount"] > 0
        box.at(NOW + timedelta(days=1))
        assert ask(box, "POST", EVENTS, day).json()["totalUsageEventsCount"] == 0
        assert ask(box, "POST", "/teams/daily-usage-data", day).json()["data"] == []
        assert min(row.day for row in box.facts().days) >= "2026-10-21"


def test_a_question_asked_again_is_answered_anew_after_a_step() -> None:
    """An answer that was kept does not outlive the present it was made in."""
    with living() as box:
        whole_day = {"startDate": epoch_ms(at(NOW.date())), "endDate": epoch_ms(at(NOW.date(), 23, 59, 59))}
        first = ask(box, "POST", EVENTS, whole_day).json()["totalUsageEventsCount"]
        box.at(EVENING)
        assert ask(box, "POST", EVENTS, whole_day).json()["totalUsageEventsCount"] > first


def test_the_billing_cycle_turns_after_thirty_days() -> None:
    """It stays where it began until then; spend starts again from nothing."""
    with living() as box:
        starts, spent = [], []
        for days in (0, 10, 11):
            box.at(NOW + timedelta(days=days))
            spend = box.facts().spend
            starts.append(spend.cycle_start_at)
            spent.append(sum(member.overall_spend_cents or 0 for member in spend.members))
    assert starts == ["2026-10-30T12:08:04.000Z"] * 2 + ["2026-11-29T12:08:04.000Z"]
    assert spent[2] < spent[0] < spent[1]


def test_the_audit_log_keeps_what_it_told_and_goes_on() -> None:
    """Logins of past days are the same after a step, and new days have logins."""
    with living() as box:
        query = "/teams/audit-logs?startTime=2026-11-01&endTime=2026-11-18T00:00:00Z&pageSize=500"
        before = ask(box, "GET", query).json()["events"]
        box.at(NOW + timedelta(days=3))
        assert ask(box, "GET", query).json()["events"] == before
        latest = ask(box, "GET", "/teams/audit-logs?startTime=1d").json()["events"]
        assert {event["timestamp"][:10] for event in latest} == {"2026-11-21"}


def test_a_world_without_a_chosen_instant_moves_on_too() -> None:
    """From the real present into the future."""
    with start(Setup(people=3)) as box:
        box.at(box.world.moment.now + timedelta(days=2))
        assert_facts_are_served(box)


def test_a_larger_team_lives_on_like_its_first_members() -> None:
    """Who comes first does the same in a small team and in a large one, after a step too."""
    with living(2) as small, living(30) as large:
        for box in (small, large):
            box.at(NOW + timedelta(days=6))
        ours = {entry.email for entry in small.facts().roster}
        theirs = [event for event in large.facts().events if event.email in ours]
        assert tally(theirs) == tally(small.facts().events)
