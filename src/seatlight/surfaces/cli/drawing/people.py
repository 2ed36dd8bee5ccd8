"""Who is who in a terminal: what is open by what is the matter, each with who it may be, then who is matched."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from seatlight.model.report import Report, Row, Table
from seatlight.surfaces.cli.drawing.ink import Line, Piece, fitted, put, width_of, wrapped
from seatlight.surfaces.cli.drawing.listing import notes_lines, table_lines

WIDEST_ADDRESS = 40
SETTLE = (
    "To settle one: seatlight people confirm ADDRESS ACCOUNT, or reject ADDRESS ACCOUNT, or confirm ADDRESS --nobody"
)


def draw(report: Report, console: Console) -> None:
    """Print the list of open matches and everybody who is matched."""
    put(people_lines(report, console.width), console)


def people_lines(report: Report, width: int) -> list[Line]:
    """What could not be read, the open matches, the matched ones; only the tables that the report has."""
    lines = list(notes_lines(report, width))
    for table in report.tables:
        lines += [[]] if lines else []
        lines += open_lines(table, width) if table.name == "open" else table_lines(table, width)
    return lines


def open_lines(table: Table, width: int) -> Iterable[Line]:
    """The open matches in sections by what is the matter, with what came of it and what to do."""
    if not table.rows:
        yield [Piece("Nothing is open: every address is somebody's.", "green")]
        return
    yield [Piece(table.title, "bold"), Piece(f" · {len(table.rows):,}")]
    sections: dict[str, list[Row]] = {}
    for row in table.rows:
        sections.setdefault(row["trouble"], []).append(row)
    for trouble, rows in sections.items():
        yield []
        yield [Piece(trouble, "bold"), Piece(f" · {len(rows):,}")]
        for number, text in enumerate(wrapped(f"→ {rows[0]['next_action']}", width - 4)):
            yield [Piece(f"  {'  ' if number else ''}{text}")]
        for text in wrapped(rows[0]["came_of_it"], width - 2):
            yield [Piece(f"  {text}", "dim")]
        addresses = min(max(width_of([Piece(row["email"])]) for row in rows), WIDEST_ADDRESS)
        for row in rows:
            yield from _open(row, addresses, width)
    yield []
    for number, text in enumerate(wrapped(SETTLE, width - 2)):
        yield [Piece(f"{'  ' if number else ''}{text}", "dim")]


def _open(row: Row, addresses: int, width: int) -> Iterable[Line]:
    """The address with its name on the roster; below it the accounts concerned and who it may be."""
    unpaid = "" if row["paid"] else " (no paid seat)"
    yield [Piece(f"  {fitted(row['email'], addresses)}  {row['name'] or ''}{unpaid}".rstrip())]
    for account in row["account_ids"]:
        yield [Piece(f"    account {account}", "dim")]
    for proposal in row["proposals"]:
        for number, text in enumerate(wrapped(f"may be {proposal}", width - 6)):
            yield [Piece(f"    {'  ' if number else ''}{text}", "cyan")]
