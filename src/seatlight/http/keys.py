"""Keys that somebody publishes to prove what they sign: fetched when one is asked for that is not known."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Generic, TypeVar

from seatlight.errors import SeatlightError
from seatlight.timer import Timer

Key = TypeVar("Key")

REFETCH_SECONDS = 60.0
"""So long no second fetch happens, whatever comes."""
KEYLESS_SECONDS = 5.0
"""The same as long as no fetch ever succeeded: nobody can come in before one does."""
HOLDS_SECONDS = 3600.0
"""Keys older than that are fetched anew, so that one which was withdrawn does not stay for ever."""
TURN_SECONDS = 5.0
"""So long somebody waits for a fetch that another began."""

_log = logging.getLogger(__name__)


class KeySet(Generic[Key]):
    """The keys by id. Safe to use from several threads.

    `fetch` reads the published keys, or raises one of our errors; `whose` names them in the log. It fetches when it is
    first asked, when a key is asked for that it does not know, and once an hour; never twice within a minute once it
    has keys. A fetch that fails leaves the keys as they were.
    """

    def __init__(self, fetch: Callable[[], Mapping[str, Key]], timer: Timer, whose: str) -> None:
        self._fetch, self._timer, self._whose = fetch, timer, whose
        self._fetching = Lock()
        self._keys: Mapping[str, Key] = {}
        self._fetched_at: float | None = None
        self._tried_at: float | None = None

    def find(self, kid: str) -> Key | None:
        """The key of this id; None where there is none, as far as is known.

        Whoever asks for a key that is not known while another fetches waits for that fetch, for a few seconds.
        """
        if kid in self._keys:
            self._refresh()
        elif self._fetching.acquire(timeout=TURN_SECONDS):
            try:
                if kid not in self._keys:
                    self._try()
            finally:
                self._fetching.release()
        return self._keys.get(kid)

    def is_empty(self) -> bool:
        """Whether no fetch has succeeded yet: then nothing can be said of any key."""
        return not self._keys

    def _refresh(self) -> None:
        """Fetches old keys anew, unless somebody is at it."""
        old = self._fetched_at is not None and self._timer.now() - self._fetched_at >= HOLDS_SECONDS
        if old and self._fetching.acquire(blocking=False):
            try:
                self._try()
            finally:
                self._fetching.release()

    def _try(self) -> None:
        """Fetches, if the last try was long enough ago."""
        now, apart = self._timer.now(), REFETCH_SECONDS if self._keys else KEYLESS_SECONDS
        if self._tried_at is not None and now - self._tried_at < apart:
            return
        self._tried_at = now
        try:
            self._keys = self._fetch()
            self._fetched_at = now
        except SeatlightError as error:
            _log.warning("The keys of %s could not be fetched: %s", self._whose, error.says)
