"""Opens a database, and brings it to the newest version."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text

from seatlight.errors import StoreFailed
from seatlight.store.database import Database, make_file, parse
from seatlight.store.read_often import ReadOften
from seatlight.store.seals import Seals
from seatlight.store.sql import SqlStore

NEWEST = "2026_11_25_0004"
"""The newest migration, so that an open database need not load what runs them."""


def open_store(url: str, seals: Seals | None, *, create: bool, often: bool = False) -> SqlStore:
    """The configuration database at a URL, brought to the newest version; close it, or use it in a `with`.

    Where there is none yet it is made if `create`, else StoreFailed. Without `seals` all works but what needs a
    secret. What is read `often` is remembered until it changes. BadSetting when the URL cannot be used, StoreFailed
    when the database cannot.
    """
    parsed = parse(url)
    if parsed.get_backend_name() == "sqlite":
        _see_file(Path(parsed.database or ""), create=create)
    database = Database(parsed)
    try:
        make_ready(database, create=create)
    except BaseException:
        database.close()
        raise
    return ReadOften(database, seals) if often else SqlStore(database, seals)


def make_ready(database: Database, *, create: bool) -> None:
    """Run the migrations that are missing; StoreFailed where there is nothing and nothing may be made."""
    with database.reading() as connection:
        versions: list[str] = []
        if inspect(connection).has_table("alembic_version"):
            versions = list(connection.scalars(text("SELECT version_num FROM alembic_version")))
    if versions == [NEWEST]:
        return
    if not versions and not create:
        raise StoreFailed(_nothing(database.where))
    # Loads Alembic, which takes longer than all the rest of opening.
    from seatlight.store.upgrade import upgrade

    upgrade(database)


def _see_file(path: Path, *, create: bool) -> None:
    """See that there is a file, or make it."""
    if create:
        make_file(path)
    elif not path.is_file():
        raise StoreFailed(_nothing(f"The database {path}"))


def _nothing(where: str) -> str:
    return f"{where} holds nothing of Seatlight's yet: connect a team first, or check SEATLIGHT_DATABASE_URL."
