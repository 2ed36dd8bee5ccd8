"""Who and when in tests of the store."""

from datetime import UTC, datetime, timedelta

from seatlight.model.audit import Deed, Look
from seatlight.model.people import People, Person

START = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
ADMIN = "acc-admin"
ADA, BEN, CYD = "acc-ada", "acc-ben", "acc-cyd"
ADA_AT, BEN_AT, CYD_AT = "ada@acme.example", "ben@acme.example", "cyd@acme.example"
TEAM_KEY = "key_of_the_team_1234"


def after(minutes: float) -> datetime:
    """So long after the start."""
    return START + timedelta(minutes=minutes)


def deed(minutes: float = 0, by: str = ADMIN) -> Deed:
    """A change so long after the start."""
    return Deed(by, after(minutes))


def look(*people: str, by: str = "acc-lead", minutes: float = 0, report: str = "report:APP") -> Look:
    """A look at these people."""
    return Look(by, after(minutes), report, frozenset(people))


BEGUN = deed(-60)
PEOPLE = People(
    (Person((ADA_AT,), "Ada", ADA), Person((BEN_AT, "b@acme.example"), "Ben", BEN), Person((), "Cyd", CYD, False)),
    START,
    complete=False,
    notes=("Two addresses are hidden.",),
)
