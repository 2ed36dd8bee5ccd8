"""OpenID Connect: a sign-in provider that says whose browser it is."""

from seatlight.sources.oidc.provider import SIGNED_IN, Client, OidcProvider

__all__ = ["SIGNED_IN", "Client", "OidcProvider"]
