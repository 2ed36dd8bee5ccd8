"""Atlassian Administration's export of users, or a plain list of addresses: whose an address is, since when a seat."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from seatlight.files.rows import Header, Row, read_rows
from seatlight.model.people import Imported

EMAIL, ACCOUNT, SINCE = "email", "account_id", "seat_since"
EXPORTED_AS = ("user_id", "atlassian_id")
"""What Atlassian calls the account in its exports of users and of managed accounts."""
COLUMNS = {
    **dict.fromkeys(("email", "e-mail", "email_address", "e-mail_address"), EMAIL),
    **dict.fromkeys((*EXPORTED_AS, "account_id", "accountid"), ACCOUNT),
    SINCE: SINCE,
}
ADDRESS = re.compile(r"[^\s@,;]+@[^\s@,;]+")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ROUNDED = re.compile(r"\d+([.,]\d+)?E\+\d+", re.IGNORECASE)
"""What a spreadsheet makes of an id that looks like a number."""


def read_user_export(path: Path, text: str | None = None) -> tuple[Imported, ...]:
    """The addresses of a CSV with `email` beside an account, a day since when a seat is held, or both.

    Atlassian's own exports are read as they are: accounts without an address are passed over, deactivated ones count,
    and an account with a line for each group is one. An address with two accounts is given with both, for a person to
    settle. Raises BadFile with file, line and column for anything else that cannot be read. With a `text` no file is
    read: `path` is what it is called.
    """
    header, rows = read_rows(path, COLUMNS, "list of addresses", text)
    exported = _is_export(header)
    read = ((row, _imported(row, exported=exported)) for row in rows)
    return tuple(_once((row, line) for row, line in read if line is not None))


def _is_export(header: Header) -> bool:
    """Whether Atlassian wrote it; raises BadFile where the columns are not enough."""
    if EMAIL not in header.columns:
        raise header.wrong(
            f"there is no column 'email'; the first line names the columns ({EMAIL}, {ACCOUNT}, {SINCE})"
        )
    if ACCOUNT not in header.columns and SINCE not in header.columns:
        raise header.wrong(f"there is neither a column '{ACCOUNT}' (or 'User id') nor '{SINCE}' beside '{EMAIL}'")
    return ACCOUNT in header.columns and header.named[header.columns.index(ACCOUNT)] in EXPORTED_AS


def _imported(row: Row, *, exported: bool) -> Imported | None:
    """What a line says; None for one of Atlassian's that tells whose no address is."""
    email, account_id, since = row.cell(EMAIL).lower(), row.cell(ACCOUNT), row.cell(SINCE)
    if exported and not (email and (account_id or since)):
        return None
    if not email:
        raise row.wrong(EMAIL, "there is no address")
    if not ADDRESS.fullmatch(email):
        raise row.wrong(EMAIL, f"'{email}' is no address")
    if not account_id and not since:
        beside = ACCOUNT if ACCOUNT in row.header.columns else SINCE
        raise row.wrong(beside, "there is neither an account nor a day beside the address")
    if ROUNDED.fullmatch(account_id):
        raise row.wrong(ACCOUNT, f"a spreadsheet made '{account_id}' of the account's id; import the file as exported")
    if len(account_id.split()) > 1:
        raise row.wrong(ACCOUNT, f"'{account_id}' is no account's id")
    return Imported(email, account_id or None, _day(row, since), row.line)


def _day(row: Row, since: str) -> date | None:
    if not since:
        return None
    try:
        if DAY.fullmatch(since):
            return date.fromisoformat(since)
    except ValueError:
        pass
    raise row.wrong(SINCE, f"'{since}' is no day; write it as 2026-01-31")


def _once(lines: Iterable[tuple[Row, Imported]]) -> Iterable[Imported]:
    """Each address with each of its accounts once; BadFile where its days differ."""
    dated: dict[str, Imported] = {}
    found: dict[tuple[str, str | None], Imported] = {}
    for row, line in lines:
        if line.seat_since is not None:
            before = dated.setdefault(line.email, line)
            if before.seat_since != line.seat_since:
                raise row.wrong(SINCE, f"{line.email} has another day in line {before.line}")
        known = found.setdefault((line.email, line.account_id), line)
        if known.seat_since is None and line.seat_since is not None:
            found[line.email, line.account_id] = line
    return found.values()
