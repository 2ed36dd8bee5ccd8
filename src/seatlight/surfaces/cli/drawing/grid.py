"""Columns of text: as many as the width allows, each as wide as its cells need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from seatlight.surfaces.cli.drawing.ink import Line, Piece, fitted, width_of

Drawn = TypeVar("Drawn")


class Field(NamedTuple):
    """A column: its title (line breaks allowed), how it draws a row's cell, and how wide it may be.

    `rank` tells which columns are kept when there is little room, the lowest first. One that `grows` takes
    the room that is left, up to what its cells need.
    """

    title: str
    draw: Callable[..., Line]
    rank: int
    right: bool = False
    least: int = 1
    most: int = 40
    grows: bool = False


class Placed(NamedTuple):
    """A column with its cells and its width."""

    field: Field
    cells: list[Line]
    needs: int
    width: int


def grid(fields: Sequence[Field], rows: Sequence[Drawn], width: int, gap: int = 1) -> list[Line]:
    """Titles and one line per row, at most `width` wide; columns that find no room are left out."""
    columns = _placed(fields, rows, width, gap)
    high = max((column.field.title.count("\n") for column in columns), default=0)
    titles = zip(*(_title(column.field, high) for column in columns), strict=True)
    head = [_line(line, columns, gap) for line in titles]
    body = [_line(cells, columns, gap) for cells in zip(*(column.cells for column in columns), strict=True)]
    return [*head, *body]


def _placed(fields: Sequence[Field], rows: Sequence[Drawn], width: int, gap: int) -> list[Placed]:
    """The columns that fit by rank, in the order of the fields, the growing ones filling what is left."""
    chosen: dict[Field, Placed] = {}
    room = width + gap
    for field in sorted(fields, key=lambda each: each.rank):
        column = _measured(field, rows)
        if column.width + gap <= room:
            chosen[field] = column
            room -= column.width + gap
    for field, column in chosen.items():
        more = min(room, column.needs - column.width) if field.grows else 0
        chosen[field] = column._replace(width=column.width + more)
        room -= more
    return [chosen[field] for field in fields if field in chosen]


def _measured(field: Field, rows: Sequence[Drawn]) -> Placed:
    cells = [field.draw(row) for row in rows]
    title = max(map(len, field.title.split("\n")))
    needs = min(max([title, field.least, *map(width_of, cells)]), max(field.most, title))
    return Placed(field, cells, needs, max(field.least, title) if field.grows else needs)


def _title(field: Field, high: int) -> list[Line]:
    """The lines of a title, the last ones of all columns on the same line."""
    lines = field.title.split("\n")
    return [[Piece(text, "bold")] for text in [""] * (high + 1 - len(lines)) + lines]


def _line(cells: Sequence[Line], columns: Sequence[Placed], gap: int) -> Line:
    pieces: list[Piece] = []
    for cell, column in zip(cells, columns, strict=True):
        if pieces:
            pieces.append(Piece(" " * gap))
        pieces += _in_width(cell, column)
    return _without_end_blanks(pieces)


def _without_end_blanks(pieces: list[Piece]) -> list[Piece]:
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    return [*pieces[:-1], pieces[-1]._replace(text=pieces[-1].text.rstrip())] if pieces else []


def _in_width(cell: Line, column: Placed) -> Line:
    """The cell at exactly the column's width; cells of several pieces come in full and are never cut."""
    if len(cell) == 1:
        return [Piece(fitted(cell[0].text, column.width, right=column.field.right), cell[0].style)]
    return [*cell, Piece(" " * max(column.width - width_of(cell), 0))]
