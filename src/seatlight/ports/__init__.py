"""The doors: what the product sees of the outside world, as protocols."""

from seatlight.ports.people import IssueTracker, PeopleSource
from seatlight.ports.sign_in import SignInProvider
from seatlight.ports.store import ConfigStore
from seatlight.ports.usage import (
    Arrival,
    Clock,
    KeptDay,
    KeptTotals,
    Need,
    Recount,
    Step,
    Ticker,
    UsageSource,
    Wanted,
    Watcher,
)

__all__ = [
    "Arrival",
    "Clock",
    "ConfigStore",
    "IssueTracker",
    "KeptDay",
    "KeptTotals",
    "Need",
    "PeopleSource",
    "Recount",
    "SignInProvider",
    "Step",
    "Ticker",
    "UsageSource",
    "Wanted",
    "Watcher",
]
