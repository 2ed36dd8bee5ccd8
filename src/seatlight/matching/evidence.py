"""What the imported list, Jira and the address rules say of an address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from seatlight.matching.accounts import Accounts, accounts_of, plain
from seatlight.matching.rules import Rules, rules_of
from seatlight.model.people import Decisions, How, People


class Claim(msgspec.Struct, frozen=True, gc=False):
    """The accounts that one kind of evidence gives an address, sorted, never none.

    `listed` tells that the imported list is behind it.
    """

    how: How
    account_ids: tuple[str, ...]
    listed: bool = False


@dataclass(frozen=True, eq=False)
class Evidence:
    """All there is to go by. `listed` are the accounts of the imported list by address.

    `claimed_twice` are the accounts that it gives to several addresses, apart from lines that somebody decided
    against.
    """

    accounts: Accounts
    decisions: Decisions
    listed: Mapping[str, tuple[str, ...]]
    claimed_twice: frozenset[str]
    rules: Rules | None

    def claims(self, email: str) -> Iterator[Claim]:
        """What is claimed of an address, the strongest first; rejected pairs included."""
        yield from self._direct(email)
        if self.rules is not None:
            others = [claim for other in self.rules.others(email) if (claim := self._standing(other))]
            if others:
                accounts = sorted({account_id for claim in others for account_id in claim.account_ids})
                yield Claim(How.RULE, tuple(accounts), any(claim.listed for claim in others))

    def live(self, email: str, claim: Claim) -> Claim | None:
        """The claim without the accounts that somebody rejected for the address; None if that leaves none."""
        rejected = self.decisions.rejected
        if not rejected:
            return claim
        left = tuple([account_id for account_id in claim.account_ids if (email, account_id) not in rejected])
        if left == claim.account_ids:
            return claim
        return Claim(claim.how, left, claim.listed) if left else None

    def _direct(self, email: str) -> Iterator[Claim]:
        if accounts := self.listed.get(email):
            yield Claim(How.IMPORTED, accounts, listed=True)
        if accounts := self.accounts.showing.get(email):
            yield Claim(self.accounts.how, accounts)

    def _standing(self, email: str) -> Claim | None:
        """The strongest that stands of an address to which a rule leads; None for one that is nobody's."""
        if email in self.decisions.confirmed:
            account_id = self.decisions.confirmed[email]
            return None if account_id is None else Claim(How.CONFIRMED, (account_id,))
        return next((live for claim in self._direct(email) if (live := self.live(email, claim))), None)


def evidence_of(people: People | None, decisions: Decisions) -> Evidence:
    """The evidence, put in order once for all addresses."""
    listed = _listed(decisions)
    return Evidence(
        accounts=accounts_of(people),
        decisions=decisions,
        listed={
            email: tuple(sorted(accounts) if len(accounts) > 1 else accounts) for email, accounts in listed.items()
        },
        claimed_twice=_claimed_twice(listed, decisions),
        rules=rules_of(decisions.rules),
    )


def _listed(decisions: Decisions) -> dict[str, set[str]]:
    listed: dict[str, set[str]] = {}
    for line in decisions.imported:
        email = plain(line.email)
        if line.account_id and email:
            listed.setdefault(email, set()).add(line.account_id)
    return listed


def _claimed_twice(listed: Mapping[str, set[str]], decisions: Decisions) -> frozenset[str]:
    """The accounts of two addresses or more that nobody decided against."""
    once: set[str] = set()
    twice: set[str] = set()
    for email, accounts in listed.items():
        for account_id in accounts:
            contradicted = decisions.confirmed.get(email, account_id) != account_id
            if not contradicted and (email, account_id) not in decisions.rejected:
                (twice if account_id in once else once).add(account_id)
    return frozenset(twice)
