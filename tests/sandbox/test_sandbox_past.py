"""The past changes after it was told: events arrive late or while somebody pages, are corrected, vanish."""

from datetime import timedelta

import msgspec
import pytest

from seatlight.sandbox import Box, Setup, start
from seatlight.sandbox.facts import Event, Tokens
from seatlight.sandbox.setup import at, epoch_ms
from tests.sandbox import reading
from tests.sandbox.reading import ask, client_of, day_of, windows
from tests.sandbox.test_sandbox_facts import NOW, assert_facts_are_served, tally

EVENTS = "/teams/filtered-usage-events"
TODAY = NOW.date()
YESTERDAY, WEEK_AGO = TODAY - timedelta(days=1), TODAY - timedelta(days=7)
TOKENS = Tokens(120, 340, 5_600, 780, 2.22)


def living(*quirks: str, people: int = 25) -> Box:
    """A team of the usual instant over a month."""
    return start(Setup(people=people, now=NOW, reach_days=30, quirks=frozenset(quirks)))


def event_of(email: str | None, days_ago: int = 3, hour: int = 6) -> Event:
    """An event that nobody was told of yet."""
    return Event(
        email, epoch_ms(at(TODAY - timedelta(days=days_ago), hour)), "composer-2.5", "Usage-based", TOKENS, 2.5
    )


def counted(box: Box) -> int:
    """How many events the newest range has."""
    total: int = ask(box, "POST", EVENTS, windows(box.world.moment)[0]).json()["totalUsageEventsCount"]
    return total


def test_events_that_arrive_are_told_from_the_next_request_on() -> None:
    """A question asked before is answered anew, and facts and spend have them too."""
    with living() as box:
        before, spent = counted(box), box.facts().spend
        box.arrive([event_of("Hana.Sato@example.org"), event_of("hana.sato@example.org", days_ago=0)])
        assert counted(box) == before + 2
        assert_facts_are_served(box)
        after = {member.email: member.spend_cents for member in box.facts().spend.members}
        gained = {member.email: after[member.email] - member.spend_cents for member in spent.members}
    assert {email: round(cents, 2) for email, cents in gained.items() if cents} == {"hana.sato@example.org": 5.0}


def test_events_of_somebody_outside_the_team_can_arrive() -> None:
    """Under an address that nobody has, or under none; a filter finds what has an address."""
    with living() as box:
        box.arrive([event_of("stranger@example.com"), event_of(None)])
        assert_facts_are_served(box)
        found = ask(box, "POST", EVENTS, {**windows(box.world.moment)[0], "email": "stranger@example.com"}).json()
        assert [event["userEmail"] for event in found["usageEvents"]] == ["stranger@example.com"]


def test_what_has_not_happened_cannot_arrive() -> None:
    """One sentence says what time it is, and nothing has changed."""
    with living() as box:
        for arrive in (box.arrive, lambda events: box.arrive_during(events, after_requests=1)):
            with pytest.raises(ValueError, match=r"^Only the past can arrive, and it is 2026-11-18T13:45:10\.123Z"):
                arrive([event_of("hana.sato@example.org", days_ago=-1)])
        assert_facts_are_served(box)


def test_a_day_whose_past_changed_goes_on_as_it_would_have() -> None:
    """The rest of today comes as without the arrival, each event once."""
    with living() as changed, living() as untouched:
        late = [event_of("luca.moretti@example.org", days_ago=ago) for ago in (0, 0, 2)]
        changed.arrive(late)
        for box in (changed, untouched):
            box.at(NOW + timedelta(hours=30))
        assert tally(changed.facts().events) == tally([*untouched.facts().events, *late])
        assert_facts_are_served(changed)


@pytest.mark.parametrize("quirk", ["no-tokens", "same-millisecond", "fractional-cents", "oldest-first"])
def test_invented_events_arrive_of_members_on_the_days_asked_for(quirk: str) -> None:
    """As many as asked for, as the quirks would have told them, the same for the same seed."""
    with living(quirk) as box, living(quirk) as twin:
        events = box.arrive_some(40, seed=3, days_ago=range(6))
        assert events == twin.arrive_some(40, seed=3, days_ago=range(6))
        assert len(events) == 40
        assert {day_of(event) for event in events} <= {TODAY - timedelta(days=ago) for ago in range(6)}
        assert {event.email for event in events} <= {entry.email for entry in box.facts().roster}
        assert not tally(events) - tally(reading.read_events(box))
        assert_facts_are_served(box)


def test_nobody_can_have_caused_an_event_in_an_empty_team() -> None:
    """Nor on days that are yet to come."""
    with living("empty-team") as empty, living() as box:
        for team, days_ago in ((empty, range(5)), (box, range(-3, 0))):
            with pytest.raises(ValueError, match=r"^Nobody in the team"):
                team.arrive_some(1, seed=1, days_ago=days_ago)


