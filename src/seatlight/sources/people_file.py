"""A CSV of people that stands in for Jira."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from seatlight.files.rows import Row, read_rows
from seatlight.model.people import Person

COLUMNS = ("email", "name", "account_id", "status", "also")
STATUSES = {"": True, "active": True, "deactivated": False, "inactive": False, "deleted": False}


def read_people(path: Path) -> tuple[Person, ...]:
    """The people of a CSV with the columns email, name, account_id, status and also (further addresses).

    Only `email` is required. Comma, semicolon and tab are all fine between fields. Raises BadFile with file, line and
    column for anything that cannot be read, an address that stands in two places included.
    """
    header, rows = read_rows(path, {column: column for column in COLUMNS}, "list of people")
    if "email" not in header.columns:
        raise header.wrong(f"there is no column 'email'; the first line names the columns ({', '.join(COLUMNS)})")
    return tuple(_people(rows))


def _people(rows: Iterator[Row]) -> Iterator[Person]:
    places: dict[str, int] = {}
    for row in rows:
        yield _person(row, places)


def _person(row: Row, places: dict[str, int]) -> Person:
    status = row.cell("status").lower()
    if status not in STATUSES:
        raise row.wrong("status", f"'{status}' is neither active nor deactivated")
    emails = [(column, email) for column in ("email", "also") for email in _addresses(row.cell(column))]
    if not emails or emails[0][0] != "email":
        raise row.wrong("email", "there is no address")
    for column, email in emails:
        if "@" not in email:
            raise row.wrong(column, f"'{email}' is no address")
        if places.setdefault(email, row.line) != row.line:
            raise row.wrong(column, f"{email} stands in line {places[email]} already")
    return Person(
        emails=tuple(dict.fromkeys(email for _, email in emails)),
        name=row.cell("name") or None,
        account_id=row.cell("account_id") or None,
        active=STATUSES[status],
    )


def _addresses(cell: str) -> list[str]:
    return cell.replace(";", " ").replace(",", " ").lower().split()
