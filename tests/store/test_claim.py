"""One service per database: a second one is told who has it, and nobody has it longer than they live."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from seatlight.errors import BadSetting, Conflict, StoreFailed
from seatlight.store import SqlStore, claim
from tests.store.cast import START, after, deed
from tests.store.databases import file_of, is_sqlite, raw
from tests.store.nursery import Nursery

NAME = "seatlight serve on host-one"
TURN_SECONDS = 0.005


@contextmanager
def serving(nursery: Nursery, url: str, told: Path) -> Iterator[int]:
    """Another service that holds the database, killed at the end at the latest."""
    number = nursery.start("serve", url, told, of=url, name=NAME)
    while not told.stat().st_size:
        time.sleep(TURN_SECONDS)
    yield number


def freed(url: str) -> bool:
    """Whether the database can be claimed, once the server has noticed that its client is gone."""
    while True:
        try:
            with claim(url, "next", after(1)):
                return True
        except Conflict:
            if is_sqlite(url):
                return False
            time.sleep(TURN_SECONDS)


def test_a_second_service_is_told_who_has_the_database(url: str) -> None:
    """In one sentence, with since when; it names neither user nor password, and says what to do."""
    with claim(url, NAME, START) as held:
        with pytest.raises(Conflict) as refused, claim(url, "another", after(1)):
            pass
        assert held.is_held()
    says = refused.value.says
    assert f"is served by {NAME} since 20" in says
    assert says.endswith("or give this one a database of its own in SEATLIGHT_DATABASE_URL.")
    assert (says.count("."), "postgres:" in says) == (says.count(".db") + 1, False)
    if is_sqlite(url):
        assert "since 2026-11-25 09:30 UTC" in says


def test_what_was_let_go_can_be_claimed_again(url: str) -> None:
    """At once, any number of times, also by the same process; what was let go is not held any more."""
    for _ in range(3):
        with claim(url, NAME, START) as held:
            assert held.is_held()
        assert not held.is_held()
        held.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal on this system")
def test_a_killed_service_frees_the_database(url: str, nursery: Nursery, tmp_path: Path) -> None:
    """At once: nothing has to be cleared away by hand, and the next one may begin."""
    with serving(nursery, url, tmp_path / "told") as number:
        with pytest.raises(Conflict, match=NAME), claim(url, "next", after(1)):
            pass
        assert nursery.kill(number) != 0
        assert freed(url)


def test_short_changes_need_no_claim(store: SqlStore, url: str) -> None:
    """The command line goes on working beside a service, on either database."""
    with claim(url, NAME, START):
        site = store.add_site("Acme", deed())
        store.set_setting(site.site_id, "price", 4, deed())
    assert store.settings(site.site_id) == {"price": 4}


def test_a_lost_claim_is_noticed(url: str) -> None:
    """By a server that hung up, or a file that was taken away; it does not come back by itself."""
    with claim(url, NAME, START) as held:
        file = file_of(make_url(url))
        if file is not None:
            file.with_name("seatlight.db.claim").unlink()
        else:
            with raw(url) as connection:
                ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = :name"
                assert connection.scalar(text(ours), {"name": NAME})
        assert not held.is_held()
        assert not held.is_held()
        with claim(url, "next", after(1)) as next_:
            assert next_.is_held()


def test_two_databases_are_claimed_apart(url: str, tmp_path: Path) -> None:
    """Even where one is named in two ways, it is one and the same."""
    beside = f"sqlite:///{tmp_path / 'other.db'}"
    with claim(url, NAME, START), claim(beside, NAME, START):
        (tmp_path / "link.db").symlink_to(tmp_path / "other.db")
        with pytest.raises(Conflict, match=NAME), claim(f"sqlite:///{tmp_path / 'link.db'}", "next", after(1)):
            pass


def test_a_claim_of_somebody_who_said_nothing_is_told(tmp_path: Path) -> None:
    """The file is locked before the holder is written into it, so there may be nothing to read yet."""
    url = f"sqlite:///{tmp_path / 'a.db'}"
    with claim(url, NAME, START):
        (tmp_path / "a.db.claim").write_bytes(b"")
        with pytest.raises(Conflict, match="is served by somebody else: stop"), claim(url, "next", after(1)):
            pass


def test_what_cannot_be_claimed_is_told_in_a_sentence(tmp_path: Path) -> None:
    """No folder to make, no server, no database at all."""
    (tmp_path / "file").touch()
    with pytest.raises(StoreFailed, match="cannot be made"), claim(f"sqlite:///{tmp_path}/file/a.db", NAME, START):
        pass
    with pytest.raises(StoreFailed, match="cannot be reached"), claim("postgresql://127.0.0.1:1/none", NAME, START):
        pass
    with pytest.raises(BadSetting, match="names no database"), claim("mysql://host/none", NAME, START):
        pass
