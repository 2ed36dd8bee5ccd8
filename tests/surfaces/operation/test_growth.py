"""Half an hour of mixed load: the service neither grows nor tires. Only in `make soak`."""

import time
from itertools import cycle
from pathlib import Path
from random import Random
from threading import Event, Thread

import pytest

from seatlight.sandbox import Box
from tests.surfaces.operation.served import Served

MINUTES = 30.0
WARM_SHARE = 1 / 6
"""So much of the time passes before it is looked at for the first time: caches are full by then."""
READERS = 6
MOST_GROWTH = 1.10
SETTINGS = cycle(("21", "14"))


def asked(chance: Random) -> str:
    """A request of somebody who looks around: reports of every kind, lists, exports, and what is not there."""
    window = chance.choice(("", "&days=7", "&days=14", "&days=60", "&days=90"))
    return chance.choice((
        f"/api/v1/report?project=APP{window}",
        f"/api/v1/report?size={chance.choice((1, 10, 100))}&page={chance.randint(1, 4)}{window}",
        f"/api/v1/report?sort=total_tokens&search={chance.choice('abcdef')}",
        f"/api/v1/seats?state=active{window}",
        f"/api/v1/team?x=1{window}",
        f"/api/v1/report.{chance.choice(('csv', 'xlsx', 'parquet', 'md'))}?project=APP",
        "/api/v1/people", "/api/v1/grants", "/api/v1/audit", "/api/v1/me", "/api/openapi.json", "/metrics",
        f"/api/v1/report?project=NONE{chance.randint(1, 10**6)}",
    ))  # fmt: skip


class Readers:
    """Threads that ask until they are told to stop; how each answer came out."""

    def __init__(self, one: Served, token: str) -> None:
        self._one, self._token, self._ended = one, token, Event()
        self.statuses: dict[int, int] = {}
        self._threads = [Thread(target=self._ask, args=(seed,), daemon=True) for seed in range(READERS)]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, seed: int) -> None:
        chance = Random(seed)
        while not self._ended.is_set():
            token = self._token if chance.random() < 0.9 else f"slt_{chance.getrandbits(120):x}"
            status = self._one.ask(asked(chance), token).status
            self.statuses[status] = self.statuses.get(status, 0) + 1


def taken(one: Served) -> dict[str, int]:
    """What the process has taken of the machine: memory in bytes, open files, threads."""
    assert one.process is not None
    folder = Path(f"/proc/{one.process.pid}")
    status = dict(line.split(":", 1) for line in (folder / "status").read_text().splitlines())
    return {
        "memory": int(status["VmRSS"].split()[0]) * 1024,
        "files": len(list((folder / "fd").iterdir())),
        "threads": int(status["Threads"]),
    }


@pytest.fixture
def patient(idle: Served) -> Served:
    """A service without limits on how often somebody may ask."""
    idle.around |= {"SEATLIGHT_READS_PER_MINUTE": "0", "SEATLIGHT_WRITES_PER_MINUTE": "0", "SEATLIGHT_LOG": "warning"}
    return idle


@pytest.mark.soak
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="What a process takes is read from /proc.")
def test_half_an_hour_of_mixed_load_leaves_nothing_behind(patient: Served, box: Box) -> None:
    """Readers of every report, changed settings, new tokens and faults of the vendor, all at once."""
    token = patient.token("soak")
    patient.start()
    patient.await_whole("/api/v1/report", token)
    began_at, before = time.monotonic(), None
    with Readers(patient, token) as readers:
        while (passed := time.monotonic() - began_at) < MINUTES * 60:
            assert patient.run("settings", "set", "limits.grace_days", next(SETTINGS)).code == 0
            patient.token(f"of {passed:.3f}", "--permission", "view")
            box.faults.add("error-500@/teams/filtered-usage-events:3")
            assert patient.ask("/api/v1/refresh", token, method="POST", body=b"{}").status == 202
            time.sleep(2)
            if before is None and passed > MINUTES * 60 * WARM_SHARE:
                before = taken(patient)
    assert before is not None
    after = taken(patient)
    assert set(readers.statuses) <= {200, 202, 401, 404}, readers.statuses
    assert sum(readers.statuses.values()) > MINUTES * 60
    assert after["memory"] < before["memory"] * MOST_GROWTH, (before, after)
    assert after["files"] <= before["files"] + READERS
    assert after["threads"] <= before["threads"] + READERS
    print(f"{readers.statuses} answers in {MINUTES:.0f} minutes: {before} became {after}")  # noqa: T201
