"""What faults do to an answer, up to the bytes on the wire."""

from typing import Any

import msgspec

from seatlight.sandbox.cursor.asking import Answer, refusal
from seatlight.sandbox.faults import Fault

GATEWAY_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
WORD = "many"


def spoil(answer: Answer, fault: Fault, too_many: Answer) -> Answer:
    """The answer that a fault puts in place of a good one; the same one for faults of the connection."""
    if fault.name == "error-500":
        return refusal(500)
    if fault.name == "error-502-html":
        return Answer(502, GATEWAY_PAGE, {"Content-Type": "text/html"})
    if fault.name == "too-many":
        return too_many
    if answer.status == 200 and fault.name in ("wrong-types", "reordered"):
        return Answer(200, msgspec.json.encode(spoil_rows(msgspec.json.decode(answer.body), fault.name)))
    return answer


def spoil_rows(told: dict[str, Any], name: str) -> dict[str, Any]:
    """An answer whose rows are in reverse, or whose first row is of the wrong types."""
    for field, rows in told.items():
        if isinstance(rows, list):
            if name == "reordered":
                return {**told, field: rows[::-1]}
            return {**told, field: [wrong_row(rows[0]), *rows[1:]] if rows else WORD}
    return told


def wrong_row(value: object) -> object:
    """A JSON value in which numbers and truths are words, and nothing else is changed but instants."""
    if isinstance(value, dict):
        return {name: 5 if name == "timestamp" else wrong_row(item) for name, item in value.items()}
    return WORD if isinstance(value, int | float) else value
