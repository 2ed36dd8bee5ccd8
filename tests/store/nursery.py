"""Starts processes that work on a store: one process that has loaded everything, and splits for each of them."""

import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from seatlight.model.governance import Hold
from seatlight.store import SqlStore, claim
from tests.store.cast import ADA_AT, START, TEAM_KEY, deed, look
from tests.store.changes import changes, made
from tests.store.databases import opened

ROOT = Path(__file__).resolve().parents[2]


class Nursery:
    """Talks with the process that splits."""

    def __enter__(self) -> "Nursery":
        words = [sys.executable, "-m", "tests.store.nursery"]
        self._running = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_: object) -> None:
        with self._running:
            assert self._running.stdin
            self._running.stdin.close()

    def start(self, work: str, url: str, told: Path, **more: Any) -> int:
        """A process at this work, which tells in a file what it has done; gives its number."""
        told.write_bytes(b"")
        return self._ask(work=work, url=url, told=str(told), **more)

    def kill(self, number: int) -> int:
        """Kill it; gives how it ended."""
        return self._ask(kill=number)

    def end(self, number: int) -> int:
        """Wait for it to end; gives how it did."""
        return self._ask(wait=number)

    def is_alive(self, number: int) -> bool:
        """Whether it is still at work; one that has ended is waited for by nobody any more."""
        return self._ask(alive=number) != 0

    def _ask(self, **words: Any) -> int:
        assert self._running.stdin
        assert self._running.stdout
        self._running.stdin.write(json.dumps(words) + "\n")
        self._running.stdin.flush()
        return int(self._running.stdout.readline())


def work_on_changes(store: SqlStore, out: int, *, site: str, seed: int, skip: int) -> None:
    """Changes of chance without end, each acknowledged once it is made, whether it was refused or not."""
    for change in islice(changes(Random(seed)), skip, None):
        if made(store, site, change) == "StoreFailed":
            return
        os.write(out, b".")


def work_side_by_side(store: SqlStore, out: int, *, site: str, name: str, count: int) -> None:
    """What another process does at the same time: looks of the same hour, holds of the same address, a roster."""
    team = store.connections(site)[0].connection_id
    for number in range(count):
        store.look(site, look(ADA_AT, name, f"acc-{number}", minutes=number % 20))
        store.add_hold(site, Hold(ADA_AT, START.date()), deed(number, by=name))
        store.see_roster(site, team, [ADA_AT, f"{name}-{number}"], START.date())
        store.set_setting(site, "by", name, deed(number, by=name))
        store.replace_key(site, team, f"{TEAM_KEY}{number}", deed(number, by=name))
        os.write(out, b".")


def work_on_opening(_store: SqlStore, _out: int) -> None:
    """Nothing but to open it."""


def work_as_service(_store: SqlStore, out: int, *, of: str, name: str) -> None:
    """Claims a database and holds it until it is killed."""
    with claim(of, name, START):
        os.write(out, b".")
        signal.pause()


WORK: dict[str, Callable[..., None]] = {
    "changes": work_on_changes,
    "beside": work_side_by_side,
    "open": work_on_opening,
    "serve": work_as_service,
}


def answer(words: dict[str, Any]) -> int:
    """Starts, kills or waits for a process."""
    if "kill" in words:
        os.kill(words["kill"], signal.SIGKILL)
        return os.waitpid(words["kill"], 0)[1]
    if "wait" in words:
        return os.waitpid(words["wait"], 0)[1]
    if "alive" in words:
        return int(os.waitpid(words["alive"], os.WNOHANG)[0] == 0)
    if number := os.fork():
        return number
    code = 1
    try:
        work, url, told = (words.pop(name) for name in ("work", "url", "told"))
        with opened(url) as store:
            WORK[work](store, os.open(told, os.O_WRONLY | os.O_APPEND), **words)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    for line in sys.stdin:
        print(answer(json.loads(line)), flush=True)  # noqa: T201
