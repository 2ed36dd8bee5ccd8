"""Small worlds of people, addresses and decisions, written out or drawn."""

from collections.abc import Mapping

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


LOCALS = ("ada", "bob", "eve", "ada+t", "bob+t+u", "+t")
DOMAINS = ("x.org", "y.org", "z.org")
emails = st.builds("{}@{}".format, st.sampled_from(LOCALS), st.sampled_from(DOMAINS))
spelled = emails | emails.map(str.upper) | emails.map(" {} ".format)
ids = st.sampled_from(("a1", "b1", "e1", "app", "unknown", "gone"))
persons = st.builds(
    Person,
    emails=st.lists(spelled, max_size=3).map(tuple),
    name=st.none() | st.sampled_from(("Ada L", "Bob")),
    account_id=st.none() | ids.filter(lambda account: account != "gone"),
    active=st.booleans(),
    kind=st.sampled_from([PersonKind.ATLASSIAN] * 6 + [APP, CUSTOMER, UNKNOWN]),
)
peoples = st.builds(
    People,
    everyone=st.lists(persons, max_size=6).map(tuple),
    complete=st.booleans(),
    how=st.sampled_from((How.VISIBLE, How.EMAIL_API)),
)
rules = st.one_of(
    st.builds(AddressRule, st.just(RuleKind.PLUS_TAG), st.sampled_from(DOMAINS)),
    st.builds(AddressRule, st.just(RuleKind.SAME_DOMAIN), st.sampled_from(DOMAINS), st.sampled_from(DOMAINS)),
)
decisions = st.builds(
    Decisions,
    confirmed=st.dictionaries(emails, st.none() | ids, max_size=2),
    rejected=st.frozensets(st.tuples(emails, ids), max_size=3),
    imported=st.lists(st.builds(Imported, spelled, st.none() | ids), max_size=4).map(tuple),
    rules=st.lists(rules, max_size=3).map(tuple),
)
addresses = st.lists(
    st.builds(SeatAddress, spelled, st.none() | st.sampled_from(("", "Ada L", "Bob")), st.booleans()), max_size=8
)
