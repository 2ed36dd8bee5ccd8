"""Sites and the teams connected to them; keys are kept and never shown."""

from datetime import date

import msgspec
import pytest

from seatlight.errors import Conflict, NotFound
from seatlight.model.site import JiraAccess
from seatlight.store import SqlStore
from tests.store.cast import ADA_AT, PEOPLE, TEAM_KEY, after, deed

ACCESS = JiraAccess("https://acme.example", "robot@acme.example", "oken", date(2027, 1, 31))
DAY = date(2026, 11, 25)


def connected(store: SqlStore, site: str, name: str = "east") -> str:
    """A connection of that name."""
    added = store.add_connection(site, name, vendor="cursor", url="https://c", key=TEAM_KEY, deed=deed())
    return added.connection_id


def test_sites_come_by_name_with_their_jira(store: SqlStore, site: str) -> None:
    """A site that was only named has none."""
    other = store.add_site("A first one", deed())
    store.set_jira(site, ACCESS, "a long token", deed())
    assert [(each.name, each.jira) for each in store.sites()] == [("A first one", None), ("Acme", ACCESS)]
    assert other.site_id != site


def test_a_taken_name_of_a_site_is_refused(store: SqlStore, site: str) -> None:
    """And nothing is left of the second one."""
    before = list(store.audit(site))
    with pytest.raises(Conflict, match="'Acme' already"):
        store.add_site("Acme", deed())
    assert len(store.sites()) == 1
    assert list(store.audit(site)) == before


def test_the_token_of_jira_is_kept_and_replaced(store: SqlStore, site: str) -> None:
    """The tail is made where none was given."""
    with pytest.raises(NotFound, match="no Jira"):
        store.jira_token(site)
    store.set_jira(site, ACCESS, "a long token", deed())
    store.set_jira(site, msgspec.structs.replace(ACCESS, token_tail=""), "another ticket", deed(1))
    assert store.jira_token(site) == "another ticket"
    assert [each.jira.token_tail for each in store.sites() if each.jira] == ["cket"]


def test_without_its_jira_a_site_keeps_no_people(store: SqlStore, site: str) -> None:
    """Both go together, once."""
    store.set_jira(site, ACCESS, "a long token", deed())
    store.keep_people(site, PEOPLE)
    assert store.kept_people(site) == PEOPLE
    store.remove_jira(site, deed())
    assert store.kept_people(site) is None
    with pytest.raises(NotFound):
        store.remove_jira(site, deed())


def test_a_connection_shows_the_end_of_its_key(store: SqlStore, site: str) -> None:
    """And when it was verified last; the key itself only to who asks for it."""
    first = connected(store, site)
    connected(store, site, "an earlier name")
    store.replace_key(site, first, "another_key_5678", deed(5))
    early, east = store.connections(site)
    assert (early.name, early.key_tail, early.verified_at) == ("an earlier name", "1234", after(0))
    assert (east.name, east.key_tail, east.verified_at) == ("east", "5678", after(5))
    assert store.key_of(site, first) == "another_key_5678"
    assert TEAM_KEY not in str(list(store.audit(site)))


@pytest.mark.parametrize(("key", "tail"), [("12345678", "5678"), ("1234567", ""), ("", "")])
def test_a_short_key_shows_nothing_of_itself(store: SqlStore, site: str, key: str, tail: str) -> None:
    """Four characters of seven would be most of it."""
    added = store.add_connection(site, "east", vendor="cursor", url="https://c", key=key, deed=deed())
    assert added.key_tail == tail
    assert store.key_of(site, added.connection_id) == key


def test_a_taken_name_of_a_connection_is_refused(store: SqlStore, site: str) -> None:
    """At the same site; another site may use it."""
    connected(store, site)
    with pytest.raises(Conflict, match="'east' already"):
        connected(store, site)
    connected(store, store.add_site("Other", deed()).site_id)
    assert len(store.connections(site)) == 1


def test_a_removed_connection_leaves_nothing(store: SqlStore, site: str) -> None:
    """Neither key nor roster; under the same name a new one begins anew."""
    first = connected(store, site)
    store.see_roster(site, first, [ADA_AT], DAY)
    store.remove_connection(site, first, deed())
    assert store.connections(site) == ()
    assert store.roster_seen(site, first) == {}
    again = connected(store, site)
    assert again != first
    assert store.roster_seen(site, again) == {}
    for ask in (
        lambda: store.key_of(site, first),
        lambda: store.remove_connection(site, first, deed()),
        lambda: store.replace_key(site, first, TEAM_KEY, deed()),
        lambda: store.see_roster(site, first, [ADA_AT], DAY),
    ):
        with pytest.raises(NotFound, match="no such connection"):
            ask()


def test_nothing_is_changed_at_a_site_that_is_not_there(store: SqlStore) -> None:
    """It is not made by the way either."""
    with pytest.raises(NotFound, match="no such site"):
        store.set_setting("nowhere", "price", 4, deed())
    with pytest.raises(NotFound, match="no such site"):
        store.set_jira("nowhere", ACCESS, "a long token", deed())
    with pytest.raises(NotFound, match="no such site"):
        store.keep_people("nowhere", PEOPLE)
    assert store.sites() == ()
