"""Calls of the simulated Jira site, what they were given, and the ways it refuses."""

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec

from seatlight.sandbox.cursor.asking import Answer, Question, Refused
from seatlight.sandbox.jira.company import Company
from seatlight.sandbox.jira.projects import Project

SITE = "https://example.atlassian.net"
API = "/rest/api/3"
LOCATED = re.compile(rf"(?:/ex/jira/([^/]+))?{API}(/.*)?")
MESSAGES = {
    400: "The request is not valid.",
    401: "Client must be authenticated to access this resource.",
    403: "You do not have permission to perform this operation.",
    404: "The requested resource could not be found.",
    405: "Method Not Allowed",
    409: "The request took longer than 10 seconds.",
    429: "Rate limit exceeded.",
    500: "Internal server error",
}


Row = TypeVar("Row")


class Call(msgspec.Struct, frozen=True):
    """One call of an endpoint by the account `me`: what its path holds, what its query says, every value of a name."""

    company: Company
    quirks: frozenset[str]
    question: Question
    given: dict[str, list[str]]
    me: str
    parts: tuple[str, ...] = ()

    def one(self, name: str) -> str:
        """The first value of a name; empty where there is none."""
        return self.given.get(name, [""])[0]

    def many(self, name: str) -> list[str]:
        """All values of a name."""
        return self.given.get(name, [])

    def is_on(self, name: str) -> bool:
        """Whether a switch of the query is on."""
        return self.one(name).lower() == "true"

    def whole(self, name: str, usual: int) -> int:
        """A whole number from 0 on; anything else refuses."""
        text = self.one(name) or str(usual)
        if not text.isdecimal():
            raise refused(400, f"The value '{text}' of {name} is not a number.")
        return int(text)

    def size(self, usual: int, most: int) -> int:
        """How many a page has, clamped at `most`, and fewer with the quirk for it."""
        size = min(self.whole("maxResults", usual), most)
        return max(size * 2 // 3, 1) if "jira-short-pages" in self.quirks else size

    def link_to_page(self, start: int, size: int) -> str:
        """The address of a page of the same listing."""
        located = LOCATED.fullmatch(self.question.path)
        kept = {name: values for name, values in self.given.items() if name not in ("startAt", "maxResults")}
        query = urlencode({**kept, "startAt": start, "maxResults": size}, doseq=True)
        return f"{link(located[2] if located else '')}?{query}"

    def body(self) -> dict[str, Any]:
        """The JSON object of the body; anything else refuses."""
        try:
            fields = msgspec.json.decode(self.question.body)
        except (msgspec.DecodeError, UnicodeDecodeError):
            fields = None
        if not isinstance(fields, dict):
            raise refused(400, "Invalid request payload. Refer to the REST API documentation and try again.")
        return fields

    def sees(self, project: Project) -> bool:
        """Whether whoever asks reaches a project."""
        return self.company.reaches(self.me, project)

    def project(self, id_or_key: str) -> Project:
        """A project that whoever asks reaches; 404 else, as for one that does not exist."""
        project = self.company.find_project(id_or_key)
        if not project or not self.sees(project):
            raise refused(404, f"No project could be found with key '{id_or_key}'.")
        return project


def is_jira(path: str) -> bool:
    """Whether a path is the Jira site's; everything else is Cursor's."""
    return path == "/_edge/tenant_info" or path.startswith(("/rest/", "/ex/jira/"))


def refusal(status: int, message: str = "", **fields: str) -> Answer:
    """An error in Jira's form: a message, or what is the matter with which field."""
    messages = [] if fields else [message or MESSAGES[status]]
    return Answer(status, msgspec.json.encode({"errorMessages": messages, "errors": fields}))


def refused(status: int, message: str = "", **fields: str) -> Refused:
    """The same, to be raised."""
    return Refused(refusal(status, message, **fields))


def link(path: str, **query: object) -> str:
    """The address that Jira tells for something of its own."""
    return f"{SITE}{API}{path}" + (f"?{urlencode(query)}" if query else "")


def page_bean(
    call: Call, rows: Sequence[Row], write: Callable[[Sequence[Row]], object], usual: int, most: int
) -> dict[str, object]:
    """One page of rows, as `write` puts them, with its place among all of them."""
    start, size = call.whole("startAt", 0), call.size(usual, most)
    last = start + size >= len(rows)
    bean: dict[str, object] = {
        "self": call.link_to_page(start, size),
        "maxResults": size,
        "startAt": start,
        "total": len(rows),
        "isLast": last,
        "values": write(rows[start : start + size]),
    }
    return bean if last else {**bean, "nextPage": call.link_to_page(start + size, size)}
