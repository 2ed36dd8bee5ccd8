"""The two cookies of the service: who is signed in, and which browser is about to be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from litestar.datastructures import Cookie

from seatlight.actions.sign_in import new_secret
from seatlight.model.sessions import LONGEST, SIGN_IN

_secret = re.compile(r"[A-Za-z0-9_-]{43}")


class Cookies:
    """What the cookies are called and how they are set: for this host alone, over an encrypted connection alone.

    Where browsers reach the service without encryption (on loopback) the prefix and Secure are left out, as browsers
    would not take them.
    """

    def __init__(self, public_url: str) -> None:
        self._secure = public_url.startswith("https://")
        prefix = "__Host-" if self._secure else ""
        self.session, self.browser = f"{prefix}seatlight", f"{prefix}seatlight-sign-in"

    def is_sent(self, name: str, headers: Mapping[str, str]) -> bool:
        """Whether the browser sends this cookie, whatever is in it."""
        return bool(_values(name, headers))

    def read(self, name: str, headers: Mapping[str, str]) -> str | None:
        """The secret in a cookie; None where there is none, one of another form, or two of them."""
        values = _values(name, headers)
        return values[0] if len(values) == 1 and _secret.fullmatch(values[0]) else None

    def of_session(self, secret: str) -> Cookie:
        """The cookie of somebody who signed in."""
        return self._made(self.session, secret, LONGEST)

    def of_browser(self, secret: str) -> Cookie:
        """The cookie of a browser that is about to sign in."""
        return self._made(self.browser, secret, SIGN_IN)

    def no_session(self) -> Cookie:
        """What takes the session's cookie away."""
        return self._made(self.session, "", timedelta(0))

    def browser_secret(self, headers: Mapping[str, str]) -> str:
        """What this browser is told apart by, so that two of its tabs can sign in side by side; new if it has none."""
        return self.read(self.browser, headers) or new_secret()

    def _made(self, name: str, value: str, lasts: timedelta) -> Cookie:
        return Cookie(
            key=name,
            value=value,
            max_age=int(lasts.total_seconds()),
            path="/",
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )


def _values(name: str, headers: Mapping[str, str]) -> list[str]:
    pairs = (part.partition("=") for part in headers.get("cookie", "").split(";"))
    return [value.strip() for key, equals, value in pairs if equals and key.strip() == name]
