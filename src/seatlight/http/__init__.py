"""How we speak to the outside: one client, its quotas, and what its failures are called."""

from seatlight.http.client import LONGEST_ANSWER, Http
from seatlight.http.failures import FAILURES, HINTS

__all__ = ["FAILURES", "HINTS", "LONGEST_ANSWER", "Http"]
