"""`/health` and `/ready` answer whatever else hangs."""

import signal
import sqlite3
from pathlib import Path

from tests.surfaces.operation.served import Asking, Served, until

THREADS = 64


def test_both_answer_while_every_thread_hangs_on_jira(idle: Served) -> None:
    """So do the numbers; and told to end it ends, although Jira never answers."""
    member = next(iter(idle.box.company().people_in(idle.box.company().projects["APP"].roles["Developers"])))
    token = idle.token("member", "--for", member)
    idle.start()
    idle.box.faults.add("hang@:always")
    try:
        hanging = [Asking(idle, "/api/v1/report?project=APP", token) for _ in range(THREADS + 6)]
        until(lambda: idle.number("seatlight_requests_under_way") > THREADS)
        assert idle.ask("/health").status == 200
        assert idle.ask("/ready").status == 200
        assert [one for one in hanging if one.heard is not None] == []
        idle.tell(signal.SIGTERM)
        assert idle.ended() == 0
    finally:
        idle.box.faults.clear()


def test_it_is_not_ready_while_its_database_is_of_another_version(running: Served, tmp_path: Path) -> None:
    """Somebody put an older copy back while it ran; once that is mended it is ready again."""
    file = next((tmp_path / "home").rglob("seatlight.db"))

    def wind(to: str) -> None:
        database = sqlite3.connect(file)
        with database:
            database.execute("UPDATE alembic_version SET version_num = ?", [to])
        database.close()

    database = sqlite3.connect(file)
    newest = database.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    database.close()
    wind("2026_11_25_0003")
    until(lambda: running.ask("/ready").status == 503)
    assert running.ask("/ready").document == {"status": "the database does not answer"}
    assert running.ask("/health").status == 200
    wind(newest)
    until(lambda: running.ask("/ready").status == 200)
