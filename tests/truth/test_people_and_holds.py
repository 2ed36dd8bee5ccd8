"""People, holds and limits: what is joined in from files, against the truth."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from seatlight.actions.window import Ask
from seatlight.model.governance import Hold, Money
from seatlight.model.limits import Limits
from seatlight.sandbox import Box, Setup, start
from tests.oracle import differences
from tests.reading import NOW, expected, facts_of, read

TODAY = NOW.date()


@pytest.fixture(scope="module")
def box() -> Any:
    """A team of 25."""
    with start(Setup(people=25, now=NOW)) as running:
        yield running


def named(box: Box, character: str) -> str:
    """The address of the person with that story."""
    email: str = next(entry["email"] for entry in facts_of(box)["roster"] if entry["character"] == character)
    return email


def test_people_join_addresses_and_reveal_who_left(box: Box, tmp_path: Path) -> None:
    """Two addresses of one person add up in one row, the deactivated are told, and the rest is unmatched."""
    emails = [entry["email"] for entry in facts_of(box)["roster"]]
    people = [
        {
            "email": emails[0],
            "name": "The First",
            "account_id": "acc-1",
            "status": "active",
            "also": emails[1],
        },
        {"email": emails[2], "name": "", "account_id": "", "status": "deactivated", "also": ""},
        {
            "email": "nobody@example.org",
            "name": "Not at Cursor",
            "account_id": "",
            "status": "active",
            "also": "",
        },
    ]
    path = tmp_path / "people.csv"
    lines = ["email,name,account_id,status,also", *(",".join(person.values()) for person in people)]
    path.write_text("\n".join(lines), encoding="utf-8")
    document = read(box, Ask(days=30), people=path)
    assert differences(document, expected(facts_of(box), 30, people=people)) == []
    first = next(row for row in document["developers"] if row["email"] == emails[0])
    assert (first["emails"], first["name"]) == (sorted(emails[:2]), "The First")


def test_a_hold_exempts_a_seat_until_its_last_day(box: Box) -> None:
    """A seat on hold is in that state and under no signal; a hold that has ended changes nothing."""
    held, over = named(box, "churned"), named(box, "never_started")
    holds = (
        Hold(email=held.upper(), starts_on=TODAY - timedelta(days=3), until=TODAY, reason="leave"),
        Hold(email=over, until=TODAY - timedelta(days=1)),
    )
    plain = [
        {"email": held, "starts_on": holds[0].starts_on, "until": holds[0].until, "reason": "leave"},
        {"email": over, "starts_on": holds[1].starts_on, "until": holds[1].until, "reason": "other"},
    ]
    document = read(box, Ask(days=30), holds=holds)
    assert differences(document, expected(facts_of(box), 30, holds=plain)) == []
    states = {row["email"]: row["state"] for row in document["developers"]}
    assert (states[held], states[over]) == ("on_hold", "never_started")


def test_acceptance_signals_can_be_switched_off(box: Box) -> None:
    """With acceptance_signals = false nobody is told anything about acceptance."""
    document = read(box, Ask(days=30), limits=Limits(acceptance_signals=False))
    limits = {"efficient_share": None, "low_acceptance_share": None}
    assert differences(document, expected(facts_of(box), 30, limits=limits)) == []
    keys = {signal["key"] for row in document["developers"] for signal in row["signals"]}
    assert not any("acceptance" in key or "efficient" in key for key in keys)


def test_savings_are_told_in_money_only_where_a_price_was_entered(box: Box) -> None:
    """Without a price savings are seats; with one they are cents a month, and seats paid may be entered."""
    without, priced = (
        read(box, Ask(days=30), money=money)["team"] for money in (Money(), Money(seats_paid=40, seat_price_cents=4000))
    )
    assert (without["seats_paid"], without["saving_possible_cents_per_month"]) == (without["seats"], None)
    assert priced["seats_paid"] == 40
    assert priced["saving_possible_cents_per_month"] == priced["seats_idle"] * 4000
