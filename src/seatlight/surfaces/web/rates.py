"""How much one who asks may ask in a minute, so that nobody keeps the others waiting."""

from __future__ import annotations

from collections import OrderedDict
from math import ceil
from threading import Lock

from litestar.exceptions import TooManyRequestsException

from seatlight.http.quota import Quota
from seatlight.model.access import Actor
from seatlight.timer import RealTimer, Timer

MINUTE = 60.0
MOST_ACTORS = 2_000
"""Of so many who asked last it is remembered how much."""
READS = frozenset({"GET", "HEAD", "OPTIONS"})
TOO_MANY = "You asked too often within a minute; go on in {seconds} s."


class Rates:
    """The requests of a minute by who asks, reads and writes apart; 0 is no limit. Safe to use from several threads."""

    def __init__(self, reads: int, writes: int, timer: Timer | None = None) -> None:
        self._reads, self._writes = reads, writes
        self._timer = timer or RealTimer()
        self._quotas: OrderedDict[tuple[Actor, bool], Quota] = OrderedDict()
        self._lock = Lock()

    def take(self, actor: Actor, method: str) -> None:
        """One more request; TooManyRequestsException, which says when to go on, where there were too many."""
        reads = method in READS
        if not (self._reads if reads else self._writes):
            return
        seconds = self._quota(actor, reads=reads).take()
        if seconds:
            wait = ceil(seconds)
            raise TooManyRequestsException(TOO_MANY.format(seconds=wait), headers={"Retry-After": str(wait)})

    def _quota(self, actor: Actor, *, reads: bool) -> Quota:
        with self._lock:
            found = self._quotas.get((actor, reads))
            if found is None:
                found = Quota(self._reads if reads else self._writes, MINUTE, self._timer)
                self._quotas[actor, reads] = found
            self._quotas.move_to_end((actor, reads))
            if len(self._quotas) > MOST_ACTORS:
                self._quotas.popitem(last=False)
            return found
