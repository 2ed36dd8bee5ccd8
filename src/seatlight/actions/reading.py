"""One reading in the background per connection, which any number of viewers share."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from threading import Condition, Thread
from typing import NamedTuple

import msgspec

from seatlight.actions.deps import Deps
from seatlight.actions.refresh_usage import refresh_usage
from seatlight.actions.tally import Tally
from seatlight.actions.window import Ask
from seatlight.errors import SeatlightError, Stopped
from seatlight.model.access import Actor
from seatlight.timer import Timer

log = logging.getLogger(__name__)

ANEW_AT_MOST = timedelta(minutes=1)
"""Whoever asks to read again within this waits for what was read then."""
MOST_WAITING = 16
"""So many different windows wait to be read; further ones are asked for again by whoever looks."""
TRIED_AGAIN = timedelta(seconds=30)
"""A window whose reading failed, or left something out, is tried again after this, if somebody still looks at it."""
LONGEST_PAUSE = timedelta(minutes=15)
"""What is missing again and again is asked for no more rarely than this."""


class Progress(msgspec.Struct, frozen=True):
    """How a reading gets on. `failure` is the sentence in which the last one ended, None where it went well.

    `priced` says that all there is to read is known; `open_titles` are what is still to be read, each thing once.
    """

    reading: bool
    title: str = ""
    requests: int = 0
    requests_left: int = 0
    rows: int = 0
    seconds_left: float = 0
    failure: str | None = None
    priced: bool = False
    open_titles: tuple[str, ...] = ()


class _Wanted(NamedTuple):
    """A window that somebody looks at, who asked first and for what, and whether it is to be read anew."""

    window: Ask
    actor: Actor
    ask: Ask
    anew: bool
    deps: Deps


class _Lacking(NamedTuple):
    """When a window was read of which something is missing, for how long it is left alone, after so many readings."""

    at: datetime
    pause: timedelta
    times: int


class Reading:
    """Reads what viewers look at, one window after the other, while they look at what is known.

    A view never starts a second reading: of a window that was read in this hour, or waits to be, nothing is started.
    Safe to use from several threads. After a failure nobody expected it is `broken`, and a new one has to be made.
    """

    def __init__(self, deps: Deps, per_minute: Mapping[str, int], timer: Timer | None = None) -> None:
        self._deps = deps
        self._new_tally: Callable[[], Tally] = lambda: Tally(per_minute, timer)
        self._tally = self._new_tally()
        self._waiting: list[_Wanted] = []
        self._read_at: dict[Ask, datetime] = {}
        self._failed_at: dict[Ask, datetime] = {}
        self._lacking: dict[Ask, _Lacking] = {}
        self._failure: str | None = None
        self._running = self._stopped = False
        self._changed = Condition()
        self.broken = False
        self.failures = 0

    def want(self, actor: Actor, ask: Ask, *, anew: bool = False, through: Deps | None = None) -> None:
        """See that the window is read, unless it was in this hour; with `anew` unless it was in this minute.

        `through` is the viewer's own view of the connection, where it differs from everybody's.
        """
        now, window = self._deps.clock(), window_of(ask)
        with self._changed:
            if self._stopped or self._is_known(window, now, anew=anew) or len(self._waiting) >= MOST_WAITING:
                return
            self._waiting.append(_Wanted(window, actor, ask, anew, through or self._deps))
            if not self._running:
                self._running, self._tally = True, self._new_tally()
                Thread(target=self._run, name="reading", daemon=True).start()

    def progress(self) -> Progress:
        """How it gets on now."""
        tally, running = self._tally, self._running
        if not running:
            return Progress(reading=False, failure=self._failure)
        return Progress(
            True,
            tally.title,
            tally.requests,
            tally.requests_left,
            tally.rows,
            round(tally.seconds_left, 1),
            self._failure,
            tally.priced,
            tuple(tally.open_titles),
        )

    @property
    def last_read_at(self) -> datetime | None:
        """When the last reading that went well began; None before the first."""
        with self._changed:
            return max(self._read_at.values(), default=None)

    def wait(self, seconds: float) -> bool:
        """Until nothing is read any more; False when that took longer."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._running, seconds)

    def stop(self) -> None:
        """End whatever is being read, for good."""
        with self._changed:
            self._stopped = True
            self._waiting.clear()
        self._deps.usage.stop()

    def _is_known(self, window: Ask, now: datetime, *, anew: bool) -> bool:
        if any(waiting.window == window for waiting in self._waiting):
            return True
        failed_at, read_at = self._failed_at.get(window), self._read_at.get(window)
        lacking = self._lacking.get(window)
        if lacking is not None:
            return now - lacking.at < (ANEW_AT_MOST if anew else lacking.pause)
        if failed_at is not None and now - failed_at < TRIED_AGAIN:
            return True
        if read_at is None:
            return False
        return now - read_at < ANEW_AT_MOST if anew else _hour(read_at) == _hour(now)

    def _run(self) -> None:
        """Reads until nothing waits."""
        while (wanted := self._next()) is not None:
            self._read(wanted)

    def _next(self) -> _Wanted | None:
        with self._changed:
            if self._stopped or self.broken or not self._waiting:
                self._running = False
                self._changed.notify_all()
                return None
            return self._waiting.pop(0)

    def _read(self, wanted: _Wanted) -> None:
        began_at = self._deps.clock()
        try:
            whole = refresh_usage(wanted.actor, wanted.deps, wanted.ask, self._tally, anew=wanted.anew)
        except Stopped:
            self._note(wanted.window, began_at, "The reading was stopped.")
        except SeatlightError as error:
            self._note(wanted.window, began_at, error.says)
        except Exception:
            log.exception("a reading ended in a failure that nobody expected")
            self.broken = True
            self._note(wanted.window, began_at, "The reading failed; it begins anew when somebody looks again.")
        else:
            self._end_well(wanted.window, began_at, whole=whole)

    def _end_well(self, window: Ask, at: datetime, *, whole: bool) -> None:
        """The window was read; what is missing of it (the report says why) is asked for again, later each time."""
        with self._changed:
            self._failure = None
            self._failed_at.pop(window, None)
            if whole:
                self._read_at[window] = at
                self._lacking.pop(window, None)
            else:
                before = self._lacking.get(window)
                times = before.times if before else 0
                self._lacking[window] = _Lacking(at, min(TRIED_AGAIN * 2 ** min(times, 10), LONGEST_PAUSE), times + 1)

    def _note(self, window: Ask, at: datetime, says: str) -> None:
        with self._changed:
            self._failed_at[window], self._failure = at, says
            self.failures += 1


def window_of(ask: Ask) -> Ask:
    """The part of a question that decides what is read: days and addresses, not the project or who looks."""
    return msgspec.structs.replace(ask, project=None, own=False)


def _hour(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
