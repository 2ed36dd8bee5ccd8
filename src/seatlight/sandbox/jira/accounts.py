"""Accounts of the Jira site."""

from hashlib import blake2b
from uuid import UUID

import msgspec

FORMER_NAME = "Former user"
UNKNOWN_ID = "unknown"


class Account(msgspec.Struct, frozen=True):
    """One account; `email` is its address as Jira writes it, `shown` whether others see it.

    `kind` is atlassian, app, customer or unknown.
    """

    account_id: str
    name: str
    email: str | None = None
    shown: bool = True
    active: bool = True
    deleted: bool = False
    kind: str = "atlassian"

    @property
    def is_working(self) -> bool:
        """Whether somebody can sign in with it as a person of the company."""
        return self.active and self.kind == "atlassian"


def account_id(seed: int, number: int) -> str:
    """The id of an account in one of Jira's two forms, the same for a seed and a number."""
    digest = digest_of(f"account/{seed}/{number}")
    if digest[15] % 2:
        return f"712020:{UUID(bytes=digest, version=4)}"
    return "5" + digest.hex()[:23]


def cloud_id_of(seed: int) -> str:
    """The id of the site."""
    return str(UUID(bytes=digest_of(f"cloud/{seed}"), version=4))


def group_id_of(name: str) -> str:
    """The id of a group."""
    return str(UUID(bytes=digest_of(f"group/{name}"), version=4))


def digest_of(text: str) -> bytes:
    """Sixteen bytes that look drawn, the same for the same text."""
    return blake2b(text.encode(), digest_size=16).digest()


def erased(account: Account) -> Account:
    """What is left of an account that was deleted."""
    return msgspec.structs.replace(account, name=FORMER_NAME, email=None, active=False, deleted=True)
