"""Forge: the tokens with which Atlassian signs the calls of our app, and the keys they are signed with."""

from seatlight.sources.forge.keys import JWKS_URL, KeySet, keys_at
from seatlight.sources.forge.replays import Replays
from seatlight.sources.forge.tokens import GATEWAY, app_ari, bearer, verify

__all__ = ["GATEWAY", "JWKS_URL", "KeySet", "Replays", "app_ari", "bearer", "keys_at", "verify"]
