"""Values as plain text: days and instants in ISO form, lists joined, text made harmless to show."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from typing import Any

from seatlight.model.report import ColumnKind

BETWEEN = "; "


def iso(value: date | datetime | str) -> str:
    """A day as 2026-11-22, an instant as 2026-11-22T09:00:00Z; text stays as it is."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def joined(kind: ColumnKind, values: list[Any]) -> str:
    """A list as one text: signals by their keys, the days of a strip with ? where they are unknown."""
    if kind is ColumnKind.SIGNALS:
        return BETWEEN.join(signal["key"] for signal in values)
    return BETWEEN.join("?" if value is None else str(value) for value in values)


def plain(kind: ColumnKind, value: Any) -> str | int | float:
    """A cell for programs to read: numbers as they are, all else as text, empty where it is unknown."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return joined(kind, list(value))
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, int | float) else iso(value)


def printable(text: str) -> str:
    """The text on one line and without characters that steer a terminal or turn the direction of writing.

    Any white space becomes a space, invisible marks go, control characters show as a replacement mark.
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) == "Cf" else "\N{REPLACEMENT CHARACTER}"
