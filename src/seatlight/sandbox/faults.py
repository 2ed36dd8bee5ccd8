"""What goes wrong on demand: `name[:seconds][@path][:times]`, times a number or `always`, 1 unless said."""

import math
import threading
from collections.abc import Callable

import msgspec

FAULTS: dict[str, str] = {
    "error-500": "The answer is 500 with the documented body.",
    "error-502-html": "The answer is 502 with a page of HTML, as from a gateway.",
    "truncated": "The header is right, half of the body follows, then the connection is closed.",
    "reset": "The connection is reset in the middle of the body.",
    "slow": "The answer comes after so many seconds.",
    "hang": "No answer ever comes.",
    "wrong-types": "The numbers of the first row are words.",
    "dropped": "The connection is closed before any answer.",
    "empty": "The answer is 200 without a body.",
    "not-json": "The answer is 200 with a page of HTML.",
    "too-many": "The answer is 429, whatever the quota.",
    "too-many-for": "The answer is 429 and tells to come back after so many seconds.",
    "retry-after-absurd": "The answer is 429 and tells to come back after three years.",
    "retry-after-past": "The answer is 429 and tells to come back at a date that is over.",
    "retry-after-words": "The answer is 429 and tells to come back soon, in that word.",
    "reordered": "The rows of a page are in reverse order.",
    "duplicated": "The rows of a page appear twice in it.",
    "shifted": "A page from the second on has the rows of the page before it.",
    "swapped-pages": "The second and the third page of a listing have each other's rows, from then on.",
    "count-moves": "totalUsageEventsCount is one more with each answer that has the fault.",
}

JIRA_FAULTS: dict[str, str] = {
    "jira-quota": "Jira answers 429 for its hourly points, and tells to come back after so many seconds (60).",
    "jira-burst": "Jira answers 429 for a burst of requests, and tells to come back after a second.",
    "jira-gateway": "Jira's gateway answers 429 with the time of its reset, after so many seconds (1).",
    "jira-forbidden": "Jira answers 403.",
    "jira-missing": "Jira answers 404.",
}
"""Faults that befall calls of Jira alone."""

TIMED = {"slow": "0", "too-many-for": "", "jira-quota": "60", "jira-gateway": "1"}
"""Faults that take seconds, and how many if none are said."""


class Fault(msgspec.Struct):
    """One kind of trouble at paths that end in `path` (all if empty), `left` times more."""

    name: str
    path: str
    left: float
    seconds: float = 0.0


class FaultList:
    """The troubles of a sandbox, handed out one per request; safe among threads."""

    def __init__(self, faults: list[Fault]) -> None:
        self._faults = faults
        self._lock = threading.Lock()

    def add(self, text: str) -> None:
        """One more fault, written as on the command line."""
        with self._lock:
            self._faults.append(parse_fault(text))

    def clear(self) -> None:
        """Nothing goes wrong from now on."""
        with self._lock:
            self._faults.clear()

    def take(self, path: str, can_befall: Callable[[Fault], bool]) -> Fault | None:
        """The next fault for a path that can befall its request, and one time less of it."""
        with self._lock:
            for fault in self._faults:
                if fault.left > 0 and path.endswith(fault.path) and can_befall(fault):
                    fault.left -= 1
                    return fault
        return None


def parse_fault(text: str) -> Fault:
    """A fault from its text; ValueError with one sentence if it cannot be understood."""
    head, _, tail = text.partition("@")
    name, *numbers = head.split(":")
    path, *times = tail.split(":")
    seconds = numbers.pop(0) if name in TIMED and numbers else TIMED.get(name, "0")
    times = numbers + times
    if name not in FAULTS and name not in JIRA_FAULTS:
        raise ValueError(f"There is no fault {name}; `seatlight sandbox --list` names them.")
    try:
        left = math.inf if times[:1] == ["always"] else float(int(times[0])) if times else 1.0
        fault = Fault(name, path, left, float(seconds))
    except ValueError:
        fault = Fault(name, path, 0)
    if len(times) > 1 or fault.left < 1 or not 0 <= fault.seconds < math.inf:
        raise ValueError(f"The fault {text} is not of the form name[:seconds][@path][:times], with times from 1 on.")
    return fault
