"""An issue at the tracker, as far as we look at it: never what it says."""

from __future__ import annotations

import msgspec


class Issue(msgspec.Struct, frozen=True):
    """An issue: the name of its status, whether that means done, and the account it is assigned to."""

    key: str
    status: str
    done: bool
    assignee: str | None = None
