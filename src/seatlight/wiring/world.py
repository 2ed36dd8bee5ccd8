"""Settings → Deps: the one place where every concrete class comes together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from seatlight.actions.deps import Deps, GuardedUsage, Kept, Usage
from seatlight.archive.checks import check_kept
from seatlight.archive.engines import engine
from seatlight.archive.none import NothingKept
from seatlight.archive.parquet import ParquetTotals
from seatlight.config import Settings
from seatlight.errors import BadSecretKey, BadSetting
from seatlight.http import Http
from seatlight.ledger.lanes import SideBySide, side_by_side
from seatlight.ledger.run import Ledger
from seatlight.model.checks import Check
from seatlight.model.site import Connection
from seatlight.model.window import last_days
from seatlight.ports import Clock, KeptTotals
from seatlight.sources.cursor import CursorSource
from seatlight.sources.cursor.api import authorization
from seatlight.tables.codes import CodeBook, Codes
from seatlight.timer import Timer
from seatlight.wiring.clock import now
from seatlight.wiring.jira import Jira, jira_of, today
from seatlight.wiring.kept import Which, check_database, kept_of, opened
from seatlight.wiring.no_usage import NoUsage
from seatlight.wiring.rules import rules_of

Wait = Callable[[str, float], None]
ANSWER_SECONDS = 60.0
CONNECTION = "cursor"
"""What a connection that nobody saved is called among kept totals."""
NO_KEY = (
    "There is no Cursor API key: put it into SEATLIGHT_CURSOR_API_KEY, or name a file that holds it in "
    "SEATLIGHT_CURSOR_API_KEY_FILE; a Cursor team admin makes one in the dashboard under API Keys. "
    "seatlight connect cursor keeps it for good. To look around without a key: seatlight demo."
)


def no_wait(_reason: str, _seconds: float) -> None:
    """What is told of waits when nobody listens."""


@contextmanager
def wired(
    settings: Settings,
    on_wait: Wait = no_wait,
    clock: Clock = now,
    *,
    which: Which | None = None,
    answer_seconds: float = ANSWER_SECONDS,
    timer: Timer | None = None,
    threads: SideBySide = side_by_side,
    keyless: bool = False,
) -> Iterator[Deps]:
    """The world behind the actions that show usage, while it lasts; nothing is asked of it yet.

    A vendor that is silent for `answer_seconds` has not answered. `timer` and `threads` suit a simulation. A missing
    key is a BadSetting, or if `keyless` a bad check in a world without usage.
    """
    with ExitStack() as closing:
        kept = _kept_for_usage(settings, which or Which(), clock, closing)
        if keyless and settings.cursor_api_key is None and (kept is None or kept.connection is None):
            jira = jira_of(settings, kept, clock, on_wait, closing)
            yield plain_deps(
                settings, clock, jira, kept, usage=NoUsage(), checks=lambda: keyless_checks(settings, kept, jira)
            )
            return
        jira = jira_of(settings, kept, clock, on_wait, closing)
        vendor = Vendor(on_wait, answer_seconds, timer, threads)
        yield usage_deps(settings, kept, jira, clock, closing, vendor)


class Vendor(NamedTuple):
    """How the vendor is reached: who hears of waits, how long an answer may take, what suits a simulation.

    `made` is given the client, for whoever counts what it asks.
    """

    on_wait: Wait = no_wait
    answer_seconds: float = ANSWER_SECONDS
    timer: Timer | None = None
    threads: SideBySide = side_by_side
    made: Callable[[Http], None] = lambda _http: None


def usage_deps(  # noqa: PLR0917
    settings: Settings, kept: Kept | None, jira: Jira, clock: Clock, closing: ExitStack, vendor: Vendor
) -> Deps:
    """What actions see of one connection; its client is closed with `closing`. BadSetting without a key."""
    url, key = vendor_of(settings, kept)
    http = vendor_http(settings, url, key, vendor.on_wait, answer_seconds=vendor.answer_seconds, timer=vendor.timer)
    closing.callback(http.close)
    vendor.made(http)
    codes = CodeBook(Codes(), Codes())
    source = CursorSource(http, codes)
    archive = _kept_by(settings, url, key, kept)
    ledger = Ledger(source, codes, archive, vendor.timer, vendor.threads)

    def checks() -> Iterator[Check]:
        looked_at = source.checks(url, last_days(1, today(clock)))
        return chain(check_database(settings, kept), check_kept(archive), looked_at, jira.checks())

    return plain_deps(settings, clock, jira, kept, usage=ledger, checks=checks)


def keyless_checks(settings: Settings, kept: Kept | None, jira: Jira) -> Iterator[Check]:
    """What can be looked at without a key."""
    return chain(check_database(settings, kept), [Check("Cursor key", "bad", NO_KEY)], jira.checks())


@contextmanager
def office_of(
    settings: Settings,
    clock: Clock = now,
    *,
    which: Which | None = None,
    create: bool = False,
    any_site: bool = False,
) -> Iterator[Deps]:
    """The world behind the actions that change settings: no vendor is needed and none is asked.

    With `create` the database and the site are made where they are missing; with `any_site` nobody need say which of
    several sites is meant.
    """
    with ExitStack() as closing:
        which = which or Which()
        kept = _kept(settings, which, clock, closing, create=create, any_connection=True, any_site=any_site)
        jira = jira_of(settings, kept, clock, no_wait, closing)
        yield plain_deps(settings, clock, jira, kept, usage=NoUsage(), checks=jira.checks)


def look_at_vendor(
    settings: Settings, url: str, key: str, clock: Clock, answer_seconds: float = ANSWER_SECONDS
) -> Iterator[Check]:
    """What `connect cursor` looks at before anything is saved."""
    http = vendor_http(settings, url, key, no_wait, answer_seconds=answer_seconds)
    try:
        yield from CursorSource(http, CodeBook(Codes(), Codes())).checks(url, last_days(1, today(clock)))
    finally:
        http.close()


def vendor_of(settings: Settings, kept: Kept | None) -> tuple[str, str]:
    """Address and key of the vendor: of the connection, else from environment or file; BadSetting without any."""
    if kept is not None and kept.connection is not None:
        return kept.connection.url, kept.store.key_of(kept.site.site_id, kept.connection.connection_id)
    if settings.cursor_api_key is None:
        raise BadSetting(NO_KEY)
    return settings.cursor_url, settings.cursor_api_key.reveal()


def vendor_http(
    settings: Settings, url: str, key: str, on_wait: Wait, *, answer_seconds: float, timer: Timer | None = None
) -> Http:
    """A client for the vendor, within its quotas."""
    return Http(
        url,
        authorization=authorization(key),
        limits={"admin": settings.cursor_admin_per_minute, "events": settings.cursor_events_per_minute},
        retry_for_seconds=settings.retry_for_seconds,
        read_seconds=answer_seconds,
        on_wait=on_wait,
        timer=timer,
    )


def _kept_for_usage(settings: Settings, which: Which, clock: Clock, closing: ExitStack) -> Kept | None:
    """What is kept of the site and the connection that are meant: the one that is named, else the key's that we have.

    A key in environment or file may be of a team that nobody saved: then there is no connection.
    """
    key = settings.cursor_api_key
    kept = _kept(settings, which, clock, closing, create=False, any_connection=key is not None)
    if kept is None or key is None or which.connection is not None:
        return kept
    return replace(kept, connection=_saved_with(kept, settings.cursor_url, key.reveal()))


def _saved_with(kept: Kept, url: str, key: str) -> Connection | None:
    """The saved connection of this key; None where there is none, or its key cannot be unsealed."""
    for one in kept.store.connections(kept.site.site_id):
        with suppress(BadSecretKey):
            # The last four are compared first: most reports with a key of their own need no secret key.
            alike = one.url == url and one.key_tail == key[-4:]
            if alike and kept.store.key_of(kept.site.site_id, one.connection_id) == key:
                return one
    return None


def _kept(
    settings: Settings,
    which: Which,
    clock: Clock,
    closing: ExitStack,
    *,
    create: bool,
    any_connection: bool,
    any_site: bool = False,
) -> Kept | None:
    """What is kept of the site that is meant; with `any_connection` no connection need be named."""
    store = closing.enter_context(opened(settings, create=create))
    if store is None:
        return None
    return kept_of(store, which, clock, create=create, any_connection=any_connection, any_site=any_site)


def plain_deps(
    settings: Settings,
    clock: Clock,
    jira: Jira,
    kept: Kept | None,
    *,
    usage: Usage,
    checks: Callable[[], Iterator[Check]],
) -> Deps:
    """What actions see, from its parts."""
    return Deps(
        clock=clock,
        usage=GuardedUsage(usage),
        people=jira.people,
        checks=checks,
        reach_days=settings.cursor_reach_days,
        rules=rules_of(settings, kept),
        tracker=jira.tracker,
        kept=kept,
    )


def _kept_by(settings: Settings, url: str, key: str, kept: Kept | None) -> KeptTotals:
    """Where daily totals are kept; nowhere unless a folder is named.

    A saved connection has a folder of its own that outlives its key.
    """
    if settings.archive is None:
        return NothingKept()
    saved = kept.connection.connection_id if kept and kept.connection else None
    whose = sha256((saved or f"{url} {key}").encode()).hexdigest()[:32]
    return ParquetTotals(settings.archive, saved or CONNECTION, whose, engine(settings.engine))
