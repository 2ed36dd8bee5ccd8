"""The report as JSON: the document of the contract, key by key."""

from __future__ import annotations

import msgspec

from seatlight.model.report import Report


def json_bytes(report: Report) -> bytes:
    """The whole document, indented, with a line end; days and instants in ISO form, null where unknown."""
    return msgspec.json.format(msgspec.json.encode(report.document()), indent=2) + b"\n"
