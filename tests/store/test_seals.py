"""Secrets are sealed for their row, with keys that can be changed."""

import zlib

import msgspec
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from seatlight.errors import BadSecretKey, BadSetting
from seatlight.model.site import JiraAccess
from seatlight.store import Seals, SqlStore, new_secret_key
from seatlight.store.seals import Place
from tests.store.cast import PEOPLE, TEAM_KEY, deed
from tests.store.databases import KEY, OTHER_KEY, SEALS, opened, raw

ACCESS = JiraAccess("https://acme.example", None, "oken")
HERE = Place("site", "connections", "one")


def fill(store: SqlStore, site: str) -> str:
    """Every kind of secret; gives the connection."""
    store.set_jira(site, ACCESS, "a long token", deed())
    store.keep_people(site, PEOPLE)
    added = store.add_connection(site, "east", vendor="cursor", url="https://c", key=TEAM_KEY, deed=deed())
    return added.connection_id


def test_a_sealed_secret_opens_in_its_place_alone() -> None:
    """Another row, table or site is refused, with every key right."""
    sealed = SEALS.seal(HERE, b"secret")
    assert SEALS.unseal(HERE, sealed) == b"secret"
    for place in (("other", "connections", "one"), ("site", "jira", "one"), ("site", "connections", "two")):
        with pytest.raises(BadSecretKey, match="not sealed for"):
            SEALS.unseal(Place(*place), sealed)


@pytest.mark.parametrize(
    "spoil",
    [lambda sealed: sealed[:-1], lambda sealed: sealed[:20], lambda _: b"", lambda sealed: sealed[::-1]],
)
def test_a_damaged_secret_is_refused(spoil: object) -> None:
    """Cut short anywhere, or turned around."""
    assert callable(spoil)
    with pytest.raises(BadSecretKey, match="SEATLIGHT_SECRET_KEY"):
        SEALS.unseal(HERE, spoil(SEALS.seal(HERE, b"secret")))


def test_something_sealed_by_another_program_is_refused() -> None:
    """Even with our key."""
    with pytest.raises(BadSecretKey):
        SEALS.unseal(HERE, Fernet(KEY).encrypt(b"secret"))


def test_the_first_key_seals_and_all_unseal() -> None:
    """Which is how keys are changed."""
    both = Seals([OTHER_KEY, KEY])
    assert both.unseal(HERE, SEALS.seal(HERE, b"old")) == b"old"
    assert Seals([OTHER_KEY]).unseal(HERE, both.seal(HERE, b"new")) == b"new"
    with pytest.raises(BadSecretKey):
        SEALS.unseal(HERE, both.seal(HERE, b"new"))


@pytest.mark.parametrize("keys", [[], [""], ["short"], [KEY, "no key at all, but long enough to be one?!"], ["ключ"]])
def test_a_bad_key_is_told_without_showing_it(keys: list[str]) -> None:
    """It tells which of several, and what a key is."""
    with pytest.raises(BadSetting, match=r"SEATLIGHT_SECRET_KEY.*32 random bytes") as refused:
        Seals(keys)
    assert not any(key in refused.value.says for key in keys if key)
    if len(keys) > 1:
        assert "key 2" in refused.value.says


def test_a_new_key_is_another_each_time() -> None:
    """And can be used at once; printing it shows nothing."""
    key = new_secret_key()
    assert key != new_secret_key()
    assert Seals([f" {key}\n"]).unseal(HERE, Seals([key]).seal(HERE, b"x")) == b"x"
    assert key not in repr(Seals([key]))


