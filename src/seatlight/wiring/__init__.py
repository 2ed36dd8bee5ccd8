"""Settings → the world that actions see: the only room that knows every concrete class."""

from seatlight.sources.jira import site_address as jira_address
from seatlight.sources.user_export import read_user_export
from seatlight.wiring.clock import now
from seatlight.wiring.collector import tracer_provider
from seatlight.wiring.forge import AsUser, Caller, ForgeDoor
from seatlight.wiring.gauges import Gauge, gauges
from seatlight.wiring.jira import look_at_jira
from seatlight.wiring.kept import Which, claimed, fresh_secret_key, opened, probe_of, site_is_there
from seatlight.wiring.sign_in import entrance_of
from seatlight.wiring.upkeep import Upkeep
from seatlight.wiring.world import CONNECTION, look_at_vendor, office_of, wired
from seatlight.wiring.worlds import World, Worlds

__all__ = [
    "CONNECTION",
    "AsUser",
    "Caller",
    "ForgeDoor",
    "Gauge",
    "Upkeep",
    "Which",
    "World",
    "Worlds",
    "claimed",
    "entrance_of",
    "fresh_secret_key",
    "gauges",
    "jira_address",
    "look_at_jira",
    "look_at_vendor",
    "now",
    "office_of",
    "opened",
    "probe_of",
    "read_user_export",
    "site_is_there",
    "tracer_provider",
    "wired",
]
