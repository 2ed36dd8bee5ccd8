"""People without a Jira: those of a CSV, or nobody at all."""

from __future__ import annotations

from pathlib import Path

from seatlight.model.people import People, Person
from seatlight.sources.people_file import read_people


class PeopleFile:
    """The people of a CSV, read anew whenever they are asked for."""

    remote = False

    def __init__(self, path: Path) -> None:
        self._path = path

    def people(self, *, anew: bool = False) -> People:  # noqa: ARG002
        """Everybody in the file; BadFile where it cannot be read."""
        return self.known()

    def known(self) -> People:
        """Everybody in the file as it is now."""
        return People(read_people(self._path), stands_in=True)

    def search(self, email: str) -> tuple[Person, ...]:  # noqa: ARG002
        """Nobody: a file has no search."""
        return ()


class NoPeople:
    """No people: every address is its own developer."""

    remote = False

    def people(self, *, anew: bool = False) -> People | None:  # noqa: ARG002
        """None: there is no source."""
        return None

    def known(self) -> People | None:
        """None."""
        return None

    def search(self, email: str) -> tuple[Person, ...]:  # noqa: ARG002
        """Nobody."""
        return ()
