"""What the service does for itself from time to time: it lets go of what is idle, over, or to be erased."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

from seatlight.errors import SeatlightError
from seatlight.model.audit import Deed
from seatlight.model.installations import GRACE
from seatlight.ports import Clock, ConfigStore
from seatlight.timer import RealTimer, Timer
from seatlight.wiring.worlds import Worlds

log = logging.getLogger(__name__)

TURN_SECONDS = 60.0
BY = "upkeep"
"""How the audit log calls whoever erases a site that is gone."""


class Upkeep:
    """A thread that takes its turn every minute. `is_ours` says whether the database is still ours to serve.

    Once it is not, `lost` is called and there is no further turn.
    """

    def __init__(
        self,
        worlds: Worlds,
        store: ConfigStore,
        clock: Clock,
        timer: Timer | None = None,
        *,
        is_ours: Callable[[], bool] = lambda: True,
        lost: Callable[[], None] = lambda: None,
    ) -> None:
        self._worlds, self._store, self._clock = worlds, store, clock
        self._timer = timer or RealTimer()
        self._is_ours, self._lost = is_ours, lost
        self._ended, self._up_since = Event(), clock()
        self._thread = Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        """Take the first turn now, the next ones by and by."""
        self._thread.start()

    def stop(self) -> None:
        """Take no further turn."""
        self._ended.set()

    def turn(self) -> None:
        """Everything that is due; what fails is noted, tried again at the next turn, and keeps nothing else back."""
        for work in (self._let_go, self._sweep, self._miss, self._erase):
            try:
                work()
            except SeatlightError as error:
                log.warning("upkeep failed: %s", type(error).__name__)
            except Exception:
                log.exception("upkeep ended in a failure that nobody expected")

    def _run(self) -> None:
        while not self._ended.is_set():
            if not self._is_ours():
                log.error("the database is served by somebody else now, so this service ends")
                self._lost()
                return
            self.turn()
            self._timer.wait(self._ended, TURN_SECONDS)

    def _let_go(self) -> None:
        self._worlds.sweep()

    def _sweep(self) -> None:
        now = self._clock()
        for site in self._store.sites():
            self._store.sweep(site.site_id, now)

    def _miss(self) -> None:
        """Installations whose hourly call has not come, while we listened, are gone; Jira does not say so itself."""
        now = self._clock()
        for site in self._store.sites():
            for one in self._store.installations(site.site_id):
                if one.is_missed(self._up_since, now):
                    self._store.installation_gone(site.site_id, one.installation_id, Deed(BY, now))
                    log.warning("an installation of the app has not been heard for two days, so it counts as gone")

    def _erase(self) -> None:
        now = self._clock()
        for site_id in self._store.sites_to_erase(now - GRACE):
            self._worlds.forget(site_id)
            self._store.erase_site(site_id, Deed(BY, now))
            log.info("a site whose installations are gone was erased")
