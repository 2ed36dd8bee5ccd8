"""The audit log: a line for each change, in the same transaction, and never changed."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from seatlight.errors import Conflict, NotFound
from seatlight.model.audit import AuditEntry
from seatlight.store import Action, SqlStore
from tests.store.cast import ADA, ADA_AT, ADMIN, BEN, BEN_AT, after, deed, look
from tests.store.databases import raw


def test_a_line_tells_who_did_what_and_when(store: SqlStore, site: str) -> None:
    """And what changed."""
    store.confirm(site, ADA_AT, ADA, "She said so.", deed(2))
    *_, entry = store.audit(site)
    assert entry == AuditEntry(
        after(2), ADMIN, "match_confirmed", ADA_AT, {"account_id": ADA, "reason": "She said so."}
    )
    assert type(entry.action) is str


def test_lines_and_looks_come_oldest_first(store: SqlStore, site: str) -> None:
    """By their instant, not as they were written; of one instant, changes before looks."""
    store.set_setting(site, "b", 1, deed(20))
    store.look(site, look(ADA, minutes=10))
    store.look(site, look(ADA, minutes=20))
    store.set_setting(site, "a", 1, deed(10))
    told = [(entry.at, entry.action) for entry in store.audit(site)][1:]
    assert told == [
        (after(10), Action.SETTING_CHANGED),
        (after(10), Action.LOOKED),
        (after(20), Action.SETTING_CHANGED),
    ]


def test_the_log_is_cut_by_whole_days(store: SqlStore, site: str) -> None:
    """Both days included, in UTC."""
    of_a_day = 24 * 60
    midnight = 14 * 60 + 30
    for minutes in (0, midnight - 0.001, midnight, midnight + of_a_day - 0.001, midnight + of_a_day):
        store.set_setting(site, f"at.{minutes}", 1, deed(minutes))
        store.look(site, look(ADA, minutes=minutes, report=str(minutes)))
    first, second, third = (date(2026, 11, number) for number in (25, 26, 27))

    def count(since: date | None, until: date | None) -> int:
        return len([entry for entry in store.audit(site, since, until) if entry.action != "site_added"])

    assert [count(None, None), count(second, None), count(None, second)] == [10, 6, 8]
    assert [count(first, first), count(second, second), count(third, date.max), count(third, first)] == [4, 4, 2, 0]


def test_a_long_log_is_read_page_by_page(store: SqlStore, site: str, url: str) -> None:
    """More lines than two pages hold, many of one instant; each comes once, in order."""
    for number in range(5):
        store.set_setting(site, "price", number, deed(number // 2))
    columns = "site_id, at, action, by_id, about_id, details_id"
    with raw(url) as connection:
        for _ in range(8):
            connection.execute(text(f"INSERT INTO audit ({columns}) SELECT {columns} FROM audit"))
    log = list(store.audit(site))
    assert [entry.at for entry in log] == sorted(entry.at for entry in log)
    prices = [entry.details["value"] for entry in log if entry.action == "setting_changed"]
    assert Counter(prices) == dict.fromkeys(range(5), 256)


def test_a_log_that_is_not_read_to_its_end_holds_nothing(store: SqlStore, site: str) -> None:
    """While it is open, the same site is changed."""
    for number in range(5):
        store.set_setting(site, "price", number, deed(number))
    log = store.audit(site)
    next(log)
    store.set_setting(site, "price", "other", deed(9))
    assert len(list(log)) == 5


def test_a_change_that_fails_leaves_no_line(store: SqlStore, site: str) -> None:
    """Neither what it was about to say."""
    before = list(store.audit(site))
    store.add_connection(site, "east", vendor="cursor", url="https://c", key="key_12345678", deed=deed())
    with pytest.raises(Conflict):
        store.add_connection(site, "east", vendor="cursor", url="https://c", key="key_12345678", deed=deed())
    with pytest.raises(NotFound):
        store.undecide(site, ADA_AT, deed())
    assert len(list(store.audit(site))) == len(before) + 1


def test_a_line_that_cannot_be_written_undoes_its_change(store: SqlStore, site: str, url: str) -> None:
    """Both are there or neither."""
    with raw(url) as connection:
        connection.execute(text("ALTER TABLE audit RENAME TO moved"))
    try:
        with pytest.raises(Exception, match="lacks a table"):
            store.set_setting(site, "price", 4, deed())
    finally:
        with raw(url) as connection:
            connection.execute(text("ALTER TABLE moved RENAME TO audit"))
    assert store.settings(site) == {}


REFUSED = (
    "DELETE FROM audit",
    "UPDATE audit SET action = 'other'",
    "DELETE FROM words",
    "UPDATE words SET text = 'other'",
    "UPDATE words SET text = 'other (erased)'",
    "UPDATE words SET digest = NULL",
    "DELETE FROM looks",
    "DELETE FROM look_audiences",
    "DELETE FROM audiences",
    "DELETE FROM audience_people",
    "UPDATE audience_people SET audience_id = audience_id",
)


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_itself_refuses_to_change_the_log(store: SqlStore, site: str, url: str, statement: str) -> None:
    """Whoever asks it to, by any way but erasing a name."""
    store.confirm(site, BEN_AT, BEN, "", deed())
    store.look(site, look(ADA))
    before = list(store.audit(site))
    with pytest.raises(DBAPIError, match="only added to"), raw(url) as connection:
        connection.execute(text(statement))
    assert list(store.audit(site)) == before
    assert len(store.looks_at(site, ADA)) == 1


def test_no_table_of_the_log_can_be_emptied_at_once(store: SqlStore, site: str, url: str) -> None:
    """What PostgreSQL calls truncating goes past the rows; SQLite has no such thing."""
    if url.startswith("sqlite"):
        with pytest.raises(DBAPIError, match="syntax"), raw(url) as connection:
            connection.execute(text("TRUNCATE audit"))
        return
    for table in ("audit", "looks", "audience_people"):
        with pytest.raises(DBAPIError, match="only added to"), raw(url) as connection:
            connection.execute(text(f"TRUNCATE {table} CASCADE"))
    assert len(list(store.audit(site))) == 1
