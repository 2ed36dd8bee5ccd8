"""Which account each address is, and what is open about it: the first evidence that says anything decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from seatlight.matching.accounts import UNKNOWN_ID, Accounts, plain
from seatlight.matching.evidence import Claim, Evidence, evidence_of
from seatlight.model.people import (
    Decisions,
    How,
    IdentityMatch,
    Matching,
    OpenMatch,
    People,
    Person,
    PersonKind,
    SeatAddress,
    Trouble,
)

OF_KIND = {
    PersonKind.APP: Trouble.APP,
    PersonKind.CUSTOMER: Trouble.CUSTOMER,
    PersonKind.UNKNOWN: Trouble.UNKNOWN_ACCOUNT,
}
"""What is the matter with an account that is no person's, the one to tell first."""


class Verdict(msgspec.Struct, frozen=True, gc=False):
    """What came of an address: the account that it is (None: of none), by what, and what is the matter with it."""

    account_id: str | None = None
    how: How | None = None
    trouble: Trouble | None = None
    account_ids: tuple[str, ...] = ()


NOBODYS = Verdict()
UNMATCHED = Verdict(trouble=Trouble.UNMATCHED)
UNDECIDED = Decisions()


def match(addresses: Sequence[SeatAddress], people: People | None, decisions: Decisions = UNDECIDED) -> Matching:
    """Who each address is, by what was decided, the imported list, the addresses of Jira and the rules, in this order.

    What is doubtful is matched to nobody and stands in `open` (paid seats first, then by address), at most once.
    Without people and without a decision that names an account nothing is matched and nothing is open. Blank
    addresses are passed over; the same address twice is one, paid if either is. All outcomes: `matching.outcomes`.
    """
    evidence = evidence_of(people, decisions)
    seats = _seats(addresses)
    verdicts = {email: _verdict(email, evidence) for email in seats}
    verdicts = _remarked(verdicts, seats, evidence.accounts)
    named = people is not None or evidence.listed or any(decisions.confirmed.values())
    return Matching(
        people=_people(verdicts, evidence.accounts),
        matches=tuple(
            IdentityMatch(email, verdict.account_id, verdict.how)
            for email, verdict in verdicts.items()
            if verdict.account_id is not None and verdict.how is not None
        ),
        open=_open(seats.values(), verdicts) if named else (),
    )


def _seats(addresses: Iterable[SeatAddress]) -> dict[str, SeatAddress]:
    """The addresses, each once and sorted; of two the paid one counts, and a name goes before none."""
    seats: dict[str, SeatAddress] = {}
    for seat in sorted(addresses, key=lambda seat: (plain(seat.email), not seat.name, seat.name or "")):
        email = plain(seat.email)
        known = seats.get(email)
        if known is None and email:
            seats[email] = SeatAddress(email, seat.name or None, seat.paid)
        elif known is not None and seat.paid:
            seats[email] = SeatAddress(email, known.name, paid=True)
    return seats


def _verdict(email: str, evidence: Evidence) -> Verdict:
    """The verdict of one address for itself; nothing weaker is asked once something spoke, but after a rejection."""
    if email in evidence.decisions.confirmed:
        return _confirmed(evidence.decisions.confirmed[email])
    rejected: set[str] = set()
    for claim in evidence.claims(email):
        live = evidence.live(email, claim)
        if live is None:
            rejected.update(claim.account_ids)
            continue
        verdict = _judged(live, evidence)
        if verdict.account_id is not None or not rejected:
            return verdict
        break
    if rejected:
        return Verdict(trouble=Trouble.REJECTED, account_ids=tuple(sorted(rejected)))
    return UNMATCHED


def _confirmed(account_id: str | None) -> Verdict:
    if account_id is None:
        return NOBODYS
    if account_id == UNKNOWN_ID:
        return Verdict(trouble=Trouble.UNKNOWN_ACCOUNT, account_ids=(account_id,))
    return Verdict(account_id, How.CONFIRMED)


