"""The sandbox: a simulated Cursor Admin API on loopback, with an invented team and known facts."""

from seatlight.sandbox.box import Box, start
from seatlight.sandbox.facts import Facts
from seatlight.sandbox.quirks import QUIRKS
from seatlight.sandbox.setup import Setup
from seatlight.sandbox.truth import make_facts
from seatlight.sandbox.world import World

__all__ = ["QUIRKS", "Box", "Facts", "Setup", "World", "make_facts", "start"]
