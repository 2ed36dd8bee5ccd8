"""The service at work: a sandbox, two sites in one database, and people who ask with tokens."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import anyio.from_thread
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server
from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from seatlight.actions.give_tokens import NewToken, WantedToken, create_token
from seatlight.actions.grant_access import allow_project
from seatlight.config import Settings
from seatlight.model.access import OPERATOR, Actor, Permission
from seatlight.model.site import Site
from seatlight.sandbox import Box
from seatlight.store import SqlStore
from seatlight.surfaces.web.app import make_app
from seatlight.surfaces.web.asking import Local, Tokens
from seatlight.wiring import Worlds, now
from tests.joined import DEED, kept_settings, kept_site

TOMAS, HANA, CHEN = "tomas.berg@example.org", "hana.sato@example.org", "chen.wei@example.org"
NOOR, YUSUF, GRACE = "noor.haddad@example.org", "yusuf.demir@example.org", "grace.wambui@example.org"
ADMIN = "admin@example.org"
"""Tomas leads APP, Hana is in APP and WEB, Chen is in APP, Noor and Grace are in WEB alone, Yusuf is nowhere."""
NOBODY = "nobody"
EVERYTHING = frozenset(Permission)
LONGEST_READING = 20
SAYS = "There is no such report, or it is not for you to see."
REFUSED = f'{{"title":"Not Found","status":404,"detail":"{SAYS}","type":"about:blank"}}'.encode()
Row = dict[str, Any]


@dataclass
class Here:
    """A running service, and whoever asks it: the operator at this machine unless `who` says otherwise."""

    box: Box
    store: SqlStore
    site: Site
    other: Site
    worlds: Worlds
    client: TestClient[Litestar]
    _texts: dict[tuple[Any, ...], str] = field(default_factory=dict)

    def __call__(self, method: str, path: str, who: str | None = None, **more: Any) -> Response:
        """One request."""
        headers = {**self.headers(who), **more.pop("headers", {})}
        return self.client.request(method, f"/api/v1{path}", headers=headers, **more)

    def get(self, path: str, who: str | None = None, **more: Any) -> Response:
        """Read something."""
        return self("GET", path, who, **more)

    def document(self, path: str, who: str | None = None, **more: Any) -> Row:
        """What was read well."""
        answer = self.get(path, who, **more)
        assert answer.status_code == 200, answer.text
        found: Row = answer.json()
        return found

    def names(self, path: str, who: str | None = None) -> list[str]:
        """The names in a report."""
        return [row["name"] for row in self.document(path, who)["developers"]]

    def headers(self, who: str | None) -> dict[str, str]:
        """What somebody sends along: a token that reaches as far as their account, or one that is made up."""
        if who is None:
            return {}
        if who == NOBODY:
            return {"Authorization": "Bearer slt_this-token-was-never-made"}
        return self.bearer(self.token(who))

    def bearer(self, text: str) -> dict[str, str]:
        """The header of a token."""
        return {"Authorization": f"Bearer {text}"}

    def account(self, email: str) -> str:
        """The Jira account of somebody."""
        company = self.box.company()
        owned = company.owner_of.get(email)
        return owned or next(
            one.account_id for one in company.accounts.values() if one.email and one.email.lower() == email
        )

    def token(
        self,
        email: str | None,
        *,
        site: Site | None = None,
        permissions: frozenset[Permission] = EVERYTHING,
        projects: tuple[str, ...] = (),
    ) -> str:
        """The text of somebody's token, None for the operator's; the same one when asked again."""
        key = (email, site, permissions, projects)
        if key not in self._texts:
            self._texts[key] = self.new_token(email, site=site, permissions=permissions, projects=projects).text
        return self._texts[key]

    def new_token(
        self,
        email: str | None,
        *,
        site: Site | None = None,
        permissions: frozenset[Permission] = EVERYTHING,
        projects: tuple[str, ...] = (),
    ) -> NewToken:
        """A token that was made now."""
        deps = self.worlds.office((site or self.site).site_id)
        account = None if email is None else self.account(email)
        name = f"of {email} {len(self.store.tokens(self.site.site_id)) + len(self._texts)}"
        return create_token(OPERATOR, deps, WantedToken(name, account, permissions, projects))

    def allow(self, key: str, site: Site | None = None, actor: Actor = OPERATOR) -> None:
        """Open a project to its developers."""
        allow_project(actor, self.worlds.office((site or self.site).site_id), key, ("Developers",))

    def read_all(self) -> None:
        """Wait until the usual window of both sites is read."""
        for site in (self.site, self.other):
            self.client.get("/api/v1/report", headers=self.bearer(self.token(None, site=site)))
            assert self.worlds.world(site.site_id).reading.wait(LONGEST_READING)

    @contextmanager
    def mode(self, name: str) -> Iterator[None]:
        """The site narrows what its members see, for a while."""
        self.store.set_setting(self.site.site_id, "privacy.mode", name, DEED)
        yield
        self.store.set_setting(self.site.site_id, "privacy.mode", None, DEED)


@contextmanager
def served(box: Box, folder: Path, **changes: Any) -> Iterator[Here]:
    """The service over two sites that are connected to the same sandbox, nothing open, no rates unless said."""
    settings = kept_settings(box, folder, **{"reads_per_minute": 0, "writes_per_minute": 0, **changes})
    with kept_site(box, folder) as (store, site):
        other = store.add_site("other", DEED)
        store.add_connection(other.site_id, "elsewhere", vendor="cursor", url=box.url, key=box.key, deed=DEED)
        with at_work(settings, store, site) as (worlds, app), TestClient(app) as client:
            yield Here(box, store, site, other, worlds, client)
            for world in worlds.at_work().values():
                world.reading.wait(LONGEST_READING)


@contextmanager
def at_work(settings: Settings, store: SqlStore, site: Site, **more: Any) -> Iterator[tuple[Worlds, Litestar]]:
    """The application; at this machine sits the operator of the one site."""
    worlds = Worlds(settings, store)
    yield worlds, make_app(worlds, (Tokens(store, now), AtSite(site)), **more)
    worlds.close()


class AtSite(Local):
    """The operator at this machine, where there are two sites: with all rights at one of them."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def actor(self, headers: Mapping[str, str]) -> Actor | None:
        """The operator of that site; whoever shows credentials is taken by them alone."""
        from seatlight.model.access import ActorKind

        if "authorization" in headers:
            return None
        return Actor(ActorKind.PROGRAM, "operator", None, self._site.site_id, EVERYTHING)


@contextmanager
def on_a_port(app: Litestar) -> Iterator[int]:
    """The application on a loopback port of its own, as `serve` serves it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(
        app,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI,
        http1_settings=HTTP1Settings(max_buffer_size=512 * 1024),
        websockets=False,
        log_enabled=False,
    )
    with anyio.from_thread.start_blocking_portal() as portal:
        running = portal.start_task_soon(server.serve)
        until_it_listens(port)
        yield port
        portal.call(partial(server.stop))
        running.result(10)


def until_it_listens(port: int) -> None:
    """Knock until somebody opens."""
    for _ in range(500):
        try:
            with socket.create_connection(("127.0.0.1", port), 0.02):
                return
        except OSError:
            continue
    raise AssertionError("nobody listens")
