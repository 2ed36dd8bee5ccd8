"""Settings → the provider that people sign in with."""

from __future__ import annotations

from seatlight.actions.sign_in import Entrance
from seatlight.config import Settings
from seatlight.errors import BadSetting
from seatlight.ports import ConfigStore
from seatlight.timer import Timer
from seatlight.wiring.worlds import Worlds

NEEDED = ("oidc_issuer", "oidc_client_id", "public_url")


def entrance_of(settings: Settings, worlds: Worlds, store: ConfigStore, timer: Timer | None = None) -> Entrance | None:
    """The way to sign in; None where no provider is set, BadSetting where something of it is missing."""
    issuer, client_id, public_url = settings.oidc_issuer, settings.oidc_client_id, settings.public_url
    if issuer is None and client_id is None:
        return None
    if issuer is None or client_id is None or public_url is None:
        missing = next(name for name in NEEDED if getattr(settings, name) is None)
        raise BadSetting(f"People cannot sign in without SEATLIGHT_{missing.upper()}: set it, see docs/sign-in.md.")
    # The provider's libraries are loaded by services that need them.
    from seatlight.sources.oidc import SIGNED_IN, Client, OidcProvider

    secret = settings.oidc_client_secret
    client = Client(issuer, client_id, secret.reveal() if secret else None, public_url + SIGNED_IN)
    return Entrance(store, OidcProvider(client, timer), worlds.office, worlds.clock)
