"""Every character of the cast plays the part that its name says."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from seatlight.sandbox import Facts, Setup, World, make_facts
from seatlight.sandbox.models import is_failed

DAYS = [datetime(2026, 11, 16, 13, 5, tzinfo=UTC) + timedelta(days=i) for i in range(7)]


@pytest.fixture(scope="module", params=DAYS, ids=lambda day: day.strftime("%a"))
def facts(request: pytest.FixtureRequest) -> Facts:
    """A whole cast on each day of a week."""
    return make_facts(World(Setup(people=29, now=request.param)))


def active_ago(facts: Facts, character: str) -> list[int]:
    """How many days ago a character was active, newest first."""
    emails = {entry.email for entry in facts.roster if entry.character == character}
    today = date.fromisoformat(facts.today)
    return sorted((today - date.fromisoformat(row.day)).days for row in facts.days if row.email in emails)


def test_who_never_used_a_seat_has_no_active_day(facts: Facts) -> None:
    """Never started, no use seen, joined and not begun, free owner."""
    idle = (
        "never_started",
        "no_use_seen",
        "joined_5_unused",
        "joined_12_unused",
        "joined_20_unused",
        "free_owner",
    )
    assert [active_ago(facts, character) for character in idle] == [[]] * len(idle)


def test_who_stopped_worked_well_before_and_not_since(facts: Facts) -> None:
    """Churned about forty days ago, the other more than seventy."""
    churned, stopped = active_ago(facts, "churned"), active_ago(facts, "stopped_long_ago")
    assert 40 <= churned[0] <= 45
    assert sum(ago < churned[0] + 14 for ago in churned) >= 5
    assert 72 <= stopped[0] < 90


def test_who_returned_was_away_for_forty_days(facts: Facts) -> None:
    """Active in the last week, before that not for a long time."""
    days = active_ago(facts, "returned")
    gaps = [older - newer for newer, older in pairwise(days)]
    assert days[0] <= 6
    assert max(gaps) >= 40


def test_who_grows_or_declines_does_so_clearly(facts: Facts) -> None:
    """Active days of the last thirty full days against the thirty before."""

    def blocks(character: str) -> tuple[int, int]:
        days = active_ago(facts, character)
        return sum(1 <= ago <= 30 for ago in days), sum(31 <= ago <= 60 for ago in days)

    now, before = blocks("declining")
    assert now <= 0.8 * before
    now, before = blocks("growing")
    assert now >= 1.2 * before
    assert blocks("plateaued") == (5, 5)


def test_who_uses_tabs_or_automations_only_has_the_matching_rows(facts: Facts) -> None:
    """Tabs make no events, automations make no active day, hidden addresses are on days alone."""
    with_events = {event.email for event in facts.events}
    assert "diego.fuentes@example.org" not in with_events
    assert active_ago(facts, "tab_only")
    assert "anouk.devries@example.org" in with_events
    assert not active_ago(facts, "automated")
    assert "bilal.qureshi@example.org" not in with_events
    assert active_ago(facts, "hidden_address")


def test_the_auto_apply_user_never_decides(facts: Facts) -> None:
    """Many requests, nothing offered, accepted or rejected."""
    rows = [row for row in facts.days if row.email == "sofia.lindqvist@example.org"]
    assert sum(row.agent_requests for row in rows) > 200
    assert sum(row.applies + row.accepts + row.rejects + row.tabs_shown for row in rows) == 0


def test_those_who_are_gone_leave_their_traces(facts: Facts) -> None:
    """Removed on the roster, missing from it with use, billed after removal, noted in the audit log."""
    roster = {entry.email: entry for entry in facts.roster}
    changes = {(change.email, change.change) for change in facts.seat_changes}
    spend = {member.email: member.overall_spend_cents or 0 for member in facts.spend.members}
    assert roster["wren.adeyemi@example.org"].removed
    assert "jonas.keller@example.org" not in roster
    assert any(row.email == "jonas.keller@example.org" for row in facts.days)
    assert spend["rafael.souza@example.org"] > 0
    assert ("jonas.keller@example.org", "remove") in changes
    assert ("priya.raman@example.org", "add") in changes


def test_special_events_are_there(facts: Facts) -> None:
    """Service account, automation, bugbot, failed ones, and those without tokens."""
    assert any(event.service_account for event in facts.events)
    assert any(event.automation for event in facts.events)
    assert any(event.free_bugbot for event in facts.events)
    assert any(is_failed(event.kind) and event.tokens is None for event in facts.events)
    planned = [event for event in facts.events if event.email == "arjun.mehta@example.org"]
    assert planned
    assert all(event.tokens is None for event in planned)


def test_a_shutdown_is_eight_days_without_anybody() -> None:
    """Nothing at all on them, something around them."""
    facts = make_facts(World(Setup(people=29, now=DAYS[0], quirks=frozenset({"shutdown"}))))
    today = date.fromisoformat(facts.today)
    worked = {(today - date.fromisoformat(row.day)).days for row in facts.days}
    assert not worked & set(range(18, 26))
    assert {15, 28} & worked
