"""What a page asks through the bridge, and what it gets to hear of the answer."""

from typing import Any

import msgspec

from seatlight.sandbox.forge.bridge import BridgeAnswer

TAKEN_OUT = frozenset({"connection", "content-length", "cookie", "host", "transfer-encoding"})
"""Headers that are the way's own."""


class Asked(msgspec.Struct, frozen=True):
    """A call: whose page, which, of which project; and what the page itself asks for."""

    viewer: str
    module: str
    path: str
    method: str = "GET"
    project: str | None = None
    headers: dict[str, str] = {}
    body: dict[str, Any] | None = None

    def own_headers(self) -> dict[str, str]:
        """The page's own headers, as far as they are passed on."""
        return {name: value for name, value in self.headers.items() if name.lower() not in TAKEN_OUT}


def asked_of(body: bytes) -> Asked:
    """The call in a body; ValueError for one that a bridge does not make."""
    asked = msgspec.json.decode(body, type=Asked)
    if not asked.path.startswith("/") or asked.path.startswith("//"):
        raise ValueError("A path begins with one slash.")
    return asked


def told(answer: BridgeAnswer) -> dict[str, Any]:
    """What the bridge tells the page: a rejection, or a success or failure with status, headers and JSON."""
    if answer.rejected:
        return {"rejected": answer.rejected}
    seen: dict[str, Any] = {"status": answer.status, "headers": {name: [one] for name, one in answer.headers.items()}}
    if answer.body:
        seen["body"] = msgspec.Raw(answer.body)
    return {"success": True, "payload": seen} if answer.succeeded else {"success": False, "error": seen}
