"""Who looked at whom: one look per person looking, report and hour, told to the person concerned."""

from datetime import timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from seatlight.errors import NotFound, StoreFailed
from seatlight.model.audit import Look, LookAt
from seatlight.store import SqlStore
from tests.store.cast import ADA, ADA_AT, BEN, CYD, CYD_AT, after, look
from tests.store.databases import raw


def test_looks_of_an_hour_are_one(store: SqlStore, site: str) -> None:
    """First, last and how often; the next hour is another."""
    for minutes in (0, 5, 29, 30, 100):
        store.look(site, look(ADA, BEN, minutes=minutes))
    assert store.looks_at(site, ADA) == (
        LookAt("acc-lead", "report:APP", after(100), after(100), 1),
        LookAt("acc-lead", "report:APP", after(30), after(30), 1),
        LookAt("acc-lead", "report:APP", after(0), after(29), 3),
    )


def test_each_report_and_each_person_looking_counts_apart(store: SqlStore, site: str) -> None:
    """Newest first."""
    store.look(site, look(ADA, minutes=1))
    store.look(site, look(ADA, minutes=2, report="seats"))
    store.look(site, look(ADA, minutes=3, by=BEN))
    assert [(at.by, at.report, at.times) for at in store.looks_at(site, ADA)] == [
        (BEN, "report:APP", 1),
        ("acc-lead", "seats", 1),
        ("acc-lead", "report:APP", 1),
    ]


def test_a_look_is_told_to_those_who_were_in_it(store: SqlStore, site: str) -> None:
    """Of several looks of an hour, each person learns of those that showed them; the entry counts everybody once."""
    store.look(site, look(ADA, BEN, minutes=1))
    store.look(site, look(BEN, CYD_AT, minutes=2))
    store.look(site, look(BEN, CYD_AT, minutes=4))
    told = {
        name: [(at.first_at, at.last_at, at.times) for at in store.looks_at(site, name)] for name in (ADA, BEN, CYD)
    }
    assert told == {ADA: [(after(1), after(1), 1)], BEN: [(after(1), after(4), 3)], CYD: []}
    assert store.looks_at(site, CYD_AT) == (LookAt("acc-lead", "report:APP", after(2), after(4), 2),)
    *_, entry = store.audit(site)
    assert (entry.action, entry.by, entry.about, entry.at) == ("looked", "acc-lead", "report:APP", after(1))
    assert entry.details == {
        "first_at": "2026-11-25T09:31:00Z",
        "last_at": "2026-11-25T09:34:00Z",
        "times": 3,
        "people": 3,
    }


def test_a_look_that_comes_late_joins_its_hour(store: SqlStore, site: str) -> None:
    """The order in which they are written does not matter, nor the zone in which they are told."""
    store.look(site, look(ADA, minutes=9))
    store.look(site, look(ADA, minutes=4))
    zone = timezone(timedelta(hours=5, minutes=30))
    store.look(site, Look("acc-lead", after(7).astimezone(zone), "report:APP", frozenset({ADA})))
    assert store.looks_at(site, ADA) == (LookAt("acc-lead", "report:APP", after(4), after(9), 3),)


def test_the_same_people_are_kept_once(store: SqlStore, site: str, url: str) -> None:
    """However often, and by whomever, they are looked at."""
    people = [f"acc-{number}" for number in range(1200)]
    for minutes in range(0, 300, 30):
        store.look(site, look(*people, minutes=minutes, by=f"acc-{minutes}"))
    with raw(url) as connection:
        kept = connection.scalar(text("SELECT count(*) FROM audience_people"))
    assert kept == 1200
    assert len(store.looks_at(site, "acc-7")) == 10


def test_a_look_at_nobody_is_a_look(store: SqlStore, site: str) -> None:
    """A report without rows was still asked for."""
    store.look(site, look())
    *_, entry = store.audit(site)
    assert (entry.action, entry.details["people"]) == ("looked", 0)


def test_a_look_that_is_not_noted_fails(store: SqlStore, site: str, url: str) -> None:
    """So that whoever asked can be shown nothing."""
    with pytest.raises(NotFound):
        store.look("nowhere", look(ADA))
    with raw(url) as connection:
        connection.execute(text("ALTER TABLE looks RENAME TO moved"))
    try:
        with pytest.raises(StoreFailed, match="lacks a table"):
            store.look(site, look(ADA))
    finally:
        with raw(url) as connection:
            connection.execute(text("ALTER TABLE moved RENAME TO looks"))
    assert store.looks_at(site, ADA) == ()
    assert store.looks_at(site, ADA_AT) == ()


def test_looks_at_a_person_are_found_by_index(store: SqlStore, site: str, url: str) -> None:
    """No table is read through, however many looks there are."""
    store.look(site, look(ADA))
    said: list[tuple[str, Any]] = []

    def listen(_connection: Connection, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        said.append((statement, parameters))

    event.listen(store._database.engine, "before_cursor_execute", listen)
    store.looks_at(site, ADA)
    ((statement, parameters),) = (words for words in said if words[0].startswith("SELECT"))
    with raw(url) as connection:
        if url.startswith("sqlite"):
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        else:
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            plan = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters).all()
    assert not any(word in str(step) for step in plan for word in ("SCAN", "Seq Scan"))
