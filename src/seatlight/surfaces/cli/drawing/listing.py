"""Lists of settings and decisions in a terminal: a table each, as wide as its cells."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from rich.cells import cell_len
from rich.console import Console

from seatlight.model.report import Column, ColumnKind, Report, Row, Table
from seatlight.render.plain import iso
from seatlight.reports.wording import amount
from seatlight.surfaces.cli.drawing.grid import Field, grid
from seatlight.surfaces.cli.drawing.ink import Line, Piece, put, wrapped

WIDEST, GAP = 46, 2
RIGHT = frozenset({ColumnKind.COUNT, ColumnKind.TOKENS})


def draw(report: Report, console: Console) -> None:
    """Print every table of the report, what is missing above them."""
    put(lines_of(report, console.width), console)


def lines_of(report: Report, width: int) -> list[Line]:
    """Notes, then each table under its title with how many rows it has."""
    lines = list(notes_lines(report, width))
    for table in report.tables:
        lines += [[], *table_lines(table, width)] if lines else table_lines(table, width)
    return lines


def notes_lines(report: Report, width: int) -> Iterable[Line]:
    """What is missing, a sentence each."""
    for note in report.notes:
        for number, text in enumerate(wrapped(note, width - 2)):
            yield [Piece("  " if number else "! ", "yellow"), Piece(text, "yellow")]


def table_lines(table: Table, width: int) -> Iterable[Line]:
    """The table under its title with how many rows it has; columns that are empty throughout are left out."""
    yield [Piece(table.title, "bold"), Piece(f" · {len(table.rows):,}")]
    if not table.rows:
        return
    shown = [column for column in table.columns if any(_text(column, row) for row in table.rows)]
    fields = [
        Field(column.title, partial(_cell, column), place, right=column.kind in RIGHT, most=WIDEST)
        for place, column in enumerate(shown)
    ]
    yield from grid(fields, table.rows, width, gap=GAP)
    if width < sum(_needs(column, table.rows) + GAP for column in shown) - GAP:
        yield [Piece("More in a wider terminal, or with --format csv, xlsx or json.", "dim")]


def _needs(column: Column, rows: Iterable[Row]) -> int:
    widest = max(cell_len(_text(column, row)) for row in rows)
    return max(len(column.title), min(widest, WIDEST))


def _cell(column: Column, row: Row) -> Line:
    return [Piece(_text(column, row))]


def _text(column: Column, row: Row) -> str:
    """A cell as text: lists with commas, yes for a flag that is set, empty for what is unknown."""
    value = row.get(column.key)
    if value is None:
        return ""
    if column.kind is ColumnKind.FLAG:
        return "yes" if value else "no"
    if column.kind is ColumnKind.COUNT:
        return f"{value:,}"
    if column.kind is ColumnKind.TOKENS:
        return amount(value)
    return ", ".join(value) if isinstance(value, list) else iso(value)
