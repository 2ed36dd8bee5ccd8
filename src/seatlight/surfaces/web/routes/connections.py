"""What is connected: looked at first, saved only if it works, never shown again."""

from __future__ import annotations

from datetime import date

import msgspec
from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from seatlight.actions import connect
from seatlight.actions.check import check_setup
from seatlight.actions.known_address import see_address
from seatlight.actions.office import office
from seatlight.config import parse
from seatlight.errors import WrongUsage
from seatlight.model.checks import Check
from seatlight.model.site import JiraAccess
from seatlight.reports.listings import CONNECTIONS, connection_list
from seatlight.surfaces.web.documents import document, row
from seatlight.surfaces.web.listed import listed
from seatlight.surfaces.web.queries import Name as ConnectionName
from seatlight.surfaces.web.routing import given, read, write
from seatlight.surfaces.web.tables import Page
from seatlight.surfaces.web.texts import Address, Key, Name, Url
from seatlight.surfaces.web.viewing import Viewing
from seatlight.wiring import jira_address

VENDOR = "cursor"
ConnectionList = document("ConnectionList", "What is connected; of keys and tokens the last four characters.",
                          {"connections": row("ConnectionRow", CONNECTIONS)})  # fmt: skip
REMOVED = {204: given(None, "It is forgotten with its key.")}


class WantedConnection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A Cursor team by its Admin API key; `url` only where the operator has Cursor's API elsewhere."""

    key: Key
    name: Name = VENDOR
    url: Url | None = None

    def __repr__(self) -> str:
        """Without the key."""
        return f"WantedConnection({self.name!r})"


class NewKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another key for a team that is connected."""

    key: Key

    def __repr__(self) -> str:
        """Without the key."""
        return "NewKey()"


class WantedJira(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A Jira Cloud site by an API token; without an e-mail it is a service account's. `expires_on` is when it ends."""

    url: Url
    token: Key
    email: Address | None = None
    expires_on: date | None = None

    def __repr__(self) -> str:
        """Without the token."""
        return f"WantedJira({self.url!r})"


class Saved(msgspec.Struct, frozen=True):
    """What was saved, of its key or token the last four characters, and what was found when it was looked at."""

    name: str
    url: str
    key_tail: str
    checks: tuple[Check, ...]


@read("/connections", name="listConnections", summary="What is connected", answers={200: given(ConnectionList)})
def show(viewing: NamedDependency[Viewing], part: NamedDependency[Page]) -> Response[bytes]:
    """The vendors' teams that are connected, and the site's Jira."""
    return listed(connection_list(*connect.list_connections(viewing.actor, viewing.office())), part)


@write("POST", "/connections", name="connectVendor", summary="Connect a Cursor team", status_code=201)
def add(viewing: NamedDependency[Viewing], data: JSONBody[WantedConnection]) -> Saved:
    """Looked at first, and saved only if it works."""
    deps, settings = viewing.office(), viewing.worlds.settings
    office(viewing.actor, deps)  # Whoever may not hears nothing of what was sent.
    url, key = _url(data.url) if data.url else settings.cursor_url, _secret(data.key)
    see_address(viewing.actor, url, {settings.cursor_url})
    look = lambda: viewing.worlds.look_at_vendor(url, key)  # noqa: E731
    made = connect.connect_vendor(viewing.actor, deps, look, name=data.name, vendor=VENDOR, url=url, key=key)
    return Saved(made.connection.name, url, made.connection.key_tail, made.checks)


@write("PUT", "/connections/{name:str}/key", name="replaceKey", summary="Another key for a team")
def replace_key(viewing: NamedDependency[Viewing], name: FromPath[str], data: JSONBody[NewKey]) -> Saved:
    """The old key stays unless the new one works."""
    deps = viewing.office()
    office(viewing.actor, deps)
    url, key = connect.connection_named(deps, name).url, _secret(data.key)
    look = lambda: viewing.worlds.look_at_vendor(url, key)  # noqa: E731
    made = connect.replace_key(viewing.actor, deps, look, name=name, key=key)
    return Saved(made.connection.name, url, made.connection.key_tail, made.checks)


@write("DELETE", "/connections/{name:str}", name="disconnectVendor", summary="Let go of a team", answers=REMOVED)
def remove(viewing: NamedDependency[Viewing], name: FromPath[str]) -> None:
    """Forget a connection with its key."""
    connect.disconnect(viewing.actor, viewing.office(), name)


@write("PUT", "/jira", name="connectJira", summary="Connect a Jira site")
def put_jira(viewing: NamedDependency[Viewing], data: JSONBody[WantedJira]) -> Saved:
    """Looked at first, and saved only if it works; takes the place of what was."""
    deps, settings = viewing.office(), viewing.worlds.settings
    kept, _ = office(viewing.actor, deps)
    token, address = _secret(data.token), jira_address(data.url)
    see_address(
        viewing.actor, address, {settings.jira_url, kept.site.jira.url if kept.site.jira else None}, public=True
    )
    access = JiraAccess(address, data.email, token[-4:], data.expires_on)
    look = lambda: viewing.worlds.look_at_jira(access, token)  # noqa: E731
    return Saved(
        connect.JIRA, address, access.token_tail, connect.connect_jira(viewing.actor, deps, look, access, token)
    )


@write("DELETE", "/jira", name="disconnectJira", summary="Let go of Jira", answers=REMOVED)
def remove_jira(viewing: NamedDependency[Viewing]) -> None:
    """Forget how the site's Jira is reached, and the list of its people."""
    connect.disconnect_jira(viewing.actor, viewing.office())


@write("POST", "/checks", name="checkSetup", summary="Look whether everything works", status_code=200)
def checks(viewing: NamedDependency[Viewing], connection: ConnectionName = None) -> list[Check]:
    """Settings, people, database, key, plan and Jira, each with what to mend. Nothing is waited for long."""
    office(viewing.actor, viewing.office())  # Whoever may not makes us ask nobody.
    with viewing.hurried(connection) as deps:
        return list(check_setup(viewing.actor, deps))


def _secret(text: str) -> str:
    try:
        return parse.secret(text).reveal()
    except ValueError as wanted:
        raise WrongUsage(f"The key cannot be used; it takes {wanted}.") from None


def _url(text: str) -> str:
    try:
        return parse.url(text)
    except ValueError as wanted:
        raise WrongUsage(f"The address cannot be used; it takes {wanted}.") from None


ROUTES = Router(
    path="/",
    route_handlers=[show, add, replace_key, remove, put_jira, remove_jira, checks],
    tags=["Connections"],
)
