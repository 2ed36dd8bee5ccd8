"""The team in a terminal: totals, use by day and by model, and how acceptance is distributed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from rich.console import Console

from seatlight.model.report import Report, Row, Table
from seatlight.render.plain import iso, printable
from seatlight.reports.wording import amount
from seatlight.surfaces.cli.drawing.grid import Field, grid
from seatlight.surfaces.cli.drawing.head import head, team_lines
from seatlight.surfaces.cli.drawing.ink import Line, Piece, filled, flowed, put
from seatlight.surfaces.cli.drawing.marks import DASH, money

FieldsOf = Callable[[Sequence[Row], int], list[Field]]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WIDEST_BAR = 40
BESIDE_BARS = 48
"""Columns that a line by day needs besides its two bars."""


def draw(report: Report, console: Console) -> None:
    """Print the team's report."""
    put(team_drawing(report, console.width), console)


def team_drawing(report: Report, width: int) -> list[Line]:
    """The whole drawing as lines; a table without rows says so."""
    team, currency = report.head["team"], report.head["team"].get("currency", "USD")
    top = [*head(report, "AI adoption of the team", width), *team_lines(report, width)]
    parts: dict[str, FieldsOf] = {
        "by_day": _by_day_fields,
        "by_model": partial(_by_model_fields, currency),
        "acceptance": _acceptance_fields,
    }
    lines = [*top, *flowed(_totals(team), width), *flowed(_money(team, currency), width)]
    for table in report.tables:
        if table.name in parts:
            lines += [[], [Piece(table.title, "bold underline")], *_part(table, parts[table.name], width)]
    return lines


def _part(table: Table, fields_of: FieldsOf, width: int) -> list[Line]:
    if not table.rows:
        return [[Piece("  nothing in this window", "dim")]]
    return grid(fields_of(table.rows, width), table.rows, width, gap=2)


def _totals(team: dict[str, Any]) -> Iterable[Line]:
    named = {
        "input_tokens": "input",
        "output_tokens": "output",
        "cache_read_tokens": "read from the cache",
        "cache_write_tokens": "written to it",
        "unattributed_tokens": "without an address",
    }
    yield from ([Piece(f"{amount(team[key])} {words}")] for key, words in named.items() if key in team)
    yield [Piece("– events" if team.get("events") is None else f"{team['events']:,} events")]
    if team.get("events_without_tokens"):
        yield [Piece(f"{team['events_without_tokens']:,} of them without token data", "yellow")]


def _money(team: dict[str, Any], currency: str) -> Iterable[Line]:
    """Spend over other stretches and what could be saved; only what is known or was entered."""
    named = {
        "spend_recent_cents": "in the last 30 full days and since",
        "spend_cycle_cents": "in this billing cycle",
        "saving_possible_cents_per_month": "a month could be saved",
    }
    for key, words in named.items():
        if team.get(key) is not None:
            yield [Piece(f"{money(team[key]).text} {currency} {words}")]


def _by_day_fields(rows: Sequence[Row], width: int) -> list[Field]:
    bar = max(min((width - BESIDE_BARS) // 2, WIDEST_BAR), 6)
    return [
        Field("Day", _day, 0),
        Field("", _mark, 3, most=16),
        Field("Active", partial(_number, "active_developers"), 1, right=True),
        Field("developers", partial(_bar, rows, "active_developers", bar, "cyan"), 4, most=bar),
        Field("Tokens", partial(_number, "total_tokens"), 2, right=True),
        Field("", partial(_bar, rows, "total_tokens", bar, "green"), 5, most=bar),
    ]


def _day(row: Row) -> Line:
    on = date.fromisoformat(iso(row["day"]))
    return [Piece(f"{WEEKDAYS[on.weekday()]} {on}", "dim" if row.get("off") else "")]


def _mark(row: Row) -> Line:
    if row.get("off"):
        return [Piece("off", "dim")]
    return [Piece("may change" if row.get("provisional") else "", "dim")]


def _number(key: str, row: Row) -> Line:
    value = row.get(key)
    return [DASH if value is None else Piece(amount(value), "" if value else "dim")]


def _bar(rows: Sequence[Row], key: str, width: int, style: str, row: Row) -> Line:
    """A bar against the largest value of the column."""
    most = max((other.get(key) or 0 for other in rows), default=0)
    return [Piece(filled((row.get(key) or 0) / most if most else 0, width), style)]


def _by_model_fields(currency: str, rows: Sequence[Row], width: int) -> list[Field]:
    bar = max(min(width - 86, WIDEST_BAR), 6)
    return [
        Field("Model", partial(_text, "model"), 0, least=16, most=40, grows=True),
        Field("Tier", partial(_text, "tier"), 1),
        Field("Tokens", partial(_number, "total_tokens"), 2, right=True),
        Field("", partial(_bar, rows, "total_tokens", bar, "green"), 6, most=bar),
        Field("Events", partial(_number, "events"), 3, right=True),
        Field("Developers", partial(_number, "developers"), 4, right=True),
        Field(f"Spend {currency}", lambda row: [money(row.get("spend_cents"))], 5, right=True),
    ]


def _text(key: str, row: Row) -> Line:
    return [Piece(printable(row[key])) if row.get(key) else DASH]


def _acceptance_fields(rows: Sequence[Row], width: int) -> list[Field]:
    bar = max(min(width - 40, WIDEST_BAR), 6)
    return [
        Field("Accepted", partial(_text, "bucket"), 0),
        Field("Developers", partial(_number, "developers"), 1, right=True),
        Field("", partial(_bar, rows, "developers", bar, "cyan"), 2, most=bar),
    ]
