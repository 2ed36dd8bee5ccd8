"""What holds in any world, however odd; plain loops come to the same."""

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from seatlight.matching import OUTCOMES, match, propose
from seatlight.model.people import Decisions, How, Imported, Matching, People, SeatAddress, Trouble
from tests.matching import oracle
from tests.matching.worlds import IDS, Dealt, came_of, worlds

DEEDS = ("confirm", "nobody", "reject", "import", "rule")


def matched(world: Dealt) -> Matching:
    """Who everybody is in a world."""
    return match(world.addresses, world.people, world.decisions)


def facts(matching: Matching) -> dict[str, tuple[Any, Any]]:
    """What came of each address, with the accounts concerned, in plain words."""
    concerned = {row.email: row.account_ids for row in matching.open}
    return {
        email: ((account, how and how.value, trouble and trouble.value), concerned.get(email, ()))
        for email, (account, how, trouble) in came_of(matching).items()
    }


def asked(world: Dealt) -> Iterator[str]:
    """The addresses as they are compared."""
    return (seat.email.strip().lower() for seat in world.addresses)


@pytest.mark.parametrize("count", [4_000, pytest.param(200_000, marks=pytest.mark.soak)])
def test_plain_loops_come_to_the_same_in_many_worlds(count: int) -> None:
    """An oracle that looks at everything for every address; every way to be matched and every trouble comes up."""
    met: set[Any] = set()
    for seed in range(count):
        world = Dealt(Random(seed))
        came = facts(matched(world))
        assert came == oracle.truth(world.addresses, world.people, world.decisions), seed
        met |= {word for (_, how, trouble), _ in came.values() for word in (how, trouble)}
    assert met >= {*Trouble, *How}


@given(worlds)
def test_no_address_is_two_persons(world: Dealt) -> None:
    """Neither among the matches nor among the people; each row stands once, and each address is one that was asked."""
    found = matched(world)
    for emails in (
        [one.email for one in found.matches],
        [row.email for row in found.open],
        [email for person in found.people for email in person.emails],
    ):
        assert max(Counter(emails).values(), default=1) == 1
        assert set(emails) <= set(asked(world))


@given(worlds)
def test_people_and_matches_tell_the_same(world: Dealt) -> None:
    """Every matched address is its person's, and every person has one."""
    found = matched(world)
    accounts = {email: person.account_id for person in found.people for email in person.emails}
    named = {one.email: one.account_id for one in found.matches}
    assert accounts.keys() == named.keys()
    assert all(account in (None, named[email]) for email, account in accounts.items())


@given(worlds, st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_does_not_matter(world: Dealt, dice: Random) -> None:
    """Addresses, people, lines, rules and decisions in any order."""

    def shuffled(items: Any) -> Any:
        return tuple(dice.sample(list(items), len(items)))

    decided = world.decisions
    mixed = world.people and replace(world.people, everyone=shuffled(world.people.everyone))
    decided_mixed = Decisions(
        dict(shuffled(decided.confirmed.items())), decided.rejected, shuffled(decided.imported), shuffled(decided.rules)
    )
    assert match(shuffled(world.addresses), mixed, decided_mixed) == matched(world)


@given(worlds)
def test_nobody_is_matched_by_name(world: Dealt) -> None:
    """The same comes out where nobody has one, on either side."""
    everyone = tuple(replace(person, name=None) for person in world.people.everyone) if world.people else ()
    nameless = world.people and replace(world.people, everyone=everyone)
    bare = [SeatAddress(seat.email, None, seat.paid) for seat in world.addresses]
    assert facts(match(bare, nameless, world.decisions)) == facts(matched(world))


@given(worlds)
def test_every_unmatched_address_is_open_or_nobodys(world: Dealt) -> None:
    """Nothing is dropped where anybody is known."""
    told = facts(matched(world))
    for email in asked(world):
        nobodys = world.decisions.confirmed.get(email, "undecided") is None
        assert (email in told) != nobodys or world.people is None


@given(worlds, st.sampled_from(IDS), st.sampled_from(DEEDS))
def test_deciding_about_a_stranger_changes_nothing_for_others(world: Dealt, account: str, deed: str) -> None:
    """An address, an account and a domain that nobody else has to do with."""
    email, stranger = "new@new.org", f"{account}-new"
    decided = world.decisions
    confirmed, rejected, imported, rules = decided.confirmed, decided.rejected, decided.imported, decided.rules
    if deed in {"confirm", "nobody"}:
        confirmed = {**confirmed, email: stranger if deed == "confirm" else None}
    elif deed == "reject":
        rejected |= {(email, stranger)}
    elif deed == "import":
        imported += (Imported(email, stranger),)
    else:
        rules += (replace(world.rule(), domain="new.org"),)
    people = world.people or People((), complete=False)
    before = match(world.addresses, people, decided)
    after = match([*world.addresses, SeatAddress(email)], people, Decisions(confirmed, rejected, imported, rules))
    assert {one: came for one, came in facts(after).items() if one != email} == facts(before)


@given(worlds)
def test_confirming_settles_an_address_for_good(world: Dealt) -> None:
    """Whatever was open about it, a person's word is taken, and only what Jira says of the account stays told."""
    of_the_account = {Trouble.DEACTIVATED, Trouble.APP, Trouble.CUSTOMER, Trouble.UNKNOWN_ACCOUNT}
    listed = {person.account_id for person in world.people.everyone} if world.people else set()
    for row in matched(world).open:
        for account in sorted(filter(None, listed - {"unknown"})):
            settled = replace(world.decisions, confirmed={**world.decisions.confirmed, row.email: account})
            came, how, trouble = came_of(match(world.addresses, world.people, settled))[row.email]
            assert (came, how) == (account, How.CONFIRMED)
            assert trouble is None or trouble in of_the_account


@given(worlds)
def test_rejecting_takes_a_match_away(world: Dealt) -> None:
    """Unless somebody confirmed it, the address is never again that account's."""
    for one in matched(world).matches:
        rejected = world.decisions.rejected | {(one.email, one.account_id)}
        again = match(world.addresses, world.people, replace(world.decisions, rejected=rejected))
        came, _, _ = came_of(again).get(one.email, (None, None, None))
        assert (came == one.account_id) == (one.how is How.CONFIRMED)


@given(worlds)
def test_proposals_are_few_active_persons_and_never_rejected(world: Dealt) -> None:
    """Whatever is proposed, nothing else about a row changes."""
    rows, people = matched(world).open, world.people or People(())
    proposed = propose(rows, people, world.decisions)
    assert tuple(replace(row, proposals=()) for row in proposed) == rows
    for row in proposed:
        accounts = [proposal.account_id for proposal in row.proposals]
        assert len(accounts) == len(set(accounts)) <= 3
        for account in accounts:
            assert (row.email, account) not in world.decisions.rejected
            assert oracle.kind(account, people) == "atlassian"
            assert any(person.active for person in oracle.entries(account, people))


def test_every_trouble_has_an_outcome_in_words() -> None:
    """A title, one sentence, and what to do next."""
    assert set(OUTCOMES) == set(Trouble)
    for outcome in OUTCOMES.values():
        assert outcome.title
        assert outcome.came_of_it.endswith(".")
        assert not outcome.next_action.endswith(".")
