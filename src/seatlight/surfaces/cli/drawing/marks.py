"""What a value looks like in a terminal: its words and its colour, a dash where it is unknown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from seatlight.model.report import Row
from seatlight.render.plain import iso, printable
from seatlight.render.titles import state_title
from seatlight.surfaces.cli.drawing.ink import Line, Piece

DASH = Piece("–", "dim")
STATE_STYLES = {
    "left": "bold red",
    "no_seat": "dim",
    "removed": "red",
    "active": "green",
    "on_hold": "blue",
    "unknown": "dim",
    "new": "cyan",
    "stopped": "yellow",
    "never_started": "magenta",
    "no_use_seen": "bright_yellow",
}
TREND_STYLES = {"rising": "green", "falling": "yellow", "stopped": "yellow", "new": "cyan"}
LEVELS = "▁▂▄▆█"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def name_of(row: Row) -> str:
    """The developer's name, else the address, on one line and harmless."""
    return printable(row.get("name") or row.get("email") or "(no address)").strip() or "(no name)"


def state(key: str) -> Piece:
    """A state in words and in its colour."""
    return Piece(state_title(key), STATE_STYLES.get(key, ""))


def trend(row: Row) -> Piece:
    """The change of tokens against the window before, or the word that stands for it."""
    kind, change = row.get("trend"), row.get("trend_change")
    untold = not row.get("total_tokens") and row.get("events_without_tokens")
    if kind is None or kind == "unknown" or untold:
        return DASH
    if change is not None:
        text = f"×{change + 1:.3g}" if change >= 10 else f"{change:+.0%}".replace("-", "−")
    else:
        text = "−100%" if kind == "stopped" else kind
    return Piece(text, TREND_STYLES.get(kind, "dim"))


def day(on: date | str | None, until: date) -> Piece:
    """A day as 20 Nov, or as Nov 2025 when that was long before `until`."""
    if on is None:
        return DASH
    on = date.fromisoformat(iso(on))
    if until - on > timedelta(days=330):
        return Piece(f"{MONTHS[on.month - 1]} {on.year}")
    return Piece(f"{on.day} {MONTHS[on.month - 1]}")


def money(cents: float | None) -> Piece:
    """An amount of money without its currency; from a thousand on without the small coins."""
    if cents is None:
        return DASH
    whole = cents / 100
    return Piece(f"{whole:,.0f}" if abs(whole) >= 1000 else f"{whole:,.2f}", "" if cents else "dim")


def so_far(piece: Piece, *, final: bool) -> Piece:
    """An amount that may still grow: at least so much, and unknown where it would be nothing."""
    if final or piece is DASH:
        return piece
    return Piece(f"≥{piece.text}", piece.style) if any(digit in piece.text for digit in "123456789") else DASH


def strip(levels: list[int | None], first_on: date, off: Collection[date]) -> Line:
    """One mark per day: higher for more use, a blank for an unused day off, ? where it is unknown."""
    pieces: list[Piece] = []
    for number, level in enumerate(levels):
        mark, style = _mark(level, first_on + timedelta(days=number) in off)
        if pieces and pieces[-1].style == style:
            pieces[-1] = Piece(pieces[-1].text + mark, style)
        else:
            pieces.append(Piece(mark, style))
    return pieces


def _mark(level: int | None, is_off: bool) -> tuple[str, str]:
    if level is None:
        return "?", "dim"
    if level == 0:
        return (" " if is_off else LEVELS[0]), "dim"
    return LEVELS[min(level, 4)], "dim green" if is_off else "green"


def days_of(values: Mapping[str, Any], key: str) -> frozenset[date]:
    """A list of days of the report's head, however they are written there."""
    return frozenset(date.fromisoformat(iso(value)) for value in values.get(key, ()))