def _judged(claim: Claim, evidence: Evidence) -> Verdict:
    """What a claim comes to: a match only where exactly one person is claimed, and by this address alone."""
    accounts = evidence.accounts
    kinds = [accounts.kind(account_id) for account_id in claim.account_ids]
    persons = claim.account_ids
    if kinds != [PersonKind.ATLASSIAN]:
        persons = tuple(one for one, kind in zip(persons, kinds, strict=True) if kind is PersonKind.ATLASSIAN)
    if len(persons) > 1:
        return Verdict(trouble=Trouble.TWO_ACCOUNTS, account_ids=persons)
    if not persons:
        trouble = next(trouble for kind, trouble in OF_KIND.items() if kind in kinds)
        return Verdict(trouble=trouble, account_ids=claim.account_ids)
    if claim.listed and persons[0] in evidence.claimed_twice:
        return Verdict(trouble=Trouble.CLAIMED_TWICE, account_ids=persons)
    if accounts.gone(persons[0]):
        return Verdict(trouble=Trouble.GONE, account_ids=persons)
    return Verdict(persons[0], claim.how)


def _remarked(
    verdicts: Mapping[str, Verdict], seats: Mapping[str, SeatAddress], accounts: Accounts
) -> dict[str, Verdict]:
    """The verdicts, with what is the matter with those that are matched."""
    times = Counter(verdict.account_id for verdict in verdicts.values())
    remarked = dict(verdicts)
    for email, verdict in verdicts.items():
        account_id = verdict.account_id
        if account_id is None:
            continue
        doubted = times[account_id] > 1 and verdict.how is not How.CONFIRMED
        trouble = _matter(account_id, accounts, paid=seats[email].paid, doubted=doubted)
        if trouble is not None:
            remarked[email] = replace(verdict, trouble=trouble, account_ids=(account_id,))
    return remarked


def _matter(account_id: str, accounts: Accounts, *, paid: bool, doubted: bool) -> Trouble | None:
    """What is the matter with a match; `doubted` if the account has other addresses and nobody confirmed this one."""
    person = accounts.by_id.get(account_id)
    if accounts.gone(account_id):
        return Trouble.GONE
    if person is not None and not person.active and paid:
        return Trouble.DEACTIVATED
    if (kind := accounts.kind(account_id)) in OF_KIND:
        return OF_KIND[kind]
    return Trouble.TWO_ADDRESSES if doubted else None


def _people(verdicts: Mapping[str, Verdict], accounts: Accounts) -> tuple[Person, ...]:
    """Whoever is matched, each with the addresses that are theirs, by the first of them."""
    theirs: dict[str, list[str]] = {}
    for email, verdict in verdicts.items():
        if verdict.account_id is not None:
            theirs.setdefault(verdict.account_id, []).append(email)
    found = (_person(account_id, emails, accounts) for account_id, emails in theirs.items())
    return tuple(sorted(found, key=lambda person: person.emails))


def _person(account_id: str, emails: list[str], accounts: Accounts) -> Person:
    """A matched person; somebody Jira does not list has no name, and left only where Jira lists everybody."""
    person = accounts.by_id.get(account_id)
    if person is None:
        return Person(tuple(emails), account_id=account_id, active=not accounts.complete)
    if len(emails) > 1:
        shown = [email for email in map(plain, person.emails) if email in emails]
        emails = list(dict.fromkeys((*shown, *emails)))
    return replace(person, emails=tuple(emails))


def _open(seats: Iterable[SeatAddress], verdicts: Mapping[str, Verdict]) -> tuple[OpenMatch, ...]:
    """A row for each address with something the matter."""
    rows = [
        OpenMatch(
            email=seat.email,
            name=seat.name,
            trouble=verdict.trouble,
            matched=verdict.account_id is not None,
            paid=seat.paid,
            account_ids=verdict.account_ids,
        )
        for seat in seats
        if (verdict := verdicts[seat.email]).trouble is not None
    ]
    return tuple(sorted(rows, key=lambda row: (not row.paid, row.email)))
