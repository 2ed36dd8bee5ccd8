"""A CSV of people that stands in for Jira."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from seatlight.errors import BadFile
from seatlight.model.people import Person

COLUMNS = ("email", "name", "account_id", "status", "also")
STATUSES = {"": True, "active": True, "deactivated": False, "inactive": False, "deleted": False}


def read_people(path: Path) -> tuple[Person, ...]:
    """The people of a CSV with the columns email, name, account_id, status and also (further addresses).

    Only `email` is required. Comma, semicolon and tab are all fine between fields. Raises BadFile with file, line and
    column for anything that cannot be read, an address that stands in two places included.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        raise BadFile(f"{path}: the list of people cannot be read; check the name.") from None
    except UnicodeDecodeError as error:
        before = path.read_bytes()[: error.start]
        line, rest = before.count(b"\n") + 1, before.rpartition(b"\n")[2]
        column = max(rest.count(mark) for mark in (b",", b";", b"\t")) + 1
        raise BadFile(f"{path}, line {line}, column {column}: not UTF-8 text; save the list as CSV UTF-8.") from None
    return tuple(_people(path, text))


def _people(path: Path, text: str) -> Iterator[Person]:
    first = text.splitlines()[0] if text.strip() else ""
    rows = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count), strict=True)
    places: dict[str, int] = {}
    try:
        header = _header(path, next(rows, []))
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _person(path, rows.line_num, header, row, places)
    except csv.Error as error:
        raise BadFile(f"{path}, line {rows.line_num}: {error}; check the quotes in this line.") from None


def _header(path: Path, names: list[str]) -> list[str]:
    header = [name.strip().lower().replace(" ", "_") for name in names]
    if "email" not in header:
        known = ", ".join(COLUMNS)
        raise BadFile(f"{path}, line 1: there is no column 'email'; the first line names the columns ({known}).")
    for column in COLUMNS:
        if header.count(column) > 1:
            raise BadFile(
                f"{path}, line 1, column {len(header) - header[::-1].index(column)}: '{column}' stands twice."
            )
    return header


def _person(path: Path, line: int, header: list[str], row: list[str], places: dict[str, int]) -> Person:
    cells = {name: cell.strip() for name, cell in zip(header, row, strict=False)}

    def wrong(column: str, says: str) -> BadFile:
        return BadFile(f"{path}, line {line}, column {header.index(column) + 1} ({column}): {says}.")

    if len(row) > len(header):
        raise BadFile(f"{path}, line {line}, column {len(header) + 1}: more fields than the first line names columns.")
    status = cells.get("status", "").lower()
    if status not in STATUSES:
        raise wrong("status", f"'{status}' is neither active nor deactivated")
    emails = [(column, email) for column in ("email", "also") for email in _addresses(cells.get(column, ""))]
    if not emails or emails[0][0] != "email":
        raise wrong("email", "there is no address")
    for column, email in emails:
        if "@" not in email:
            raise wrong(column, f"'{email}' is no address")
        if places.setdefault(email, line) != line:
            raise wrong(column, f"{email} stands in line {places[email]} already")
    return Person(
        emails=tuple(dict.fromkeys(email for _, email in emails)),
        name=cells.get("name") or None,
        account_id=cells.get("account_id") or None,
        active=STATUSES[status],
    )


def _addresses(cell: str) -> list[str]:
    return cell.replace(";", " ").replace(",", " ").lower().split()
