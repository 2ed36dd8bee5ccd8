"""The audit log: what was done, who looked at whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec


class Deed(msgspec.Struct, frozen=True):
    """By whom a change is made, and when."""

    by: str
    at: datetime


class AuditEntry(msgspec.Struct, frozen=True):
    """One line of the audit log of a site.

    `action` is one of a short list of words (`store` writes them), `about` what it concerned, such as a project or an
    address, `details` what changed. Never a secret, never usage.
    """

    at: datetime
    by: str
    action: str
    about: str
    details: Mapping[str, Any] = {}


class Look(msgspec.Struct, frozen=True):
    """Somebody looked at people's data: at which report (`report:APP`, `seats`), and at whom.

    `people` are accounts, and addresses of those who have none; looks of one person at one report within an hour are
    one entry, about everybody who was seen in it.
    """

    by: str
    at: datetime
    report: str
    people: frozenset[str]


class LookAt(msgspec.Struct, frozen=True):
    """That somebody looked at one person: by whom, at which report, first and last within the hour, how often."""

    by: str
    report: str
    first_at: datetime
    last_at: datetime
    times: int
