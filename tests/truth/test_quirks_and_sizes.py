"""The product's documents against the truth, read over real HTTP from the sandbox."""

from datetime import date, timedelta
from itertools import product

import pytest

from seatlight.actions.window import Ask
from seatlight.errors import PlanRefused
from seatlight.sandbox import QUIRKS, Setup, start
from tests.oracle import differences
from tests.reading import NOW, expected, facts_of, read, wrong

REFUSALS = {"wrong-plan-401", "wrong-plan-403"}
NOTED = {"audit-refused", "count-off", "daily-refused", "events-refused"}
CONTENT = sorted(set(QUIRKS) - REFUSALS - NOTED)
"""The quirks after which the report has to be the whole truth."""

WINDOWS = (7, 30, 60, 90)
TODAY = NOW.date()


def sandbox(people: int, *quirks: str) -> Setup:
    """A team on the fixed day."""
    return Setup(people=people, now=NOW, quirks=frozenset(quirks))


@pytest.mark.parametrize("quirk", CONTENT)
def test_every_quirk_leaves_the_report_exact(quirk: str) -> None:
    """Whatever the API does oddly, 25 people over 30 days come out as they truly were."""
    assert wrong(sandbox(25, quirk), [(30, None)]) == []


@pytest.mark.parametrize("people", [0, 1, 25])
def test_every_size_and_window_is_exact(people: int) -> None:
    """Nobody, one person and a team come out right for each of the usual windows."""
    assert wrong(sandbox(people), [(days, None) for days in WINDOWS]) == []


def test_five_hundred_people_are_exact() -> None:
    """A large team comes out right over a month and over the whole reach."""
    assert wrong(sandbox(500), [(30, None), (90, None)]) == []


def test_windows_that_ended_in_the_past_are_exact() -> None:
    """A window that ended yesterday, last month or near the reach's beginning tells what was known then."""
    ended = [(30, 1), (7, 3), (14, 30), (30, 45), (14, 70), (1, 89), (1, 0)]
    assert wrong(sandbox(25), [(days, TODAY - timedelta(days=ago)) for days, ago in ended]) == []


def test_a_shutdown_of_the_team_accuses_nobody_wrongly() -> None:
    """Periods without use are lengthened by the days on which nobody worked, in every window."""
    asks: list[tuple[int, date | None]] = [(days, None) for days in WINDOWS]
    assert wrong(sandbox(60, "shutdown"), [*asks, (14, TODAY - timedelta(days=12))]) == []


@pytest.mark.parametrize("hour", [0, 23])
def test_the_first_and_the_last_hour_of_a_day_are_exact(hour: int) -> None:
    """Just after midnight nothing of today counts yet; just before, nearly all of it does."""
    now = NOW.replace(hour=hour, minute=59 if hour else 0)
    assert wrong(Setup(people=25, now=now), [(30, None), (7, None)], now) == []


def test_refused_seat_dates_leave_ages_unknown_and_the_rest_exact() -> None:
    """Without the audit log nobody is called new or never started, and the report says why."""
    with start(sandbox(25, "audit-refused")) as box:
        document = read(box, Ask(days=30))
        facts = facts_of(box) | {"seat_changes": []}
    assert differences(document, expected(facts, 30)) == []
    assert any("Seat dates are not available" in note for note in document["freshness"]["notes"])


def test_counts_that_never_add_up_leave_the_report_incomplete() -> None:
    """What arrived is shown, but marked incomplete, and nothing that needs all events is said of anybody."""
    with start(sandbox(25, "count-off")) as box:
        document = read(box, Ask(days=30))
        truth = expected(facts_of(box), 30)
    assert not document["freshness"]["complete"]
    assert any("Cursor counts" in note for note in document["freshness"]["notes"])
    assert document["team"]["total_tokens"] == truth["team"]["total_tokens"]
    active = {row["email"] for row in truth["developers"] if row["state"] == "active"}
    for row in document["developers"]:
        assert row["state"] in {"active", "unknown", "no_seat", "removed"}
        assert row["state"] != "active" or row["email"] in active
        assert row["signals"] == []


@pytest.mark.parametrize("quirk", sorted(REFUSALS))
def test_a_key_of_the_wrong_plan_is_told_as_such(quirk: str) -> None:
    """Both forms of the refusal end in the same kind of sentence, without a report."""
    with start(sandbox(25, quirk)) as box, pytest.raises(PlanRefused, match="plan"):
        read(box, Ask(days=30))


@pytest.mark.soak
@pytest.mark.parametrize(("quirk", "people"), list(product(CONTENT, [0, 1, 25, 500])))
def test_the_full_cross_of_quirks_sizes_and_windows_is_exact(quirk: str, people: int) -> None:
    """Every quirk at every size over every window."""
    assert wrong(sandbox(people, quirk), [(days, None) for days in WINDOWS]) == []


def test_silence_further_back_than_the_vendor_answers_is_unknown() -> None:
    """A vendor that keeps 45 days, asked for 90, makes nobody a person who never began: known since its first word."""
    with start(Setup(people=25, now=NOW, reach_days=45)) as box:
        document = read(box, Ask(days=30))
        facts = facts_of(box)
    first_on = min(row["day"] for row in facts["days"])
    assert {row["known_since"] for row in document["developers"]} == {first_on}
    assert any(f"the days before {first_on}" in note for note in document["freshness"]["notes"])
    unused = [row for row in document["developers"] if row["state"] in {"never_started", "no_use_seen"}]
    assert all(row["state"] == "no_use_seen" or row["seat_since"] >= first_on for row in unused)
