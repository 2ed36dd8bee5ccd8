"""The time that answers tell: the simulated present, and where its quotas' minute stands."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from seatlight.sandbox.limits import Limits
from seatlight.sandbox.world import World


class WallClock:
    """What a world says the time is: where it stands still if it was set, else the real time."""

    def __init__(self, world: World, limits: Limits) -> None:
        self._world = world
        self._limits = limits

    def now(self, status: int = 200) -> datetime:
        """The instant an answer tells; with 429 its seconds are those of the minute that has to turn."""
        world = self._world
        stands = world.setup.now is not None or world.moment.now > world.moment.begun_at
        now = world.moment.now if stands else datetime.now(UTC)
        now += timedelta(seconds=world.setup.skew_seconds)
        seconds = self._limits.minute_seconds() if status == 429 else None
        return now if seconds is None else now.replace(second=0, microsecond=0) + timedelta(seconds=seconds)

    def headers(self, status: int) -> dict[str, str]:
        """The Date header of an answer, none with the quirk that keeps it back."""
        return {} if "no-date" in self._world.setup.quirks else {"Date": http_date(self.now(status))}


def http_date(instant: datetime) -> str:
    """An instant as HTTP writes it, in whole seconds."""
    return format_datetime(instant, usegmt=True)
