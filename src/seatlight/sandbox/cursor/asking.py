"""Requests and answers of the simulated API, and the ways it refuses."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import msgspec

LONGEST_MS = 30 * 86_400_000


class Question(msgspec.Struct, frozen=True):
    """One request as it came in; `host` and `origin` are what a browser says of where it asks, and from where."""

    method: str
    path: str
    query: str = ""
    authorization: str = ""
    body: bytes = b""
    host: str = ""
    origin: str = ""

    def summary(self) -> str:
        """What was asked, in at most 200 characters."""
        return (self.body.decode(errors="replace") or self.query)[:200]


class Answer(msgspec.Struct, frozen=True):
    """One answer; JSON unless `headers` says otherwise."""

    status: int
    body: bytes
    headers: dict[str, str] = {}


class Refused(Exception):
    """The API refuses a request, in one of its body forms."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


REASONS = {
    400: ("Bad Request", "Invalid request parameters"),
    401: ("Unauthorized", "Invalid API key"),
    403: ("Forbidden", "Enterprise access required"),
    404: ("Not Found", "Resource not found"),
    429: ("Too Many Requests", "Rate limit exceeded. Please try again later."),
    500: ("Internal Server Error", "An unexpected error occurred"),
}


def refusal(status: int, message: str = "", headers: dict[str, str] | None = None) -> Answer:
    """An error in the documented form, with the documented message unless another is given."""
    reason, documented = REASONS[status]
    return Answer(status, msgspec.json.encode({"error": reason, "message": message or documented}), headers or {})


def wrong_plan(quirks: frozenset[str]) -> Answer | None:
    """The refusal of a team that has not the right plan; None if it has."""
    if "wrong-plan-401" in quirks:
        told = {
            "code": "error",
            "message": "You must be a member of an enterprise team to access this resource",
        }
        return Answer(401, msgspec.json.encode(told))
    return refusal(403) if "wrong-plan-403" in quirks else None


def is_allowed(authorization: str, key: str, quirks: frozenset[str]) -> bool:
    """Whether the header proves the key: Basic with an empty password, Bearer only where that is a quirk."""
    basic = "Basic " + b64encode(f"{key}:".encode()).decode()
    return authorization == basic or ("bearer" in quirks and authorization == f"Bearer {key}")


def fields_of(question: Question) -> dict[str, object]:
    """The JSON object of the body; an empty body is an empty object, anything else refuses."""
    try:
        fields = msgspec.json.decode(question.body) if question.body.strip() else {}
    except msgspec.DecodeError:
        raise Refused(refusal(400, "Request body is not valid JSON")) from None
    if not isinstance(fields, dict):
        raise Refused(refusal(400, "Request body must be an object"))
    return fields


def parameters_of(question: Question) -> dict[str, str]:
    """The query string's parameters, the last one of each name."""
    return {name: values[-1] for name, values in parse_qs(question.query).items()}


def whole(fields: Mapping[str, object], name: str, default: int, most: int) -> int:
    """A positive whole number from a body or query, clamped at `most`; anything else refuses."""
    value = fields.get(name, default)
    if isinstance(value, str) and value.isdigit():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise Refused(refusal(400, f"{name} must be a positive integer"))
    return min(value, most)


def check_range(first_ms: int, last_ms: int) -> None:
    """Refuse a range that is reversed or longer than 30 times 24 hours."""
    if first_ms > last_ms:
        raise Refused(refusal(400, "startDate must not be after endDate"))
    if last_ms - first_ms > LONGEST_MS:
        raise Refused(refusal(400, "Date range must not exceed 30 days"))


def as_instant(text: str, now: datetime) -> datetime:
    """An instant in any form that the audit log takes; anything else refuses."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    words = {"now": now, "today": midnight, "yesterday": midnight - timedelta(days=1)}
    units = {"d": "days", "h": "hours", "s": "seconds"}
    if text in words:
        return words[text]
    if text[:-1].isdigit() and text[-1:] in units:
        return now - timedelta(**{units[text[-1]]: int(text[:-1])})
    if text.isdigit():
        seconds = int(text) / (1000 if len(text) > 11 else 1)
        return datetime.fromtimestamp(seconds, UTC)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(refusal(400, "Invalid date")) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
