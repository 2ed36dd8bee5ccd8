"""The day files in one folder: each checked once, the damaged set aside."""

from __future__ import annotations

import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from seatlight.archive.day_file import Damaged, day_named, kept_day, name_of, read_label
from seatlight.archive.folder import unusable
from seatlight.errors import BadFile
from seatlight.files import told
from seatlight.ports import KeptDay

THREADS = 4

Stamp = tuple[int, int, int]
"""Size, time of the last change and inode: while they stay the same, so does the file."""


class Shelf:
    """What was found in the folder, and sentences about what could not be used. Not for several threads at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[int, tuple[Stamp, KeptDay]] = {}
        # A dictionary, because several threads note at a time, and a sentence once.
        self._noted: dict[str, None] = {}

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(self._noted)

    def days(self) -> Mapping[int, KeptDay]:
        """The days whose files are whole; only files that changed since the last call are read."""
        stamps = self._listed()
        known = {day: known for day, known in self._known.items() if stamps.get(day) == known[0]}
        unknown = [day for day in stamps if day not in known]
        if unknown:
            with ThreadPoolExecutor(THREADS) as pool:
                checked = zip(unknown, pool.map(self._checked, unknown), strict=True)
                known |= {day: found for day, found in checked if found is not None}
        self._known = known
        return {day: kept for day, (_, kept) in sorted(known.items())}

    def _listed(self) -> dict[int, Stamp]:
        """Every file that is named for a day; none when there is no folder."""
        stamps = {}
        try:
            for path in self._folder.iterdir():
                day = day_named(path.name)
                if day is not None:
                    with suppress(FileNotFoundError):
                        stamps[day] = _stamp(path.stat())
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise unusable(self._folder, error) from error
        return stamps

    def _checked(self, day: int) -> tuple[Stamp, KeptDay] | None:
        """What one file keeps; None when it is gone, cannot be read or is damaged."""
        path = self._folder / name_of(day)
        try:
            with path.open("rb") as opened:
                stamp, content = _stamp(os.fstat(opened.fileno())), opened.read()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._note(f"Kept totals in {path} cannot be read and count as not kept: {told(error)}.")
            return None
        try:
            label = read_label(content, day)
        except Damaged as damage:
            self._set_aside(path, stamp, str(damage))
            return None
        except BadFile as error:
            raise BadFile(f"Kept totals in {path} cannot be read: {error.says}.") from None
        return stamp, kept_day(label)

    def _set_aside(self, path: Path, stamp: Stamp, reason: str) -> None:
        """Rename a damaged file so that its day counts as not kept, and note it."""
        beside = path.with_name(f"{path.name}.damaged")
        number = 1
        while beside.exists():
            number += 1
            beside = path.with_name(f"{path.name}.damaged-{number}")
        then = "it could not be renamed"
        with suppress(OSError):
            path.rename(beside)
            if _stamp(beside.stat()) != stamp:
                # A whole file had just been put in its place.
                beside.rename(path)
                return
            then = f"it is now called {beside.name}"
        self._note(f"Kept totals in {path} are damaged and count as not kept: {reason}; {then}.")

    def _note(self, sentence: str) -> None:
        self._noted[sentence] = None


def _stamp(stat: os.stat_result) -> Stamp:
    return stat.st_size, stat.st_mtime_ns, stat.st_ino
