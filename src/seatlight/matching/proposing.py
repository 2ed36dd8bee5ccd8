"""Who an open address may be: people that Jira's search found, and people of a like name. Nobody is ever taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

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
    book = _book(people, _taken(open_matches, decisions, matches))
    return tuple(
        replace(row, proposals=_proposals(row, book, decisions, found.get(row.email, ())))
        if row.trouble in IN_NEED
        else row
        for row in open_matches
    )


@dataclass(frozen=True, eq=False)
class _Book:
    """Those who may be proposed, by folded name, and which addresses already have an account."""

    accounts: Accounts
    names: Names
    called: Mapping[str, Sequence[str]]
    taken: Mapping[str, set[str]]


def _book(people: People, taken: Mapping[str, set[str]]) -> _Book:
    accounts = accounts_of(people)
    called: dict[str, list[str]] = {}
    for account_id, person in accounts.by_id.items():
        if person.name and _may_be_proposed(account_id, person):
            called.setdefault(folded(person.name), []).append(account_id)
    return _Book(accounts, Names(called), called, taken)


def _may_be_proposed(account_id: str, person: Person) -> bool:
    return person.active and person.kind is PersonKind.ATLASSIAN and account_id != UNKNOWN_ID


def _taken(rows: Iterable[OpenMatch], decisions: Decisions, matches: Iterable[IdentityMatch]) -> dict[str, set[str]]:
    """The addresses that each account is matched to."""
    pairs = [(match.account_id, match.email) for match in matches]
    pairs += [(account_id, row.email) for row in rows if row.matched for account_id in row.account_ids]
    pairs += [(account_id, email) for email, account_id in decisions.confirmed.items() if account_id]
    taken: dict[str, set[str]] = {}
    for account_id, email in pairs:
        taken.setdefault(account_id, set()).add(email)
    return taken


def _proposals(row: OpenMatch, book: _Book, decisions: Decisions, found: Iterable[Person]) -> tuple[Proposal, ...]:
    """The best of all that come into question, each account once."""
    searched = list(_searched(found, book.accounts))
    known = {proposal.account_id for proposal in searched}
    alike = [proposal for proposal in _alike(row, book) if proposal.account_id not in known]
    allowed = (
        proposal
        for proposal in searched + alike
        if (row.email, proposal.account_id) not in decisions.rejected
        and not (row.matched and proposal.account_id in row.account_ids)
    )

    def place(proposal: Proposal) -> tuple[bool, bool, float, str, str]:
        elsewhere = bool(book.taken.get(proposal.account_id, set()) - {row.email})
        likeness = proposal.likeness or 0.0
        return elsewhere, proposal.likeness is not None, -likeness, proposal.name or "", proposal.account_id

    return tuple(sorted(allowed, key=place)[:MOST])


def _searched(found: Iterable[Person], accounts: Accounts) -> Iterator[Proposal]:
    """What Jira's search found, each account once, as the list of people has it where it does."""
    for account_id, person in accounts_of(People(tuple(found))).by_id.items():
        known = accounts.by_id.get(account_id, person)
        if _may_be_proposed(account_id, known):
            yield Proposal(account_id, known.name, None)


def _alike(row: OpenMatch, book: _Book) -> Iterator[Proposal]:
    """People whose name is like that of the roster; without one, like the words of the address."""
    wanted = folded(row.name or "") or folded(row.email)
    for name, likeness in book.names.like(wanted):
        for account_id in book.called[name]:
            yield Proposal(account_id, book.accounts.by_id[account_id].name, likeness)
