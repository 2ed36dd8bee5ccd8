"""Which addresses somebody may make us ask: an address that an admin enters is where our requests go."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from seatlight.errors import WrongUsage
from seatlight.model.access import Actor


def see_address(actor: Actor, url: str, known: Collection[str | None], *, public: bool = False) -> None:
    """Raise WrongUsage for an address that is not the operator's, not known here, and (`public`) not out in the world.

    `public` is for addresses whose host was checked against a list; of those this machine's own are left out.
    """
    if actor.operates or url in known or (public and not is_this_machine(url)):
        return
    raise WrongUsage("Only the operator names an address of their own: leave it out, or use the command line.")


def is_this_machine(url: str) -> bool:
    """Whether the host of an address is this machine by name or number."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
