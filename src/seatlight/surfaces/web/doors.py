"""Which ways in a service has, by its settings; everybody else gets nothing."""

from __future__ import annotations

from litestar import Litestar

from seatlight.config import Settings
from seatlight.ports import ConfigStore
from seatlight.surfaces.web.app import make_app
from seatlight.surfaces.web.asking import Local, Sessions, Tokens
from seatlight.surfaces.web.cookies import Cookies
from seatlight.surfaces.web.origins import own_pages_only, this_machine_only
from seatlight.surfaces.web.routes import sign_in
from seatlight.timer import Timer
from seatlight.wiring import ForgeDoor, Worlds, entrance_of


def app_of(
    settings: Settings,
    worlds: Worlds,
    store: ConfigStore,
    *,
    local: bool,
    timer: Timer | None = None,
    sign_ins_per_minute: int = sign_in.BEGUN_PER_MINUTE,
) -> Litestar:
    """The service for API tokens and Forge, and either for the person at this machine or for whoever signs in.

    `timer` suits tests.
    """
    tokens = Tokens(store, worlds.clock)
    forge = ForgeDoor(settings, store, worlds.clock) if settings.forge_app_id else None
    if local:
        return make_app(worlds, (tokens, Local()), forge, guards=[this_machine_only])
    entrance, public_url = entrance_of(settings, worlds, store, timer), settings.public_url
    if entrance is None or public_url is None:
        return make_app(worlds, (tokens,), forge)
    cookies = Cookies(public_url)
    ways = (tokens, Sessions(store, worlds.clock, cookies))
    guards = [own_pages_only(cookies, public_url)]
    more = sign_in.routes(entrance, cookies, sign_ins_per_minute)
    return make_app(worlds, ways, forge, more=more, guards=guards)
