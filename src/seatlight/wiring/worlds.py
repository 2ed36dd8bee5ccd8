"""Every site and connection of one database, for the many who look at them through one process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import RLock
from typing import Any

import msgspec

from seatlight.actions.deps import Deps, Kept
from seatlight.actions.memory import Memory
from seatlight.actions.reading import Reading
from seatlight.config import Settings
from seatlight.errors import NotFound
from seatlight.http import Http
from seatlight.model.checks import Check
from seatlight.model.site import Connection, JiraAccess, Site
from seatlight.ports import Clock, ConfigStore
from seatlight.sources.jira import JiraApi
from seatlight.timer import Timer
from seatlight.wiring.clock import now
from seatlight.wiring.jira import Jira, access_of, jira_of, look_at_jira
from seatlight.wiring.no_usage import NoUsage
from seatlight.wiring.world import Vendor, keyless_checks, look_at_vendor, no_wait, plain_deps, usage_deps

IDLE = timedelta(hours=2)
"""A connection that nobody looked at for so long lets go of what it read."""
PATIENCE_SECONDS = 10
"""How long each endpoint is waited for, and tried in all, while somebody waits for the outcome of a look."""


MOST_DOCUMENTS = 16


@dataclass
class World:
    """One connection at work: what actions see, what is being read of it, and when somebody last looked.

    `vendor` and `jira` tell how much they were asked.
    """

    deps: Deps
    reading: Reading
    site: Site
    connection: Connection | None
    closing: ExitStack = field(repr=False)
    vendor: Http | None = None
    jira: JiraApi | None = None
    looked_at: datetime | None = None
    documents: Memory[Any] = field(default_factory=lambda: Memory(MOST_DOCUMENTS), repr=False)
    """Reports as they were last sent."""

    def is_over(self, before: datetime) -> bool:
        """Whether nobody has looked since that instant, or its reading ended in a failure nobody expected."""
        return self.reading.broken or (self.looked_at is not None and self.looked_at < before)

    def see(self, jira: Jira) -> None:
        """From now on this is the site's Jira: its token may have changed."""
        if self.deps.tracker is not jira.tracker or self.deps.people is not jira.people:
            self.deps = replace(self.deps, people=jira.people, tracker=jira.tracker)

    def close(self) -> None:
        """End its reading and let go of its connections."""
        self.reading.stop()
        self.closing.close()


@dataclass
class _Reached:
    """A site's Jira as it was connected, and when somebody last needed it."""

    access: tuple[JiraAccess, str] | None
    jira: Jira
    closing: ExitStack
    needed_at: datetime


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
        self._jiras: dict[str, _Reached] = {}
        self._before: dict[str, ExitStack] = {}
        self._lock = RLock()
        self.closed = self.ending = False

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
        """Let go of what nobody looked at for long, and of readings that broke; gives how many connections."""
        before = self.clock() - IDLE
        with self._lock:
            idle = [key for key, world in self._worlds.items() if world.is_over(before)]
            for key in idle:
                self._worlds.pop(key).close()
            sites = {site_id for site_id, _ in self._worlds}
            unused = [key for key, one in self._jiras.items() if key not in sites and one.needed_at < before]
            for site_id in unused:
                self._jiras.pop(site_id).closing.close()
        return len(idle)

    def forget(self, site_id: str) -> None:
        """Let go of everything of a site."""
        with self._lock:
            for key in [key for key in self._worlds if key[0] == site_id]:
                self._worlds.pop(key).close()
            if site_id in self._jiras:
                self._jiras.pop(site_id).closing.close()

    def at_work(self) -> Mapping[tuple[str, str], World]:
        """The worlds there are now, by site and connection."""
        with self._lock:
            return dict(self._worlds)

    def close(self) -> None:
        """End everything."""
        self.closed = self.ending = True
        with self._lock:
            for world in self._worlds.values():
                world.close()
            for closing in (*self._before.values(), *(reached.closing for reached in self._jiras.values())):
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
        kept, closing, made = self._kept(site, connection), ExitStack(), list[Http]()
        try:
            vendor, jira = Vendor(timer=self._timer, made=made.append), self._jira(site)
            deps = usage_deps(self.settings, kept, jira, self.clock, closing, vendor)
        except BaseException:
            closing.close()
            raise
        reading = Reading(deps, self._per_minute(), self._timer)
        return World(deps, reading, site, connection, closing, made[0], jira.api)

    def _kept(self, site: Site, connection: Connection | None = None) -> Kept:
        if self.store is None:
            raise NotFound("There is no such site.")
        return Kept(self.store, site, connection)

    def _jira(self, site: Site) -> Jira:
        """The site's Jira, the same for all of its connections until it is connected anew."""
        with self._lock:
            reached = access_of(self.settings, self._kept(site))
            found = self._jiras.get(site.site_id)
            if found and found.access == reached:
                found.needed_at = self.clock()
                return found.jira
            closing = ExitStack()
            if found:
                # Somebody may still be asking with the last token: what was before it is let go.
                self._before.pop(site.site_id, ExitStack()).close()
                self._before[site.site_id] = found.closing
            jira = jira_of(self.settings, self._kept(site), self.clock, no_wait, closing)
            self._jiras[site.site_id] = _Reached(reached, jira, closing, self.clock())
            return jira

    def _per_minute(self) -> Mapping[str, int]:
        settings = self.settings
        return {"admin": settings.cursor_admin_per_minute, "events": settings.cursor_events_per_minute}


def hurried(settings: Settings) -> Settings:
    """The same settings with little patience."""
    return msgspec.structs.replace(settings, retry_for_seconds=min(settings.retry_for_seconds, PATIENCE_SECONDS))
