"""What faults do to an answer of the Jira site."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec

from seatlight.sandbox.cursor.api import Api
from seatlight.sandbox.cursor.asking import Answer
from seatlight.sandbox.faults import JIRA_FAULTS, Fault
from seatlight.sandbox.jira.asking import is_jira, refusal
from seatlight.sandbox.trouble import CHANGES, IN_PLACE, put_off, wrong_row

LISTINGS = re.compile(
    r".*/(users|users/search|user/search|user/bulk|project/search|group/member|role/\d+|user/assignable/\w+)"
)
OF_CURSOR = frozenset({"shifted", "swapped-pages", "count-moves"})
OF_ROWS = frozenset({"reordered", "duplicated"})


def can_befall(fault: Fault, path: str) -> bool | None:
    """Whether a fault can befall a call of Jira; None where Cursor's half has to tell."""
    if not is_jira(path):
        return False if fault.name in JIRA_FAULTS else None
    if fault.name in OF_ROWS:
        return bool(LISTINGS.fullmatch(path))
    return fault.name not in OF_CURSOR


class Spoiler:
    """Spoils answers as faults say; every second reset time of the gateway comes without seconds."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._gateways = 0

    def spoil(self, answer: Answer, fault: Fault) -> Answer:
        """The answer that a fault puts in place of a good one; the same one for faults of other kinds."""
        if fault.name == "error-500":
            return refusal(500)
        if fault.name in IN_PLACE:
            return IN_PLACE[fault.name]
        if fault.name in ("jira-forbidden", "jira-missing"):
            return refusal(403 if fault.name == "jira-forbidden" else 404)
        if fault.name.startswith(("jira-", "too-many", "retry-after")):
            return msgspec.structs.replace(refusal(429), headers=self._headers(fault))
        if answer.status == 200 and fault.name in CHANGES:
            return change_listing(answer, CHANGES[fault.name])
        return answer

    def _headers(self, fault: Fault) -> dict[str, str]:
        """What a 429 tells beside its body."""
        seconds = f"{fault.seconds:f}".rstrip("0").rstrip(".")
        if fault.name == "jira-quota":
            return {"Retry-After": seconds, **limit("jira-quota-tenant-based", "global-app-quota", 65_000, seconds)}
        if fault.name == "jira-burst":
            return {"Retry-After": "1", **limit("jira-burst-based", "jira-burst", 100, "1")}
        if fault.name == "jira-gateway":
            return self._gateway(fault.seconds)
        told = put_off(fault, self._api)
        return {"Retry-After": told} if told else {}

    def _gateway(self, seconds: float) -> dict[str, str]:
        """A time of reset; without seconds it is the minute after, so that it is never too early."""
        self._gateways += 1
        due = self._api.wall_clock.now() + timedelta(seconds=seconds)
        text = f"{due:%Y-%m-%dT%H:%M:%SZ}"
        if self._gateways % 2 == 0:
            text = f"{due + timedelta(seconds=59):%Y-%m-%dT%H:%MZ}"
        return {"X-RateLimit-Limit": "350", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": text}


def limit(reason: str, policy: str, most: int, seconds: str) -> dict[str, str]:
    """The headers of a limit that is used up."""
    return {
        "RateLimit-Reason": reason,
        "RateLimit-Policy": f'"{policy}";q={most};w={3600 if most > 100 else 1}',
        "RateLimit": f'"{policy}";r=0;t={seconds}',
    }


def change_listing(answer: Answer, change: Callable[[list[Any]], object]) -> Answer:
    """An answer with other rows: it is a list, or has one, or else is changed as the only row."""
    told = msgspec.json.decode(answer.body)
    if isinstance(told, list):
        told = change(told)
    else:
        field = next((name for name in ("values", "actors") if isinstance(told.get(name), list)), None)
        told = {**told, field: change(told[field])} if field else wrong_row(told)
    return msgspec.structs.replace(answer, body=msgspec.json.encode(told))
