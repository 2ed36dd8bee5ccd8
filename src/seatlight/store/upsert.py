"""Insertions that meet what is there already, in the words of each database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Insert: TypeAlias = sqlite.Insert | postgresql.Insert


def insert(connection: Connection, table: Table) -> Insert:
    """An insertion that can say what happens on a conflict."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def insert_new(connection: Connection, table: Table) -> Insert:
    """An insertion that passes over rows that are there already."""
    return insert(connection, table).on_conflict_do_nothing()


def put_new(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """A row, unless it is there already; gives whether it is new."""
    # Asked for as a row, because not every driver counts what was inserted.
    added = insert_new(connection, table).values(row).returning(*table.primary_key)
    return connection.execute(added).first() is not None


def put(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    """A row in place of the one with its key."""
    keys = [column.name for column in table.primary_key]
    others = {name: value for name, value in row.items() if name not in keys}
    connection.execute(insert(connection, table).values(row).on_conflict_do_update(index_elements=keys, set_=others))
