"""What faults do to an answer, up to the bytes on the wire; those of listings are in `dealing.py`."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec

from seatlight.sandbox.cursor.api import Api
from seatlight.sandbox.cursor.asking import Answer, refusal
from seatlight.sandbox.faults import Fault
from seatlight.sandbox.wall_clock import http_date

HTML = {"Content-Type": "text/html"}
GATEWAY_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
LOGIN_PAGE = b"<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>"
WORD = "many"

IN_PLACE = {
    "error-500": refusal(500),
    "error-502-html": Answer(502, GATEWAY_PAGE, HTML),
    "empty": Answer(200, b""),
    "not-json": Answer(200, LOGIN_PAGE, HTML),
}
"""Faults that put an answer of their own in place of any."""

CHANGES: dict[str, Callable[[list[Any]], object]] = {
    "wrong-types": lambda rows: [wrong_row(rows[0]), *rows[1:]] if rows else WORD,
    "reordered": lambda rows: rows[::-1],
    "duplicated": lambda rows: rows + rows,
}
"""Faults that change the rows of a good answer."""


def spoil(answer: Answer, fault: Fault, api: Api) -> Answer:
    """The answer that a fault puts in place of a good one; the same one for faults of other kinds."""
    if fault.name in IN_PLACE:
        return IN_PLACE[fault.name]
    if fault.name == "too-many":
        return api.too_many(1.0)
    if retry_after := put_off(fault, api):
        return refusal(429, headers={"Retry-After": retry_after})
    if answer.status == 200 and fault.name in CHANGES:
        return change_rows(answer, CHANGES[fault.name])
    return answer


def put_off(fault: Fault, api: Api) -> str:
    """When a fault tells to come back; empty for faults that do not tell."""
    if fault.name == "too-many-for":
        return f"{fault.seconds:f}".rstrip("0").rstrip(".")
    if fault.name == "retry-after-past":
        return http_date(api.wall_clock.now(429) - timedelta(hours=1))
    return {"retry-after-absurd": "99999999", "retry-after-words": "soon"}.get(fault.name, "")


def change_rows(answer: Answer, change: Callable[[list[Any]], object]) -> Answer:
    """An answer with other rows."""
    told = msgspec.json.decode(answer.body)
    field = rows_field(told)
    return msgspec.structs.replace(answer, body=msgspec.json.encode({**told, field: change(told[field])}))


def rows_field(told: dict[str, Any]) -> str:
    """The name under which an answer has its rows: every endpoint has one list."""
    return next(name for name, value in told.items() if isinstance(value, list))


def wrong_row(value: object) -> object:
    """A JSON value in which numbers and truths are words, and nothing else is changed but instants."""
    if isinstance(value, dict):
        return {name: 5 if name == "timestamp" else wrong_row(item) for name, item in value.items()}
    return WORD if isinstance(value, int | float) else value
