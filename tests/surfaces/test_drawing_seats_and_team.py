"""Seats and team in a terminal."""

import io
from itertools import pairwise

import pytest
from rich.cells import cell_len
from rich.console import Console

from seatlight.model.report import Report, Table
from seatlight.surfaces.cli.drawing import seats, team
from tests.render.by_hand import CHEN, developer, nobody, report, team_report


def seats_drawn(report: Report, width: int = 80) -> str:
    out = io.StringIO()
    seats.draw(report, Console(file=out, width=width))
    return out.getvalue()


def team_drawn(report: Report, width: int = 80) -> str:
    out = io.StringIO()
    team.draw(report, Console(file=out, width=width))
    return out.getvalue()


def test_seats_stand_under_their_state_in_the_order_of_the_test() -> None:
    lines = seats_drawn(report()).splitlines()
    sections = [line.split(" · ")[0] for before, line in pairwise(lines) if not before]
    assert sections == ["Active", "Unknown", "Stopped", "Never started"]


def test_a_seat_tells_since_when_why_how_certain_and_what_to_do() -> None:
    text = seats_drawn(report(CHEN), 120)
    assert "Stopped · 1 → ask what got in the way" in text
    assert "Chen Wei  2026-10-14  last active on 2026-10-13, not since: no use in the last 30 days (likely)" in text


def test_a_seat_with_a_next_action_of_its_own_shows_it() -> None:
    assert "→ reclaim, asking first" in seats_drawn(report({**CHEN, "next_action": "reclaim, asking first"}))


def test_names_in_seats_are_harmless() -> None:
    text = seats_drawn(report(developer("x", "new", name="[red]\x1b[31m\n", state_because="\x1b[2J")))
    assert "[red]" in text
    assert "\x1b" not in text


def test_no_seats_at_all_is_a_sentence() -> None:
    assert "Nobody has a seat" in seats_drawn(nobody())


def test_the_team_shows_days_models_and_acceptance() -> None:
    text = team_drawn(team_report())
    assert "Sat 2026-11-21  off" in text
    assert "may change" in text
    assert "odd-model          –" in text
    assert "too little to tell" in text
    assert "1,200 events · 3 of them without token data" in text
    assert "billing cycle" not in text


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_of_seats_or_team_is_wider_than_the_terminal(width: int) -> None:
    for text in (seats_drawn(report(), width), team_drawn(team_report(), width)):
        assert max(map(cell_len, text.splitlines())) <= width


def test_a_team_without_use_says_so() -> None:
    full = team_report()
    empty = Report(full.head, tuple(Table(t.name, t.title, t.columns, []) for t in full.tables))
    assert team_drawn(empty).count("nothing in this window") == 3
