"""What a request is known by in the log."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from contextvars import ContextVar
from typing import NamedTuple

REQUEST = re.compile(r"[0-9a-fA-F-]{8,64}")
TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
B3 = re.compile(r"[0-9a-f]{16}|[0-9a-f]{32}")


class Ids(NamedTuple):
    """The id of one request, and of the trace it is part of, None where nobody traces."""

    request: str
    trace: str | None


CURRENT: ContextVar[Ids | None] = ContextVar("ids", default=None)
"""The ids of the request that is being answered; threads that answer it have it too."""


def ids_of(headers: Mapping[bytes, bytes]) -> Ids:
    """The ids that came with the request; a new one where none came, or one that might tell something."""
    told = headers.get(b"x-request-id", b"").decode("latin-1")
    request = told if REQUEST.fullmatch(told) else secrets.token_hex(16)
    return Ids(request, _trace(headers))


def _trace(headers: Mapping[bytes, bytes]) -> str | None:
    parent = TRACEPARENT.fullmatch(headers.get(b"traceparent", b"").decode("latin-1"))
    if parent:
        return parent[1]
    # Forge sends this one.
    b3 = headers.get(b"x-b3-traceid", b"").decode("latin-1")
    return b3 if B3.fullmatch(b3) else None
