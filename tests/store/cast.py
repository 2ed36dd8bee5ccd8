"""Who and when in tests of the store."""

from datetime import UTC, datetime, timedelta

from seatlight.model.access import Permission
from seatlight.model.audit import Deed, Look
from seatlight.model.digests import digest_of
from seatlight.model.installations import Installation
from seatlight.model.people import People, Person
from seatlight.model.sessions import SIGN_IN, Session, SignIn, begun_session
from seatlight.model.tokens import ApiToken

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


def token(name: str = "nightly", account_id: str | None = None, days: int = 90, at: datetime = START) -> ApiToken:
    """A token that may see and review one project."""
    reach = frozenset({Permission.VIEW, Permission.REVIEW})
    ends_at = at + timedelta(days=days)
    return ApiToken(f"id-{name}-{at}", name, account_id, reach, frozenset({"1"}), ADMIN, at, ends_at, None, "wxyz")


def session(site: str, account_id: str = ADA, at: datetime = START) -> Session:
    """A session that begins then."""
    return begun_session(f"session-{account_id}-{at}", account_id, site, at)


def sign_in(site: str, return_to: str = "/projects/APP", at: datetime = START) -> SignIn:
    """A sign-in that begins then."""
    return SignIn(site, "a nonce", "a verifier", return_to, at + SIGN_IN)


def installation(name: str = "one", environment: str = "production", at: datetime = START) -> Installation:
    """An installation at a cloud of its own."""
    return Installation(f"installation-{name}", f"cloud-{name}", environment, "app", at)


def secret_digest(*parts: object) -> bytes:
    """The digest of a secret of these parts."""
    return digest_of(" ".join(map(str, parts)))


BEGUN = deed(-60)
PEOPLE = People(
    (Person((ADA_AT,), "Ada", ADA), Person((BEN_AT, "b@acme.example"), "Ben", BEN), Person((), "Cyd", CYD, False)),
    START,
    complete=False,
    notes=("Two addresses are hidden.",),
)
