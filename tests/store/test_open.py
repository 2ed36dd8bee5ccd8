"""Opening a database: what is made, what is refused, and in which words."""

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from seatlight.errors import BadSetting, StoreFailed
from seatlight.model.governance import Hold
from seatlight.model.people import People
from seatlight.store import SqlStore, open_store
from seatlight.store.failures import FULL, POSTGRESQL, SQLITE
from tests.store.cast import ADA_AT, deed
from tests.store.databases import Server, opened, raw

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "hunter2hunter2"


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    """The folders on its way are made; what stands beside it while it is open is as private."""
    path = tmp_path / "a" / "b" / "seatlight.db"
    with opened(f"sqlite:///{path}") as store:
        store.add_site("Acme", deed())
        modes = {each.suffix: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    assert modes == {".db": 0o600, ".db-wal": 0o600, ".db-shm": 0o600}


def test_what_is_there_is_opened_as_it_is(empty: str) -> None:
    """A second time nothing is made; whoever may not make one may open it."""
    opened(empty).close()
    with opened(empty) as store:
        store.add_site("Acme", deed())
    with open_store(empty, None, create=False) as store:
        assert [site.name for site in store.sites()] == ["Acme"]


def test_nothing_is_made_where_nothing_may_be(empty: str, tmp_path: Path) -> None:
    """It is said what to do, and neither file nor table is left."""
    for _ in range(2):
        with pytest.raises(StoreFailed, match="connect a team first"):
            open_store(empty, None, create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_kept_safe_against_a_power_cut(tmp_path: Path, ready_file: Path) -> None:
    """The log is written ahead and flushed, references hold, what is deleted is overwritten."""
    with raw(f"sqlite:///{ready_file}") as connection:
        told = {name: connection.scalar(text(f"PRAGMA {name}"))
                for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")}  # fmt: skip
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "seatlight.db",
        "sqlite://",
        "sqlite:///:memory:",
        f"mysql://me:{PASSWORD}@host/db",
        f"postgres+asyncpgs//me:{PASSWORD}@host",
        f"postgresql://me:{PASSWORD}@host:port/db",
        f"http://me:{PASSWORD}@host/db",
    ],
)
def test_a_url_of_no_database_is_refused(url: str) -> None:
    """The sentence names the setting and both forms, and repeats no part of it."""
    with pytest.raises(BadSetting, match=r"SEATLIGHT_DATABASE_URL.*sqlite:///.*postgresql://") as refused:
        open_store(url, None, create=True)
    assert PASSWORD not in refused.value.says


@pytest.mark.parametrize("form", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_form_of_a_postgresql_url_is_understood(postgres: Server, form: str) -> None:
    """Also the short one that hosts hand out."""
    url = postgres.url("nothing_here").replace("postgresql", form, 1)
    with pytest.raises(StoreFailed, match=r"database nothing_here on .* does not exist: create it"):
        open_store(url, None, create=True)


def test_a_server_that_is_not_there_is_told_without_password() -> None:
    """Neither in the sentence nor anywhere in the chain of causes that is printed."""
    with pytest.raises(StoreFailed, match=r"PostgreSQL database db on 127\.0\.0\.1 cannot be reached") as failed:
        open_store(f"postgresql://me:{PASSWORD}@127.0.0.1:1/db?connect_timeout=2", None, create=True)
    assert PASSWORD not in failed.value.says
    assert failed.value.__suppress_context__


def test_postgresql_without_its_driver_is_told_in_a_sentence() -> None:
    """It says which extra to install."""
    script = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from seatlight.store import open_store\n"
        "from seatlight.errors import BadSetting\n"
        "try: open_store('postgresql://h/d', None, create=True)\n"
        "except BadSetting as error: print(error.says)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "seatlight[postgres]" in done.stdout


def test_a_newer_database_is_left_alone(empty: str) -> None:
    """An older Seatlight can neither read nor write it."""
    opened(empty).close()
    with raw(empty) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '2099_01_01_0009'"))
    for create in (True, False):
        with pytest.raises(StoreFailed, match="newer Seatlight"):
            open_store(empty, None, create=create)


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    """It is not changed."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(StoreFailed, match=r"letter\.txt is no SQLite database"):
        opened(f"sqlite:///{path}")
    assert path.read_text().startswith("Dear Sir")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """With what stands in the way."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreFailed, match=r"cannot be made: .*choose another"):
        opened(f"sqlite:///{tmp_path / 'file' / 'seatlight.db'}")


def test_another_database_with_the_same_tables_is_not_taken_over(empty: str) -> None:
    """What is there stays, and nothing of ours is added."""
    if empty.startswith("sqlite"):
        Path(empty.removeprefix("sqlite:///")).parent.mkdir()
    with raw(empty) as connection:
        connection.execute(text("CREATE TABLE sites (address TEXT)"))
    with pytest.raises(StoreFailed):
        opened(empty)
    with raw(empty) as connection:
        connection.execute(text("SELECT address FROM sites"))
        connection.execute(text("CREATE TABLE jira (address TEXT)"))


def test_a_table_that_is_missing_is_told(url: str, store: SqlStore, site: str) -> None:
    """Somebody altered the database."""
    with raw(url) as connection:
        connection.execute(text("ALTER TABLE grants RENAME TO moved"))
    try:
        with pytest.raises(StoreFailed, match="lacks a table or column"):
            store.grants(site)
    finally:
        with raw(url) as connection:
            connection.execute(text("ALTER TABLE moved RENAME TO grants"))


def test_a_lost_connection_is_made_again(postgres: Server) -> None:
    """Those that lay idle while the server let go of them are not handed out."""
    name = f"lost_{os.getpid()}"
    with opened(postgres.make(name)) as store:
        store.add_site("Acme", deed())
        postgres.say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        assert [site.name for site in store.sites()] == ["Acme"]
    postgres.drop(name)


def test_a_full_disk_is_told(url: str, store: SqlStore, site: str) -> None:
    """Where no page can be added, nothing is kept of the change."""
    database = store._database
    if not database.is_sqlite:
        assert POSTGRESQL["53100"] == FULL
        return

    @event.listens_for(database.engine, "begin")
    def keep_small(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")

    with pytest.raises(StoreFailed, match="disk is full"):
        store.set_setting(site, "much", "x" * 100_000, deed())
    assert store.settings(site) == {}


def test_a_row_is_never_in_what_is_told(store: SqlStore, site: str, url: str) -> None:
    """Not even where the database itself shows it."""
    store.add_hold(site, Hold(ADA_AT, date(2026, 12, 1), date(2026, 12, 1)), deed())
    with raw(url) as connection:
        connection.execute(text("CREATE UNIQUE INDEX one_each ON holds (email)"))
    try:
        with pytest.raises(StoreFailed, match="failed") as failed:
            store.add_hold(site, Hold(ADA_AT, date(2026, 12, 9), date(2026, 12, 9)), deed())
    finally:
        with raw(url) as connection:
            connection.execute(text("DROP INDEX one_each"))
    assert ADA_AT not in failed.value.says


def test_a_value_that_is_refused_is_no_lost_connection(store: SqlStore, site: str, url: str) -> None:
    """PostgreSQL takes no zero character in a text; SQLite keeps it."""
    if url.startswith("sqlite"):
        store.confirm(site, "ada\0", None, "", deed())
        assert store.decisions(site).confirmed == {"ada\0": None}
        return
    with pytest.raises(StoreFailed, match=r"failed \(\w+\)"):
        store.confirm(site, "ada\0", None, "", deed())


def test_every_sentence_tells_what_to_do() -> None:
    """Of those that the tests cannot bring about as well."""
    for says in {*SQLITE.values(), *POSTGRESQL.values()}:
        assert "; " in says or ": " in says
        assert not says.endswith(".")


def test_a_writer_that_takes_long_keeps_others_waiting(url: str, store: SqlStore, site: str) -> None:
    """Readers go on meanwhile; the second writer has its turn."""
    with raw(url) as connection:
        lock = "SELECT site_id FROM sites" + ("" if url.startswith("sqlite") else " FOR UPDATE")
        connection.execute(text(lock))
        waiting = Thread(target=store.set_setting, args=(site, "price", 4, deed()))
        waiting.start()
        assert store.settings(site) == {}
        assert store.kept_people(site) is None
        assert waiting.is_alive()
    waiting.join()
    assert store.settings(site) == {"price": 4}


def test_a_writer_that_takes_too_long_is_told(url: str, store: SqlStore, site: str) -> None:
    """Whoever waited for it changed nothing, and may try again."""

    @event.listens_for(store._database.engine, "checkout")
    def be_impatient(connection: Any, *_: object) -> None:
        connection.execute("PRAGMA busy_timeout = 20" if url.startswith("sqlite") else "SET lock_timeout = '20ms'")
        connection.commit()

    with raw(url) as connection:
        connection.execute(text("UPDATE sites SET name = name"))
        with pytest.raises(StoreFailed, match=r"is busy: .*try again"):
            store.set_setting(site, "price", 4, deed())
    store.set_setting(site, "price", 5, deed())
    assert store.settings(site) == {"price": 5}


def test_a_closed_store_opens_itself_again(store: SqlStore, site: str) -> None:
    """Closing lets go of connections only."""
    store.close()
    store.keep_people(site, People((), None))
    assert store.kept_people(site) == People(())
    assert list(store.audit(site, date(2026, 11, 26))) == []


def test_the_command_line_does_not_load_it() -> None:
    """Help has to come at once."""
    script = "import sys, seatlight.surfaces.cli.main; print('sqlalchemy' in sys.modules, 'alembic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_an_open_database_does_not_load_what_upgrades_it(tmp_path: Path, ready_file: Path) -> None:
    """That takes longer than all the rest."""
    script = (
        "import sys; from seatlight.store import open_store\n"
        "open_store(sys.argv[1], None, create=False).close(); print('alembic' in sys.modules)"
    )
    words = [sys.executable, "-c", script, f"sqlite:///{ready_file}"]
    assert subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=True).stdout.split() == ["False"]


def test_an_instant_without_a_zone_is_refused(store: SqlStore, site: str, url: str) -> None:
    """It could be any; what is kept is kept in UTC."""
    naive = deed().at.replace(tzinfo=None)
    with pytest.raises((StoreFailed, ValueError)):
        store.keep_people(site, People((), naive))
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
            ((added_at,),) = connection.execute("SELECT added_at FROM sites")
        assert added_at == "2026-11-25 08:30:00.000000"
