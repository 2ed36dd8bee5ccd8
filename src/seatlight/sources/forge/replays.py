"""Tokens that were used for a change, so that none is used for a second one."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock

from seatlight.errors import BadToken
from seatlight.model.invocation import Invocation
from seatlight.sources.forge.tokens import LEEWAY_SECONDS

MOST_TOKENS = 100_000


class Replays:
    """Remembers tokens until they end. Safe to use from several threads.

    A token is bound to neither address nor body: whoever gets hold of one could change something else with it.
    """

    def __init__(self, most: int = MOST_TOKENS) -> None:
        self._most = most
        self._lock = Lock()
        self._used: dict[tuple[str, str], datetime] = {}

    def use(self, invocation: Invocation, now: datetime) -> None:
        """The token is used now; BadToken where it was before, or where more are in use than can be remembered."""
        key = (invocation.installation_id, invocation.jti)
        with self._lock:
            if self._used.get(key, now) > now:
                raise BadToken("the token was used before")
            if len(self._used) >= self._most:
                self._used = {one: until for one, until in self._used.items() if until > now}
            if len(self._used) >= self._most:
                raise BadToken("too many tokens are in use to tell whether this one was")
            self._used[key] = invocation.expires_at + timedelta(seconds=LEEWAY_SECONDS)
