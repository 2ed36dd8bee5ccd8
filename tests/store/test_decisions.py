"""Grants, matches, rules, holds and settings: what an admin decides."""

from datetime import date
from typing import Any

import pytest

from seatlight.errors import NotFound
from seatlight.model.access import Mode
from seatlight.model.governance import Hold
from seatlight.model.people import AddressRule, Decisions, Imported, RuleKind
from seatlight.model.site import Grant
from seatlight.store import SqlStore
from tests.store.cast import ADA, ADA_AT, ADMIN, BEN, BEN_AT, after, deed

GRANT = Grant("10001", "APP", "The app", ("Developers", "Testers"))
PLUS = AddressRule(RuleKind.PLUS_TAG, "acme.example")
ALIAS = AddressRule(RuleKind.SAME_DOMAIN, "acme.example", "acme.test")


def actions(store: SqlStore, site: str) -> list[str]:
    """What the audit log tells since the site was there."""
    return [entry.action for entry in store.audit(site)][1:]


def test_a_grant_tells_who_opened_the_project(store: SqlStore, site: str) -> None:
    """Whatever the grant itself says of that."""
    store.allow(site, Grant("2", "ZED", "Last", granted_by="somebody else"), deed(3))
    store.allow(site, GRANT, deed())
    app, zed = store.grants(site)
    assert app == Grant("10001", "APP", "The app", ("Developers", "Testers"), None, ADMIN, after(0))
    assert (zed.granted_by, zed.granted_at, zed.roles) == (ADMIN, after(3), ())


def test_a_grant_is_changed_only_by_other_terms(store: SqlStore, site: str) -> None:
    """The same again is no change and no line."""
    store.allow(site, GRANT, deed())
    store.allow(site, GRANT, deed(5))
    assert store.grants(site)[0].granted_at == after(0)
    store.allow(site, Grant("10001", "APP", "The app", (), Mode.LEADS), deed(6, "acc-other"))
    (grant,) = store.grants(site)
    assert (grant.mode, grant.roles, grant.granted_by) == (Mode.LEADS, (), "acc-other")
    assert actions(store, site) == ["project_opened", "project_changed"]


def test_a_closed_project_is_closed_once(store: SqlStore, site: str) -> None:
    """Only the log tells that it was open."""
    store.allow(site, GRANT, deed())
    store.deny(site, "10001", deed())
    assert store.grants(site) == ()
    with pytest.raises(NotFound, match="not open"):
        store.deny(site, "10001", deed())
    assert actions(store, site) == ["project_opened", "project_closed"]


def test_a_later_decision_replaces_the_one_before(store: SqlStore, site: str) -> None:
    """A match forgets the rejection of the same pair, a rejection the match; others stay."""
    store.reject(site, ADA_AT, ADA, "Not hers", deed())
    store.reject(site, ADA_AT, BEN, "Nor his", deed())
    store.confirm(site, ADA_AT, ADA, "It is hers", deed())
    assert store.decisions(site) == Decisions({ADA_AT: ADA}, frozenset({(ADA_AT, BEN)}))
    store.reject(site, ADA_AT, ADA, "No", deed())
    assert store.decisions(site).confirmed == {}
    store.confirm(site, ADA_AT, None, "A robot's", deed())
    assert store.decisions(site).confirmed == {ADA_AT: None}


def test_an_undecided_address_is_open_again(store: SqlStore, site: str) -> None:
    """Matches and rejections of that address alone are forgotten."""
    store.confirm(site, ADA_AT, ADA, "", deed())
    store.reject(site, ADA_AT, BEN, "", deed())
    store.confirm(site, BEN_AT, BEN, "", deed())
    store.undecide(site, ADA_AT, deed())
    assert store.decisions(site) == Decisions({BEN_AT: BEN})
    with pytest.raises(NotFound, match="Nothing was decided"):
        store.undecide(site, ADA_AT, deed())


def test_an_imported_list_replaces_the_last(store: SqlStore, site: str) -> None:
    """It keeps its order and its lines, and the log tells nothing of what is in it."""
    store.import_addresses(site, [Imported("old@acme.example", "acc-old", None, 2)], deed())
    imported = (Imported(BEN_AT, None, date(2026, 2, 1), 3), Imported(ADA_AT, ADA, None, 2), Imported(ADA_AT, BEN))
    store.import_addresses(site, imported, deed())
    assert store.decisions(site).imported == imported
    assert [entry.details for entry in store.audit(site)][1:] == [{"count": 1}, {"count": 3}]
    store.import_addresses(site, [], deed())
    assert store.decisions(site).imported == ()


def test_a_rule_is_there_once(store: SqlStore, site: str) -> None:
    """A second time changes nothing, and only what is there can be removed."""
    for rule in (ALIAS, PLUS, ALIAS):
        store.add_rule(site, rule, deed())
    assert store.decisions(site).rules == (PLUS, ALIAS)
    with pytest.raises(NotFound, match="no such rule"):
        store.remove_rule(site, AddressRule(RuleKind.SAME_DOMAIN, "acme.example", "else.test"), deed())
    store.remove_rule(site, ALIAS, deed())
    assert store.decisions(site).rules == (PLUS,)
    assert actions(store, site) == ["rule_added", "rule_added", "rule_removed"]


def hold(first: int, last: int, email: str = ADA_AT) -> Hold:
    """A hold over these days of December."""
    return Hold(email, date(2026, 12, last), date(2026, 12, first), "leave")


def test_holds_of_an_address_never_overlap(store: SqlStore, site: str) -> None:
    """A new one takes the place of those it shares a day with; those beside it and of others stay."""
    for each in (hold(1, 4), hold(5, 9), hold(12, 15), hold(16, 20), hold(1, 30, BEN_AT), hold(9, 12)):
        store.add_hold(site, each, deed())
    assert store.holds(site) == (hold(1, 4), hold(9, 12), hold(16, 20), hold(1, 30, BEN_AT))


def test_a_hold_ends_with_the_day_before(store: SqlStore, site: str) -> None:
    """On its first day it is gone; without one there is nothing to end."""
    for each in (hold(1, 4), hold(5, 9)):
        store.add_hold(site, each, deed())
    store.end_hold(site, ADA_AT, date(2026, 12, 3), deed())
    store.end_hold(site, ADA_AT, date(2026, 12, 5), deed())
    assert store.holds(site) == (hold(1, 2),)
    with pytest.raises(NotFound, match="not on hold"):
        store.end_hold(site, ADA_AT, date(2026, 12, 3), deed())


@pytest.mark.parametrize("value", [0, 1.5, "words, “quoted”", True, [1, None, {"a": []}], {"b": 1, "a": None}, ""])
def test_a_setting_comes_back_as_it_was_set(store: SqlStore, site: str, value: Any) -> None:
    """Any JSON value but none."""
    store.set_setting(site, "a.key", value, deed())
    assert store.settings(site) == {"a.key": value}
    assert type(store.settings(site)["a.key"]) is type(value)


def test_a_setting_without_value_is_forgotten(store: SqlStore, site: str) -> None:
    """What changes nothing is not in the log."""
    for value in (None, 3, 3, 4, None, None):
        store.set_setting(site, "limits.grace_days", value, deed())
    assert store.settings(site) == {}
    changed = [(entry.details["before"], entry.details["value"]) for entry in store.audit(site) if entry.details]
    assert changed == [(None, 3), (3, 4), (4, None)]
