"""The store of a service: it remembers what it read, and never longer than it holds."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from seatlight.model.governance import Hold
from seatlight.model.people import AddressRule, RuleKind
from seatlight.model.site import Grant
from seatlight.store import SqlStore, open_store
from tests.store.cast import ADA, BEN, CYD, START, after, deed, look, token
from tests.store.databases import SEALS

DIGEST = b"d" * 32
APP = Grant("1", "APP", "The app", ("Developers",))
HOLD = Hold("ada@acme.example", (START + timedelta(days=9)).date())


@pytest.fixture
def often(url: str, site: str) -> Iterator[SqlStore]:
    """The store of a service, on the database of the other one."""
    with open_store(url, SEALS, create=False, often=True) as made:
        yield made


CHANGES: dict[str, tuple[Callable[[SqlStore, str], Any], Callable[[SqlStore, str], object]]] = {
    "sites": (lambda store, site: store.sites(), lambda store, site: store.add_site("Other", deed())),
    "grants": (lambda store, site: store.grants(site), lambda store, site: store.allow(site, APP, deed())),
    "holds": (lambda store, site: store.holds(site), lambda store, site: store.add_hold(site, HOLD, deed())),
    "settings": (
        lambda store, site: store.settings(site),
        lambda store, site: store.set_setting(site, "limits.grace_days", 9, deed()),
    ),
    "decisions": (
        lambda store, site: store.decisions(site),
        lambda store, site: store.add_rule(site, AddressRule(RuleKind.PLUS_TAG, "acme.example"), deed()),
    ),
    "token": (
        lambda store, site: store.unscoped_token_of(DIGEST),
        lambda store, site: store.add_token(site, token(), DIGEST, deed()),
    ),
    "connections": (
        lambda store, site: store.connections(site),
        lambda store, site: store.add_connection(
            site, "labs", vendor="cursor", url="https://api.cursor.com", key="key_1234567890", deed=deed()
        ),
    ),
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("by", ["itself", "another"])
def test_a_change_is_seen_at_the_next_look_whoever_made_it(
    what: str, by: str, store: SqlStore, often: SqlStore, site: str
) -> None:
    """By this store, or by one that knows nothing of it, as another process would."""
    read, change = CHANGES[what]
    before = read(often, site)
    assert read(often, site) == before
    change(often if by == "itself" else store, site)
    assert read(often, site) != before
    assert read(often, site) == read(store, site)


def test_what_has_not_changed_is_the_very_same_object(store: SqlStore, often: SqlStore, site: str) -> None:
    """So that what was worked out from it is found again; after a change it is another.

    PostgreSQL's mark also moves with whatever happens in other databases of the server, those of other tests included.
    """
    store.allow(site, APP, deed())
    assert any(often.grants(site) is often.grants(site) for _ in range(100))
    store.deny(site, "1", deed())
    assert often.grants(site) == ()


def test_what_was_revoked_opens_nothing_from_the_next_question_on(store: SqlStore, often: SqlStore, site: str) -> None:
    """A token that another process revoked, asked for again and again before."""
    store.add_token(site, token(), DIGEST, deed())
    for _ in range(3):
        assert often.unscoped_token_of(DIGEST) is not None
    store.revoke_token(site, token().token_id, deed())
    assert often.unscoped_token_of(DIGEST) is None


def test_looks_of_one_minute_are_written_down_once(store: SqlStore, often: SqlStore, site: str) -> None:
    """The first at once; another person, report or set of people by itself; and again after a minute."""
    for seconds in (0, 1, 30, 59):
        often.look(site, look(ADA, BEN, minutes=seconds / 60))
    assert [(at.first_at, at.last_at, at.times) for at in store.looks_at(site, ADA)] == [(after(0), after(0), 1)]
    often.look(site, look(ADA, BEN, minutes=1))
    assert [(at.last_at, at.times) for at in store.looks_at(site, ADA)] == [(after(1), 2)]
    often.look(site, look(ADA, BEN, CYD, minutes=1))
    often.look(site, look(ADA, BEN, minutes=1, by=CYD))
    often.look(site, look(ADA, BEN, minutes=1, report="seats"))
    assert len(store.looks_at(site, CYD)) == 1
    assert len(store.looks_at(site, ADA)) == 3


def test_a_look_after_somebody_was_erased_is_written_down_again(store: SqlStore, often: SqlStore, site: str) -> None:
    """However shortly before the same look was: what was written of it is gone."""
    often.look(site, look(ADA, BEN))
    store.erase(site, ADA, (), deed())
    assert store.looks_at(site, ADA) == ()
    often.look(site, look(ADA, BEN, minutes=0.1))
    assert len(store.looks_at(site, ADA)) == 1


def test_uses_of_a_token_are_written_down_once_a_minute(store: SqlStore, often: SqlStore, site: str) -> None:
    """And so they are told."""
    store.add_token(site, token(), DIGEST, deed())
    for minutes in (0, 0.5, 1, 1.5):
        often.note_use(site, token().token_id, after(minutes))
    assert [one.last_used_at for one in store.tokens(site)] == [after(1)]
    often.note_use(site, "nothing", after(9))


def test_it_goes_on_after_it_was_closed(often: SqlStore, site: str) -> None:
    """As every store does: it connects anew."""
    assert len(often.sites()) == 1
    often.close()
    assert len(often.sites()) == 1


def test_more_than_it_remembers_is_read_anew(often: SqlStore, site: str) -> None:
    """Whoever asks for ever other things takes no memory for ever."""
    from seatlight.store.read_often import MOST

    for number in range(MOST + 10):
        assert often.grants(f"site-{number}") == ()
    assert len(vars(often)["_known"]) <= MOST
