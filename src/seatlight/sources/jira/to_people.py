"""Jira's payloads as our people and projects; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from seatlight.model.people import Person, PersonKind
from seatlight.model.site import Project
from seatlight.sources.jira import payloads

NOBODY = "unknown"
"""The id that Jira gives where it lost the account: it stands for many, so it is nobody's."""


def people(users: Iterable[payloads.User], emails: Mapping[str, str] | None = None) -> tuple[Person, ...]:
    """The accounts as people, each once, in the order they came; `emails` by account win over what is visible.

    Accounts without an id of their own are left out. A person without an address hides it.
    """
    known = emails or {}
    found: dict[str, Person] = {}
    for user in users:
        account_id = user.account_id
        if account_id and account_id != NOBODY and account_id not in found:
            found[account_id] = _person(account_id, user, known.get(account_id) or user.email_address)
    return tuple(found.values())


def counts_as_member(user: payloads.Account) -> bool:
    """Whether an account is somebody who works here now: active, and neither an app nor a customer."""
    return (
        bool(user.account_id)
        and user.account_id != NOBODY
        and bool(user.active)
        and _kind(user) is PersonKind.ATLASSIAN
    )


def addresses(found: Iterable[payloads.UserEmail]) -> dict[str, str]:
    """The addresses by account; whoever has none is left out."""
    return {one.account_id: one.email for one in found if one.account_id and one.email}


def project(found: payloads.Project) -> Project:
    """A project; one without a name is called by its key."""
    lead = found.lead.account_id if found.lead else None
    return Project(found.id, found.key, found.name or found.key, lead or None)


def _person(account_id: str, user: payloads.User, email: str | None) -> Person:
    address = (email or "").strip().lower()
    name = (user.display_name or "").strip()
    return Person(
        emails=(address,) if "@" in address else (),
        name=name or None,
        account_id=account_id,
        active=bool(user.active),
        kind=_kind(user),
    )


def _kind(user: payloads.Account) -> PersonKind:
    """What sort of account it is; a sort that Jira did not have before is unknown."""
    try:
        return PersonKind(user.account_type or "unknown")
    except ValueError:
        return PersonKind.UNKNOWN
