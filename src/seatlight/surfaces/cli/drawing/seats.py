"""The seats in a terminal: by state, each with since when, why, how certain, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Console

from seatlight.metrics.states import STATES
from seatlight.model.report import Report, Row
from seatlight.render.plain import iso
from seatlight.surfaces.cli.drawing.head import head, nobody, states_present, team_lines
from seatlight.surfaces.cli.drawing.ink import Line, Piece, fitted, flowed, put, wrapped
from seatlight.surfaces.cli.drawing.marks import name_of, state

WIDEST_NAME = 26
DAY = 10
NOTHING = "none"


def draw(report: Report, console: Console) -> None:
    """Print every seat of the report's first table."""
    put(seat_lines(report, console.width), console)


def seat_lines(report: Report, width: int) -> list[Line]:
    """Head, team and counts, then a section per state that somebody is in."""
    rows = report.tables[0].rows
    top = [*head(report, "Seats by state", width), *team_lines(report, width)]
    if not rows:
        return [*top, [], nobody(report)]
    counts = flowed(states_present(rows), width)
    return [*top, *counts, *(line for key in _ordered(rows) for line in _section(key, rows, width))]


def _ordered(rows: Sequence[Row]) -> Iterable[str]:
    present = {row["state"] for row in rows}
    return [*(key for key in STATES if key in present), *sorted(present - STATES.keys())]


def _section(key: str, rows: Sequence[Row], width: int) -> list[Line]:
    members = [row for row in rows if row["state"] == key]
    names = min(max(cell_len(name_of(row)) for row in members), WIDEST_NAME, max(width // 3, 10))
    action = STATES[key].next_action if key in STATES else NOTHING
    title = [state(key)._replace(style=f"bold {state(key).style}"), Piece(f" · {len(members)}")]
    lines: list[Line] = [[], [*title, Piece("" if action.startswith(NOTHING) else f" → {action}")]]
    return [*lines, *(line for row in members for line in _seat(row, names, action, width))]


def _seat(row: Row, names: int, action: str, width: int) -> Iterable[Line]:
    since = iso(row["state_since"]) if row.get("state_since") else "–"
    start = "  " + fitted(name_of(row), names) + "  " + fitted(since, DAY) + "  "
    for number, text in enumerate(wrapped(_why(row), max(width - cell_len(start), 20))):
        yield [Piece(start if number == 0 else " " * cell_len(start)), Piece(text)]
    own = row.get("next_action")
    if own and own != action:
        yield [Piece(" " * cell_len(start)), Piece(f"→ {own}", "dim")]


def _why(row: Row) -> str:
    why, certainty = row.get("state_because") or "–", row.get("state_certainty")
    return why if certainty in (None, "certain") else f"{why} ({certainty})"
