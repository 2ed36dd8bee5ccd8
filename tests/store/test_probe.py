"""Whether a database answers."""

from seatlight.store import Probe, SqlStore
from tests.store.databases import raw


def test_a_database_of_the_newest_version_answers(url: str, store: SqlStore) -> None:
    """Again and again, over one connection."""
    probe = Probe(url)
    assert [probe.answers() for _ in range(3)] == [True, True, True]
    probe.close()


def test_a_database_of_another_version_does_not_answer(empty: str) -> None:
    """Nor one in which there is nothing."""
    from tests.store.databases import opened

    opened(empty).close()
    probe = Probe(empty)
    with raw(empty) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")
    assert not probe.answers()
    with raw(empty) as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    assert not probe.answers()
    probe.close()


def test_a_server_that_is_away_does_not_answer() -> None:
    """And is no failure of whoever asks."""
    probe = Probe("postgresql://nobody@127.0.0.1:1/nothing")
    assert not probe.answers()
    probe.close()
