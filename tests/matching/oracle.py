"""Who each address is, by plain loops over everything for every address; shares no code with the product."""

from collections.abc import Iterator, Sequence
from typing import Any

Verdict = tuple[Any, str | None, str | None]
"""The account, by what it was found, and the trouble; each None where there is none."""


def truth(addresses: Sequence[Any], people: Any, decisions: Any) -> dict[str, tuple[Verdict, tuple[Any, ...]]]:
    """By address what came of it, with the accounts concerned; addresses that nothing is to be told of are left out."""
    wanted = sorted({same(seat.email) for seat in addresses if same(seat.email)})
    found = {email: single(email, people, decisions) for email in wanted}
    told = {}
    for email in wanted:
        (account, how, trouble), concerned = found[email]
        if account is not None:
            others = [other for other in wanted if other != email and found[other][0][0] == account]
            paid = any(seat.paid for seat in addresses if same(seat.email) == email)
            trouble = matter(account, how, people, paid, len(others))
            concerned = (account,) if trouble else ()
        if trouble == "unmatched" and people is None and not names_accounts(decisions):
            trouble = None
        if account is not None or trouble is not None:
            told[email] = ((account, how, trouble), concerned)
    return told


def same(email: str) -> str:
    """How addresses are compared."""
    return email.strip().lower()


def names_accounts(decisions: Any) -> bool:
    """Whether any decision says that an address is some account's."""
    lines = [line for line in decisions.imported if line.account_id is not None]
    return bool(lines) or any(account is not None for account in decisions.confirmed.values())


def single(email: str, people: Any, decisions: Any) -> tuple[Verdict, tuple[Any, ...]]:
    """The outcome of an address without a look at the other addresses."""
    if email in decisions.confirmed:
        account = decisions.confirmed[email]
        if account is None:
            return (None, None, None), ()
        if account == "unknown":
            return (None, None, "unknown_account"), ("unknown",)
        return (account, "confirmed", None), ()
    wrong = {account for address, account in decisions.rejected if address == email}
    refused: set[Any] = set()
    for how, claimed, by_list in sayings(email, people, decisions):
        left = claimed - wrong
        if not left:
            refused |= claimed
            continue
        outcome = weigh(left, how, by_list, people, decisions)
        if refused and outcome[0][0] is None:
            return (None, None, "rejected"), tuple(sorted(refused))
        return outcome
    if refused:
        return (None, None, "rejected"), tuple(sorted(refused))
    return (None, None, "unmatched"), ()


def sayings(email: str, people: Any, decisions: Any) -> Iterator[tuple[str, set[Any], bool]]:
    """What list, Jira and rules say of an address, one after the other, wherever they say anything."""
    if by_list := in_list(email, decisions):
        yield "imported", by_list, True
    if by_jira := in_jira(email, people):
        yield people.how.value, by_jira, False
    by_rule: set[Any] = set()
    list_behind = False
    for other in reachable(email, decisions.rules):
        if other in decisions.confirmed:
            by_rule |= {decisions.confirmed[other]} - {None}
            continue
        wrong = {account for address, account in decisions.rejected if address == other}
        if in_list(other, decisions) - wrong:
            by_rule |= in_list(other, decisions) - wrong
            list_behind = True
        else:
            by_rule |= in_jira(other, people) - wrong
    if by_rule:
        yield "rule", by_rule, list_behind


def in_list(email: str, decisions: Any) -> set[Any]:
    """The accounts of an address in the imported list."""
    return {line.account_id for line in decisions.imported if same(line.email) == email and line.account_id}


def in_jira(email: str, people: Any) -> set[Any]:
    """The accounts that show an address."""
    shows = set()
    for person in people.everyone if people is not None else ():
        if name(person) is not None and email in [same(shown) for shown in person.emails]:
            shows.add(name(person))
    return shows


def name(person: Any) -> Any:
    """What an account goes by."""
    return person.account_id or (same(person.emails[0]) if person.emails else None) or None


def entries(account: Any, people: Any) -> list[Any]:
    """All that Jira lists under an account."""
    return [person for person in (people.everyone if people is not None else ()) if name(person) == account]


def kind(account: Any, people: Any) -> str:
    """What sort of account it is; of several entries an active one counts, then the first by kind."""
    if account == "unknown":
        return "unknown"
    ranked = sorted((not person.active, person.kind.value) for person in entries(account, people))
    return ranked[0][1] if ranked else "atlassian"


def weigh(claimed: set[Any], how: str, by_list: bool, people: Any, decisions: Any) -> tuple[Verdict, tuple[Any, ...]]:
    """What a saying comes to."""
    persons = sorted(account for account in claimed if kind(account, people) == "atlassian")
    if len(persons) >= 2:
        return (None, None, "two_accounts"), tuple(persons)
    if not persons:
        kinds = {kind(account, people) for account in claimed}
        trouble = "app" if "app" in kinds else "customer" if "customer" in kinds else "unknown_account"
        return (None, None, trouble), tuple(sorted(claimed))
    account = persons[0]
    if by_list and len(claimants(account, decisions)) >= 2:
        return (None, None, "claimed_twice"), (account,)
    if people is not None and people.complete and not entries(account, people):
        return (None, None, "gone"), (account,)
    return (account, how, None), ()


def claimants(account: Any, decisions: Any) -> set[str]:
    """The addresses that the list gives an account, but those of which somebody decided otherwise."""
    found = set()
    for line in decisions.imported:
        email = same(line.email)
        otherwise = email in decisions.confirmed and decisions.confirmed[email] != account
        if line.account_id == account and not otherwise and (email, account) not in decisions.rejected:
            found.add(email)
    return found


def reachable(email: str, rules: Any) -> list[str]:
    """Every address that rules make of one, again and again until nothing new comes."""
    found = [email]
    for address in found:
        local, domain = address[: address.rindex("@")], address[address.rindex("@") + 1 :]
        for rule in rules:
            other = address
            if rule.domain == domain and rule.kind.value == "plus_tag" and local.find("+") > 0:
                other = local[: local.index("+")] + "@" + domain
            elif rule.domain == domain and rule.kind.value == "same_domain" and rule.other:
                other = local + "@" + rule.other
            if other not in found:
                found.append(other)
    return found[1:]


def matter(account: Any, how: str | None, people: Any, paid: bool, others: int) -> str | None:
    """What is the matter with a match."""
    listed = entries(account, people)
    if people is not None and people.complete and not listed:
        return "gone"
    if listed and not any(person.active for person in listed) and paid:
        return "deactivated"
    sort = kind(account, people)
    if sort != "atlassian":
        return "unknown_account" if sort == "unknown" else sort
    return "two_addresses" if others and how != "confirmed" else None
