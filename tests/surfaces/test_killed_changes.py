"""Whoever is killed while connecting has changed nothing, and can begin again."""

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from seatlight.sandbox import Box, Setup, start
from tests.surfaces.commands import command, environment, running
from tests.surfaces.test_interrupts import await_request


@contextmanager
def surroundings(folder: Path, *faults: str) -> Iterator[tuple[Box, dict[str, str]]]:
    """A sandbox, and the environment of somebody without settings whose database is in the folder."""
    (folder / "work").mkdir()
    with start(Setup(people=3, faults=faults)) as box:
        around = environment(box, XDG_DATA_HOME=str(folder / "home"))
        del around["SEATLIGHT_CURSOR_API_KEY"]
        (folder / "key").write_text(box.key)
        (folder / "token").write_text(box.jira_token)
        yield box, around


def words(folder: Path, box: Box, what: str) -> list[str]:
    """The command that connects one of both."""
    if what == "cursor":
        return ["connect", "cursor", "--key-file", str(folder / "key")]
    return ["connect", "jira", "--url", box.url, "--email", box.jira_email, "--token-file", str(folder / "token")]


@pytest.mark.parametrize(
    ("what", "path", "how"),
    [
        ("cursor", "/teams/spend", signal.SIGINT),
        ("cursor", "/teams/spend", signal.SIGKILL),
        ("jira", "/rest/api/3/mypermissions", signal.SIGKILL),
    ],
)
def test_whoever_is_stopped_while_connecting_has_saved_nothing(
    what: str, path: str, how: signal.Signals, tmp_path: Path
) -> None:
    """However it ends: no database yet, and a second try that succeeds."""
    with surroundings(tmp_path, f"hang@{path}:1") as (box, around):
        work = tmp_path / "work"
        with running(around, work, *words(tmp_path, box, what)) as process:
            await_request(box, path)
            process.send_signal(how)
            out, err = process.communicate(timeout=30)
        assert process.returncode != 0
        assert out == b""
        if how is signal.SIGINT:
            assert err.decode().strip() == "seatlight: Stopped before it was done."
        assert command(around, work, "connections").code == 2
        assert not (tmp_path / "home").exists()
        again = command(around, work, *words(tmp_path, box, what))
        assert again.code == 0, again.err
        assert len(json.loads(command(around, work, "connections", "--format", "json").out)["connections"]) == 1
    assert list(work.iterdir()) == []


def test_a_stranger_goes_from_nothing_to_a_projects_report(tmp_path: Path) -> None:
    """As processes of their own, one after another, with nothing but the database between them."""
    with surroundings(tmp_path) as (box, around):
        work = tmp_path / "work"
        for step in (
            words(tmp_path, box, "cursor"),
            words(tmp_path, box, "jira"),
            ["doctor"],
            ["grants", "allow", "APP", "--role", "Developers"],
            ["report", "--project", "APP", "--as", "hana.sato@example.org"],
            ["people", "list"],
            ["audit", "list"],
        ):
            done = command(around, work, *step)
            assert done.code == 0, done.err
            assert done.out
            assert box.key.encode() not in done.out
            assert box.jira_token.encode() not in done.out
    assert {path.name for path in (tmp_path / "home" / "seatlight").iterdir()} == {"seatlight.db", "secret.key"}
