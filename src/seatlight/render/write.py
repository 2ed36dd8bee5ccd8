"""Writes what was rendered to where a person wants it: a file, a device or a pipe."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from seatlight.errors import OutputFailed
from seatlight.files import mode_of, told, write_all, write_whole


def write_output(path: str | Path, content: bytes | bytearray) -> None:
    """A file is there in full or not at all; a device or pipe is written to directly.

    A failure of the system becomes OutputFailed.
    """
    try:
        _write(Path(path), content)
    except OSError as error:
        raise OutputFailed(f"Cannot write {str(path)!r}: {told(error)}.") from error
    except ValueError as error:
        raise OutputFailed(f"Cannot write {str(path)!r}: {error}: choose another path.") from error


def check_output(path: Path) -> None:
    """Raise OutputFailed at once for a place where nothing can be written: a folder, or none around it."""
    try:
        mode = mode_of(path)
        if mode is not None and stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        path.resolve().parent.stat()
    except OSError as error:
        raise OutputFailed(f"Cannot write {str(path)!r}: {told(error)}.") from error


def _write(path: Path, content: bytes | bytearray) -> None:
    mode = mode_of(path)
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if mode is None or stat.S_ISREG(mode):
        write_whole(path, content)
        return
    with path.open("wb", buffering=0) as out:
        write_all(out.fileno(), content)
