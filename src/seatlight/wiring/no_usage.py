"""No usage: what stands behind actions that only change settings."""

from __future__ import annotations

from seatlight.errors import WrongUsage
from seatlight.model.window import Window
from seatlight.ports import Need
from seatlight.tables.snapshot import Snapshot

SAYS = "Usage is not read here."


class NoUsage:
    """A usage that nobody may ask for."""

    def reach(self, answers: Window) -> Window:
        """What the vendor answers for."""
        return answers

    def refresh(self, *_asked: object, **_how: object) -> None:
        """Refuses."""
        raise WrongUsage(SAYS)

    def known(self, _need: Need) -> Snapshot | None:
        """Refuses."""
        raise WrongUsage(SAYS)

    def covered(self) -> tuple[int, int]:
        """Nothing is wanted."""
        return 0, 0

    def stop(self) -> None:
        """There is nothing to end."""
