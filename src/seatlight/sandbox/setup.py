"""What somebody may choose about a sandbox."""

import math
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import msgspec

from seatlight.sandbox.faults import Fault, parse_fault
from seatlight.sandbox.jira.quirks import JIRA_QUIRKS
from seatlight.sandbox.quirks import check_quirks

SAMPLE_KEY = "crsr_" + "5eed" * 16
SAMPLE_TOKEN = "ATATT3x" + "5eed" * 16
MOST_PEOPLE = 10_000
DAY_MS = 86_400_000
CYCLE = timedelta(days=30)


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """The team, what is odd about the APIs, and what goes wrong; a bad choice is a ValueError.

    `jira_people` is how many people of Jira hold no seat; unless said, a fifth of the team and at least four.
    """

    people: int = 25
    seed: int = 7
    quirks: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()
    quotas: Literal["off", "real", "x60"] = "off"
    now: datetime | None = None
    key: str = SAMPLE_KEY
    reach_days: int = 90
    events_per_active_day: float = 3.2
    port: int = 0
    skew_seconds: int = 0
    latency_seconds: float = 0.0
    jira_quirks: frozenset[str] = frozenset()
    jira_people: int | None = None
    jira_token: str = SAMPLE_TOKEN

    def __post_init__(self) -> None:
        if not 0 <= self.people <= MOST_PEOPLE:
            raise ValueError(f"The sandbox's team has 0 to {MOST_PEOPLE} people; {self.people} is not possible.")
        if self.reach_days < 1:
            raise ValueError("The sandbox's reach is at least one day.")
        if self.quotas not in ("off", "real", "x60"):
            raise ValueError(f"Quotas are off, real or x60, not {self.quotas}.")
        if not 0 <= self.latency_seconds < math.inf:
            raise ValueError("The sandbox's latency is a number of seconds from 0 on.")
        if self.jira_people is not None and not 0 <= self.jira_people <= MOST_PEOPLE:
            raise ValueError(f"The sandbox's Jira has 0 to {MOST_PEOPLE} people without a seat.")
        check_quirks(self.quirks)
        check_quirks(self.jira_quirks, JIRA_QUIRKS)
        self.parsed_faults()

    def parsed_faults(self) -> list[Fault]:
        """The faults as objects; raises ValueError on the first that cannot be understood."""
        return [parse_fault(text) for text in self.faults]

    @property
    def cent_digits(self) -> int:
        """How exactly cents are told."""
        return 7 if "fractional-cents" in self.quirks else 2

    def effective_key(self) -> str:
        """The key that the API accepts: the chosen one, or its older form with the quirk `key-old`."""
        if "key-old" in self.quirks and self.key.startswith("crsr_"):
            return "key_" + self.key.removeprefix("crsr_")
        return self.key


class Moment(msgspec.Struct, frozen=True):
    """The simulated clock, stopped at `now`, and the days the API answers for; stories are dated from `begun_at`."""

    now: datetime
    now_ms: int
    today: date
    first_on: date
    reach_days: int
    begun_at: datetime

    @property
    def cycle_start(self) -> datetime:
        """Where the billing cycle began: 19 days before the first day, not at midnight, and every 30 days since."""
        first = at(self.day(19), hour=12, minute=8, second=4)
        return first + (self.now - first) // CYCLE * CYCLE

    def day(self, ago: int) -> date:
        """The day that many days before the first one of the simulation."""
        return self.begun_at.date() - timedelta(days=ago)

    def ago(self, day: date) -> int:
        """How many days before the first one of the simulation a day is; negative after it."""
        return (self.begun_at.date() - day).days

    def days(self) -> list[date]:
        """All days of the reach, oldest first."""
        return [self.first_on + timedelta(days=i) for i in range(self.reach_days)]

    def moved(self, instant: datetime) -> "Moment":
        """The clock after it went on to an instant; ValueError for one before it."""
        later = moment_at(instant, self.reach_days, self.begun_at)
        if later.now < self.now:
            says = f"The sandbox's clock stands at {instant_text(self.now)} and cannot go back."
            raise ValueError(says)
        return later


def moment_of(setup: Setup) -> Moment:
    """The clock of a sandbox as it starts: at the chosen instant or the present."""
    return moment_at(setup.now or datetime.now(UTC), setup.reach_days)


def moment_at(instant: datetime, reach_days: int, begun_at: datetime | None = None) -> Moment:
    """The clock at an instant, in UTC, to the millisecond; begun there unless said otherwise."""
    now = instant.astimezone(UTC)
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)
    first_on = now.date() - timedelta(days=reach_days - 1)
    return Moment(now, epoch_ms(now), now.date(), first_on, reach_days, begun_at or now)


def at(day: date, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """An instant of a UTC day."""
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC)


def epoch_ms(instant: datetime) -> int:
    """Epoch milliseconds of an instant."""
    return (instant - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def day_start_ms(day: date) -> int:
    """Epoch milliseconds of 00:00 UTC of a day."""
    return (day.toordinal() - date(1970, 1, 1).toordinal()) * DAY_MS


def instant_text(instant: datetime) -> str:
    """ISO 8601 with milliseconds and Z."""
    return instant.strftime("%Y-%m-%dT%H:%M:%S.") + f"{instant.microsecond // 1000:03d}Z"
