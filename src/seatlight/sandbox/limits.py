"""Requests a minute: buckets of the whole team that are full again when the minute turns."""

import threading
import time
from collections.abc import Callable

ADMIN_PER_MINUTE = 20
EVENTS_PER_MINUTE = 60
EVENTS_PATH = "/teams/filtered-usage-events"
SPEEDS = {"real": 1.0, "x60": 60.0}


class Limits:
    """Counts requests per bucket and minute; `quotas` is off, real, or x60 (a minute passes in a second)."""

    def __init__(self, quotas: str, quirks: frozenset[str], clock: Callable[[], float] = time.time) -> None:
        self._speed = SPEEDS.get(quotas)
        self._quirks = quirks
        self._clock = clock
        self._minute = -1.0
        self._used: dict[str, int] = {}
        self._lock = threading.Lock()

    def take(self, path: str) -> float | None:
        """Count one request: None if it may pass, else the seconds until it may be tried again."""
        if self._speed is None:
            return None
        minute, over = divmod(self._clock(), 60 / self._speed)
        bucket, most = self._bucket(path)
        with self._lock:
            if minute != self._minute:
                self._minute, self._used = minute, {}
            if self._used.get(bucket, 0) < most:
                self._used[bucket] = self._used.get(bucket, 0) + 1
                return None
        return 60 / self._speed - over

    def minute_seconds(self) -> float | None:
        """How many seconds of the running minute are over by the clock; None without quotas."""
        return None if self._speed is None else self._clock() % 60

    def _bucket(self, path: str) -> tuple[str, int]:
        bucket, most = "admin", ADMIN_PER_MINUTE
        if path == EVENTS_PATH:
            bucket, most = "events", ADMIN_PER_MINUTE if "events-20" in self._quirks else EVENTS_PER_MINUTE
        elif "limits-per-endpoint" in self._quirks:
            bucket = path
        if "hungry-consumer" in self._quirks:
            return bucket, most // 10
        return bucket, most // 2 if "other-consumer" in self._quirks else most
