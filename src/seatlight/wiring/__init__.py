"""Settings → the world that actions see: the only room that knows every concrete class."""

from seatlight.wiring.clock import now
from seatlight.wiring.jira import look_at_jira
from seatlight.wiring.kept import Which
from seatlight.wiring.world import CONNECTION, look_at_vendor, office_of, wired

__all__ = ["CONNECTION", "Which", "look_at_jira", "look_at_vendor", "now", "office_of", "wired"]
