"""How we speak to the outside: one client, its quotas, and what its failures are called."""

from seatlight.http.client import LONGEST_ANSWER, Http, LaneUse
from seatlight.http.failures import FAILURES, HINTS, STATUSES, VENDOR, Busy, NoConnection, Words

__all__ = [
    "FAILURES",
    "HINTS",
    "LONGEST_ANSWER",
    "STATUSES",
    "VENDOR",
    "Busy",
    "Http",
    "LaneUse",
    "NoConnection",
    "Words",
]
