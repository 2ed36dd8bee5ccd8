"""The service over HTTP on loopback: reports a second with access checks on, how long they take, and its memory."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.lines import Line
from benchmarks.load import Load
from benchmarks.served import served
from seatlight.sandbox import Setup

SECONDS = 8.0
TEAM, PROJECT, READERS = 500, "P02", 8
MANY, SITES = 10_000, 100


def serving() -> Iterator[Line]:
    """A project of 25 in a team of 500, then the first page of a site of 10,000, then many sites."""
    yield from _project()
    yield from _site()
    yield from _idle()


def _project() -> Iterator[Line]:
    with served(Setup(people=TEAM, events_per_active_day=1), PROJECT) as (service, box):
        service.run("grants", "allow", PROJECT, "--role", "Developers")
        token = service.run("tokens", "create", "lead", "--for", box.member)
        yield Line("from start to ready", service.start(), "s", most=2.0)
        path = f"/api/v1/report?project={PROJECT}"
        service.await_whole(path, token)
        many = service.load(path, token, READERS, SECONDS)
        yield Line("project of 25 of 500: reports a second", many.per_second, "/s", least=300, beside=told(many))
        yield Line("the same: 99 of 100 within", many.within(0.99), "ms", most=0.050)
        yield Line("memory after that", service.memory, "MB")


def _site() -> Iterator[Line]:
    with served(Setup(people=MANY, events_per_active_day=0.1), PROJECT) as (service, _):
        token = service.run("tokens", "create", "operator")
        service.start()
        path = "/api/v1/report?size=100"
        service.await_whole(path, token)
        many = service.load(path, token, READERS, SECONDS)
        yield Line("first page of 10,000, 95 of 100 within", many.within(0.95), "ms", most=0.100, beside=told(many))
        yield Line("memory after that", service.memory, "MB")


def _idle() -> Iterator[Line]:
    with served(Setup(people=25), "APP") as (service, _):
        tokens = service.sites(SITES)
        service.start()
        before = service.memory
        for token in tokens:
            service.await_whole("/api/v1/report", token)
        beside = f"{before / 1e6:.0f} MB before anybody looked"
        yield Line(f"{SITES} sites of 25, looked at and left alone", service.memory, "MB", most=300e6, beside=beside)


def told(load: Load) -> str:
    """What else is worth knowing of a load."""
    per_second = f"{load.per_second:,.0f} a second"
    return f"{READERS} readers, {per_second}, half within {load.within(0.5) * 1000:.1f} ms, {load.refused} refused"


if __name__ == "__main__":
    for line in serving():
        print(line, flush=True)
