"""Every site and connection of one database, for the many who look at them through one process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import RLock

import msgspec

from seatlight.actions.deps import Deps, Kept
from seatlight.actions.reading import Reading
from seatlight.config import Settings
from seatlight.errors import NotFound
from seatlight.model.checks import Check
from seatlight.model.site import Connection, JiraAccess, Site
from seatlight.ports import Clock, ConfigStore
from seatlight.timer import Timer
from seatlight.wiring.clock import now
from seatlight.wiring.jira import Jira, access_of, jira_of, look_at_jira
from seatlight.wiring.no_usage import NoUsage
from seatlight.wiring.world import Vendor, keyless_checks, look_at_vendor, no_wait, plain_deps, usage_deps

IDLE = timedelta(hours=2)
"""A connection that nobody looked at for so long lets go of what it read."""
PATIENCE_SECONDS = 10
"""How long each endpoint is waited for, and tried in all, while somebody waits for the outcome of a look."""


@dataclass
class World:
    """One connection at work: what actions see, what is being read of it, and when somebody last looked."""

    deps: Deps
    reading: Reading
    site: Site
    connection: Connection | None
    closing: ExitStack = field(repr=False)
    looked_at: datetime | None = None

    def see(self, jira: Jira) -> None:
        """From now on this is the site's Jira: its token may have changed."""
        if self.deps.tracker is not jira.tracker or self.deps.people is not jira.people:
            self.deps = replace(self.deps, people=jira.people, tracker=jira.tracker)

    def close(self) -> None:
        """End its reading and let go of its connections."""
        self.reading.stop()
        self.closing.close()


class Worlds:
    """The connections of every site, each made when somebody first looks at it. Safe to use from several threads.

    A key or a Jira that was changed makes a new world; one that nobody looks at is let go.
    """

    def __init__(
        self, settings: Settings, store: ConfigStore | None, clock: Clock = now, *, timer: Timer | None = None
    ) -> None:
        self.settings, self.store, self.clock = settings, store, clock
        self._timer = timer
        self._worlds: dict[tuple[str, str], World] = {}
        self._jiras: dict[str, tuple[tuple[JiraAccess, str] | None, Jira, ExitStack]] = {}
        self._before: dict[str, ExitStack] = {}
        self._lock = RLock()
        self.closed = False

    def sites(self) -> tuple[Site, ...]:
        """The sites as they stand now."""
        return self.store.sites() if self.store else ()

    def site(self, site_id: str) -> Site:
        """A site as it stands now; NotFound where there is none."""
        found = next((site for site in self.sites() if site.site_id == site_id), None)
        if found is None:
            raise NotFound("There is no such site.")
        return found

    def office(self, site_id: str) -> Deps:
        """What actions that change a site see of it: its database and its Jira, and no usage."""
        site = self.site(site_id)
        jira = self._jira(site)
        return plain_deps(self.settings, self.clock, jira, self._kept(site), usage=NoUsage(), checks=jira.checks)

    def world(self, site_id: str, name: str | None = None) -> World:
        """The connection of that name, or the only one; NotFound where there is none such."""
        site = self.site(site_id)
        connection = self._meant(site, name)
        key = (site_id, connection.connection_id if connection else "")
        with self._lock:
            found = self._worlds.get(key)
            if found and ((found.site, found.connection) != (site, connection) or found.reading.broken):
                self._worlds.pop(key).close()
                found = None
            if found is None:
                found = self._worlds[key] = self._made(site, connection)
            found.see(self._jira(site))
            found.looked_at = self.clock()
            return found

    @contextmanager
    def hurried(self, site_id: str, name: str | None = None) -> Iterator[Deps]:
        """What a look at the set-up sees: clients of its own that wait for nothing long. Without a key it says so."""
        site = self.site(site_id)
        connection, settings = self._meant(site, name), hurried(self.settings)
        kept = self._kept(site, connection)
        with ExitStack() as closing:
            jira = jira_of(settings, kept, self.clock, no_wait, closing)
            if connection is None and settings.cursor_api_key is None:
                checks = lambda: keyless_checks(settings, kept, jira)  # noqa: E731
                yield plain_deps(settings, self.clock, jira, kept, usage=NoUsage(), checks=checks)
                return
            vendor = Vendor(answer_seconds=PATIENCE_SECONDS, timer=self._timer)
            yield usage_deps(settings, kept, jira, self.clock, closing, vendor)

    def look_at_vendor(self, url: str, key: str) -> Iterator[Check]:
        """What is looked at before a vendor's key is saved."""
        return look_at_vendor(hurried(self.settings), url, key, self.clock, PATIENCE_SECONDS)

    def look_at_jira(self, access: JiraAccess, token: str) -> Iterator[Check]:
        """What is looked at before a Jira is saved."""
        return look_at_jira(hurried(self.settings), access, token, self.clock)

    def sweep(self) -> int:
        """Let go of what nobody looked at for long; gives how many connections."""
        before = self.clock() - IDLE
        with self._lock:
            idle = [key for key, world in self._worlds.items() if world.looked_at and world.looked_at < before]
            for key in idle:
                self._worlds.pop(key).close()
        return len(idle)

    def at_work(self) -> Mapping[tuple[str, str], World]:
        """The worlds there are now, by site and connection."""
        with self._lock:
            return dict(self._worlds)

    def close(self) -> None:
        """End everything."""
        self.closed = True
        with self._lock:
            for world in self._worlds.values():
                world.close()
            for closing in (*self._before.values(), *(closing for _, _, closing in self._jiras.values())):
                closing.close()
            self._worlds.clear()
            self._jiras.clear()

    def _meant(self, site: Site, name: str | None) -> Connection | None:
        connections = self.store.connections(site.site_id) if self.store else ()
        if name is None and len(connections) <= 1:
            return connections[0] if connections else None
        found = next((connection for connection in connections if connection.name == name), None)
        if found is None:
            names = ", ".join(connection.name for connection in connections)
            raise NotFound(f"Which connection? There are {names}." if name is None else "There is no such connection.")
        return found

    def _made(self, site: Site, connection: Connection | None) -> World:
        kept, closing = self._kept(site, connection), ExitStack()
        try:
            deps = usage_deps(self.settings, kept, self._jira(site), self.clock, closing, Vendor(timer=self._timer))
        except BaseException:
            closing.close()
            raise
        return World(deps, Reading(deps, self._per_minute(), self._timer), site, connection, closing)

    def _kept(self, site: Site, connection: Connection | None = None) -> Kept:
        if self.store is None:
            raise NotFound("There is no such site.")
        return Kept(self.store, site, connection)

    def _jira(self, site: Site) -> Jira:
        """The site's Jira, the same for all of its connections until it is connected anew."""
        with self._lock:
            reached = access_of(self.settings, self._kept(site))
            found = self._jiras.get(site.site_id)
            if found and found[0] == reached:
                return found[1]
            closing = ExitStack()
            if found:
                # Somebody may still be asking with the last token: what was before it is let go.
                self._before.pop(site.site_id, ExitStack()).close()
                self._before[site.site_id] = found[2]
            jira = jira_of(self.settings, self._kept(site), self.clock, no_wait, closing)
            self._jiras[site.site_id] = (reached, jira, closing)
            return jira

    def _per_minute(self) -> Mapping[str, int]:
        settings = self.settings
        return {"admin": settings.cursor_admin_per_minute, "events": settings.cursor_events_per_minute}


def hurried(settings: Settings) -> Settings:
    """The same settings with little patience."""
    return msgspec.structs.replace(settings, retry_for_seconds=min(settings.retry_for_seconds, PATIENCE_SECONDS))
