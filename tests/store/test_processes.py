"""Several processes at one database neither fail, nor double, nor lose anything."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from seatlight.model.governance import Hold
from seatlight.model.people import FirstSeen
from seatlight.store import SqlStore
from tests.store.cast import ADA_AT, START, TEAM_KEY, after, deed
from tests.store.databases import raw
from tests.store.nursery import Nursery

COUNT = 8
NAMES = ("acc-one", "acc-two", "acc-three")
ACTIONS = ("hold_added", "key_replaced", "setting_changed")


@pytest.fixture
def worked(store: SqlStore, site: str, url: str, nursery: Nursery, tmp_path: Path) -> SqlStore:
    """A store on which three processes did the same things at the same time."""
    store.add_connection(site, "east", vendor="cursor", url="https://c", key=TEAM_KEY, deed=deed())
    started = [nursery.start("beside", url, tmp_path / name, site=site, name=name, count=COUNT) for name in NAMES]
    assert [nursery.end(each) for each in started] == [0] * len(NAMES)
    return store


def test_changes_side_by_side_are_all_kept(worked: SqlStore, site: str, url: str) -> None:
    """Each with its line; the last of them stands, and what may be there once is there once."""
    lines = Counter((entry.action, entry.by) for entry in worked.audit(site) if entry.by in NAMES)
    for name in NAMES:
        assert (lines["hold_added", name], lines["key_replaced", name]) == (COUNT, COUNT)
    settings = [entry for entry in worked.audit(site) if entry.action == "setting_changed"]
    assert len({entry.by for entry in settings}) == len(NAMES)
    assert worked.holds(site) == (Hold(ADA_AT, START.date()),)
    assert worked.settings(site)["by"] in NAMES
    (team,) = worked.connections(site)
    assert worked.key_of(site, team.connection_id).startswith(TEAM_KEY)


def test_looks_side_by_side_are_one_look(worked: SqlStore, site: str, url: str) -> None:
    """By one person, at one report, within one hour; no set of people is kept twice."""
    (look,) = worked.looks_at(site, ADA_AT)
    last_at = after(0) + timedelta(minutes=COUNT - 1)
    assert (look.times, look.first_at, look.last_at) == (COUNT * len(NAMES), after(0), last_at)
    assert [entry.details["people"] for entry in worked.audit(site) if entry.action == "looked"] == [
        1 + len(NAMES) + COUNT
    ]
    with raw(url) as connection:
        assert connection.scalar(text("SELECT count(*) FROM audiences")) == COUNT * len(NAMES)
        assert connection.scalar(text("SELECT count(*) - count(DISTINCT text) FROM words")) == 0


def test_rosters_seen_side_by_side_keep_the_first_day(worked: SqlStore, site: str) -> None:
    """Of an address that all of them saw; and know all that any of them saw."""
    (team,) = worked.connections(site)
    seen = worked.roster_seen(site, team.connection_id)
    assert seen[ADA_AT] == FirstSeen(START.date())
    assert len(seen) == 1 + COUNT * len(NAMES)


def test_erasing_and_looking_do_not_wait_for_each_other(
    store: SqlStore, site: str, url: str, nursery: Nursery, tmp_path: Path
) -> None:
    """For ever, that is: each has its turn, and none fails."""
    store.add_connection(site, "east", vendor="cursor", url="https://c", key=TEAM_KEY, deed=deed())
    started = [nursery.start("beside", url, tmp_path / name, site=site, name=name, count=COUNT) for name in NAMES[:2]]
    for number in range(COUNT):
        store.erase(site, NAMES[0], [ADA_AT, f"acc-{number}"], deed(number))
    assert [nursery.end(each) for each in started] == [0, 0]
    store.erase(site, NAMES[0], [ADA_AT], deed(COUNT))
    assert store.looks_at(site, ADA_AT) == ()
    assert NAMES[0] not in str(list(store.audit(site)))
