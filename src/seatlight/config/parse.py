"""Values as people write them: each parser gives the value, or raises ValueError with what would do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from seatlight.model.loopback import leads_here


class Secret(str):
    """A text that shows its last four characters at most, however it is printed by accident."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Secret(…{self[-4:]})" if len(self) > 12 else "Secret(…)"

    def __str__(self) -> str:
        return repr(self)

    def reveal(self) -> str:
        """The secret itself."""
        return self[:]

    def __format__(self, spec: str) -> str:
        return format(repr(self), spec)


def url(value: object) -> str:
    """An http or https address without credentials, query or trailing slash."""
    wanted = "an address like https://api.cursor.com"
    try:
        parts = urlsplit(text(value))
        port = parts.port
    except ValueError:
        raise ValueError(wanted) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        raise ValueError(wanted)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("an address without user name, query or fragment")
    return parts.geturl().rstrip("/")


def issuer(value: object) -> str:
    """The address of a sign-in provider, as it calls itself: https, or http on loopback; its last slash stays."""
    address = text(value)
    _encrypted(url(address))
    return address


def origin(value: object) -> str:
    """Where a service is reached, as browsers write it into the header Origin: https, or http on loopback; no path."""
    address = url(value)
    _encrypted(address)
    parts = urlsplit(address)
    if parts.path or not address.isascii():
        raise ValueError("an address without a path, like https://seatlight.example.org")
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    usual = parts.port in {None, 443 if parts.scheme == "https" else 80}
    return f"{parts.scheme}://{host}" if usual else f"{parts.scheme}://{host}:{parts.port}"


def _encrypted(address: str) -> None:
    if urlsplit(address).scheme != "https" and not leads_here(address):
        raise ValueError("an address that begins with https://")


def text(value: object) -> str:
    """A text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text that is not blank")
    return value.strip()


def secret(value: object) -> Secret:
    """A key: printable characters without white space."""
    key = text(value)
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ValueError("the key alone, one line without white space")
    return Secret(key)


DATABASES = ("sqlite", "postgres", "postgresql")


def database(value: object) -> Secret:
    """The address of a database; secret because it may hold a password."""
    wanted = "an address like sqlite:////var/lib/seatlight/seatlight.db or postgresql://user:password@host/name"
    address = text(value)
    scheme, _, rest = address.partition("://")
    if scheme.partition("+")[0] not in DATABASES or not rest.strip("/"):
        raise ValueError(wanted)
    return Secret(address)


def whole(least: int, most: int) -> Callable[[object], int]:
    """A parser of whole numbers between two bounds."""

    def parse(value: object) -> int:
        wanted = f"a whole number from {least} to {most}"
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ValueError(wanted)
        try:
            number = int(value)
        except ValueError:
            raise ValueError(wanted) from None
        if not least <= number <= most:
            raise ValueError(wanted)
        return number

    return parse


def one_of(*words: str) -> Callable[[object], str]:
    """A parser of one of a few words."""

    def parse(value: object) -> str:
        word = text(value).lower()
        if word not in words:
            raise ValueError(f"one of {', '.join(words)}")
        return word

    return parse


def path(value: object) -> Path:
    """A path, `~` for the home folder."""
    return Path(text(value)).expanduser()
