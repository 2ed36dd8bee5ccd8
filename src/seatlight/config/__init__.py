"""Settings: defaults, then seatlight.toml, then the environment; read once, secrets masked."""

from seatlight.config.settings import SETTINGS, Setting, Settings, load

__all__ = ["SETTINGS", "Setting", "Settings", "load"]
