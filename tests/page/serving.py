"""Services with the built page, each in another situation, on real ports with sandboxes behind them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import msgspec

from seatlight.actions.give_tokens import WantedToken, create_token
from seatlight.actions.grant_access import allow_project
from seatlight.config.parse import Secret
from seatlight.model.access import OPERATOR, Permission
from seatlight.model.site import JiraAccess
from seatlight.sandbox import Box, Setup, start
from seatlight.store import Seals, SqlStore, open_store
from seatlight.surfaces.web.app import make_app
from seatlight.surfaces.web.asking import Local, Tokens
from seatlight.surfaces.web.built_page import page_routes
from seatlight.surfaces.web.doors import doors_of
from seatlight.wiring import Worlds, now
from tests.joined import DEED, SECRET_KEY, kept_settings
from tests.surfaces.web.living import ADMIN, HANA, TOMAS
from tests.surfaces.web.ports import free_port, on_a_port
from tests.surfaces.web.provider import CLIENT_ID, CLIENT_SECRET, provider

LONGEST_READING = 120
WITHOUT_RATES = {"reads_per_minute": 0, "writes_per_minute": 0}
JIRA_AWAY = "error-500@/rest/api/3/users/search:always"
WRONG_KEY = "crsr_" + "0" * 32


SITUATIONS: Mapping[str, Mapping[str, Any]] = {
    "whole": {"setup": Setup(people=60), "is_read": True},
    "admin": {"setup": Setup(people=25), "is_read": True},
    "slow": {"setup": Setup(people=60, latency_seconds=0.6, quirks=frozenset({"page-clamped"}))},
    "unconnected": {"setup": Setup(people=1), "key": None},
    "wrong key": {"setup": Setup(people=1), "key": WRONG_KEY},
    "Jira away": {"setup": Setup(people=12, faults=(JIRA_AWAY,)), "is_read": True},
    "empty": {"setup": Setup(people=0, quirks=frozenset({"empty-team"})), "is_read": True},
    "sign-in": {"email": HANA},
    "admin signs in": {"email": ADMIN},
    "signed out": {"setup": Setup(people=1), "local": False},
}
"""Services by what is the matter with each: how `page_at` makes it, or for whom `signing_in_at` does."""


@contextmanager
def situations(folder: Path, names: Iterable[str]) -> Iterator[dict[str, str]]:
    """The addresses of services in these situations."""
    with ExitStack() as stack:
        found = {}
        for name in names:
            (own := folder / name).mkdir()
            how = SITUATIONS[name]
            make = signing_in_at if "email" in how else page_at
            found[name] = stack.enter_context(make(own, **how))
        yield found


@contextmanager
def page_at(
    folder: Path, setup: Setup, *, key: str | None = "", local: bool = True, is_read: bool = False
) -> Iterator[str]:
    """A service with the page, at the time of its sandbox; `key` is another than the sandbox's, None: not connected.

    Without `local` nobody is let in; with `is_read` everything has been read.
    """
    with start(setup) as box, _site(box, folder, box.key if key == "" else key) as store:
        settings = msgspec.structs.replace(
            kept_settings(box, folder, **WITHOUT_RATES), jira_url=None, cursor_api_key=None
        )
        worlds = Worlds(settings, store, now if setup.now is None else lambda: setup.now or now())
        ways = (Tokens(store, now), *((Local(),) if local else ()))
        app = make_app(worlds, ways, more=page_routes(sign_in=not local))
        site_id = store.sites()[0].site_id
        for project in ("APP", "WEB"):
            allow_project(OPERATOR, worlds.office(site_id), project, ("Developers",))
        with on_a_port(app) as port:
            if is_read:
                _read(worlds, site_id)
            yield f"http://127.0.0.1:{port}"


@contextmanager
def signing_in_at(folder: Path, email: str = HANA, setup: Setup | None = None) -> Iterator[str]:
    """A service that people sign in to, through a provider that knows everybody as one and the same: Hana.

    She is a developer of APP and WEB, and Tomas, who leads APP, has looked at its report.
    """
    setup = setup or Setup(people=18)
    clock = now if setup.now is None else lambda: setup.now or now()
    with start(setup) as box, _site(box, folder, box.key) as store, provider(clock) as signs:
        signs.email = email
        site_id, port = store.sites()[0].site_id, free_port()
        store.confirm(site_id, email, _account(box, email), "", DEED)
        url = f"http://127.0.0.1:{port}"
        settings = msgspec.structs.replace(
            kept_settings(box, folder, **WITHOUT_RATES),
            jira_url=None,
            cursor_api_key=None,
            oidc_issuer=signs.url,
            oidc_client_id=CLIENT_ID,
            oidc_client_secret=Secret(CLIENT_SECRET),
            public_url=url,
        )
        worlds = Worlds(settings, store, clock)
        for project in ("APP", "WEB"):
            allow_project(OPERATOR, worlds.office(site_id), project, ("Developers",))
        doors = doors_of(settings, worlds, store, local=False)
        app = make_app(worlds, doors.ways, doors.forge, more=doors.more, guards=doors.guards)
        with on_a_port(app, port):
            _read(worlds, site_id)
            _look(worlds, site_id, url, _account(box, TOMAS))
            yield url


def _account(box: Box, email: str) -> str:
    """The Jira account of an address, whether it has a seat or not."""
    company = box.company()
    owned = company.owner_of.get(email)
    return owned or next(one.account_id for one in company.accounts.values() if one.email == email)


def _look(worlds: Worlds, site_id: str, url: str, account_id: str) -> None:
    """Somebody looks at the report of APP."""
    wanted = WantedToken("looks", account_id, frozenset({Permission.VIEW}), ())
    token = create_token(OPERATOR, worlds.office(site_id), wanted).text
    answer = httpx.get(f"{url}/api/v1/report?project=APP", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200, answer.text


def _read(worlds: Worlds, site_id: str) -> None:
    from seatlight.actions.window import Ask

    reading = worlds.world(site_id).reading
    reading.want(OPERATOR, Ask(days=30))
    assert reading.wait(LONGEST_READING)


@contextmanager
def _site(box: Box, folder: Path, key: str | None) -> Iterator[SqlStore]:
    """A database with one site, connected to the sandbox's Jira and, by this key, to its Cursor."""
    store = open_store(f"sqlite:///{folder / 'seatlight.db'}", Seals([SECRET_KEY]), create=True)
    try:
        site_id = store.add_site("default", DEED).site_id
        store.set_jira(site_id, JiraAccess(box.url, box.jira_email, box.jira_token[-4:]), box.jira_token, DEED)
        if key is not None:
            store.add_connection(site_id, "cursor", vendor="cursor", url=box.url, key=key, deed=DEED)
        yield store
    finally:
        store.close()