def test_without_a_key_only_secrets_are_out_of_reach(store: SqlStore, site: str, url: str) -> None:
    """The sentence names the setting, and nothing is left half done."""
    team = fill(store, site)
    with opened(url, None) as keyless:
        assert [each.key_tail for each in keyless.connections(site)] == ["1234"]
        keyless.set_setting(site, "price", 4, deed())
        for ask in (
            lambda: keyless.key_of(site, team),
            lambda: keyless.jira_token(site),
            lambda: keyless.kept_people(site),
            lambda: keyless.replace_key(site, team, "key_12345678", deed()),
            lambda: keyless.set_jira(site, ACCESS, "other", deed()),
            lambda: keyless.add_connection(site, "w", vendor="c", url="u", key="k", deed=deed()),
            lambda: keyless.keep_people(site, PEOPLE),
            lambda: keyless.reseal(deed()),
        ):
            with pytest.raises(BadSecretKey, match="SEATLIGHT_SECRET_KEY is not set"):
                ask()
    assert (store.key_of(site, team), store.jira_token(site)) == (TEAM_KEY, "a long token")


def test_a_wrong_key_reads_no_secret(store: SqlStore, site: str, url: str) -> None:
    """Nor does it seal any anew."""
    team = fill(store, site)
    with opened(url, Seals([OTHER_KEY])) as wrong:
        for ask in (lambda: wrong.key_of(site, team), lambda: wrong.jira_token(site), lambda: wrong.kept_people(site)):
            with pytest.raises(BadSecretKey, match="cannot be unsealed"):
                ask()
        with pytest.raises(BadSecretKey):
            wrong.reseal(deed())
        wrong.replace_key(site, team, "entered again", deed())
        assert wrong.key_of(site, team) == "entered again"


def test_resealed_secrets_need_the_old_key_no_more(store: SqlStore, site: str, url: str) -> None:
    """Of every site, each with its line in the log; then the old key opens nothing."""
    team = fill(store, site)
    other = store.add_site("Other", deed()).site_id
    elsewhere = fill(store, other)
    store.add_site("Without secrets", deed())
    with opened(url, Seals([OTHER_KEY, KEY])) as both:
        assert both.reseal(deed(7)) == 6
    with opened(url, Seals([OTHER_KEY])) as new:
        assert [new.key_of(site, team), new.key_of(other, elsewhere)] == [TEAM_KEY, TEAM_KEY]
        assert (new.jira_token(site), new.kept_people(other)) == ("a long token", PEOPLE)
    with pytest.raises(BadSecretKey):
        store.key_of(site, team)
    lines = [entry for each in store.sites() for entry in store.audit(each.site_id) if "reseal" in entry.action]
    assert [entry.details for entry in lines] == [{"count": 3}, {"count": 3}]


def test_one_bad_secret_keeps_all_as_they_were(store: SqlStore, site: str, url: str) -> None:
    """Sealing anew is done for all or for none."""
    team = fill(store, site)
    with raw(url) as connection:
        connection.execute(text("UPDATE connections SET key = token FROM jira"))
    with opened(url, Seals([OTHER_KEY, KEY])) as both:
        with pytest.raises(BadSecretKey, match="not sealed for"):
            both.reseal(deed())
        with pytest.raises(BadSecretKey, match="not sealed for"):
            both.key_of(site, team)
    assert store.jira_token(site) == "a long token"
    assert store.kept_people(site) == PEOPLE


def test_the_list_of_people_is_not_readable_in_the_database(store: SqlStore, site: str, url: str) -> None:
    """Nor is any other secret; what another version kept counts as nothing kept."""
    fill(store, site)
    with raw(url) as connection:
        kept = bytes(connection.scalar(text("SELECT people FROM kept_people")))
        secrets = [*connection.scalars(text("SELECT token FROM jira UNION ALL SELECT key FROM connections")), kept]
    assert not any(word in bytes(secret) for secret in secrets for word in (b"Ada", b"acme", b"token", b"key"))
    other = SEALS.seal(Place(site, "kept_people", site), zlib.compress(msgspec.msgpack.encode({"folk": []})))
    with raw(url) as connection:
        connection.execute(text("UPDATE kept_people SET people = :people"), {"people": other})
    assert store.kept_people(site) is None
