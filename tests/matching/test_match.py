"""Who each address is: every outcome, and what goes before what."""

import pytest

from seatlight.matching import OUTCOMES, match
from seatlight.model.people import Decisions, How, IdentityMatch, People, Person, SeatAddress, Trouble
from tests.matching.worlds import (
    ADA,
    ADA_2,
    APP,
    BOB,
    CUSTOMER,
    EVE,
    SAME,
    TAGS,
    UNKNOWN,
    Outcome,
    came_of,
    listed,
    seats,
    who,
)

CONFIRMED, IMPORTED, VISIBLE, RULE = How.CONFIRMED, How.IMPORTED, How.VISIBLE, How.RULE
LISTED = listed(a1="ada")
HIDDEN = who("a1")

CASES: dict[str, tuple[list[Person], Decisions, dict[str, Outcome]]] = {
    "nothing is known": ([], Decisions(), {ADA: (None, None, Trouble.UNMATCHED)}),
    "the address shows": ([who("a1", ADA)], Decisions(), {ADA: ("a1", VISIBLE, None)}),
    "in another case and with spaces": ([who("a1", " ADA@X.org ")], Decisions(), {ADA: ("a1", VISIBLE, None)}),
    "without an id": ([who(None, BOB, ADA)], Decisions(), {ADA: (BOB, VISIBLE, None)}),
    "only a part of it shows": ([who("a1", "ada@x.org.uk")], Decisions(), {ADA: (None, None, Trouble.UNMATCHED)}),
    "a person shows it twice": ([who("a1", ADA, "ADA@x.org")], Decisions(), {ADA: ("a1", VISIBLE, None)}),
    "an account stands twice": ([who("a1", ADA), who("a1", ADA)], Decisions(), {ADA: ("a1", VISIBLE, None)}),
    "two accounts show it": (
        [who("b1", ADA), who("a1", ADA)],
        Decisions(),
        {ADA: (None, None, Trouble.TWO_ACCOUNTS)},
    ),
    "one of the two was deactivated": (
        [who("b1", ADA), who("a1", ADA, active=False)],
        Decisions(),
        {ADA: (None, None, Trouble.TWO_ACCOUNTS)},
    ),
    "two accounts, and a rule to one": (
        [who("a1", "ada+t@x.org"), who("b1", "ada+t@x.org"), who("e1", ADA)],
        Decisions(rules=(TAGS,)),
        {"ada+t@x.org": (None, None, Trouble.TWO_ACCOUNTS)},
    ),
    "two accounts, one of them rejected": (
        [who("b1", ADA), who("a1", ADA)],
        Decisions(rejected=frozenset({(ADA, "a1")})),
        {ADA: ("b1", VISIBLE, None)},
    ),
    "an app shows it": ([who("p", ADA, kind=APP)], Decisions(), {ADA: (None, None, Trouble.APP)}),
    "a customer shows it": ([who("p", ADA, kind=CUSTOMER)], Decisions(), {ADA: (None, None, Trouble.CUSTOMER)}),
    "an unknown one shows it": (
        [who("p", ADA, kind=UNKNOWN)],
        Decisions(),
        {ADA: (None, None, Trouble.UNKNOWN_ACCOUNT)},
    ),
    "the id unknown shows it": ([who("unknown", ADA)], Decisions(), {ADA: (None, None, Trouble.UNKNOWN_ACCOUNT)}),
    "a customer, and then an app": (
        [who("c", ADA, kind=CUSTOMER), who("p", ADA, kind=APP)],
        Decisions(),
        {ADA: (None, None, Trouble.APP)},
    ),
    "a person and an app show it": (
        [who("p", ADA, kind=APP), who("a1", ADA), who("unknown", ADA)],
        Decisions(),
        {ADA: ("a1", VISIBLE, None)},
    ),
    "deactivated": ([who("a1", ADA, active=False)], Decisions(), {ADA: ("a1", VISIBLE, Trouble.DEACTIVATED)}),
    "two addresses": (
        [who("a1", ADA, ADA_2)],
        Decisions(),
        {ADA: ("a1", VISIBLE, Trouble.TWO_ADDRESSES), ADA_2: ("a1", VISIBLE, Trouble.TWO_ADDRESSES)},
    ),
    "two addresses, one confirmed": (
        [who("a1", ADA, ADA_2)],
        Decisions(confirmed={ADA: "a1"}),
        {ADA: ("a1", CONFIRMED, None), ADA_2: ("a1", VISIBLE, Trouble.TWO_ADDRESSES)},
    ),
    "two addresses, both confirmed": (
        [who("a1", ADA)],
        Decisions(confirmed={ADA: "a1", BOB: "a1"}),
        {ADA: ("a1", CONFIRMED, None), BOB: ("a1", CONFIRMED, None)},
    ),
    "two addresses of somebody who left": (
        [who("a1", ADA, active=False)],
        Decisions(imported=listed(a1="bob")),
        {ADA: ("a1", VISIBLE, Trouble.DEACTIVATED), BOB: ("a1", IMPORTED, Trouble.DEACTIVATED)},
    ),
    "two addresses, by three kinds of evidence": (
        [who("a1", ADA)],
        Decisions(imported=listed(a1="bob"), rules=(TAGS,)),
        {
            ADA: ("a1", VISIBLE, Trouble.TWO_ADDRESSES),
            "ada+t@x.org": ("a1", RULE, Trouble.TWO_ADDRESSES),
            BOB: ("a1", IMPORTED, Trouble.TWO_ADDRESSES),
        },
    ),
    "confirmed": (
        [who("a1", BOB), who("b1", ADA)],
        Decisions(confirmed={ADA: "a1"}, rejected=frozenset({(ADA, "a1")}), imported=listed(b1="ada")),
        {ADA: ("a1", CONFIRMED, None)},
    ),
    "confirmed as nobody's": ([who("a1", ADA)], Decisions(confirmed={ADA: None}, imported=LISTED), {}),
    "confirmed, and gone": ([], Decisions(confirmed={ADA: "a1"}), {ADA: ("a1", CONFIRMED, Trouble.GONE)}),
    "confirmed, and deactivated": (
        [who("a1", active=False)],
        Decisions(confirmed={ADA: "a1"}),
        {ADA: ("a1", CONFIRMED, Trouble.DEACTIVATED)},
    ),
    "confirmed as an app's": (
        [who("p", kind=APP)],
        Decisions(confirmed={ADA: "p"}),
        {ADA: ("p", CONFIRMED, Trouble.APP)},
    ),
    "confirmed as a customer's": (
        [who("p", kind=CUSTOMER)],
        Decisions(confirmed={ADA: "p"}),
        {ADA: ("p", CONFIRMED, Trouble.CUSTOMER)},
    ),
    "confirmed as an unknown one's": (
        [who("p", kind=UNKNOWN)],
        Decisions(confirmed={ADA: "p"}),
        {ADA: ("p", CONFIRMED, Trouble.UNKNOWN_ACCOUNT)},
    ),
    "confirmed as the id unknown": (
        [who("unknown", ADA)],
        Decisions(confirmed={ADA: "unknown"}),
        {ADA: (None, None, Trouble.UNKNOWN_ACCOUNT)},
    ),
    "imported": (
        [HIDDEN, who("b1", ADA)],
        Decisions(imported=LISTED),
        {ADA: ("a1", IMPORTED, None)},
    ),
    "imported in another case": ([HIDDEN], Decisions(imported=listed(a1="ADA")), {ADA: ("a1", IMPORTED, None)}),
    "imported twice alike": ([HIDDEN], Decisions(imported=LISTED + LISTED), {ADA: ("a1", IMPORTED, None)}),
    "imported with two accounts": (
        [HIDDEN, who("b1", ADA)],
        Decisions(imported=listed(a1="ada", b1="ada")),
        {ADA: (None, None, Trouble.TWO_ACCOUNTS)},
    ),
    "imported with two accounts, one rejected": (
        [HIDDEN, who("b1")],
        Decisions(imported=listed(a1="ada", b1="ada"), rejected=frozenset({(ADA, "a1")})),
        {ADA: ("b1", IMPORTED, None)},
    ),
    "imported with two addresses": (
        [who("a1", ADA)],
        Decisions(imported=listed(a1="ada bob")),
        {ADA: (None, None, Trouble.CLAIMED_TWICE), BOB: (None, None, Trouble.CLAIMED_TWICE)},
    ),
    "the other address is no seat": (
        [HIDDEN],
        Decisions(imported=listed(a1="ada old")),
        {ADA: (None, None, Trouble.CLAIMED_TWICE)},
    ),
    "the other address was confirmed as theirs": (
        [HIDDEN],
        Decisions(imported=listed(a1="ada bob"), confirmed={BOB: "a1"}),
        {ADA: (None, None, Trouble.CLAIMED_TWICE), BOB: ("a1", CONFIRMED, None)},
    ),
    "the other address was rejected": (
        [HIDDEN],
        Decisions(imported=listed(a1="ada bob"), rejected=frozenset({(BOB, "a1")})),
        {ADA: ("a1", IMPORTED, None), BOB: (None, None, Trouble.REJECTED)},
    ),
    "the other address was confirmed as nobody's": (
        [HIDDEN],
        Decisions(imported=listed(a1="ada bob"), confirmed={BOB: None}),
        {ADA: ("a1", IMPORTED, None)},
    ),
    "the other address was confirmed as somebody else's": (
        [HIDDEN, who("b1")],
        Decisions(imported=listed(a1="ada bob"), confirmed={BOB: "b1"}),
        {ADA: ("a1", IMPORTED, None), BOB: ("b1", CONFIRMED, None)},
    ),
    "imported, and gone": ([who("b1", ADA)], Decisions(imported=LISTED), {ADA: (None, None, Trouble.GONE)}),
    "imported with two addresses, and gone": (
        [],
        Decisions(imported=listed(a1="ada bob")),
        {ADA: (None, None, Trouble.CLAIMED_TWICE), BOB: (None, None, Trouble.CLAIMED_TWICE)},
    ),
    "imported with two accounts, one of them twice": (
        [HIDDEN],
        Decisions(imported=listed(a1="ada bob", b1="ada")),
        {ADA: (None, None, Trouble.TWO_ACCOUNTS), BOB: (None, None, Trouble.CLAIMED_TWICE)},
    ),
    "confirmed as an app's that was deactivated": (
        [who("p", kind=APP, active=False)],
        Decisions(confirmed={ADA: "p"}),
        {ADA: ("p", CONFIRMED, Trouble.DEACTIVATED)},
    ),
    "imported as an app's": (
        [who("a1", kind=APP), who("b1", ADA)],
        Decisions(imported=LISTED),
        {ADA: (None, None, Trouble.APP)},
    ),
    "imported as the id unknown": (
        [who("b1", BOB)],
        Decisions(imported=listed(unknown="ada bob")),
        {ADA: (None, None, Trouble.UNKNOWN_ACCOUNT), BOB: (None, None, Trouble.UNKNOWN_ACCOUNT)},
    ),
    "rejected": (
        [who("a1", ADA)],
        Decisions(rejected=frozenset({(ADA, "a1")})),
        {ADA: (None, None, Trouble.REJECTED)},
    ),
    "rejected without a reason to": (
        [who("a1", BOB)],
        Decisions(rejected=frozenset({(ADA, "a1")})),
        {ADA: (None, None, Trouble.UNMATCHED)},
    ),
    "the list was rejected, and Jira shows the same": (
        [who("a1", ADA)],
        Decisions(imported=LISTED, rejected=frozenset({(ADA, "a1")})),
        {ADA: (None, None, Trouble.REJECTED)},
    ),
    "the list was rejected, and Jira shows another": (
        [HIDDEN, who("b1", ADA)],
        Decisions(imported=LISTED, rejected=frozenset({(ADA, "a1")})),
        {ADA: ("b1", VISIBLE, None)},
    ),
    "the list was rejected, and Jira shows two": (
        [HIDDEN, who("b1", ADA), who("e1", ADA)],
        Decisions(imported=LISTED, rejected=frozenset({(ADA, "a1")})),
        {ADA: (None, None, Trouble.REJECTED)},
    ),
    "all that show it were rejected, and a rule leads to another": (
        [who("a1", "ada+t@x.org"), who("b1", ADA)],
        Decisions(rules=(TAGS,), rejected=frozenset({("ada+t@x.org", "a1")})),
        {"ada+t@x.org": ("b1", RULE, None)},
    ),
    "an app was rejected": (
        [who("p", ADA, kind=APP)],
        Decisions(rejected=frozenset({(ADA, "p")})),
        {ADA: (None, None, Trouble.REJECTED)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_each_address_has_a_defined_outcome(case: str) -> None:
    """What Jira has, what was decided, and what comes of each address that is matched or open."""
    everyone, decisions, expected = CASES[case]
    asked = seats(*(expected or (ADA,)))
    assert came_of(match(asked, People(tuple(everyone)), decisions)) == expected


def test_the_first_trouble_that_applies_is_told() -> None:
    """In the order of the table that lists and docs show; the cases above hold those that can meet."""
    assert list(OUTCOMES) == [
        Trouble.REJECTED, Trouble.TWO_ACCOUNTS, Trouble.CLAIMED_TWICE, Trouble.GONE, Trouble.DEACTIVATED,
        Trouble.APP, Trouble.CUSTOMER, Trouble.UNKNOWN_ACCOUNT, Trouble.TWO_ADDRESSES, Trouble.UNMATCHED,
    ]  # fmt: skip


def test_the_accounts_concerned_are_told() -> None:
    """Sorted; all that are concerned, and those of a wrong kind only where nobody else is."""
    everyone = (who("b1", ADA), who("a1", ADA), who("p", ADA, kind=APP), who("c", BOB, kind=CUSTOMER), who("e1", EVE))
    decisions = Decisions(rejected=frozenset({(EVE, "e1")}))
    rows = match(seats(ADA, BOB, EVE, "new@x.org"), People(everyone), decisions).open
    assert {row.email: row.account_ids for row in rows} == {
        ADA: ("a1", "b1"), BOB: ("c",), EVE: ("e1",), "new@x.org": (),
    }  # fmt: skip


def test_an_address_that_the_email_api_gave_is_told_as_such() -> None:
    """It weighs as much as one that shows."""
    people = People((who("a1", ADA),), how=How.EMAIL_API)
    assert match(seats(ADA), people).matches == (IdentityMatch(ADA, "a1", How.EMAIL_API),)


def test_matched_people_carry_their_seats_addresses_only() -> None:
    """The one that Jira shows first, then by the alphabet; Jira's other addresses stay out of it."""
    everyone = (who("a1", "old@x.org", BOB, " ADA@x.org", name="Ada L"), who("e1", EVE))
    decisions = Decisions(confirmed={"zoe@x.org": "a1", "al@x.org": "a1"})
    found = match(seats("zoe@x.org", ADA, "al@x.org", BOB), People(everyone), decisions)
    assert found.people == (Person((BOB, ADA, "al@x.org", "zoe@x.org"), "Ada L", "a1"),)


def test_somebody_who_is_gone_left_and_has_no_name() -> None:
    """The list is complete and the account is not on it."""
    found = match(seats(ADA), People(()), Decisions(confirmed={ADA: "a1"}))
    assert found.people == (Person((ADA,), account_id="a1", active=False),)


@pytest.mark.parametrize("people", [None, People((), complete=False)])
def test_nobody_is_called_gone_where_somebody_may_be_missing(people: People | None) -> None:
    """The match holds, and nothing is claimed of the account."""
    decisions = Decisions(confirmed={ADA: "a1"}, imported=listed(b1="bob"))
    found = match(seats(ADA, BOB), people, decisions)
    assert found.people == (Person((ADA,), account_id="a1"), Person((BOB,), account_id="b1"))
    assert found.open == ()


def test_nothing_is_open_where_nobody_is_known() -> None:
    """No people, and no decision that names an account."""
    decisions = Decisions(confirmed={EVE: None}, rejected=frozenset({(ADA, "a1")}), rules=(TAGS, SAME))
    nothing = match(seats(ADA, BOB, EVE), None, decisions)
    assert (nothing.people, nothing.matches, nothing.open) == ((), (), ())


def test_once_a_list_names_accounts_the_others_are_open() -> None:
    """A list stands in for Jira where there is none."""
    assert came_of(match(seats(ADA, BOB), None, Decisions(imported=LISTED))) == {
        ADA: ("a1", IMPORTED, None),
        BOB: (None, None, Trouble.UNMATCHED),
    }


def test_lines_without_an_account_say_nothing() -> None:
    """They tell since when a seat is held."""
    decisions = Decisions(imported=tuple(line for line in listed(a1="ada")))
    dated = Decisions(imported=tuple(type(line)(line.email, None) for line in decisions.imported))
    assert match(seats(ADA), None, dated).open == ()


def test_paid_seats_come_first_in_the_list() -> None:
    """Then by address."""
    asked = [SeatAddress("a@x.org", paid=False), SeatAddress("c@x.org", "Cy"), SeatAddress("b@x.org")]
    rows = match(asked, People(())).open
    assert [(row.email, row.name, row.paid) for row in rows] == [
        ("b@x.org", None, True), ("c@x.org", "Cy", True), ("a@x.org", None, False),
    ]  # fmt: skip


def test_a_leaver_without_a_paid_seat_is_settled() -> None:
    """Nothing is left to do; whoever is gone altogether still is doubtful."""
    asked = [SeatAddress(ADA, paid=False), SeatAddress(BOB, paid=False)]
    found = match(asked, People((who("a1", ADA, active=False),)), Decisions(confirmed={BOB: "b1"}))
    assert came_of(found) == {ADA: ("a1", VISIBLE, None), BOB: ("b1", CONFIRMED, Trouble.GONE)}


def test_the_same_address_of_two_teams_is_one() -> None:
    """Paid if either is, and with the name that one of them has; blank ones are passed over."""
    asked = [SeatAddress(" ADA@x.org", "", paid=False), SeatAddress(ADA), SeatAddress(ADA, "Ada"), SeatAddress(" ")]
    for order in (asked, asked[::-1]):
        (row,) = match(order, People(())).open
        assert (row.email, row.name, row.paid) == (ADA, "Ada", True)


def test_an_account_listed_twice_is_active_if_either_entry_is() -> None:
    """A list that changed while it was read accuses nobody; the addresses of both entries count."""
    entries = (who("a1", BOB, active=False), who("a1", ADA, name="Ada"))
    for order in (entries, entries[::-1]):
        found = match(seats(ADA, BOB), People(order))
        assert found.people == (Person((ADA, BOB), "Ada", "a1"),)


def test_people_without_id_and_address_are_passed_over() -> None:
    """Nothing could lead to them."""
    everyone = (Person((), "Ada"), Person(("",), "Bob"))
    assert came_of(match(seats(ADA), People(everyone))) == {ADA: (None, None, Trouble.UNMATCHED)}
