"""The report as JSON: the document of the contract, key by key."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from seatlight.model.report import Report, Table

_encode = msgspec.json.Encoder().encode


def json_bytes(report: Report) -> bytearray:
    """The whole document with a line end: the head indented, then each row on a line of its own.

    Days and instants in ISO form, null where unknown. Rows are written one by one, so that a large team's never stand
    in memory all at once.
    """
    content = bytearray(b"{\n")
    for number, (key, value) in enumerate(report.head.items()):
        inner = msgspec.json.format(_encode(value), indent=2).replace(b"\n", b"\n  ")
        content += b",\n" * bool(number) + b"  " + _encode(key) + b": " + inner
    for table in report.tables:
        content += b",\n  " + _encode(table.name) + b": ["
        for piece in _lines(table):
            content += piece
        content += b"\n  ]" if table.rows else b"]"
    content += b"\n}\n"
    return content


def _lines(table: Table) -> Iterator[bytes]:
    for number, row in enumerate(table.rows):
        yield (b",\n    " if number else b"\n    ") + _encode(row)