def test_a_correction_changes_the_costs_of_its_days_alone() -> None:
    """Charged cents by the factor, rounded as the world tells them; everything else stays."""
    with living() as box:
        before = box.facts().events
        changed = box.correct(WEEK_AGO, YESTERDAY, 1.1)
        assert_facts_are_served(box)
        after = box.facts().events
    expected = [
        msgspec.structs.replace(event, charged_cents=round((event.charged_cents or 0) * 1.1, 2))
        if WEEK_AGO <= day_of(event) <= YESTERDAY
        else event
        for event in before
    ]
    assert tally(after) == tally(expected)
    assert changed == sum(old != new for old, new in zip(before, expected, strict=True)) > 0


def test_a_correction_of_today_leaves_the_rest_of_the_day_alone() -> None:
    """Only what was told is corrected, and only once."""
    with living() as box, living() as untouched:
        box.correct(TODAY, TODAY + timedelta(days=9), 2)
        for each in (box, untouched):
            each.at(NOW + timedelta(days=1))
        now_ms = epoch_ms(NOW)
        later, plain = ([event for event in each.facts().events if event.at_ms > now_ms] for each in (box, untouched))
        assert tally(later) == tally(plain)
        assert tally(box.facts().events) != tally(untouched.facts().events)


def test_an_event_that_arrives_after_a_correction_costs_what_it_says() -> None:
    """Changes happen in the order of the calls."""
    with living() as box:
        box.correct(WEEK_AGO, TODAY, 0.5)
        box.arrive([event_of("hana.sato@example.org")])
        assert tally([event_of("hana.sato@example.org")]) <= tally(box.facts().events)
        box.correct(WEEK_AGO, TODAY, 2)
        assert not tally([event_of("hana.sato@example.org")]) <= tally(box.facts().events)


def test_every_so_many_th_event_of_some_days_vanishes() -> None:
    """Counted from the oldest over all of these days; the others stay."""
    with living() as box:
        before = box.facts().events
        gone = box.withdraw(WEEK_AGO, YESTERDAY, every=3)
        assert_facts_are_served(box)
        after = box.facts().events
    inside = [event for event in before if WEEK_AGO <= day_of(event) <= YESTERDAY]
    inside.sort(key=lambda event: event.at_ms)
    assert gone == len(inside) // 3
    assert tally(after) == tally(before) - tally(inside[2::3])


def test_twins_vanish_one_at_a_time() -> None:
    """Of two events alike in every field one stays."""
    with living("same-millisecond") as box:
        before = len(box.facts().events)
        gone = box.withdraw(WEEK_AGO, TODAY, every=2)
        assert len(box.facts().events) == before - gone
        assert_facts_are_served(box)


def test_changes_that_make_no_sense_are_refused() -> None:
    """Days the wrong way round, every zeroth event."""
    with living(people=1) as box:
        with pytest.raises(ValueError, match=r"^There is no day from 2026-11-18 to 2026-11-17\.$"):
            box.correct(TODAY, YESTERDAY, 2)
        with pytest.raises(ValueError, match=r"^Every event vanishes with 1"):
            box.withdraw(YESTERDAY, TODAY, every=0)


def test_days_outside_the_reach_cannot_be_changed() -> None:
    """They are told no more, so that nothing happens."""
    with living() as box:
        long_ago = TODAY - timedelta(days=200)
        assert box.correct(long_ago, TODAY - timedelta(days=30), 2) == 0
        assert box.withdraw(long_ago, TODAY - timedelta(days=30), every=1) == 0
        assert_facts_are_served(box)


def test_events_arrive_while_somebody_pages() -> None:
    """After as many requests for events as were asked for, whatever else is asked in between."""
    with living() as box:
        before, window = counted(box), {**windows(box.world.moment)[0], "pageSize": 50}
        box.arrive_during([event_of("hana.sato@example.org")] * 2, after_requests=2)
        counts = []
        with client_of(box) as client:
            for page in range(1, 5):
                ask(box, "GET", "/teams/members")
                counts.append(client.post(EVENTS, json={**window, "page": page}).json()["totalUsageEventsCount"])
        assert counts == [before, before, before + 2, before + 2]
        assert_facts_are_served(box)


def test_refused_requests_do_not_bring_events_nearer() -> None:
    """Only who is answered pages on."""
    with living() as box:
        before = counted(box)
        box.arrive_during([event_of("hana.sato@example.org")], after_requests=1)
        assert ask(box, "POST", EVENTS, {"page": 0}).status_code == 400
        assert [counted(box), counted(box)] == [before, before + 1]


def test_what_changed_stays_changed_as_time_goes_by() -> None:
    """Corrected, withdrawn and arrived events are told the same days later."""
    with living() as box:
        box.arrive_some(12, seed=5)
        box.correct(WEEK_AGO, TODAY, 1.5)
        box.withdraw(WEEK_AGO, TODAY, every=4)
        before = [event for event in box.facts().events if day_of(event) >= WEEK_AGO]
        box.at(NOW + timedelta(days=4))
        now_ms = epoch_ms(NOW)
        after = [event for event in box.facts().events if day_of(event) >= WEEK_AGO and event.at_ms <= now_ms]
        assert tally(after) == tally(before)
        assert_facts_are_served(box)
