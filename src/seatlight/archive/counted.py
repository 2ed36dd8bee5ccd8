"""When days were last held against the vendor's count, remembered beside their files, which stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

import msgspec

from seatlight.archive.day_file import Instant
from seatlight.files import write_whole
from seatlight.model.window import day_of

NAME = "counted.json"
FORM = "seatlight.counted/1"


class Counted(msgspec.Struct, frozen=True):
    """The instant of each day's last count."""

    schema: str
    days: dict[date, Instant]


def read_counted(folder: Path) -> Mapping[date, datetime]:
    """What is remembered; nothing when the file is missing or damaged: then days are counted once more."""
    try:
        counted = msgspec.json.decode((folder / NAME).read_bytes(), type=Counted)
    except (OSError, msgspec.MsgspecError):
        return {}
    return counted.days if counted.schema == FORM else {}


def write_counted(folder: Path, days: Iterable[int], at: datetime) -> None:
    """Remember one more count; what another process writes at the same moment may be lost, and is counted again."""
    counted = {**read_counted(folder), **dict.fromkeys(map(day_of, days), at)}
    write_whole(folder / NAME, msgspec.json.encode(Counted(FORM, counted)))
