"""Forge simulated: it signs calls of an app's pages and events, and makes them over HTTP as Jira's cloud would."""

from seatlight.sandbox.forge.bridge import BridgeAnswer
from seatlight.sandbox.forge.forge import Forge
from seatlight.sandbox.forge.forged import FORGERIES, Forgery, forge_forged

__all__ = ["FORGERIES", "BridgeAnswer", "Forge", "Forgery", "forge_forged"]
