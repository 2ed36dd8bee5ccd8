"""Everybody with an account at the Jira site: the team, people without a seat, apps, customers, and copies."""

from collections.abc import Sequence

import msgspec

from seatlight.sandbox.jira.accounts import FORMER_NAME, UNKNOWN_ID, Account, account_id, erased
from seatlight.sandbox.jira.fates import Fate, fate_of
from seatlight.sandbox.names import nth_name
from seatlight.sandbox.setup import Setup
from seatlight.sandbox.team import SECOND_NUMBER, SERVICE_NUMBER, Member

FEWEST_SEATLESS = 4
SEATLESS_NUMBER, NAMESAKE_NUMBER, ADMIN_NUMBER = 300_000, 400_000, 500_000
APP_NUMBER, CUSTOMER_NUMBER, TWIN_NUMBER = 600_000, 700_000, 800_000
ADMIN_NAME, ADMIN_EMAIL = "Rosa Lindgren", "admin@example.org"
APPS = ("Automation for Jira", "Nightly Checks")
CUSTOMER_NAME = "M. Tan"
SEATLESS = (
    ("Amina Okoye", "amina.okoye@example.org"),
    ("Jules Moreau", "jules.moreau@example.org"),
    ("Selma Arslan", "selma.arslan@example.org"),
    ("Henrik Dahl", "henrik.dahl@example.org"),
)
"""A product owner, a designer, who keeps the machines running, and a human resources partner."""


class Staff(msgspec.Struct, frozen=True):
    """The accounts in the order in which Jira lists them, and whose they are.

    `ids` gives the account of a member's number, `owner_of` the account that an address truly belongs to.
    """

    accounts: list[Account]
    ids: dict[int, str]
    owner_of: dict[str, str | None]
    admin: str
    seatless: list[str]
    apps: list[str]


def make_staff(setup: Setup, members: Sequence[Member]) -> Staff:
    """Everybody, from the same choices always the same."""
    seed = setup.seed
    people = [member for member in members if member.number < SECOND_NUMBER]
    fates = {person.number: fate_of(person.number, person.character, seed) for person in people}
    ids = {number: account_id(seed, number) for number, fate in fates.items() if fate.account}
    seatless = make_seatless(setup, len(people))
    apps = [Account(account_id(seed, APP_NUMBER + i), name, kind="app") for i, name in enumerate(APPS)]
    own = [of_person(person, fates[person.number], ids) for person in people if person.number in ids]
    copies = [*make_namesakes(people, fates, seed), *make_twin(setup, people)]
    admin = Account(account_id(seed, ADMIN_NUMBER), ADMIN_NAME, ADMIN_EMAIL)
    first, others = seatless[: len(SEATLESS)], seatless[len(SEATLESS) :]
    strangers = [*apps, make_customer(members, seed), Account(UNKNOWN_ID, FORMER_NAME, active=False, kind="unknown")]
    return Staff(
        accounts=[admin, *first, *strangers, *own, *copies, *others],
        ids=ids,
        owner_of={member.email: owner_of(member, ids) for member in members},
        admin=admin.account_id,
        seatless=[account.account_id for account in seatless],
        apps=[app.account_id for app in apps],
    )


def of_person(person: Member, fate: Fate, ids: dict[int, str]) -> Account:
    """The account of a member of the team."""
    email = person.email.title() if fate.other_case else person.email
    if fate.elsewhere:
        email = person.email.replace("@", ".ext@")
    account = Account(ids[person.number], person.name, email, shown=not fate.hidden, active=fate.active)
    return erased(account) if fate.deleted else account


def owner_of(member: Member, ids: dict[int, str]) -> str | None:
    """The account that an address of the team truly belongs to; None for an address of nobody in Jira."""
    if member.number >= SERVICE_NUMBER:
        return None
    return ids.get(member.number % SECOND_NUMBER)


def make_seatless(setup: Setup, people: int) -> list[Account]:
    """People of the company who hold no seat: the named ones first."""
    count = max(FEWEST_SEATLESS, people // 5) if setup.jira_people is None else setup.jira_people
    named = [*SEATLESS[:count], *(nth_name(SEATLESS_NUMBER + i) for i in range(len(SEATLESS), count))]
    return [Account(account_id(setup.seed, SEATLESS_NUMBER + i), name, email) for i, (name, email) in enumerate(named)]


def make_namesakes(people: list[Member], fates: dict[int, Fate], seed: int) -> list[Account]:
    """Other people who are called like somebody of the team, with addresses of their own."""
    found = [person for person in people if fates[person.number].namesake]
    return [
        Account(account_id(seed, NAMESAKE_NUMBER + one.number), one.name, one.email.replace("@", ".2@"))
        for one in found
    ]


def make_twin(setup: Setup, people: list[Member]) -> list[Account]:
    """A second account that shows the address of the team's second person, with the quirk for it."""
    if "jira-two-accounts-one-address" not in setup.jira_quirks or not people:
        return []
    person = people[min(1, len(people) - 1)]
    return [Account(account_id(setup.seed, TWIN_NUMBER), person.name, person.email)]


def make_customer(members: Sequence[Member], seed: int) -> Account:
    """A customer of the help desk who shows somebody's second address, or one of nobody where there is none."""
    second = [member.email for member in members if SECOND_NUMBER <= member.number < SERVICE_NUMBER]
    email = second[0] if second else "m.tan@customer.example"
    return Account(account_id(seed, CUSTOMER_NUMBER), CUSTOMER_NAME, email, kind="customer")
