"""What to do next: the developers who need something, by what they need, each with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from seatlight.model.report import Row
from seatlight.reports.next_step import next_step, told
from seatlight.surfaces.cli.drawing.ink import Line, Piece, fitted, wrapped
from seatlight.surfaces.cli.drawing.marks import name_of

APART = "unmatched_seat"
"""The signal about our own books, listed besides what the developer needs."""
MOST_NAMED = 10
WIDEST_NAME = 24


class Step(NamedTuple):
    """Something to do for one developer; the lower its rank, the more pressing it is."""

    rank: int
    action: str
    name: str
    because: str


def next_steps(rows: Iterable[Row], width: int) -> list[Line]:
    """A section of what to do, the most pressing first, at most ten names each; empty when all is well."""
    steps = sorted((step for row in rows for step in steps_of(row)), key=lambda step: step.rank)
    groups: dict[str, list[Step]] = {}
    for step in steps:
        groups.setdefault(step.action, []).append(step)
    if not groups:
        return []
    lines: list[Line] = [[], [Piece("What to do next", "bold")]]
    for action, found in groups.items():
        lines += [[], [Piece(action[:1].upper() + action[1:], "bold"), Piece(f" · {len(found)}")]]
        lines += _named(found, width)
    return lines


def steps_of(row: Row) -> list[Step]:
    """The most pressing thing to do for a developer; matching a seat apart."""
    signals = row["signals"]
    because = told(row["state_because"], row["state_certainty"])
    found = [next_step(row["state"], because, [signal for signal in signals if signal["key"] != APART])]
    found += [next_step("active", "", [signal]) for signal in signals if signal["key"] == APART]
    return [Step(step.rank, step.action, name_of(row), step.because) for step in found if step.action is not None]


def _named(steps: Sequence[Step], width: int) -> list[Line]:
    shown = steps[:MOST_NAMED]
    names = min(max(cell_len(step.name) for step in shown), WIDEST_NAME)
    lines = [line for step in shown for line in hanging(step.name, names, step.because, width)]
    if len(steps) > len(shown):
        more = f"  and {len(steps) - len(shown):,} more (see seatlight seats)"
        lines.append([Piece(more, "dim")])
    return lines


def hanging(name: str, names: int, because: str, width: int) -> list[Line]:
    """A name and beside it a sentence, its further lines below its first."""
    return [
        [Piece("  " + fitted("" if number else name, names) + "  "), Piece(text, "dim")]
        for number, text in enumerate(wrapped(because, max(width - names - 4, 20)))
    ]
