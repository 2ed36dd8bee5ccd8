"""Who an open address may be: few, likely, in a fixed order, and never taken."""

import pytest

from seatlight.matching import match, propose
from seatlight.model.people import (
    Decisions,
    How,
    IdentityMatch,
    OpenMatch,
    People,
    Person,
    Proposal,
    SeatAddress,
    Trouble,
)
from tests.matching.worlds import ADA, APP, BOB, CUSTOMER, EVE, UNKNOWN, listed, who

NAME = "Ada Lovelace"


def row(email: str = ADA, name: str | None = NAME, trouble: Trouble = Trouble.UNMATCHED, **other: bool) -> OpenMatch:
    """An open match."""
    return OpenMatch(email, name, trouble, matched=other.get("matched", False), paid=True)


def proposed(
    everyone: tuple[Person, ...],
    open_match: OpenMatch | None = None,
    decisions: Decisions | None = None,
    found: tuple[Person, ...] = (),
    matches: tuple[IdentityMatch, ...] = (),
) -> list[str]:
    """The accounts proposed for one row."""
    asked = open_match or row()
    people = People(everyone)
    (answer,) = propose([asked], people, decisions or Decisions(), {asked.email: found}, matches)
    return [proposal.account_id for proposal in answer.proposals]


def test_people_of_a_like_name_are_proposed_the_likest_first() -> None:
    """With how much; nothing is matched by it."""
    everyone = (who("a2", name="Ada Lovelance"), who("a1", name="LOVELACE Ada"), who("b1", name="Bob"))
    rows = match([SeatAddress(ADA, NAME)], People(everyone)).open
    (answer,) = propose(rows, People(everyone), Decisions())
    assert answer.proposals == (Proposal("a1", "LOVELACE Ada", 1.0), Proposal("a2", "Ada Lovelance", 0.96))
    assert not answer.matched


def test_without_a_name_the_words_of_the_address_count() -> None:
    """An address for a name is no name either."""
    for name in (None, "", "li", "ada.lovelace@x.org"):
        assert proposed((who("a1", name=NAME),), row("ada.lovelace@corp.org", name)) == ["a1"]


def test_what_jiras_search_found_comes_first() -> None:
    """Without a likeness, each account once, and as the list of people has it."""
    everyone = (who("a1", name=NAME), who("e1", name="Eve"), who("x1", name="Gone", active=False))
    found = (who("e1", name="Old name"), who("a1"), who("n1", name="New"), who("x1", name="Gone"))
    (answer,) = propose([row(name="Zed Zero")], People(everyone), Decisions(), {ADA: found})
    assert answer.proposals == (
        Proposal("a1", NAME, None), Proposal("e1", "Eve", None), Proposal("n1", "New", None),
    )  # fmt: skip
    assert proposed((who("a1", name=NAME), who("a2", name=NAME)), found=(who("e1", name="Eve"),)) == ["e1", "a1", "a2"]


def test_namesakes_are_both_proposed() -> None:
    """By account where everything else is the same; three at most."""
    everyone = tuple(who(f"a{number}", name=NAME) for number in (4, 2, 3, 1))
    assert proposed(everyone[:2]) == ["a2", "a4"]
    assert proposed(everyone) == proposed(everyone[::-1]) == ["a1", "a2", "a3"]


def test_only_active_accounts_of_persons_are_proposed() -> None:
    """Nor what the search found of other kinds."""
    others = (
        who("p", name=NAME, kind=APP),
        who("c", name=NAME, kind=CUSTOMER),
        who("u", name=NAME, kind=UNKNOWN),
        who("unknown", name=NAME),
        who("a1", name=NAME, active=False),
        Person((), NAME),
    )
    assert proposed(others) == proposed((), found=others) == []


def test_a_person_without_an_id_goes_by_the_address() -> None:
    """Where a list stands in for Jira."""
    assert proposed((who(None, BOB, name=NAME),)) == [BOB]


def test_rejected_pairs_are_never_proposed_again() -> None:
    """Of that address; another of the same name moves up."""
    everyone = tuple(who(f"a{number}", name=NAME) for number in range(5))
    decisions = Decisions(rejected=frozenset({(ADA, "a0"), (ADA, "a1"), (BOB, "a2")}))
    assert proposed(everyone, decisions=decisions) == ["a2", "a3", "a4"]
    assert proposed((), decisions=decisions, found=everyone[:3]) == ["a2"]


@pytest.mark.parametrize("by", ["confirmed", "matches", "open"])
def test_accounts_that_have_an_address_come_last(by: str) -> None:
    """After those that are less alike, and after those that the search did not find; they may be right all the same."""
    everyone = (who("a1", name=NAME), who("a2", name="Ada Lovelance"))
    decisions = Decisions(confirmed={BOB: "a1", EVE: None} if by == "confirmed" else {})
    matches = (IdentityMatch(BOB, "a1", How.VISIBLE),) if by == "matches" else ()
    other = OpenMatch(BOB, None, Trouble.TWO_ADDRESSES, matched=by == "open", paid=True, account_ids=("a1",))
    answer, same = propose([row(), other], People(everyone), decisions, {ADA: everyone[:1]}, matches)
    assert [proposal.account_id for proposal in answer.proposals] == ["a2", "a1"]
    assert same == other


@pytest.mark.parametrize("trouble", Trouble)
def test_only_those_whose_account_nobody_named_get_proposals(trouble: Trouble) -> None:
    """Of the others the accounts concerned stand in the row."""
    named = {Trouble.TWO_ACCOUNTS, Trouble.CLAIMED_TWICE, Trouble.TWO_ADDRESSES, Trouble.DEACTIVATED}
    assert bool(proposed((who("a1", name=NAME),), row(trouble=trouble))) == (trouble not in named)


def test_an_account_that_a_row_is_matched_to_is_not_proposed_for_it() -> None:
    """It was confirmed, and is gone by now; others may be right."""
    people = People((who("a1", name=NAME), who("p", name=NAME, kind=APP)))
    decisions = Decisions(confirmed={ADA: "x1"})
    rows = match([SeatAddress(ADA, NAME)], people, decisions).open
    (answer,) = propose(rows, people, decisions, {ADA: (who("x1", name=NAME),)})
    assert answer.trouble is Trouble.GONE
    assert [proposal.account_id for proposal in answer.proposals] == ["a1"]


def test_nobody_is_proposed_where_nobody_is_like() -> None:
    """Rows stay as they are, in their order."""
    rows = match([SeatAddress(ADA), SeatAddress(BOB)], People(()), Decisions(imported=listed(x="ada"))).open
    assert propose(rows, People((who("e1", name="Eve"), who("n1"))), Decisions()) == rows
    assert propose((), People(()), Decisions()) == ()
