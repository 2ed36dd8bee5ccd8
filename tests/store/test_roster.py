"""When a roster was first seen with an address, and the last day before that without it."""

from datetime import date

from sqlalchemy import text

from seatlight.model.people import FirstSeen
from seatlight.store import SqlStore
from tests.store.cast import ADA_AT, BEN_AT, TEAM_KEY, deed
from tests.store.databases import raw


def day(number: int) -> date:
    return date(2026, 11, number)


def connected(store: SqlStore, site: str, name: str = "east") -> str:
    added = store.add_connection(site, name, vendor="cursor", url="https://c", key=TEAM_KEY, deed=deed())
    return added.connection_id


def test_the_first_roster_tells_no_day_without(store: SqlStore, site: str) -> None:
    """Those seats may be of any age."""
    team = connected(store, site)
    assert store.roster_seen(site, team) == {}
    store.see_roster(site, team, [ADA_AT, BEN_AT], day(3))
    assert store.roster_seen(site, team) == {ADA_AT: FirstSeen(day(3)), BEN_AT: FirstSeen(day(3))}


def test_a_new_address_was_absent_on_the_last_day(store: SqlStore, site: str) -> None:
    """The last day that the roster was seen, however long ago; what stays keeps its day."""
    team = connected(store, site)
    for on in (1, 3, 4):
        store.see_roster(site, team, [ADA_AT], day(on))
    store.see_roster(site, team, [ADA_AT, BEN_AT], day(9))
    store.see_roster(site, team, [ADA_AT, BEN_AT], day(10))
    assert store.roster_seen(site, team) == {ADA_AT: FirstSeen(day(1)), BEN_AT: FirstSeen(day(9), day(4))}


def test_an_empty_roster_was_seen_too(store: SqlStore, site: str) -> None:
    """Whoever comes after it is new."""
    team = connected(store, site)
    store.see_roster(site, team, [], day(1))
    store.see_roster(site, team, [ADA_AT], day(2))
    assert store.roster_seen(site, team) == {ADA_AT: FirstSeen(day(2), day(1))}


def test_who_comes_back_has_a_new_seat(store: SqlStore, site: str) -> None:
    """While gone, the first day is still told."""
    team = connected(store, site)
    store.see_roster(site, team, [ADA_AT, BEN_AT], day(1))
    store.see_roster(site, team, [BEN_AT], day(5))
    store.see_roster(site, team, [BEN_AT], day(6))
    assert store.roster_seen(site, team)[ADA_AT] == FirstSeen(day(1))
    store.see_roster(site, team, [ADA_AT, BEN_AT], day(8))
    assert store.roster_seen(site, team) == {ADA_AT: FirstSeen(day(8), day(6)), BEN_AT: FirstSeen(day(1))}


def test_new_within_a_day_was_absent_that_day(store: SqlStore, site: str) -> None:
    """The seat began between two looks of one day."""
    team = connected(store, site)
    store.see_roster(site, team, [ADA_AT], day(2))
    store.see_roster(site, team, [ADA_AT, BEN_AT], day(2))
    assert store.roster_seen(site, team)[BEN_AT] == FirstSeen(day(2), day(2))


def test_a_day_that_comes_late_changes_nothing(store: SqlStore, site: str) -> None:
    """Another process may have seen a later roster meanwhile."""
    team = connected(store, site)
    store.see_roster(site, team, [ADA_AT], day(5))
    store.see_roster(site, team, [BEN_AT], day(4))
    assert store.roster_seen(site, team) == {ADA_AT: FirstSeen(day(5))}
    store.see_roster(site, team, [ADA_AT, BEN_AT], day(6))
    assert store.roster_seen(site, team)[BEN_AT] == FirstSeen(day(6), day(5))


def test_each_team_has_its_own_days(store: SqlStore, site: str) -> None:
    """What one roster tells says nothing of another."""
    east, west = connected(store, site), connected(store, site, "west")
    store.see_roster(site, east, [ADA_AT], day(1))
    store.see_roster(site, west, [ADA_AT], day(7))
    assert store.roster_seen(site, west) == {ADA_AT: FirstSeen(day(7))}


def test_the_same_roster_on_the_same_day_is_not_written(store: SqlStore, site: str, url: str) -> None:
    """Not even where nothing can be written; whatever its order, and for ten thousand."""
    team, emails = connected(store, site), [f"p{number}@acme.example" for number in range(10_000)]
    store.see_roster(site, team, emails, day(1))
    sqlite = url.startswith("sqlite")
    statement = (
        "CREATE TRIGGER refused BEFORE UPDATE ON rosters BEGIN SELECT RAISE(ABORT, 'no'); END"
        if sqlite
        else "CREATE TRIGGER refused BEFORE UPDATE ON rosters FOR EACH ROW EXECUTE FUNCTION seatlight_refuse()"
    )
    with raw(url) as connection:
        connection.execute(text(statement))
    try:
        store.see_roster(site, team, emails[::-1], day(1))
    finally:
        with raw(url) as connection:
            connection.execute(text("DROP TRIGGER refused" + ("" if sqlite else " ON rosters")))
    store.see_roster(site, team, emails[5_000:], day(2))
    store.see_roster(site, team, emails, day(3))
    seen = store.roster_seen(site, team)
    assert (seen[emails[0]], seen[emails[-1]]) == (FirstSeen(day(3), day(2)), FirstSeen(day(1)))
