"""Writes a file so that it is there in full or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from pathlib import Path

from seatlight.errors import OutputFailed

SAYS = {
    errno.ENOSPC: "the disk is full: free some space or choose another place",
    errno.EDQUOT: "the disk quota is used up: free some space or choose another place",
    errno.EFBIG: "the file would be larger than is allowed here: raise the limit or choose another place",
    errno.ENOENT: "the folder does not exist: create it or choose another",
    errno.ENOTDIR: "a part of the path is not a folder: choose another path",
    errno.EISDIR: "it is a folder: add a file name",
    errno.EACCES: "writing is not permitted there: choose another place or change the permissions",
    errno.EPERM: "writing is not permitted there: choose another place or change the permissions",
    errno.EROFS: "the disk can only be read: choose another place",
    errno.ENAMETOOLONG: "the name is too long: choose a shorter one",
}


def write_output(path: str | Path, content: bytes | bytearray) -> None:
    """Write beside the target, then rename; a device or pipe is written to directly.

    Whatever stops it, a Ctrl-C included, leaves what was there before and nothing half-written. A failure of
    the system becomes OutputFailed.
    """
    try:
        _write(Path(path), content)
    except OSError as error:
        raise OutputFailed(f"Cannot write {str(path)!r}: {told(error)}.") from error
    except ValueError as error:
        raise OutputFailed(f"Cannot write {str(path)!r}: {error}: choose another path.") from error


def told(error: OSError) -> str:
    """A failure of the system in words, with what to do."""
    return SAYS.get(error.errno or 0, f"{error.strerror or error}: choose another place")


def check_output(path: Path) -> None:
    """Raise OutputFailed at once for a place where nothing can be written: a folder, or none around it."""
    try:
        mode = _mode(path)
        if mode is not None and stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        path.resolve().parent.stat()
    except OSError as error:
        raise OutputFailed(f"Cannot write {str(path)!r}: {told(error)}.") from error


def _write(path: Path, content: bytes | bytearray) -> None:
    mode = _mode(path)
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if mode is not None and not stat.S_ISREG(mode):
        with path.open("wb", buffering=0) as out:
            _write_all(out.fileno(), content)
        return
    # The link stays a link: what it points to is replaced.
    target = path.resolve()
    beside = target.with_name(f".seatlight-{secrets.token_hex(8)}.part")
    try:
        _write_new(beside, content, mode)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int | None:
    """What the path leads to, None when there is nothing yet."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _write_new(beside: Path, content: bytes | bytearray, mode: int | None) -> None:
    """A new file, on the disk when this returns; it keeps the permissions of the one it is to replace."""
    out = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(out, stat.S_IMODE(mode))
        _write_all(out, content)
        os.fsync(out)
    finally:
        os.close(out)


def _write_all(out: int, content: bytes | bytearray) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(out, rest) :]
