"""Calls from Jira through Forge: proved, of an installation that was allowed, and made for a person or for nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import timedelta
from threading import Lock
from typing import NamedTuple

from seatlight.access.installed import allowed
from seatlight.config import Settings
from seatlight.errors import BadToken
from seatlight.model.access import Actor, ActorKind
from seatlight.model.audit import Deed
from seatlight.model.installations import Installation, bare_id
from seatlight.model.invocation import Invocation
from seatlight.model.site import Project, ProjectMembers, Standing
from seatlight.ports import Clock, ConfigStore, IssueTracker
from seatlight.sources.forge import KeySet, Replays, app_ari, bearer, keys_at, verify
from seatlight.sources.jira import ForgeUsers, connect
from seatlight.sources.jira.as_user import ForgeUser
from seatlight.timer import RealTimer, Timer
from seatlight.wiring.clock import now

SYSTEM_TOKEN_HOLDS = timedelta(hours=2)
"""So long a system token counts at least; the hourly call brings a new one."""
RETRY_SECONDS = 5


class Caller(NamedTuple):
    """Somebody who looks at a page in Jira: who, at which site, and Jira as they are let see it."""

    actor: Actor
    site_id: str
    user: ForgeUser


class AsUser:
    """Jira as one person sees it: their rights by their own token, who belongs to a project by the site's."""

    def __init__(self, user: ForgeUser, tracker: IssueTracker | None) -> None:
        self._user, self._tracker = user, tracker

    def projects(self) -> tuple[Project, ...]:
        """The projects that the site's token can browse."""
        return self._tracker.projects() if self._tracker else ()

    def project(self, key: str) -> Project:
        """One project, if this person sees it."""
        return self._user.project(key)

    def roles(self, project: Project) -> tuple[str, ...]:
        """The names of its roles, as the site's token sees them."""
        return self._tracker.roles(project) if self._tracker else ()

    def members(self, project: Project, roles: Sequence[str]) -> ProjectMembers:
        """Who belongs to it; nobody as long as the site has no token of its own."""
        if self._tracker is None:
            note = "Who belongs to the project cannot be read before the app's hourly call has come."
            return ProjectMembers(project, frozenset(), "nobody yet", complete=False, notes=(note,), stands_in=True)
        return self._tracker.members(project, roles)

    def standing(self, account_id: str, project: Project | None) -> Standing:
        """What Jira says of this person; of nobody else."""
        if account_id != self._user.account_id:
            return Standing(account_id, project.project_id if project else None)
        return self._user.standing(project)


class ForgeDoor:
    """Where Forge's calls come in. Safe to use from several threads."""

    def __init__(self, settings: Settings, store: ConfigStore, clock: Clock = now, timer: Timer | None = None) -> None:
        """BadSetting where the app's id is none."""
        self._app_id = app_ari(settings.forge_app_id or "")
        self._api_base = settings.forge_api_base
        self._store, self._clock = store, clock
        self._closing = ExitStack()
        fetch, http = keys_at(settings.forge_jwks_url)
        self._closing.callback(http.close)
        self._keys = KeySet(fetch, timer or RealTimer())
        self._users: dict[str, ForgeUsers] = {}
        self._replays, self._lock = Replays(), Lock()

    def caller(self, headers: Mapping[str, str], *, changes: bool) -> Caller:
        """Whoever a call is made for; BadToken for one that proves nothing. A token changes something once at most."""
        site_id, invocation, _ = self._proved(headers)
        user = self._users_of(invocation).confirm(invocation, headers.get("x-forge-oauth-user"))
        if changes:
            self._replays.use(invocation, self._clock())
        return Caller(Actor(ActorKind.PERSON, user.account_id, user.account_id, site_id), site_id, user)

    def heard(self, headers: Mapping[str, str]) -> None:
        """An event or the hourly call of an installation: it is there, and may bring the app's own token."""
        site_id, invocation, installation = self._proved(headers)
        if invocation.principal is not None:
            raise BadToken("an event is made for somebody")
        token, at = headers.get("x-forge-oauth-system"), self._clock()
        deed = Deed("forge", at)
        expires_at = at + SYSTEM_TOKEN_HOLDS if token else None
        self._store.note_tick(site_id, installation.installation_id, deed, token, expires_at)

    def close(self) -> None:
        """Let go of every connection."""
        self._closing.close()

    def _proved(self, headers: Mapping[str, str]) -> tuple[str, Invocation, Installation]:
        """The site that calls, once everything about the call was proved."""
        token = bearer(headers.get("authorization"))
        invocation = verify(token, self._keys, self._app_id, self._clock(), api_base=self._api_base)
        known = self._store.unscoped_installation(bare_id(invocation.installation_id))
        found = allowed(invocation, [known[1]] if known else [])
        if known is None or isinstance(found, str):
            raise BadToken(found if isinstance(found, str) else "nobody allowed the installation")
        return known[0], invocation, found

    def _users_of(self, invocation: Invocation) -> ForgeUsers:
        """The people of the calling site."""
        base = invocation.api_base_url
        with self._lock:
            if base not in self._users:
                http = connect(base, authorization=None, retry_for_seconds=RETRY_SECONDS)
                self._closing.callback(http.close)
                self._users[base] = ForgeUsers(http, base, self._clock)
            return self._users[base]
