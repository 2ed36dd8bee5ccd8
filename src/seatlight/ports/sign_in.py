"""The door to a sign-in provider."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class SignInProvider(Protocol):
    """Who says whose browser it is. Safe to use from several threads.

    Every call may raise ProviderAway where the provider does not answer as it should.
    """

    def address(self, state: str, nonce: str, verifier: str) -> str:
        """Where the browser is to be sent; it comes back with this state and a code."""

    def email(self, code: str, verifier: str, nonce: str, now: datetime) -> str:
        """The address, in lower case, that the provider vouches for; SignInRefused where the code proves none."""

    def is_issuer(self, told: str) -> bool:
        """Whether the provider goes by that name."""
