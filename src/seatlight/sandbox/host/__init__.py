"""A stand-in for Jira's page: it shows the app's page in a frame, and calls the service as Forge would."""

from seatlight.sandbox.host.host import Host

__all__ = ["Host"]
