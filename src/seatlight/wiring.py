"""Settings → Deps: the only file that knows every concrete class, and the only one that asks what time it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from itertools import chain
from pathlib import Path

from seatlight.actions.deps import Deps
from seatlight.archive.checks import check_kept
from seatlight.archive.engines import engine
from seatlight.archive.none import NothingKept
from seatlight.archive.parquet import ParquetTotals
from seatlight.config import Settings
from seatlight.errors import BadSetting
from seatlight.http import Http
from seatlight.ledger.lanes import SideBySide, side_by_side
from seatlight.ledger.run import Ledger
from seatlight.model.checks import Check
from seatlight.model.people import Person
from seatlight.model.window import last_days
from seatlight.ports import Clock, KeptTotals
from seatlight.sources.cursor import CursorSource
from seatlight.sources.cursor.api import authorization
from seatlight.sources.people_file import read_people
from seatlight.tables.codes import CodeBook, Codes
from seatlight.timer import Timer

Wait = Callable[[str, float], None]
ANSWER_SECONDS = 60.0
CONNECTION = "cursor"
"""What the one connection of the command line is called among kept totals."""


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def no_wait(_reason: str, _seconds: float) -> None:
    """What is told of waits when nobody listens."""


@contextmanager
def wired(
    settings: Settings,
    on_wait: Wait = no_wait,
    clock: Clock = now,
    *,
    answer_seconds: float = ANSWER_SECONDS,
    timer: Timer | None = None,
    threads: SideBySide = side_by_side,
) -> Iterator[Deps]:
    """The world behind the actions, while it lasts; nothing is asked of it yet.

    A vendor that is silent for `answer_seconds` has not answered. `timer` and `threads` suit a simulation.
    """
    if settings.cursor_api_key is None:
        raise BadSetting(
            "There is no Cursor API key: put it into SEATLIGHT_CURSOR_API_KEY, or name a file that holds it in "
            "SEATLIGHT_CURSOR_API_KEY_FILE; a Cursor team admin makes one in the dashboard under API Keys. "
            "To look around without a key: seatlight demo."
        )
    http = Http(
        settings.cursor_url,
        authorization=authorization(settings.cursor_api_key.reveal()),
        limits={"admin": settings.cursor_admin_per_minute, "events": settings.cursor_events_per_minute},
        retry_for_seconds=settings.retry_for_seconds,
        read_seconds=answer_seconds,
        on_wait=on_wait,
        timer=timer,
    )
    try:
        codes = CodeBook(Codes(), Codes())
        source = CursorSource(http, codes)
        archive = _kept_by(settings)
        ledger = Ledger(source, codes, archive, timer, threads)
        yield _deps(settings, _checks(settings, archive, source, clock), ledger, clock)
    finally:
        http.close()


def _checks(
    settings: Settings, archive: KeptTotals, source: CursorSource, clock: Clock
) -> Callable[[], Iterator[Check]]:
    """Looks at what is kept, then at the vendor."""
    return lambda: chain(
        check_kept(archive), source.checks(settings.cursor_url, last_days(1, clock().astimezone(UTC).date()))
    )


def _deps(settings: Settings, checks: Callable[[], Iterator[Check]], ledger: Ledger, clock: Clock) -> Deps:
    return Deps(
        clock=clock,
        usage=ledger,
        people=_people_of(settings.people),
        checks=checks,
        reach_days=settings.cursor_reach_days,
        limits=settings.limits,
        money=settings.money,
        tiers=settings.tiers,
        holds=settings.holds,
    )


def _kept_by(settings: Settings) -> KeptTotals:
    """Where daily totals are kept; nowhere unless a folder is named."""
    if settings.archive is None or settings.cursor_api_key is None:
        return NothingKept()
    whose = sha256(f"{settings.cursor_url} {settings.cursor_api_key.reveal()}".encode()).hexdigest()[:32]
    return ParquetTotals(settings.archive, CONNECTION, whose, engine(settings.engine))


def _people_of(path: Path | None) -> Callable[[], tuple[Person, ...] | None]:
    return (lambda: None) if path is None else (lambda: read_people(path))
