"""A claim on a file of SQLite: a lock on a file beside it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from seatlight.errors import Conflict, StoreFailed
from seatlight.files import told
from seatlight.store.database import make_file

FAR = 1 << 30
"""Where the byte lies that is locked on Windows: past what is written, since there a locked byte cannot be read."""


class Note(msgspec.Struct, frozen=True):
    """What stands in the file: who holds it, since when."""

    holder: str
    since: datetime


class FileClaim:
    """The lock, held from here until `close`. Conflict where another holds it, StoreFailed where it cannot be made."""

    def __init__(self, database: Path, holder: str, at: datetime) -> None:
        path = database.resolve()
        self._path = path.with_name(f"{path.name}.claim")
        make_file(self._path)
        try:
            self._file: int | None = os.open(self._path, os.O_RDWR)
            if not _lock(self._file):
                note = _read(self._file)
                self.close()
                raise taken(f"The database {database}", note.holder if note else "", note.since if note else None)
            _write(self._file, Note(holder, at))
        except OSError as error:
            self.close()
            raise StoreFailed(f"The database {database} cannot be claimed: {told(error)}.") from error

    def is_held(self) -> bool:
        """Whether the file that is locked is still the one beside the database."""
        if self._file is None:
            return False
        try:
            ours = os.path.samestat(os.fstat(self._file), self._path.stat())
        except OSError:
            ours = False
        if not ours:
            self.close()
        return ours

    def close(self) -> None:
        """Let it go. The file stays: whoever deleted it could delete one that another has just locked."""
        file, self._file = getattr(self, "_file", None), None
        if file is not None:
            with suppress(OSError):
                os.close(file)


def taken(where: str, holder: str, since: datetime | None) -> Conflict:
    """What whoever comes second is told."""
    when = "" if since is None else f" since {since.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return Conflict(
        f"{where} is served by {holder or 'somebody else'}{when}: stop that one first, "
        "or give this one a database of its own in SEATLIGHT_DATABASE_URL."
    )


def _lock(file: int) -> bool:
    """Lock the file, if nobody else has."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file, FAR, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _write(file: int, note: Note) -> None:
    os.ftruncate(file, 0)
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, msgspec.json.encode(note))


def _read(file: int) -> Note | None:
    """What the holder wrote; None where it has not yet."""
    os.lseek(file, 0, os.SEEK_SET)
    try:
        return msgspec.json.decode(os.read(file, 1 << 16), type=Note)
    except msgspec.MsgspecError:
        return None
