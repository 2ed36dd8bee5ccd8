"""Installations of the Forge app: none calls unless it was allowed, and a site whose last one is gone can be erased."""

import msgspec
import pytest
from sqlalchemy import text

from seatlight.errors import BadSecretKey, Conflict, NotFound
from seatlight.model.installations import bare_id
from seatlight.model.site import JiraAccess
from seatlight.store import SqlStore
from tests.store.cast import after, deed, installation
from tests.store.databases import opened, raw

ONE = installation().installation_id


def test_only_what_was_allowed_is_found(store: SqlStore, site: str) -> None:
    """By its id, with the site it is of."""
    assert store.unscoped_installation(ONE) is None
    store.allow_installation(site, installation(), deed())
    assert store.unscoped_installation(ONE) == (site, installation())
    assert store.installations(site) == (installation(),)
    assert store.installations(store.add_site("Other", deed()).site_id) == ()


def test_neither_installation_nor_cloud_is_of_two_sites(store: SqlStore, site: str) -> None:
    """A second one at the same cloud is the same site's: that is how it is installed again."""
    store.allow_installation(site, installation(), deed())
    other = store.add_site("Other", deed()).site_id
    moved = msgspec.structs.replace(installation("new"), cloud_id=installation().cloud_id)
    for taken in (installation(), moved, msgspec.structs.replace(installation(), cloud_id="another")):
        with pytest.raises(Conflict, match="another site"):
            store.allow_installation(other, taken, deed())
    store.allow_installation(site, moved, deed(1))
    assert [one.installation_id for one in store.installations(site)] == [ONE, moved.installation_id]


def test_allowing_it_once_more_changes_only_what_is_new(store: SqlStore, site: str) -> None:
    """Since when it is allowed stays; a line in the log only where something changed."""
    store.allow_installation(site, installation(), deed())
    store.allow_installation(site, installation(), deed(1))
    store.allow_installation(site, installation(environment="staging"), deed(2))
    (found,) = store.installations(site)
    assert (found.environment_id, found.installed_at) == ("staging", after(0))
    lines = [entry.at for entry in store.audit(site) if entry.action == "installation_allowed"]
    assert lines == [after(0), after(2)]


def test_a_tick_tells_that_it_is_there(store: SqlStore, site: str) -> None:
    """With a system token, which replaces the last, or without one, which leaves it."""
    store.allow_installation(site, installation(), deed())
    with pytest.raises(NotFound, match="no system token"):
        store.system_token(site, ONE)
    store.note_tick(site, ONE, deed(1), "the first token", after(120))
    store.note_tick(site, ONE, deed(2))
    (found,) = store.installations(site)
    assert (found.last_tick_at, found.system_token_expires_at) == (after(2), after(120))
    assert store.system_token(site, ONE) == "the first token"
    store.note_tick(site, ONE, deed(3), "the second token", after(180))
    assert store.system_token(site, ONE) == "the second token"
    with pytest.raises(NotFound, match="no such installation"):
        store.note_tick(site, "another", deed())


def test_a_system_token_is_sealed(store: SqlStore, site: str, url: str) -> None:
    """It stands nowhere in plain, needs the secret key, and is sealed anew with all others."""
    store.allow_installation(site, installation(), deed())
    store.note_tick(site, ONE, deed(1), "the first token", after(120))
    with raw(url) as connection:
        assert b"token" not in bytes(connection.scalar(text("SELECT system_token FROM installations")))
    with opened(url, None) as keyless:
        keyless.note_tick(site, ONE, deed(2))
        with pytest.raises(BadSecretKey):
            keyless.note_tick(site, ONE, deed(2), "another", after(120))
        with pytest.raises(BadSecretKey):
            keyless.system_token(site, ONE)
    assert store.reseal(deed(3)) == 1
    assert store.system_token(site, ONE) == "the first token"


def test_a_gone_installation_loses_its_token(store: SqlStore, site: str) -> None:
    """Once; if it is heard again it is back, and the log tells of both."""
    store.allow_installation(site, installation(), deed())
    store.note_tick(site, ONE, deed(1), "a token", after(120))
    for minutes in (2, 3):
        store.installation_gone(site, ONE, deed(minutes))
    (found,) = store.installations(site)
    assert (found.gone_at, found.system_token_expires_at) == (after(2), None)
    with pytest.raises(NotFound):
        store.system_token(site, ONE)
    store.note_tick(site, ONE, deed(4))
    store.installation_gone(site, ONE, deed(5))
    store.allow_installation(site, installation(), deed(6))
    assert store.installations(site)[0].gone_at is None
    told = [entry.action.removeprefix("installation_") for entry in store.audit(site)][1:]
    assert told == ["allowed", "gone", "back", "gone", "allowed"]
    with pytest.raises(NotFound):
        store.installation_gone(site, "another", deed())


def test_an_installation_that_was_refused_does_not_come_back(store: SqlStore, site: str) -> None:
    """However often it is heard; only where the operator allows it again."""
    store.allow_installation(site, installation(), deed())
    store.installation_gone(site, ONE, deed(1))
    for minutes in (2, 3):
        store.installation_gone(site, ONE, deed(minutes), refused=True)
    (found,) = store.installations(site)
    assert (found.gone_at, found.refused_at) == (after(1), after(2))
    with pytest.raises(NotFound, match="removed this installation"):
        store.note_tick(site, ONE, deed(4), "a token", after(120))
    store.installation_gone(site, ONE, deed(5))
    assert store.installations(site) == (found,)
    store.allow_installation(site, installation(), deed(6))
    store.note_tick(site, ONE, deed(7))
    (back,) = store.installations(site)
    assert (back.gone_at, back.refused_at) == (None, None)
    told = [entry.action.removeprefix("installation_") for entry in store.audit(site)][1:]
    assert told == ["allowed", "gone", "refused", "allowed"]


def test_a_site_is_to_be_erased_after_its_last_installation(store: SqlStore, site: str) -> None:
    """Not before the grace period is over, never where it had none, nor where its Jira was connected by hand."""
    for name in ("one", "two"):
        store.allow_installation(site, installation(name), deed())
    store.installation_gone(site, ONE, deed(1))
    assert store.sites_to_erase(after(100)) == ()
    store.installation_gone(site, installation("two").installation_id, deed(5))
    assert [store.sites_to_erase(after(minutes)) for minutes in (4, 5, 6)] == [(), (), (site,)]
    store.set_jira(site, JiraAccess("https://a", None, "oken"), "a long token", deed(6))
    assert store.sites_to_erase(after(100)) == ()


def test_ids_are_read_as_forge_writes_them() -> None:
    """With what they are of before them, or bare."""
    assert bare_id("ari:cloud:ecosystem::installation/AB-1") == "ab-1"
    assert bare_id("ari:cloud:ecosystem::environment/app/env-1") == "env-1"
    assert (bare_id(" ab-1\n"), bare_id("")) == ("ab-1", "")
