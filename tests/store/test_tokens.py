"""API tokens: found by their digest alone, and gone the moment they are revoked."""

import msgspec
import pytest
from sqlalchemy import text

from seatlight.errors import Conflict, NotFound
from seatlight.model.digests import digest_of
from seatlight.store import SqlStore
from tests.store.cast import ADA, ADMIN, START, after, deed, token
from tests.store.databases import raw

TEXT = "slt_a-token-of-chance"
DIGEST = digest_of(TEXT)


def test_a_token_is_found_by_its_digest_at_whichever_site(store: SqlStore, site: str) -> None:
    """With all that it may; another text finds nothing, and no more does the digest of a digest."""
    other = store.add_site("Other", deed()).site_id
    kept, everywhere = token(account_id=ADA), msgspec.structs.replace(token("all"), projects=None)
    store.add_token(other, kept, DIGEST, deed())
    store.add_token(site, everywhere, digest_of("another"), deed())
    assert store.unscoped_token_of(DIGEST) == (other, kept)
    assert store.unscoped_token_of(digest_of("another")) == (site, everywhere)
    assert store.unscoped_token_of(digest_of(TEXT + " ")) is None
    assert store.unscoped_token_of(b"") is None
    assert (store.tokens(site), store.tokens(other)) == ((everywhere,), (kept,))


def test_a_token_that_has_expired_is_still_listed(store: SqlStore, site: str) -> None:
    """Whoever looks decides by the clock; the store does not tell the time."""
    kept = token(days=1)
    store.add_token(site, kept, DIGEST, deed())
    (found,) = store.tokens(site)
    assert (found.is_valid(after(60 * 24 - 1)), found.is_valid(after(60 * 24))) == (True, False)


def test_a_revoked_token_opens_nothing(store: SqlStore, site: str) -> None:
    """From the next question on; it can be revoked once, and its name is free again."""
    store.add_token(site, token(), DIGEST, deed())
    store.revoke_token(site, token().token_id, deed(1))
    assert (store.unscoped_token_of(DIGEST), store.tokens(site)) == (None, ())
    with pytest.raises(NotFound, match="no such token"):
        store.revoke_token(site, token().token_id, deed(1))
    store.add_token(site, token(), digest_of("another"), deed(2))


def test_a_taken_name_of_a_token_is_refused(store: SqlStore, site: str) -> None:
    """At the same site; another site may use it."""
    store.add_token(site, token(), DIGEST, deed())
    twin = msgspec.structs.replace(token(), token_id="another")
    with pytest.raises(Conflict, match="'nightly' already"):
        store.add_token(site, twin, digest_of("another"), deed())
    store.add_token(store.add_site("Other", deed()).site_id, twin, digest_of("another"), deed())
    assert store.tokens(site) == (token(),)


def test_a_use_is_noted_once_a_minute(store: SqlStore, site: str, url: str) -> None:
    """However many uses there are, and never backwards."""
    store.add_token(site, token(), DIGEST, deed())
    noted = []
    for minutes in (0, 0.5, 0.99, 1, 1.5, 0.2, 7):
        store.note_use(site, token().token_id, after(minutes))
        noted.append(store.tokens(site)[0].last_used_at)
    assert noted == [after(0), after(0), after(0), after(1), after(1), after(1), after(7)]
    store.note_use(site, "no such token", after(8))


def test_a_use_within_the_minute_writes_nothing(store: SqlStore, site: str, url: str) -> None:
    """Not even a lock is taken: it goes through while somebody else is writing."""
    store.add_token(site, token(), DIGEST, deed())
    store.note_use(site, token().token_id, after(0))
    with raw(url) as writing:
        writing.execute(text("UPDATE sites SET name = 'Busy'"))
        store.note_use(site, token().token_id, after(0.5))
        assert store.unscoped_token_of(DIGEST) is not None


def test_the_log_tells_of_tokens_without_their_text(store: SqlStore, site: str, url: str) -> None:
    """What they may, for whom, until when; the text is nowhere in the database, nor is it asked for."""
    store.add_token(site, token(account_id=ADA), DIGEST, deed())
    store.note_use(site, token().token_id, after(1))
    store.revoke_token(site, token().token_id, deed(2))
    *_, made, revoked = store.audit(site)
    assert (made.at, made.by, made.action, made.about) == (START, ADMIN, "token_created", "nightly")
    assert made.details == {
        "account_id": ADA,
        "expires_at": "2027-02-23T09:30:00Z",
        "permissions": ["review", "view"],
        "projects": ["1"],
    }
    assert (revoked.action, revoked.about, revoked.details) == ("token_revoked", "nightly", {})
