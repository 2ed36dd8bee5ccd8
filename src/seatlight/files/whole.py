"""Writes a file so that it is there in full or not at all, and says in words what stopped it."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from contextlib import suppress
from pathlib import Path

SAYS = {
    errno.ENOSPC: "the disk is full: free some space or choose another place",
    errno.EDQUOT: "the disk quota is used up: free some space or choose another place",
    errno.EFBIG: "the file would be larger than is allowed here: raise the limit or choose another place",
    errno.ENOENT: "the folder does not exist: create it or choose another",
    errno.ENOTDIR: "a part of the path is not a folder: choose another path",
    errno.EISDIR: "it is a folder: add a file name",
    errno.EACCES: "access is not permitted there: choose another place or change the permissions",
    errno.EPERM: "access is not permitted there: choose another place or change the permissions",
    errno.EROFS: "the disk can only be read: choose another place",
    errno.ENAMETOOLONG: "the name is too long: choose a shorter one",
}
PART = re.compile(r"\.seatlight-[0-9a-f]{16}\.part")
"""The temporary name of a file that is being written."""


def told(error: OSError) -> str:
    """A failure of the system in words, with what to do."""
    return SAYS.get(error.errno or 0, f"{error.strerror or error}: choose another place")


def write_whole(path: Path, content: bytes | bytearray) -> None:
    """Write beside the target, then rename; permissions stay those of the file that was there.

    Whatever stops it, a Ctrl-C included, leaves what was there before and nothing half-written; only a process
    that is killed leaves its temporary file (`remove_leftovers`).
    """
    # The link stays a link: what it points to is replaced.
    target = path.resolve()
    beside = target.with_name(f".seatlight-{secrets.token_hex(8)}.part")
    try:
        _write_new(beside, content, mode_of(target))
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def write_private(path: Path, text: str) -> None:
    """A new file that its owner alone may read, in a folder that is made if need be; one that is there stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        out = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            write_all(out, text.encode())
            os.fsync(out)
        finally:
            os.close(out)


def write_all(out: int, content: bytes | bytearray) -> None:
    """All of the content to an open file, however little of it the system takes at once."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(out, rest) :]


def mode_of(path: Path) -> int | None:
    """What the path leads to, None when there is nothing yet."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def remove_leftovers(folder: Path, before: float) -> None:
    """Remove what killed processes left half-written in the folder before that instant (in Unix seconds)."""
    for path in folder.iterdir():
        if PART.fullmatch(path.name):
            with suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()


def _write_new(beside: Path, content: bytes | bytearray, mode: int | None) -> None:
    """A new file, on the disk when this returns; it keeps the permissions of the one it is to replace."""
    out = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(out, stat.S_IMODE(mode))
        write_all(out, content)
        os.fsync(out)
    finally:
        os.close(out)
