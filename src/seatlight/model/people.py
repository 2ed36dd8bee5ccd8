"""People: who the vendor's addresses belong to."""

from __future__ import annotations

import msgspec


class Person(msgspec.Struct, frozen=True):
    """Somebody of the company, from Jira or from a CSV that stands in for it.

    `emails` are the addresses of that person, lower case, the first is the main one; `active` is false when the
    account was deactivated or is gone.
    """

    emails: tuple[str, ...]
    name: str | None = None
    account_id: str | None = None
    active: bool = True
