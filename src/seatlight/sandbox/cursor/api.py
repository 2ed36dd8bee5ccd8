"""From a request to an answer: key, quota, endpoint, and what the quirks do to every answer."""

import math
from collections.abc import Callable, Mapping
from datetime import timedelta

import msgspec

from seatlight.sandbox.cursor.asking import (
    Answer,
    Question,
    Refused,
    fields_of,
    is_allowed,
    refusal,
    wrong_plan,
)
from seatlight.sandbox.cursor.audit import answer_audit
from seatlight.sandbox.cursor.daily import answer_daily
from seatlight.sandbox.cursor.members import answer_members
from seatlight.sandbox.cursor.spend import answer_spend
from seatlight.sandbox.cursor.usage import answer_events, read_asked
from seatlight.sandbox.limits import Limits
from seatlight.sandbox.shelf import PageShelf
from seatlight.sandbox.wall_clock import WallClock, http_date
from seatlight.sandbox.world import World

MEMBERS = ("GET", "/teams/members")
MOST_BYTES_KEPT = 256_000_000
"""All pages of 500 people over 90 days fit, so that a second reading finds them made."""
REFUSED_BY = {
    "/teams/audit-logs": "audit-refused",
    "/teams/spend": "spend-refused",
    "/teams/daily-usage-data": "daily-refused",
    "/teams/filtered-usage-events": "events-refused",
}


class Api:
    """The endpoints over one world; safe among threads."""

    def __init__(self, world: World, limits: Limits, key: str) -> None:
        self._world = world
        self._quirks = world.setup.quirks
        self._limits = limits
        self._key = key
        self.wall_clock = WallClock(world, limits)
        self._pages, self._turns = PageShelf(MOST_BYTES_KEPT), 0
        self._listings: set[tuple[object, ...]] = set()
        self._routes: dict[tuple[str, str], Callable[[Question], object]] = {
            MEMBERS: lambda _: answer_members(self._world),
            ("GET", "/teams/audit-logs"): lambda question: answer_audit(self._world, question),
            ("POST", "/teams/daily-usage-data"): lambda question: answer_daily(self._world, fields_of(question)),
            ("POST", "/teams/spend"): lambda question: answer_spend(self._world, fields_of(question)),
            ("POST", "/teams/filtered-usage-events"): self._events,
        }

    def answer(self, question: Question) -> Answer:
        """The answer to a request, refusals included."""
        try:
            self._admit(question)
            with self._world.lock:
                return Answer(200, self._page(question))
        except Refused as refused:
            return refused.answer

    def too_many(self, seconds: float) -> Answer:
        """429, with or without a word on when to come back."""
        headers = {}
        if "retry-after-seconds" in self._quirks:
            headers["Retry-After"] = str(math.ceil(seconds))
        if "retry-after-date" in self._quirks:
            due = self.wall_clock.now(429) + timedelta(seconds=math.ceil(seconds) + 1)
            headers["Retry-After"] = http_date(due)
        return refusal(429, headers=headers)

    def look(self, question: Question) -> bytes | None:
        """The page that would answer a request, whatever key and quota; None where there is none."""
        try:
            with self._world.lock:
                return self._page(question)
        except (KeyError, Refused):
            return None

    def _admit(self, question: Question) -> None:
        if not is_allowed(question.authorization, self._key, self._quirks):
            raise Refused(refusal(401))
        route = (question.method, question.path)
        if route not in self._routes:
            raise Refused(refusal(404))
        seconds = self._limits.take(question.path)
        if seconds is not None:
            raise Refused(self.too_many(seconds))
        refused = wrong_plan(self._quirks) if route != MEMBERS else None
        if REFUSED_BY.get(question.path) in self._quirks:
            refused = refusal(403)
        if refused:
            raise Refused(refused)

    def _page(self, question: Question) -> bytes:
        """The encoded answer, made once for each question until the world turns."""
        if self._turns != self._world.turns:
            self._pages, self._turns = PageShelf(MOST_BYTES_KEPT), self._world.turns
        key = (question.method, question.path, question.query, question.body)
        body = None if self._watches_readings(question) else self._pages.find(key)
        if body is None:
            answer = self._routes[question.method, question.path](question)
            if "unknown-fields" in self._quirks:
                answer = add_unknown(msgspec.to_builtins(answer))
            body = msgspec.json.encode(answer)
            self._pages.put(key, body)
        return body

    def _watches_readings(self, question: Question) -> bool:
        return question.method == "POST" and bool(self._quirks & {"late-events", "cost-corrected"})

    def _events(self, question: Question) -> Mapping[str, object]:
        asked = read_asked(fields_of(question), self._world)
        if "cost-corrected" in self._quirks and asked.page == 1 and asked.size > 1:
            if asked.listing() in self._listings:
                self._world.correct_latest()
            self._listings.add(asked.listing())
        return answer_events(self._world, asked)


def add_unknown(value: object) -> object:
    """A JSON value in which every object has two more fields."""
    if isinstance(value, list):
        return [add_unknown(item) for item in value]
    if isinstance(value, dict):
        known = {name: add_unknown(item) for name, item in value.items()}
        return {"xNew": {"deep": [1, None, "x"]}, **known, "xLater": None}
    return value
