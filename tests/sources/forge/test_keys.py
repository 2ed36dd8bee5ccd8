"""The keys of Forge: when they are fetched and when not, which of them count, and what an outage does."""

from __future__ import annotations

import contextlib
import json
import logging
import threading
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from seatlight.errors import BadSetting, BadToken
from seatlight.sandbox.box import Box
from seatlight.sandbox.forge.issuer import KID_PREFIX, jwk
from seatlight.sources.forge import KeySet, keys_at
from seatlight.sources.forge.keys import read_keys
from tests.sources.forge.door import Door, door, fetches, site
from tests.sources.scripted import HANG, RESET, Scripted, reply, scripted
from tests.still import Still

PUBLISHED = jwk(KID_PREFIX + "1", generate_private_key(65537, 2048))
OTHER = {**PUBLISHED, "kid": KID_PREFIX + "2"}


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A site with the app."""
    with site(people=1) as box:
        yield box


@pytest.fixture
def entrance(box: Box) -> Iterator[Door]:
    """A service without keys yet."""
    with door(box) as entrance:
        yield entrance


def comes_in(box: Box, entrance: Door, token: str | None = None) -> bool:
    """Whether a token of the site proves anything, a new one unless it is given."""
    try:
        entrance.prove({"authorization": f"Bearer {token or box.forge.event_token()}"})
    except BadToken:
        return False
    return True


def key_set(*keys: object) -> bytes:
    """An answer that publishes these."""
    return reply(json.dumps({"keys": keys}).encode())


@contextlib.contextmanager
def keys_of(*script: bytes) -> Iterator[tuple[Scripted, KeySet, Still]]:
    """A key set that reads from a server with this script, and its timer."""
    timer = Still()
    with scripted(*script) as server:
        fetch, http = keys_at(server.url + "/jwks")
        with contextlib.closing(http):
            yield server, KeySet(fetch, timer), timer


def test_no_key_is_fetched_before_a_token_asks_for_one() -> None:
    """Then once, for all tokens."""
    with keys_of(key_set(PUBLISHED)) as (server, keys, _):
        assert server.asked == []
        assert all(keys.find(PUBLISHED["kid"]) for _ in range(5))
        assert len(server.asked) == 1


def test_a_new_key_is_fetched_with_the_first_token_that_it_signed(box: Box, entrance: Door) -> None:
    """A minute after the last fetch; what the withdrawn one signed comes in no longer."""
    old = box.forge.event_token()
    assert comes_in(box, entrance, old)
    box.forge.issuer.rotate()
    assert not comes_in(box, entrance)
    entrance.timer.seconds += 60
    assert comes_in(box, entrance)
    assert not comes_in(box, entrance, old)


def test_tokens_of_both_keys_come_in_while_both_are_published(box: Box, entrance: Door) -> None:
    """As long as the old one is kept."""
    old = box.forge.event_token()
    box.forge.issuer.rotate(keep=True)
    assert comes_in(box, entrance)
    assert comes_in(box, entrance, old)


def test_a_flood_of_unknown_keys_makes_one_fetch_a_minute(box: Box, entrance: Door) -> None:
    """Known keys go on working, and nobody waits for the minute."""
    assert comes_in(box, entrance)
    before = fetches(box)
    for minute in range(1, 5):
        entrance.timer.seconds += 60
        for number in range(200):
            assert entrance.keys.find(f"{KID_PREFIX}{minute}-{number}") is None
        assert fetches(box) == before + minute
    assert comes_in(box, entrance)


def test_many_who_ask_at_once_make_one_fetch() -> None:
    """The others wait for it and find the key."""
    with keys_of(key_set(PUBLISHED)) as (server, keys, _):
        ready, found = threading.Barrier(16), []

        def ask() -> None:
            ready.wait()
            found.append(keys.find(PUBLISHED["kid"]))

        threads = [threading.Thread(target=ask) for _ in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(server.asked) == 1
    assert len([key for key in found if key]) == 16


def test_known_keys_work_while_somebody_fetches() -> None:
    """A fetch that hangs keeps nobody but those who need it."""
    with keys_of(key_set(PUBLISHED), HANG) as (server, keys, timer):
        assert keys.find(PUBLISHED["kid"])
        timer.seconds += 60
        waiting = threading.Thread(target=keys.find, args=(KID_PREFIX + "9",))
        waiting.start()
        while len(server.asked) < 2:
            assert keys.find(PUBLISHED["kid"])
        assert keys.find(PUBLISHED["kid"])
        server.stop()
        waiting.join()


def test_an_outage_leaves_the_known_keys_as_they_were(
    box: Box, entrance: Door, caplog: pytest.LogCaptureFixture
) -> None:
    """They go on working; a new one is found when it is over, and the log tells of it."""
    assert comes_in(box, entrance)
    old = box.forge.event_token()
    box.forge.issuer.away = True
    box.forge.issuer.rotate()
    entrance.timer.seconds += 60
    with caplog.at_level(logging.WARNING):
        assert not comes_in(box, entrance)
    assert comes_in(box, entrance, old)
    box.forge.issuer.away = False
    assert not comes_in(box, entrance)
    entrance.timer.seconds += 60
    assert comes_in(box, entrance)
    assert caplog.messages[0].startswith(
        "The keys of Forge could not be fetched: 127.0.0.1 has a fault of its own (503"
    )


def test_whoever_has_no_keys_yet_tries_again_sooner(box: Box, entrance: Door) -> None:
    """After five seconds, because nobody can come in before."""
    box.forge.issuer.away = True
    before = fetches(box)
    assert not any(comes_in(box, entrance) for _ in range(10))
    box.forge.issuer.away = False
    assert not comes_in(box, entrance)
    assert fetches(box) == before + 1
    entrance.timer.seconds += 5
    assert comes_in(box, entrance)


def test_keys_are_read_anew_once_an_hour() -> None:
    """So that one which was withdrawn ends, though no unknown one is asked for."""
    with keys_of(key_set(PUBLISHED, OTHER), key_set(OTHER)) as (server, keys, timer):
        assert keys.find(PUBLISHED["kid"])
        timer.seconds += 3599
        assert keys.find(PUBLISHED["kid"])
        assert len(server.asked) == 1
        timer.seconds += 1
        assert keys.find(PUBLISHED["kid"]) is None
        assert keys.find(OTHER["kid"])
        assert len(server.asked) == 2


BAD_SETS = {
    "nothing": reply(b""),
    "no JSON": reply(b"<html>"),
    "another form": reply(b'{"keys": {}}'),
    "an empty set": key_set(),
    "only unusable ones": key_set({**PUBLISHED, "use": "enc"}),
    "a refusal": reply(status=403),
    "somewhere else": reply(status=302, Location="http://127.0.0.1:9/"),
    "a broken connection": RESET,
    "too much": reply(json.dumps({"keys": [OTHER]}).encode() + b" " * 2**20),
}


@pytest.mark.parametrize("name", BAD_SETS)
def test_an_answer_that_is_no_key_set_changes_nothing(name: str) -> None:
    """The keys of before stay, and the next minute brings the right ones."""
    with keys_of(key_set(PUBLISHED), BAD_SETS[name], key_set(OTHER)) as (server, keys, timer):
        assert keys.find(PUBLISHED["kid"])
        timer.seconds += 60
        assert keys.find(OTHER["kid"]) is None
        assert keys.find(PUBLISHED["kid"])
        assert len(server.asked) == 2
        timer.seconds += 60
        assert keys.find(OTHER["kid"])
        assert keys.find(PUBLISHED["kid"]) is None


WEAK = jwk(KID_PREFIX + "weak", generate_private_key(65537, 1024))
UNUSABLE: dict[str, object] = {
    "for secrets": {**OTHER, "use": "enc"},
    "for another algorithm": {**OTHER, "alg": "RS512"},
    "of another kind": {**OTHER, "kty": "EC"},
    "a secret": {"kid": OTHER["kid"], "kty": "oct", "use": "sig", "alg": "RS256", "k": "AAAA"},
    "without a use": {name: value for name, value in OTHER.items() if name != "use"},
    "without a number": {name: value for name, value in OTHER.items() if name != "n"},
    "with words for a number": {**OTHER, "n": "no number at all"},
    "with an exponent of one": {**OTHER, "e": "AQ"},
    "of numbers": {**OTHER, "kid": 5},
    "for other tokens": {**OTHER, "kid": "asap/2"},
    "weak": WEAK,
    "null": None,
    "words": "key",
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_key_that_signs_no_invocation_tokens_is_left_out(name: str) -> None:
    """The others of the set are read all the same."""
    body = json.dumps({"keys": [UNUSABLE[name], PUBLISHED], "more": 1}).encode()
    assert list(read_keys(body)) == [PUBLISHED["kid"]]


def test_nothing_is_fetched_for_an_id_that_is_none() -> None:
    """Whoever asks the set itself learns the same."""
    with keys_of(key_set(PUBLISHED)) as (server, keys, _):
        assert keys.find("asap/1") is None
        assert keys.find("") is None
        assert server.asked == []


def test_the_question_for_keys_shows_nothing_of_ours() -> None:
    """No authorization goes to whoever publishes them."""
    with keys_of(key_set(PUBLISHED)) as (server, keys, _):
        assert keys.find(PUBLISHED["kid"])
    assert server.asked[0].startswith(b"GET /jwks HTTP/1.1\r\n")
    assert b"authorization" not in server.asked[0].lower()


@pytest.mark.parametrize("address", ["http://keys.example.org/jwks.json", "keys.example.org", "file:///etc/keys", ""])
def test_keys_are_only_read_from_an_encrypted_address(address: str) -> None:
    """This machine excepted: whoever could change them on the way would decide who comes in."""
    with pytest.raises(BadSetting, match="must begin with https://"):
        keys_at(address)
