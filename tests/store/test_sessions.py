"""Who is signed in, and who is about to be: both outlive the service, neither can be used twice or too late."""

from datetime import timedelta
from threading import Thread

import pytest

from seatlight.errors import NotFound
from seatlight.model.digests import digest_of
from seatlight.model.sessions import IDLE, LONGEST, SignIn, is_over
from seatlight.store import SqlStore
from tests.store.cast import ADA, BEN, CYD, START, after, deed, session, sign_in
from tests.store.databases import opened

COOKIE, STATE = digest_of("the cookie's value"), digest_of("the state")


def test_a_session_is_found_by_its_cookie_at_whichever_site(store: SqlStore, site: str, url: str) -> None:
    """By another store of the same database too, as after a restart; another cookie finds nothing."""
    kept = session(site)
    store.open_session(site, kept, COOKIE)
    with opened(url) as again:
        assert again.unscoped_session_of(COOKIE) == kept
    assert store.unscoped_session_of(digest_of("another")) is None
    assert store.sessions(store.add_site("Other", deed()).site_id) == ()


def test_a_session_is_kept_at_the_site_that_is_said(store: SqlStore, site: str) -> None:
    """Whatever the session itself says; none at a site that is not there."""
    store.open_session(site, session("elsewhere"), COOKIE)
    found = store.unscoped_session_of(COOKIE)
    assert found is not None
    assert found.site_id == site
    with pytest.raises(NotFound):
        store.open_session("elsewhere", session("elsewhere"), digest_of("another"))
    with pytest.raises(NotFound):
        store.begin_sign_in("elsewhere", sign_in("elsewhere"), STATE)


def test_whoever_signed_out_is_signed_out(store: SqlStore, site: str) -> None:
    """At once, and only there; a second time does nothing."""
    other = session(site, BEN)
    store.open_session(site, session(site), COOKIE)
    store.open_session(site, other, digest_of("another"))
    for _ in range(2):
        store.close_session(site, session(site).session_id)
    assert (store.unscoped_session_of(COOKIE), store.sessions(site)) == (None, (other,))


def test_a_session_is_touched_once_a_minute(store: SqlStore, site: str) -> None:
    """Never backwards, and its last end is not put off."""
    store.open_session(site, session(site), COOKIE)
    seen = []
    for minutes in (0.5, 1, 1.9, 0, 3):
        store.touch(site, session(site).session_id, after(minutes))
        seen.append(store.sessions(site)[0].last_seen_at)
    assert seen == [after(0), after(1), after(1), after(1), after(3)]
    assert store.sessions(site)[0].expires_at == START + LONGEST


def test_a_session_ends_when_idle_or_when_its_time_has_come() -> None:
    """On the very instant; the least of both counts."""
    fresh = session("site")
    ends = [is_over(fresh, START + IDLE - timedelta(seconds=1)), is_over(fresh, START + IDLE)]
    assert ends == [False, True]
    assert is_over(fresh, after(31), timedelta(minutes=30))
    last = START + LONGEST
    busy = type(fresh)(fresh.session_id, ADA, "site", START, last - timedelta(minutes=1), last)
    assert [is_over(busy, last - timedelta(seconds=1)), is_over(busy, last)] == [False, True]


def test_what_is_over_is_swept_and_nothing_else(store: SqlStore, site: str) -> None:
    """Sessions idle or old, sign-ins that took too long; of this site alone."""
    other = store.add_site("Other", deed()).site_id
    late = session(site, BEN, START + IDLE)
    store.open_session(site, session(site), COOKIE)
    store.open_session(site, late, digest_of("late"))
    store.open_session(other, session(other, CYD), digest_of("other"))
    store.begin_sign_in(site, sign_in(site), STATE)
    assert store.sweep(site, after(1)) == 0
    assert store.sweep(site, START + IDLE) == 2
    assert (store.sessions(site), len(store.sessions(other))) == ((late,), 1)
    assert store.sweep(site, START + IDLE) == 0


def test_a_sign_in_counts_once(store: SqlStore, site: str, url: str) -> None:
    """It survives a restart, and whoever comes again with the same state gets nothing."""
    store.begin_sign_in(site, sign_in(site), STATE)
    with opened(url) as again:
        assert again.unscoped_take_sign_in(digest_of("another"), after(1)) is None
        assert again.unscoped_take_sign_in(STATE, after(1)) == sign_in(site)
    assert store.unscoped_take_sign_in(STATE, after(1)) is None


def test_a_sign_in_that_took_too_long_counts_no_more(store: SqlStore, site: str) -> None:
    """Ten minutes, to the second; and it is gone then."""
    store.begin_sign_in(site, sign_in(site), STATE)
    assert store.unscoped_take_sign_in(STATE, after(10)) is None
    assert store.unscoped_take_sign_in(STATE, after(1)) is None
    store.begin_sign_in(site, sign_in(site), STATE)
    assert store.unscoped_take_sign_in(STATE, after(9.9)) == sign_in(site)


def test_of_many_with_the_same_state_one_gets_in(store: SqlStore, site: str) -> None:
    """However close together they come."""
    store.begin_sign_in(site, sign_in(site), STATE)
    got: list[SignIn | None] = []
    threads = [Thread(target=lambda: got.append(store.unscoped_take_sign_in(STATE, after(1)))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one for one in got if one] == [sign_in(site)]
    assert len(got) == len(threads)
