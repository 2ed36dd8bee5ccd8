"""Who is who: what is open, and what an admin decides about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

import msgspec

from seatlight.actions.asked import Asked, scope_of
from seatlight.actions.deps import Deps
from seatlight.actions.need import need_of
from seatlight.actions.office import office
from seatlight.actions.who import ask_for_everybody, matching_of
from seatlight.actions.window import Ask
from seatlight.errors import NotFound, NotYetRead, SeatlightError, WrongUsage
from seatlight.matching import propose
from seatlight.model.access import Actor, Permission
from seatlight.model.people import AddressRule, Decisions, Imported, Matching, OpenMatch, People, Person, RuleKind
from seatlight.model.window import Window
from seatlight.ports import Need, Watcher
from seatlight.tables.codes import address_of

MOST_SEARCHES = 50
"""So many addresses are looked for by Jira's own search at most: each is a request."""
WORTH_SEARCHING = frozenset({"unmatched", "rejected", "app", "customer", "gone", "unknown_account"})


class Whom(NamedTuple):
    """What is known of who is who: everybody who is matched, what is open, and what could not be read."""

    matching: Matching
    open: tuple[OpenMatch, ...]
    people: People | None
    notes: tuple[str, ...]


def list_people(actor: Actor, deps: Deps, watcher: Watcher | None, *, search: bool = False, anew: bool = False) -> Whom:
    """Every address with its person, and the list of open matches with proposals.

    With `search` Jira is asked for each open address, which finds people who hide theirs, with `anew` for everybody
    again. Without a `watcher` the vendor is not asked: NotYetRead before somebody else has. Tells no usage.
    """
    scope = scope_of(actor, deps, Asked(Permission.VIEW))
    kept, _ = office(actor, deps)
    need = roster_need(deps)
    if watcher is not None:
        deps.usage.refresh(scope, need, watcher)
    snapshot = deps.usage.known(scope, need)
    if snapshot is None:
        raise NotYetRead("The roster has not been read yet; try again in a moment.")
    people, notes = ask_for_everybody(deps, anew=anew)
    decisions = kept.decisions
    matching = matching_of(snapshot, people, decisions)
    if people is None:
        return Whom(matching, matching.open, None, notes)
    found, more = _found(deps, matching.open) if search else ({}, ())
    return Whom(matching, propose(matching.open, people, decisions, found, matching.matches), people, (*notes, *more))


def roster_need(deps: Deps) -> Need:
    """What tells who has a seat or works: the roster and daily rows, and of the events those since yesterday.

    What is on no roster and in no daily row, such as a service account, is known by its events alone.
    """
    need = need_of(deps, Ask())[1]
    lately = Window(max(need.answers.first_on, need.today - timedelta(days=1)), need.today)
    return msgspec.structs.replace(need, events=lately, decides=lately)


def _found(deps: Deps, open_matches: Sequence[OpenMatch]) -> tuple[dict[str, tuple[Person, ...]], tuple[str, ...]]:
    """Whom Jira's search finds for open addresses, as far as it answers."""
    found: dict[str, tuple[Person, ...]] = {}
    wanted = [row.email for row in open_matches if row.trouble.value in WORTH_SEARCHING]
    for email in wanted[:MOST_SEARCHES]:
        try:
            found[email] = deps.people.search(email)
        except SeatlightError as error:
            return found, (f"Jira's search stopped: {error.says}",)
    left = len(wanted) - MOST_SEARCHES
    return found, ((f"{left} more addresses were not searched for; settle some and ask again.",) if left > 0 else ())


def confirm_match(actor: Actor, deps: Deps, email: str, account_id: str | None, reason: str = "") -> Person | None:
    """An address is this account's, or (None) nobody's; NotFound where Jira has no such account.

    Gives the person, None where nobody is meant or Jira cannot be asked.
    """
    kept, deed = office(actor, deps)
    address = _address(email)
    person = None if account_id is None else _person(deps, account_id)
    kept.store.confirm(kept.site.site_id, address, account_id, reason, deed)
    return person


def reject_match(actor: Actor, deps: Deps, email: str, account_id: str, reason: str = "") -> None:
    """An address is not this account's, and never proposed or matched again."""
    kept, deed = office(actor, deps)
    kept.store.reject(kept.site.site_id, _address(email), account_id, reason, deed)


def unmatch(actor: Actor, deps: Deps, email: str) -> None:
    """Forget what was decided about an address; it is matched anew by what is known."""
    kept, deed = office(actor, deps)
    kept.store.undecide(kept.site.site_id, _address(email), deed)


def import_people(actor: Actor, deps: Deps, imported: Sequence[Imported]) -> int:
    """This list in place of the last imported one; gives how many lines it has.

    A list of seat dates alone leaves the accounts of the last one, and a list of accounts its seat dates.
    """
    kept, deed = office(actor, deps)
    last = kept.decisions.imported
    stay = []
    if not any(line.account_id for line in imported):
        stay += [msgspec.structs.replace(line, seat_since=None) for line in last if line.account_id]
    if not any(line.seat_since for line in imported):
        stay += [msgspec.structs.replace(line, account_id=None) for line in last if line.seat_since]
    kept.store.import_addresses(kept.site.site_id, [*imported, *stay], deed)
    return len(imported)


def rule_of(plus_tags: str | None, same: tuple[str, str] | None) -> AddressRule:
    """The rule that is meant; WrongUsage where it is none, or two at once."""
    if plus_tags and same:
        raise WrongUsage("Give one rule at a time: --plus-tags or --same.")
    domain, other = (plus_tags or "", None) if same is None else same
    names = [_domain(name) for name in (domain, *([other] if other is not None else []))]
    if same is None:
        return AddressRule(RuleKind.PLUS_TAG, names[0])
    if names[0] == names[1]:
        raise WrongUsage("Two domains that are the same need no rule.")
    return AddressRule(RuleKind.SAME_DOMAIN, *names)


def _domain(text: str) -> str:
    domain = text.strip().lower().removeprefix("@")
    if "." not in domain or "@" in domain or any(mark.isspace() for mark in domain):
        raise WrongUsage(f"{text!r} is no domain, such as example.org.")
    return domain


def add_rule(actor: Actor, deps: Deps, rule: AddressRule) -> None:
    """One more address rule."""
    kept, deed = office(actor, deps)
    kept.store.add_rule(kept.site.site_id, rule, deed)


def remove_rule(actor: Actor, deps: Deps, rule: AddressRule) -> None:
    """One rule less; NotFound where there is none such."""
    kept, deed = office(actor, deps)
    kept.store.remove_rule(kept.site.site_id, rule, deed)


def decisions_of(actor: Actor, deps: Deps) -> Decisions:
    """What was decided so far."""
    kept, _ = office(actor, deps)
    return kept.decisions


def _address(email: str) -> str:
    address = address_of(email)
    if address is None or "@" not in address:
        raise WrongUsage(f"{email!r} is no address.")
    return address


def _person(deps: Deps, account_id: str) -> Person | None:
    """The person of an account, where the list of people can be had."""
    people, _ = ask_for_everybody(deps)
    if people is None:
        return None
    person = next((person for person in people.everyone if person.account_id == account_id), None)
    if person is None and people.complete:
        raise NotFound(f"Jira lists no account {account_id}; seatlight people list --search proposes some.")
    return person
