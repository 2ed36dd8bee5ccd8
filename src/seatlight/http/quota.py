"""How many requests may still be made: the quota of a lane, and when it opens again."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import cast

import httpx2
from pyrate_limiter import Decision, InMemoryBucket, Rate, RateItem

from seatlight.timer import Timer

SAFETY_SHARE = 1 / 60
"""By how much our minute is longer than the vendor's: a request may take a while to arrive, and then counts later."""
HOUR_SECONDS = 3600.0
LONGEST_QUOTA = 2 * HOUR_SECONDS
WHOLE_QUOTA = "jira-quota-"
"""How the reason of a refusal begins when everything the client asks counts against the quota that is used up."""


class Quota:
    """The requests that one lane may still make in the running minute. Safe to use from several threads.

    `per_minute` 0 is no limit of our own.
    """

    def __init__(self, per_minute: int, minute_seconds: float, timer: Timer) -> None:
        self.per_minute = per_minute
        self._timer = timer
        self._bucket = None
        if per_minute:
            interval = int(minute_seconds * (1 + SAFETY_SHARE) * 1000)
            self._bucket = InMemoryBucket([Rate(per_minute, interval)])
        self._shut_until = 0.0
        self._lock = Lock()
        self.granted = self.refused = 0

    def left(self) -> int | None:
        """The requests that may be made at this moment; None where there is no limit of our own."""
        with self._lock:
            if self._bucket is None:
                return None
            now = self._timer.now()
            self._bucket.leak(int(now * 1000))
            return 0 if now < self._shut_until else max(0, self.per_minute - int(self._bucket.count()))

    def take(self) -> float:
        """Takes one request: 0 when it is granted, else the seconds after which asking again makes sense."""
        with self._lock:
            now = self._timer.now()
            if now < self._shut_until:
                return self._shut_until - now
            seconds = self._taken(now)
            self.granted += not seconds
            return seconds

    def shut(self, seconds: float) -> None:
        """Lets nobody through for so long: the vendor said that there were too many, ours or somebody else's."""
        with self._lock:
            self.refused += 1
            self._shut_until = max(self._shut_until, self._timer.now() + seconds)

    def _taken(self, now: float) -> float:
        if self._bucket is None:
            return 0.0
        item = RateItem("request", int(now * 1000))
        self._bucket.leak(item.timestamp)
        granted = cast(Decision, self._bucket.put_decision(item))
        return 0.0 if granted.allowed else max(0.01, (granted.retry_after_ms or 0) / 1000)


def asked_wait(headers: httpx2.Headers, longest: float) -> float | None:
    """The seconds that `Retry-After` or else `X-RateLimit-Reset` asks for.

    None when both are absent or unreadable, or when that is beyond all patience.
    """
    text = headers.get("Retry-After", "").strip()
    seconds: float | None = None
    with suppress(ValueError):
        seconds = float(text)
    until, now = _instant(text) or _reset(headers), told_at(headers)
    if seconds is None and until and now:
        seconds = (until - now).total_seconds()
    return seconds if seconds is not None and 0 <= seconds <= longest else None


def until_minute_turns(headers: httpx2.Headers, minute_seconds: float) -> float:
    """The seconds until the vendor's minute is over by its own clock; a whole one where it tells no time."""
    now = told_at(headers)
    return minute_seconds - now.timestamp() % minute_seconds if now else minute_seconds


def used_up_for(headers: httpx2.Headers) -> float | None:
    """The seconds until a quota of the whole client opens again; None where the refusal was of one endpoint only."""
    if not headers.get("RateLimit-Reason", "").startswith(WHOLE_QUOTA):
        return None
    asked = asked_wait(headers, LONGEST_QUOTA)
    return until_minute_turns(headers, HOUR_SECONDS) if asked is None else asked


def told_at(headers: httpx2.Headers) -> datetime | None:
    """When the vendor answered by its own clock, to the second; None where it does not say."""
    return _instant(headers.get("Date"))


def _reset(headers: httpx2.Headers) -> datetime | None:
    """When `X-RateLimit-Reset` says that a quota opens again; it may come without seconds or without a zone."""
    with suppress(ValueError):
        instant = datetime.fromisoformat(headers.get("X-RateLimit-Reset", "").strip())
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return None


def _instant(text: str | None) -> datetime | None:
    """An HTTP date, None where it is none."""
    with suppress(TypeError, ValueError):
        instant = parsedate_to_datetime(text or "")
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return None
