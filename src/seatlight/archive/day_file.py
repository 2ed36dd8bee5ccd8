"""One day's kept totals as the bytes of a Parquet file that says what it is and notices damage.

The footer's metadata carries `seatlight.schema`, `connection`, `day`, `read_at`, `counted_at`, `events`, `models` (a
JSON list of names) and, last, `checksum`: the CRC-32 of the whole file as it is with a placeholder where the checksum's
digits stand. Every version places the checksum like this, so that damage is told from a newer version first.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated
from zlib import crc32

import msgspec
import polars as pl

from seatlight.errors import BadFile
from seatlight.model.window import day_number, day_of
from seatlight.ports import KeptDay
from seatlight.tables.schema import KEPT
from seatlight.tables.types import polars_schema

SCHEMA = "seatlight.kept/1"
MARK = b"crc32:"
PLACEHOLDER = b"........"
NAMED = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.parquet")

Instant = Annotated[datetime, msgspec.Meta(tz=True)]


class Damaged(Exception):
    """The bytes are not those that were written; the message is the reason."""


class Label(msgspec.Struct, frozen=True, rename="seatlight.{}".format):
    """What a file's metadata says of it."""

    schema: str
    connection: str
    day: date
    read_at: Instant
    counted_at: Instant
    events: int
    models: str
    checksum: str


def name_of(day: int) -> str:
    """The name of the file that keeps this day."""
    return f"{day_of(day)}.parquet"


def day_named(name: str) -> int | None:
    """The day that a file of this name keeps; None for a name that is none of ours."""
    found = NAMED.fullmatch(name)
    try:
        return day_number(date.fromisoformat(found[1])) if found else None
    except ValueError:
        return None


def to_bytes(connection: str, day: int, rows: pl.DataFrame, kept: KeptDay) -> bytearray:
    """The file of one day; ValueError for rows that are not KEPT of that day alone."""
    if rows.schema != polars_schema(KEPT):
        raise ValueError("The rows to keep are not of the schema KEPT.")
    if not (rows["day"] == day_of(day)).all(ignore_nulls=False):
        raise ValueError(f"The rows to keep are not all of {day_of(day)}.")
    checksum = (MARK + PLACEHOLDER).decode()
    label = Label(
        SCHEMA, connection, day_of(day), kept.read_at, kept.counted_at, kept.events, _words(kept.models), checksum
    )
    out = io.BytesIO()
    metadata = {key: str(value) for key, value in msgspec.to_builtins(label).items()}
    # Every Parquet reader knows zstd; lz4 reads a quarter faster, but some do not know the kind that is written today.
    rows.write_parquet(out, compression="zstd", metadata=metadata)
    content = bytearray(out.getbuffer())
    start = content.rindex(MARK) + len(MARK)
    content[start : start + len(PLACEHOLDER)] = _checksum(content, start)
    return content


def read_label(content: bytes, day: int) -> Label:
    """What the file that is named for this day says of itself; Damaged when its bytes or its day are not right.

    A whole file of a version that we do not know is a BadFile.
    """
    if not content:
        raise Damaged("it is empty")
    start = content.rfind(MARK) + len(MARK)
    if start < len(MARK) or content[start : start + len(PLACEHOLDER)] != _checksum(content, start):
        raise Damaged("it was cut off or altered: its checksum is not right")
    metadata = pl.read_parquet_metadata(io.BytesIO(content))
    if metadata.get("seatlight.schema") != SCHEMA:
        raise BadFile(f"it was written by a newer Seatlight ({metadata.get('seatlight.schema')}): update Seatlight")
    label = msgspec.convert(metadata, Label, strict=False)
    if label.day != day_of(day):
        raise Damaged(f"it holds {label.day}")
    return label


def _words(names: Iterable[str]) -> str:
    return msgspec.json.encode(list(names)).decode()


def kept_day(label: Label) -> KeptDay:
    """What the door tells of a file that says this of itself."""
    models = msgspec.json.decode(label.models, type=tuple[str, ...])
    return KeptDay(label.read_at, label.counted_at, label.events, models)


def _checksum(content: bytes | bytearray, start: int) -> bytes:
    """The checksum's digits, which are to stand from `start` on."""
    whole = memoryview(content)
    before = crc32(PLACEHOLDER, crc32(whole[:start]))
    return b"%08x" % crc32(whole[start + len(PLACEHOLDER) :], before)
