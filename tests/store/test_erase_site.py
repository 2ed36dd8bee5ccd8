"""Erasing a site leaves none of its rows in any table, and not one of another site's is touched."""

from random import Random

import pytest
from sqlalchemy import MetaData, select, text
from sqlalchemy.exc import DBAPIError

from seatlight.errors import NotFound
from seatlight.store import SqlStore
from seatlight.store.schema import METADATA
from tests.store.cast import BEGUN, deed
from tests.store.changes import changes, made, shown
from tests.store.databases import raw
from tests.store.test_walls import fill


def rows_of(url: str, site: str) -> dict[str, int]:
    """How many rows of a site each table of the database has, as the database itself tells its tables."""
    metadata = MetaData()
    with raw(url) as connection:
        metadata.reflect(connection)
        tables = [table for table in metadata.sorted_tables if table.name != "alembic_version"]
        assert {table.name for table in tables} == set(METADATA.tables)
        return {
            table.name: len(connection.execute(select(table).where(table.c.site_id == site)).all()) for table in tables
        }


def test_no_row_of_an_erased_site_is_left(store: SqlStore, site: str, url: str) -> None:
    """Whatever table there is; the answer counts them, and another site keeps every row."""
    other = store.add_site("Other", deed()).site_id
    fill(store, site)
    fill(store, other)
    before, others, seen = rows_of(url, site), rows_of(url, other), shown(store, other)
    assert all(before.values())
    assert store.erase_site(site, deed(1)) == before
    assert set(rows_of(url, site).values()) == {0}
    assert (rows_of(url, other), shown(store, other)) == (others, seen)
    assert [one.site_id for one in store.sites()] == [other]
    with pytest.raises(NotFound):
        store.erase_site(site, deed(2))


def test_after_any_changes_a_site_goes_without_a_rest(store: SqlStore, site: str, url: str) -> None:
    """Changes of chance, an erased person among them; its name can be used again."""
    for change, _ in zip(changes(Random(5)), range(150), strict=False):
        made(store, site, change)
    store.erase_site(site, deed(10_000))
    assert set(rows_of(url, site).values()) == {0}
    assert store.add_site("Acme", BEGUN).site_id != site


def test_the_log_of_a_site_that_stays_cannot_be_deleted(store: SqlStore, site: str, url: str) -> None:
    """Erasing one site opens no way to the lines of another."""
    other = store.add_site("Other", deed()).site_id
    fill(store, site)
    fill(store, other)
    store.erase_site(other, deed(1))
    for table in ("audit", "words", "looks", "look_audiences", "audiences", "audience_people"):
        with pytest.raises(DBAPIError, match="the audit log is only added to"), raw(url) as connection:
            connection.execute(text(f"DELETE FROM {table}"))
