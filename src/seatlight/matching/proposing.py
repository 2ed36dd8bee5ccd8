"""Who an open address may be: people that Jira's search found, and people of a like name. Nobody is ever taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from msgspec.structs import replace

from seatlight.matching.accounts import UNKNOWN_ID, Accounts, accounts_of
from seatlight.matching.names import Names, folded
from seatlight.model.people import (
    Decisions,
    IdentityMatch,
    OpenMatch,
    People,
    Person,
    PersonKind,
    Proposal,
    Trouble,
)

MOST = 3
"""So many proposals an address gets at most."""
IN_NEED = frozenset(
    {
        Trouble.UNMATCHED,
        Trouble.REJECTED,
        Trouble.APP,
        Trouble.CUSTOMER,
        Trouble.UNKNOWN_ACCOUNT,
        Trouble.GONE,
    }
)
"""Troubles of addresses whose account nobody named yet; of the others the accounts concerned are known."""

NOTHING_FOUND: Mapping[str, Sequence[Person]] = {}


def propose(
    open_matches: Sequence[OpenMatch],
    people: People,
    decisions: Decisions,
    found: Mapping[str, Sequence[Person]] = NOTHING_FOUND,
    matches: Iterable[IdentityMatch] = (),
) -> tuple[OpenMatch, ...]:
    """The open matches, those in need with up to three proposals each: active accounts of persons, none rejected.

    What Jira's search `found` by address comes first, then names that are alike, the likest first. Accounts that
    `matches`, a confirmation or an open row give to another address come after all others.
    """
    book = _book(people, _taken(open_matches, decisions, matches), decisions)
    return tuple(
        replace(row, proposals=_proposals(row, book, found.get(row.email, ()))) if row.trouble in IN_NEED else row
        for row in open_matches
    )


@dataclass(frozen=True, eq=False)
class _Book:
    """Those who may be proposed, by folded name and the likeliest first; who is taken, and who is out of the question.

    `never` holds the accounts that were rejected, by address.
    """

    accounts: Accounts
    names: Names
    called: Mapping[str, Sequence[Proposal]]
    taken: frozenset[str]
    never: Mapping[str, set[str]]

    def place(self, proposal: Proposal) -> tuple[bool, bool, float, str, str]:
        """Where a proposal stands among others: whoever has another address last, then what was found first."""
        likeness = proposal.likeness
        alike = likeness is not None
        return (
            proposal.account_id in self.taken,
            alike,
            -(likeness or 0),
            proposal.name or "",
            proposal.account_id,
        )


def _book(people: People, taken: frozenset[str], decisions: Decisions) -> _Book:
    accounts = accounts_of(people)
    called: dict[str, list[Proposal]] = {}
    for account_id, person in accounts.by_id.items():
        if person.name and _may_be_proposed(account_id, person):
            called.setdefault(folded(person.name), []).append(Proposal(account_id, person.name, 1))
    never: dict[str, set[str]] = {}
    for email, account_id in decisions.rejected:
        never.setdefault(email, set()).add(account_id)
    book = _Book(accounts, Names(called), called, taken, never)
    for namesakes in called.values():
        namesakes.sort(key=book.place)
    return book


def _may_be_proposed(account_id: str, person: Person) -> bool:
    return person.active and person.kind is PersonKind.ATLASSIAN and account_id != UNKNOWN_ID


def _taken(rows: Iterable[OpenMatch], decisions: Decisions, matches: Iterable[IdentityMatch]) -> frozenset[str]:
    """The accounts that have an address already."""
    taken = {match.account_id for match in matches}
    taken.update(account_id for row in rows if row.matched for account_id in row.account_ids)
    taken.update(account_id for account_id in decisions.confirmed.values() if account_id)
    return frozenset(taken)


def _proposals(row: OpenMatch, book: _Book, found: Iterable[Person]) -> tuple[Proposal, ...]:
    """The best of all that come into question, each account once."""
    never = book.never.get(row.email, set())
    if row.matched:
        never = never.union(row.account_ids)
    searched = [proposal for proposal in _searched(found, book.accounts) if proposal.account_id not in never]
    never = never.union(proposal.account_id for proposal in searched)
    return tuple(sorted([*searched, *_alike(row, book, never)], key=book.place)[:MOST])


def _searched(found: Iterable[Person], accounts: Accounts) -> Iterator[Proposal]:
    """What Jira's search found, each account once, as the list of people has it where it does."""
    for account_id, person in accounts_of(People(tuple(found))).by_id.items():
        known = accounts.by_id.get(account_id, person)
        if _may_be_proposed(account_id, known):
            yield Proposal(account_id, known.name, None)


def _alike(row: OpenMatch, book: _Book, never: set[str]) -> Iterator[Proposal]:
    """People whose name is like that of the roster; without one, like the words of the address.

    Of namesakes no more than there is room for.
    """
    wanted = folded(row.name or "") or folded(row.email)
    for name, likeness in book.names.like(wanted):
        allowed = (namesake for namesake in book.called[name] if namesake.account_id not in never)
        yield from (Proposal(one.account_id, one.name, likeness) for one in islice(allowed, MOST))
