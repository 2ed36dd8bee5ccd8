"""Small worlds of people, addresses and decisions, written out or drawn."""

from collections.abc import Mapping
from random import Random

from hypothesis import strategies as st

from seatlight.model.people import (
    AddressRule,
    Decisions,
    How,
    Imported,
    Matching,
    People,
    Person,
    PersonKind,
    RuleKind,
    SeatAddress,
    Trouble,
)

ADA, ADA_2, BOB, EVE = "ada@x.org", "ada.l@x.org", "bob@x.org", "eve@x.org"
APP, CUSTOMER, UNKNOWN = PersonKind.APP, PersonKind.CUSTOMER, PersonKind.UNKNOWN
TAGS = AddressRule(RuleKind.PLUS_TAG, "x.org")
SAME = AddressRule(RuleKind.SAME_DOMAIN, "y.org", "x.org")

Outcome = tuple[str | None, How | None, Trouble | None]


def who(
    account_id: str | None,
    *emails: str,
    name: str | None = None,
    active: bool = True,
    kind: PersonKind = PersonKind.ATLASSIAN,
) -> Person:
    """Somebody of Jira."""
    return Person(emails, name, account_id, active, kind)


def seats(*emails: str) -> list[SeatAddress]:
    """Paid seats."""
    return [SeatAddress(email) for email in emails]


def listed(**lines: str) -> tuple[Imported, ...]:
    """An imported list of addresses at x.org: `a1="ada ada.l"` gives the account both."""
    return tuple(Imported(f"{name}@x.org", account) for account, names in lines.items() for name in names.split())


def came_of(matching: Matching) -> Mapping[str, Outcome]:
    """What came of each address that is matched or open."""
    matches = {match.email: match for match in matching.matches}
    troubles = {row.email: row.trouble for row in matching.open}
    for row in matching.open:
        assert row.matched == (row.email in matches)
    return {
        email: (matches[email].account_id, matches[email].how, troubles.get(email))
        if email in matches
        else (None, None, troubles[email])
        for email in sorted(matches.keys() | troubles.keys())
    }


EMAILS = (ADA, BOB, "ada+t@x.org", "ada@y.org", "ada+t@y.org", "+t@x.org")
IDS = ("a1", "b1", "app", "unknown", "gone")
DOMAINS = ("x.org", "y.org", "z.org")
KINDS = [PersonKind.ATLASSIAN] * 6 + [APP, CUSTOMER, UNKNOWN]
SPELLINGS = (str, str, str.upper, " {} ".format)


class Dealt:
    """A world dealt at random: few addresses and accounts, so that they meet in every way."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        few = dice.choice((1, 2, 4))
        self.addresses = [
            SeatAddress(self.spelled(), dice.choice((None, "", "Ada L", "Bob")), dice.random() < 0.8)
            for _ in range(dice.randrange(6))
        ]
        everyone = tuple(self.person() for _ in range(dice.randrange(6)))
        how = dice.choice((How.VISIBLE, How.EMAIL_API))
        self.people = People(everyone, complete=dice.random() < 0.7, how=how) if dice.random() < 0.9 else None
        self.decisions = Decisions(
            confirmed={self.email(): dice.choice((None, *IDS)) for _ in range(dice.randrange(few))},
            rejected=frozenset((self.email(), dice.choice(IDS)) for _ in range(dice.randrange(few))),
            imported=tuple(Imported(self.spelled(), dice.choice((None, *IDS))) for _ in range(dice.randrange(few))),
            rules=tuple(self.rule() for _ in range(dice.randrange(few))),
        )

    def email(self) -> str:
        """One of few addresses."""
        return self.dice.choice(EMAILS)

    def spelled(self) -> str:
        """The same as somebody may write it."""
        return self.dice.choice(SPELLINGS)(self.email())

    def person(self) -> Person:
        """Somebody with none, one or more addresses."""
        emails = tuple(self.spelled() for _ in range(self.dice.choice((0, 1, 1, 1, 2))))
        account_id = self.dice.choice((None, *IDS[:-1], "a1", "b1", "c1", "d1"))
        active, kind = self.dice.random() < 0.8, self.dice.choice(KINDS)
        return Person(emails, self.dice.choice((None, "Ada L", "Bob")), account_id, active, kind)

    def rule(self) -> AddressRule:
        """On plus-tags, or on two domains."""
        if self.dice.random() < 0.5:
            return AddressRule(RuleKind.PLUS_TAG, self.dice.choice(DOMAINS))
        return AddressRule(RuleKind.SAME_DOMAIN, self.dice.choice(DOMAINS), self.dice.choice(DOMAINS))


worlds = st.integers(0, 2**32).map(lambda seed: Dealt(Random(seed)))
