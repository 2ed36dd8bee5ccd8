"""People: who the vendor's addresses belong to, and how that was found out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

import msgspec


class PersonKind(StrEnum):
    """What sort of account somebody has; only the first is a person of the company."""

    ATLASSIAN = "atlassian"
    APP = "app"
    CUSTOMER = "customer"
    UNKNOWN = "unknown"


class Person(msgspec.Struct, frozen=True):
    """Somebody of the company, from Jira or from a CSV that stands in for it.

    `emails` are the addresses of that person, lower case, the first is the main one; empty where they are hidden.
    `active` is false when the account was deactivated or is gone.
    """

    emails: tuple[str, ...]
    name: str | None = None
    account_id: str | None = None
    active: bool = True
    kind: PersonKind = PersonKind.ATLASSIAN


class How(StrEnum):
    """How an address was found to be a person's, the strongest first."""

    CONFIRMED = "confirmed"
    IMPORTED = "imported"
    EMAIL_API = "email_api"
    VISIBLE = "visible"
    RULE = "rule"


class People(msgspec.Struct, frozen=True):
    """Everybody that Jira lists (or a CSV), as of `read_at`; `notes` say in sentences what is missing of them.

    `complete` is false when somebody may be missing from the list: then nobody is called gone. `how` says where the
    addresses come from. A list that `stands_in` for Jira is a CSV: its addresses are taken as they stand.
    """

    everyone: tuple[Person, ...]
    read_at: datetime | None = None
    complete: bool = True
    how: How = How.VISIBLE
    notes: tuple[str, ...] = ()
    stands_in: bool = False


class RuleKind(StrEnum):
    """What an address rule says."""

    PLUS_TAG = "plus_tag"
    """`name+anything@domain` is `name@domain`, for the one domain of the rule."""
    SAME_DOMAIN = "same_domain"
    """`name@domain` is `name@other`."""


class AddressRule(msgspec.Struct, frozen=True):
    """A rule that an admin wrote on addresses of the vendor; domains in lower case.

    `other` is the domain that Jira shows, for SAME_DOMAIN only.
    """

    kind: RuleKind
    domain: str
    other: str | None = None


class Imported(msgspec.Struct, frozen=True):
    """One line of an imported list: an address, the account it belongs to, and since when its seat is held.

    Either may be None, not both; `line` is where it stands in the file.
    """

    email: str
    account_id: str | None
    seat_since: date | None = None
    line: int = 0


class FirstSeen(msgspec.Struct, frozen=True):
    """When a roster was first seen with an address, and the last day before that when it was seen without it.

    `absent_on` is None when every roster that was ever seen has it: then its seat is at least so old.
    """

    on: date
    absent_on: date | None = None


class Decisions(msgspec.Struct, frozen=True):
    """What people decided about addresses at one site. Addresses are in lower case.

    `confirmed` gives the account of an address, None where somebody decided that it is nobody's. `rejected` holds
    pairs of address and account that are wrong. `imported` is the last imported list.
    """

    confirmed: Mapping[str, str | None] = {}
    rejected: frozenset[tuple[str, str]] = frozenset()
    imported: tuple[Imported, ...] = ()
    rules: tuple[AddressRule, ...] = ()


class SeatAddress(msgspec.Struct, frozen=True):
    """An address at the vendor that is to be matched, in lower case, with the name its roster gives."""

    email: str
    name: str | None = None
    paid: bool = True


class IdentityMatch(msgspec.Struct, frozen=True):
    """An address at the vendor that is a person's, and how that was found."""

    email: str
    account_id: str
    how: How


class Trouble(StrEnum):
    """Why an address stands in the list of open matches; `matching.outcomes` says what comes of each."""

    UNMATCHED = "unmatched"
    TWO_ACCOUNTS = "two_accounts"
    CLAIMED_TWICE = "claimed_twice"
    TWO_ADDRESSES = "two_addresses"
    DEACTIVATED = "deactivated"
    GONE = "gone"
    APP = "app"
    CUSTOMER = "customer"
    UNKNOWN_ACCOUNT = "unknown_account"
    REJECTED = "rejected"


class Proposal(msgspec.Struct, frozen=True):
    """An account that an address may belong to; nobody's until a person says so.

    `likeness` is 0 to 1 for names that are alike; None for what Jira's own search found.
    """

    account_id: str
    name: str | None
    likeness: float | None
    active: bool = True


class OpenMatch(msgspec.Struct, frozen=True):
    """An address that a person should look at: what is the matter, the accounts concerned, and who it may be."""

    email: str
    name: str | None
    trouble: Trouble
    matched: bool
    paid: bool
    account_ids: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()


class Matching(msgspec.Struct, frozen=True):
    """Addresses × people × decisions: who each address is.

    `people` are the matched persons only, each with the vendor's addresses that are theirs, the one that Jira shows
    first; they are what reports are joined with.
    """

    people: tuple[Person, ...] = ()
    matches: tuple[IdentityMatch, ...] = ()
    open: tuple[OpenMatch, ...] = ()
