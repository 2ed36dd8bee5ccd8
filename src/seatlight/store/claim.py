"""One service per database: whoever serves it claims it, and a second one is told by whom it is served.

PostgreSQL keeps the claim as a lock of a connection of its own, SQLite as a lock on a file beside the database. Both
are let go by the system itself when their holder ends, however it ends. Short changes of the command line need none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from seatlight.store.claim_file import FileClaim
from seatlight.store.claim_lock import LockClaim
from seatlight.store.database import parse


class Claim(Protocol):
    """A database that is ours alone to serve."""

    def is_held(self) -> bool:
        """Whether it still is; once this was False it stays so. Asks the database, so not more often than needed."""

    def close(self) -> None:
        """Let it go; a second time does nothing."""


@contextmanager
def claim(url: str, holder: str, at: datetime) -> Iterator[Claim]:
    """The database at a URL, claimed for as long as this lasts; it has to be there already if it is a server's.

    `holder` says in a few words who serves it, for whoever comes second; no secrets. Conflict where somebody else
    does, StoreFailed where the database cannot be reached, BadSetting for a URL that cannot be used.
    """
    parsed = parse(url)
    held: Claim
    if parsed.get_backend_name() == "sqlite":
        held = FileClaim(Path(parsed.database or ""), holder, at)
    else:
        held = LockClaim(parsed, holder)
    try:
        yield held
    finally:
        held.close()
