"""From an address to an account, and from what a browser wants to a path of ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from seatlight.actions.sign_in import HOME, account_of, own_path
from seatlight.model.people import AddressRule, Decisions, Imported, People, Person, PersonKind, RuleKind

ADDRESS = "ines@example.org"
INES = Person((ADDRESS,), "Ines", "acc-ines")
ROOT = Person(("root@example.org",), "Root", "acc-root", kind=PersonKind.APP)
GONE = Person(("gone@example.org",), "Gone", "acc-gone", active=False)
PEOPLE = People((INES, ROOT, GONE))


def found(email: str = ADDRESS, people: People | None = PEOPLE, **decided: object) -> str | None:
    """The account of an address, where these things were decided."""
    return account_of(email, people, Decisions(**decided))  # type: ignore[arg-type]


def test_an_address_that_one_active_person_shows_is_theirs() -> None:
    """And nobody else's."""
    assert found() == "acc-ines"
    assert found("other@example.org") is None


def test_apps_and_those_who_left_do_not_sign_in() -> None:
    """Not even if their address was confirmed."""
    assert found("root@example.org") is None
    assert found("gone@example.org") is None
    confirmed = {"a@example.org": "acc-root", "b@example.org": "acc-gone"}
    assert found("a@example.org", confirmed=confirmed) is None
    assert found("b@example.org", confirmed=confirmed) is None


def test_two_accounts_with_one_address_are_nobody() -> None:
    """Until somebody decides, or rejects one of them."""
    people = People((INES, Person((ADDRESS,), "Other", "acc-other")))
    assert found(people=people) is None
    assert found(people=people, confirmed={ADDRESS: "acc-ines"}) == "acc-ines"
    assert found(people=people, rejected=frozenset({(ADDRESS, "acc-other")})) == "acc-ines"


def test_what_was_decided_goes_before_what_is_shown() -> None:
    """Nobody's stays nobody's, a rejected account too."""
    assert found(confirmed={ADDRESS: None}) is None
    assert found(rejected=frozenset({(ADDRESS, "acc-ines")})) is None
    assert found("other@example.org", confirmed={"other@example.org": "acc-ines"}) == "acc-ines"


def test_the_imported_list_counts_as_it_does_for_seats() -> None:
    """Where Jira hides addresses it is how people come in."""
    hidden = People((Person((), "Ines", "acc-ines"),))
    assert found(people=hidden) is None
    assert found(people=hidden, imported=(Imported(ADDRESS, "acc-ines"),)) == "acc-ines"


def test_address_rules_let_nobody_in() -> None:
    """They were written on what the vendor knows, not on who signs in."""
    rules = (
        AddressRule(RuleKind.PLUS_TAG, "example.org"),
        AddressRule(RuleKind.SAME_DOMAIN, "labs.org", "example.org"),
    )
    assert found("ines+x@example.org", rules=rules) is None
    assert found("ines@labs.org", rules=rules) is None


def test_a_decision_holds_while_jira_is_away() -> None:
    """What is merely shown cannot be looked up then."""
    assert found(people=None) is None
    assert found(people=None, confirmed={ADDRESS: "acc-ines"}) == "acc-ines"


def test_somebody_whom_jira_certainly_does_not_list_is_nobody() -> None:
    """A list that may lack somebody tells nothing of them."""
    assert found("x@example.org", confirmed={"x@example.org": "acc-new"}) is None
    lacking = People((INES,), complete=False)
    assert found("x@example.org", lacking, confirmed={"x@example.org": "acc-new"}) == "acc-new"


def test_a_person_of_a_csv_without_an_id_is_nobody_in_jira() -> None:
    """An address is no account."""
    assert found(people=People((Person((ADDRESS,), "Ines"),), stands_in=True)) is None


@pytest.mark.parametrize("path", ["/", "/reports", "/a?b=c&d=e#f", "/a//b", "/%2F%2Fevil.example.org", "/a:b@c"])
def test_a_path_of_ours_is_kept(path: str) -> None:
    """With its query."""
    assert own_path(path) == path


@given(some.text(max_size=60) | some.text(alphabet="/\\.:@ \t\r\naevil%", max_size=20))
def test_whatever_is_wanted_becomes_a_path_of_ours(wanted: str) -> None:
    """One slash, then anything but a second one; no sign that a browser or a header takes for another."""
    path = own_path(wanted)
    assert path in {wanted, HOME}
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))
    assert path.isascii()
    assert path.isprintable()
    assert " " not in path
