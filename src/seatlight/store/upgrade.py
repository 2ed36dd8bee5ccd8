"""Brings a database to the newest of the dated migrations, one process at a time."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from seatlight.errors import StoreFailed
from seatlight.store.database import Database

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK = 0x5EA7_1197
"""The number of the lock that a migrating process holds on PostgreSQL."""


def upgrade(database: Database, to: str = "head") -> None:
    """Run every migration up to `to` that the database has not seen, all or none."""
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        settings = config()
        at = version(connection)
        if at is not None and at not in revisions(settings):
            raise StoreFailed(f"{database.where} was written by a newer Seatlight: update this one.")
        settings.attributes["connection"] = connection
        command.upgrade(settings, to)


def version(connection: Connection) -> str | None:
    """The last migration that the database has seen, None where it has seen none."""
    return MigrationContext.configure(connection).get_current_revision()


def revisions(settings: Config) -> tuple[str, ...]:
    """Every migration, the oldest first."""
    scripts = ScriptDirectory.from_config(settings)
    return tuple(script.revision for script in reversed(list(scripts.walk_revisions())))


def config() -> Config:
    """Alembic's own settings, without a file of its own."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings
