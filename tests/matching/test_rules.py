"""Address rules: only where an admin wrote one, one after another, and never to two accounts."""

import pytest

from seatlight.matching import match
from seatlight.matching.rules import rules_of
from seatlight.model.people import AddressRule, Decisions, How, People, RuleKind, Trouble
from tests.matching.worlds import ADA, BOB, SAME, TAGS, Outcome, came_of, listed, seats, who

BACK = AddressRule(RuleKind.SAME_DOMAIN, "x.org", "y.org")
ON = AddressRule(RuleKind.SAME_DOMAIN, "x.org", "z.org")


@pytest.mark.parametrize(
    ("email", "rules", "others"),
    [
        ("ada+t@x.org", [TAGS], [ADA]),
        ("ada+t+u@x.org", [TAGS], [ADA]),
        ("ada+@x.org", [TAGS], [ADA]),
        ("ada@x.org", [TAGS], []),
        ("+t@x.org", [TAGS], []),
        ("ada+t@y.org", [TAGS], []),
        ("ada@y.org", [SAME], [ADA]),
        ("ada@x.org", [SAME], []),
        ("ada@sub.y.org", [SAME], []),
        ("@y.org", [SAME], []),
        ("ada+t@y.org", [SAME, TAGS], ["ada+t@x.org", ADA]),
        ("ada@y.org", [SAME, BACK], [ADA]),
        ("ada@y.org", [SAME, ON], [ADA, "ada@z.org"]),
        ("y.org", [SAME], []),
    ],
)  # fmt: skip
def test_rules_lead_from_address_to_address(email: str, rules: list[AddressRule], others: list[str]) -> None:
    """Plus-tags of one domain, one domain for another, both together, round and round."""
    made = rules_of(rules)
    assert made is not None
    assert list(made.others(email)) == others


def test_without_rules_there_are_none() -> None:
    """Nothing to go through for each address; a rule without its other domain leads nowhere."""
    assert rules_of(()) is None
    made = rules_of([AddressRule(RuleKind.SAME_DOMAIN, "y.org")])
    assert made is not None
    assert made.others("ada@y.org") == ()


TAGGED = "ada+t@y.org"
CASES: dict[str, tuple[People, Decisions, Outcome]] = {
    "Jira shows it": (People((who("a1", ADA),)), Decisions(), ("a1", How.RULE, None)),
    "Jira gave it": (People((who("a1", ADA),), how=How.EMAIL_API), Decisions(), ("a1", How.RULE, None)),
    "the list has it": (People((who("a1"),)), Decisions(imported=listed(a1="ada")), ("a1", How.RULE, None)),
    "it was confirmed": (People((who("a1"),)), Decisions(confirmed={ADA: "a1"}), ("a1", How.RULE, None)),
    "it is nobody's": (
        People((who("a1", ADA),)), Decisions(confirmed={ADA: None}), (None, None, Trouble.UNMATCHED),
    ),
    "it was rejected": (
        People((who("a1", ADA),)), Decisions(rejected=frozenset({(ADA, "a1")})), (None, None, Trouble.UNMATCHED),
    ),
    "the pair was rejected": (
        People((who("a1", ADA),)), Decisions(rejected=frozenset({(TAGGED, "a1")})), (None, None, Trouble.REJECTED),
    ),
    "the list has it twice": (
        People((who("a1"),)), Decisions(imported=listed(a1="ada bob")), (None, None, Trouble.CLAIMED_TWICE),
    ),
    "two ways, two accounts": (
        People((who("a1", ADA), who("b1", "ada+t@x.org"))), Decisions(), (None, None, Trouble.TWO_ACCOUNTS),
    ),
    "two ways, one account": (
        People((who("a1", ADA, "ada+t@x.org"),)), Decisions(), ("a1", How.RULE, None),
    ),
    "Jira shows the address itself": (
        People((who("a1", ADA), who("b1", TAGGED))), Decisions(), ("b1", How.VISIBLE, None),
    ),
    "the account is gone": (
        People(()), Decisions(imported=listed(a1="ada")), (None, None, Trouble.GONE),
    ),
    "it is an app's": (
        People((who("p", ADA, kind=who("p").kind.APP),)), Decisions(), (None, None, Trouble.APP),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_rule_makes_an_address_whoever_the_other_is(case: str) -> None:
    """The other address's own evidence counts, with the same conflicts."""
    people, decisions, outcome = CASES[case]
    ruled = Decisions(decisions.confirmed, decisions.rejected, decisions.imported, (TAGS, SAME))
    assert came_of(match(seats(TAGGED), people, ruled)) == {TAGGED: outcome}


def test_without_a_written_rule_a_tag_is_a_tag() -> None:
    """Nothing is guessed from how addresses look."""
    people = People((who("a1", ADA), who("b1", BOB)))
    assert {row.trouble for row in match(seats(TAGGED, "bob@y.org"), people).open} == {Trouble.UNMATCHED}
