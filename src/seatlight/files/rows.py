"""A CSV as spreadsheets write it, row by row; whatever is wrong with it is told with file, line and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from seatlight.errors import BadFile


@dataclass(frozen=True)
class Header:
    """The columns that the first line names: as it calls them (lower case, `_` for spaces), and in our words."""

    path: Path
    named: tuple[str, ...]
    columns: tuple[str, ...]

    def wrong(self, says: str, column: str | None = None) -> BadFile:
        """Something wrong with the first line, or with the last of these columns in it."""
        place = "" if column is None else f", column {len(self.columns) - self.columns[::-1].index(column)}"
        return BadFile(f"{self.path}, line 1{place}: {says}.")


@dataclass(frozen=True)
class Row:
    """A line that is not blank: its number, and its cells by column, without spaces around them."""

    header: Header
    line: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """What stands in the column; empty where the row or the file has none."""
        return self.cells.get(column, "")

    def wrong(self, column: str, says: str) -> BadFile:
        """Something wrong in one column of this line."""
        place = self.header.columns.index(column)
        at = f"column {place + 1} ({self.header.named[place]})"
        return BadFile(f"{self.header.path}, line {self.line}, {at}: {says}.")


def read_rows(path: Path, known: Mapping[str, str], what: str, text: str | None = None) -> tuple[Header, Iterator[Row]]:
    """The first line, and the rows after it. Comma, semicolon and tab are all fine between fields.

    With a `text` no file is read: that is what stands in it, and `path` what it is called. `known` gives our word for a
    column by what the first line may call it (lower case, `_` for spaces); `what` is
    called by that name where it cannot be read. Raises BadFile, for a row when it is reached.
    """
    lines = _lines(path, _text(path, what) if text is None else text.removeprefix("\ufeff"))
    header = _header(path, next(lines, (1, []))[1], known)
    return header, _rows(header, lines)


def _text(path: Path, what: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError:
        raise BadFile(f"{path}: the {what} cannot be read; check the name.") from None
    except UnicodeDecodeError as error:
        before = path.read_bytes()[: error.start]
        line, rest = before.count(b"\n") + 1, before.rpartition(b"\n")[2]
        column = max(rest.count(mark) for mark in (b",", b";", b"\t")) + 1
        raise BadFile(f"{path}, line {line}, column {column}: not UTF-8 text; save the list as CSV UTF-8.") from None


def _lines(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line, with the number of the line it ends on."""
    first = text.splitlines()[0] if text.strip() else ""
    lines = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        for cells in lines:
            yield lines.line_num, cells
    except csv.Error as error:
        raise BadFile(f"{path}, line {lines.line_num}: {error}; check the quotes in this line.") from None


def _header(path: Path, names: list[str], known: Mapping[str, str]) -> Header:
    named = tuple(name.strip().lower().replace(" ", "_") for name in names)
    header = Header(path, named, tuple(known.get(name, name) for name in named))
    for column in dict.fromkeys(known.values()):
        if header.columns.count(column) > 1:
            raise header.wrong(f"'{column}' stands twice", column)
    return header


def _rows(header: Header, lines: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    width = len(header.columns)
    for line, cells in lines:
        stripped = [cell.strip() for cell in cells]
        if not any(stripped):
            continue
        if len(cells) > width:
            says = "more fields than the first line names columns"
            raise BadFile(f"{header.path}, line {line}, column {width + 1}: {says}.")
        yield Row(header, line, dict(zip(header.columns, stripped, strict=False)))
