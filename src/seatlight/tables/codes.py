"""Integer codes for addresses and model names."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from seatlight.tables.schema import UNATTRIBUTED


class Codes:
    """A growing list of names; each name's code is its place in it.

    Code 0 stands for 'no name'. Safe to use from several threads.
    """

    def __init__(self) -> None:
        self.names: list[str | None] = [None]
        self._codes: dict[str | None, int] = {None: UNATTRIBUTED}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self.names)

    def code(self, name: str | None) -> int:
        """The code of `name`, a new one if it was not seen before; None and '' give 0."""
        found = self._codes.get(name or None)
        if found is not None:
            return found
        with self._lock:
            found = self._codes.setdefault(name, len(self.names))
            if found == len(self.names):
                self.names.append(name)
            return found


@dataclass(frozen=True)
class CodeBook:
    """The codes that a connection's tables use."""

    members: Codes
    models: Codes


def address_of(raw: object) -> str | None:
    """The address in the form everything joins by: lower case, trimmed; None when there is none."""
    return (raw.strip().lower() or None) if isinstance(raw, str) else None
