"""The sandbox: Cursor's Admin API and a Jira site, simulated on loopback, with an invented team and known facts."""

from seatlight.sandbox.box import Box, start
from seatlight.sandbox.facts import Facts
from seatlight.sandbox.jira.quirks import JIRA_QUIRKS
from seatlight.sandbox.quirks import QUIRKS
from seatlight.sandbox.setup import Setup
from seatlight.sandbox.truth import make_facts
from seatlight.sandbox.world import World

__all__ = ["JIRA_QUIRKS", "QUIRKS", "Box", "Facts", "Setup", "World", "make_facts", "start"]
