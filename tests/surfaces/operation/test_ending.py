"""How the service ends: told to, killed under load, or never begun because another has the database."""

import json
import signal
from pathlib import Path

from tests.surfaces.operation.served import Asking, Served, until


def test_a_request_under_way_is_answered_before_it_ends(idle: Served) -> None:
    """`/ready` says that it ends, the answer comes, the exit code is 0."""
    member = next(iter(idle.box.company().people_in(idle.box.company().projects["APP"].roles["Developers"])))
    token = idle.token("member", "--for", member)
    idle.start()
    idle.box.faults.add("slow:1@/rest/api/3/permissions/check")
    asking = Asking(idle, "/api/v1/report?project=APP", token)
    until(lambda: any(one.path.endswith("/permissions/check") for one in idle.box.requests))
    idle.tell(signal.SIGTERM)
    until(lambda: idle.ask("/ready").status in {503, 0})
    assert asking.answer().status in {200, 202}
    assert idle.ended() == 0


def test_a_reading_ends_with_the_service(running: Served) -> None:
    """Although the vendor is slow, and it begins again with the next start."""
    running.box.faults.add("slow:20@/teams/filtered-usage-events:always")
    try:
        until(lambda: running.ask("/api/v1/report").status == 200)
        assert running.number("seatlight_reading") == 1
        running.tell(signal.SIGTERM)
        assert running.ended() == 0
    finally:
        running.box.faults.clear()
    running.start("--local")
    running.await_whole("/api/v1/report")


def test_a_second_service_on_the_same_database_says_so_and_refuses(running: Served) -> None:
    """It names the first, which goes on; short commands beside it are let in."""
    done = running.run("serve", "--port", "0")
    assert done.code == 2
    assert "is served by process" in done.sentence
    assert f":{running.port}" in done.sentence
    assert running.ask("/ready").status == 200
    assert running.run("connections").code == 0


def test_an_address_that_is_taken_is_told_in_a_sentence(running: Served, tmp_path: Path) -> None:
    """A service with a database of its own, on the port of another."""
    other = Served(running.box, tmp_path / "other", tmp_path)
    (tmp_path / "key").write_text(running.box.key)
    assert other.run("connect", "cursor", "--key-file", str(tmp_path / "key")).code == 0
    done = other.run("serve", "--port", str(running.port))
    assert done.code != 0
    assert "choose another --host or --port" in done.err


def test_killed_under_load_it_loses_nothing_that_was_acknowledged(idle: Served) -> None:
    """Every look that was answered stands in the audit log; the next start answers as before, and needs no repair."""
    token = idle.token("nightly", "--permission", "view")
    idle.start()
    before = idle.await_whole("/api/v1/report", token).document
    answered = []
    for turn in range(4):
        readers = [Asking(idle, f"/api/v1/{what}?days={30 + turn}", token) for what in ("report", "seats", "team") * 3]
        until(lambda: any(one.heard is not None for one in readers))  # noqa: B023
        idle.tell(signal.SIGKILL)
        assert idle.ended() == -signal.SIGKILL
        answered += [one.answer().status for one in readers]
        idle.start()
    assert 200 in answered or 202 in answered
    after = idle.await_whole("/api/v1/report", token).document
    assert [row["developer_id"] for row in after["developers"]] == [row["developer_id"] for row in before["developers"]]
    looks = json.loads(idle.run("audit", "list", "--format", "json").text)
    assert "token nightly" in json.dumps(looks)
