"""Which ways in a service has, by its settings; everybody else gets nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from litestar.handlers import HTTPRouteHandler
from litestar.types import Guard

from seatlight.actions.sign_in import is_still_here
from seatlight.config import Settings
from seatlight.model.sessions import Session
from seatlight.ports import ConfigStore
from seatlight.surfaces.web.asking import Local, Sessions, Tokens, WayIn
from seatlight.surfaces.web.built_page import page_routes
from seatlight.surfaces.web.cookies import Cookies
from seatlight.surfaces.web.origins import own_pages_only, this_machine_only
from seatlight.surfaces.web.routes import sign_in
from seatlight.timer import Timer
from seatlight.wiring import ForgeDoor, Worlds, entrance_of


class Doors(NamedTuple):
    """The ways in, Forge's calls (None: none are answered), and what belongs to them: more routes, guards."""

    ways: tuple[WayIn, ...]
    forge: ForgeDoor | None = None
    more: Sequence[HTTPRouteHandler] = ()
    guards: Sequence[Guard] = ()


def doors_of(
    settings: Settings,
    worlds: Worlds,
    store: ConfigStore,
    *,
    local: bool,
    timer: Timer | None = None,
    sign_ins_per_minute: int = sign_in.BEGUN_PER_MINUTE,
) -> Doors:
    """API tokens and Forge, and either the person at this machine or whoever signs in; `timer` suits tests.

    BadSetting where something that is needed to sign in is missing.
    """
    tokens = Tokens(store, worlds.clock)
    forge = ForgeDoor(settings, store, worlds.clock) if settings.forge_app_id else None
    if local:
        return Doors((tokens, Local()), forge, page_routes(), (this_machine_only,))
    entrance, public_url = entrance_of(settings, worlds, store, timer), settings.public_url
    if entrance is None or public_url is None:
        return Doors((tokens,), forge, page_routes())
    cookies = Cookies(public_url)
    sessions = Sessions(store, worlds.clock, cookies, partial(_stays, worlds))
    more = [*sign_in.routes(entrance, cookies, sessions, sign_ins_per_minute), *page_routes(sign_in=True)]
    return Doors((tokens, sessions), forge, more, (own_pages_only(cookies, public_url),))


def _stays(worlds: Worlds, session: Session) -> bool:
    return is_still_here(worlds.office(session.site_id), session.account_id)
