"""A timer for whoever waits long in a short test."""

import threading


class Still:
    """A timer that stands until somebody waits, and then jumps."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.waits: list[float] = []

    def now(self) -> float:
        """Where it stands."""
        return self.seconds

    def wait(self, until: threading.Event, seconds: float) -> bool:
        """Jumps."""
        self.waits.append(seconds)
        self.seconds += seconds
        return until.is_set()
