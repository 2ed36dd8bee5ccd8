"""How long it takes to match an invented company's addresses and to propose people for those that are left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from random import Random
from statistics import median
from time import perf_counter

from benchmarks.lines import Line
from seatlight import matching
from seatlight.model.people import AddressRule, Decisions, Imported, People, Person, RuleKind, SeatAddress

TIMES = 7
ADDRESSES = 10_000
PEOPLE = 20_000
OPEN = (2_000, 10_000)

SYLLABLES = ("ka", "lo", "mi", "ren", "sto", "vel", "dar", "pin", "quo", "tas", "ber", "hul", "jo", "ne", "fri", "gan")
WORDS = [a + b + c for a, b, c in product(SYLLABLES, SYLLABLES, ("", "n", "s", "ra", "tik"))]


def matched() -> Iterator[Line]:
    """Both over the same company, beside a bare look-up of each address."""
    people = invented_people(PEOPLE)
    addresses, decisions = invented_seats(people, ADDRESSES)
    bare = _seconds(lambda: _looked_up(addresses, people))
    seconds = _seconds(lambda: matching.match(addresses, people, decisions))
    found = matching.match(addresses, people, decisions)
    size = f"{len(addresses):,} × {len(people.everyone):,}"
    beside = f"{len(found.matches):,} matched, {len(found.open):,} open; median of {TIMES}"
    yield Line(f"addresses × people {size}, looked up in a dict", bare, "ms")
    yield Line(f"addresses × people {size}, matched", seconds, "ms", most=0.2, beside=beside)
    yield Line("  time to the bare look-up", seconds / bare, "×")
    for count in OPEN:
        yield from _proposed(people, count, bare)


def _proposed(people: People, count: int, bare: float) -> Iterator[Line]:
    """Proposals where nothing but the name tells, misspelt for every third."""
    dice = Random(count)
    chosen = dice.sample(people.everyone, count)
    seats = [SeatAddress(f"u{place}@vendor.example", misspelt(dice, person)) for place, person in enumerate(chosen)]
    hidden = People(tuple(Person((), person.name, person.account_id) for person in people.everyone))
    rows = matching.match(seats, hidden).open
    seconds = _seconds(lambda: matching.propose(rows, hidden, Decisions()), 3)
    proposals = sum(len(row.proposals) for row in matching.propose(rows, hidden, Decisions()))
    most = 1 if count == OPEN[0] else None
    size = f"{count:,} × {len(people.everyone):,}"
    yield Line(f"open addresses × people {size}, proposed", seconds, "s", most=most, beside=f"{proposals:,} proposals")
    yield Line("  time to the bare look-up", seconds / bare, "×")


def invented_people(count: int) -> People:
    """So many people with two words for a name, the first ones of few; every fifth hides the address."""
    dice = Random(count)
    everyone = []
    for place in range(count):
        name = f"{dice.choice(WORDS[:200]).title()} {dice.choice(WORDS).title()}"
        email = f"{name.lower().replace(' ', '.')}.{place}@corp.example"
        everyone.append(Person(() if place % 5 == 0 else (email,), name, f"712020:{place:08}", place % 11 > 0))
    return People(tuple(everyone))


def invented_seats(people: People, count: int) -> tuple[list[SeatAddress], Decisions]:
    """Seats of every second person, and decisions of each kind about some of them."""
    chosen = people.everyone[:: max(1, len(people.everyone) // count)][:count]
    emails = [person.emails[0] if person.emails else f"{person.account_id}@corp.example" for person in chosen]
    tagged = [email.replace("@", "+cursor@") if place % 7 == 0 else email for place, email in enumerate(emails)]
    pairs = list(zip(tagged, (person.account_id for person in chosen), strict=True))
    decisions = Decisions(
        confirmed=dict(pairs[::20]),
        rejected=frozenset((email, account) for email, account in pairs[3::50] if account),
        imported=tuple(Imported(email, account) for email, account in pairs[::4]),
        rules=(AddressRule(RuleKind.PLUS_TAG, "corp.example"),),
    )
    return [SeatAddress(email, person.name) for email, person in zip(tagged, chosen, strict=True)], decisions


def misspelt(dice: Random, person: Person) -> str:
    """The name as a roster may have it: every third with a letter less."""
    name = person.name or ""
    place = dice.randrange(len(name)) if dice.random() < 1 / 3 else len(name)
    return name[:place] + name[place + 1 :]


def _looked_up(addresses: Sequence[SeatAddress], people: People) -> int:
    """What nobody could do without: a dict of Jira's addresses, and each of ours looked up in it."""
    owners = {email: person for person in people.everyone for email in person.emails}
    return sum(address.email in owners for address in addresses)


def _seconds(work: Callable[[], object], times: int = TIMES) -> float:
    work()
    seconds = []
    for _ in range(times):
        began_at = perf_counter()
        work()
        seconds.append(perf_counter() - began_at)
    return median(seconds)
