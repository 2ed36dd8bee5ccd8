"""Jira's people as accounts: each once, by what it goes by, and the addresses that they show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from seatlight.model.people import How, People, Person, PersonKind

UNKNOWN_ID = "unknown"
"""What Jira writes for accounts that it cannot tell apart any more; it is nobody's."""


@dataclass(frozen=True, eq=False)
class Accounts:
    """Everybody by account, and which accounts show an address, sorted. Empty and not `complete` without people."""

    by_id: Mapping[str, Person]
    showing: Mapping[str, tuple[str, ...]]
    how: How
    complete: bool

    def kind(self, account_id: str) -> PersonKind:
        """What sort of account it is; one that is not listed counts as a person's."""
        if account_id == UNKNOWN_ID:
            return PersonKind.UNKNOWN
        person = self.by_id.get(account_id)
        return PersonKind.ATLASSIAN if person is None else person.kind

    def gone(self, account_id: str) -> bool:
        """Whether it certainly is not among Jira's accounts; never told of a list that may lack somebody."""
        return self.complete and account_id not in self.by_id


def plain(email: str) -> str:
    """An address as it is compared: whole, in lower case, without spaces around it."""
    return email.strip().lower()


def id_of(person: Person) -> str | None:
    """What an account goes by: its id; the main address where a list has no ids; None without either."""
    return person.account_id or (plain(person.emails[0]) or None if person.emails else None)


def accounts_of(people: People | None) -> Accounts:
    """The accounts of Jira's people; an account that is listed twice is one, with the addresses of both."""
    if people is None:
        return Accounts({}, {}, How.VISIBLE, complete=False)
    listed: dict[str, Person] = {}
    again: dict[str, list[Person]] = {}
    for person in people.everyone:
        account_id = id_of(person)
        if account_id is None:
            continue
        if account_id in listed:
            again.setdefault(account_id, [listed[account_id]]).append(person)
        listed[account_id] = person
    by_id = listed | {account_id: _one(entries) for account_id, entries in again.items()}
    return Accounts(by_id, _showing(by_id), people.how, people.complete)


def _one(entries: Iterable[Person]) -> Person:
    """One account of several entries, whatever their order; active if any of them is."""
    first, *others = sorted(entries, key=lambda entry: (not entry.active, entry.kind, entry.name or "", entry.emails))
    further = sorted(email for other in others for email in other.emails)
    return replace(first, emails=tuple(dict.fromkeys((*first.emails, *further))))


def _showing(by_id: Mapping[str, Person]) -> dict[str, tuple[str, ...]]:
    showing: dict[str, tuple[str, ...]] = {}
    for account_id, person in by_id.items():
        for shown in person.emails:
            email = plain(shown)
            if email not in showing:
                showing[email] = (account_id,)
            elif account_id not in showing[email]:
                showing[email] = tuple(sorted((*showing[email], account_id)))
    showing.pop("", None)
    return showing
