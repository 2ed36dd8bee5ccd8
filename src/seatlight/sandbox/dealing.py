"""Faults of listings, for which other pages and earlier answers have to be known."""

import threading
from urllib.parse import urlencode

import msgspec

from seatlight.sandbox.cursor.api import Api
from seatlight.sandbox.cursor.asking import Answer, Question, Refused, fields_of, parameters_of, whole
from seatlight.sandbox.faults import Fault
from seatlight.sandbox.limits import EVENTS_PATH
from seatlight.sandbox.trouble import change_rows, rows_field

SWAPPED = {2: 3, 3: 2}


class Dealer:
    """Deals out the pages of listings as the faults say, and remembers which listings are out of order."""

    def __init__(self) -> None:
        self._swapped: set[tuple[str, bytes]] = set()
        self._more = 0
        self._lock = threading.Lock()

    def can_befall(self, fault: Fault, question: Question, api: Api) -> bool:
        """Whether a fault has anything to change in the answer to a request."""
        if fault.name == "count-moves":
            return question.path == EVENTS_PATH
        if fault.name == "shifted":
            return page_of(question) > 1
        if fault.name == "swapped-pages":
            return listing_of(question) not in self._swapped and self._partner(question, api) > 0
        return True

    def deal(self, question: Question, answer: Answer, fault: Fault | None, api: Api) -> Answer:
        """The answer with the rows and the count that it gets in place of its own."""
        if not fault and not self._swapped:
            return answer
        name, listing = fault.name if fault else "", listing_of(question)
        with self._lock:
            if name == "swapped-pages":
                self._swapped.add(listing)
            self._more += name == "count-moves"
        if answer.status != 200:
            return answer
        if name == "count-moves":
            return with_more(answer, self._more)
        if name == "shifted":
            return with_rows_of(answer, question, page_of(question) - 1, api)
        if listing in self._swapped and (partner := self._partner(question, api)):
            return with_rows_of(answer, question, partner, api)
        return answer

    def _partner(self, question: Question, api: Api) -> int:
        """The page that a page is swapped with; 0 if with none, for there has to be a third one."""
        partner = SWAPPED.get(page_of(question), 0)
        third = api.look(on_page(question, 3)) if partner else None
        told = msgspec.json.decode(third) if third else {}
        return partner if told and told[rows_field(told)] else 0


def with_rows_of(answer: Answer, question: Question, page: int, api: Api) -> Answer:
    """The answer with the rows of another page, and still with its own number."""
    body = api.look(on_page(question, page))
    told = msgspec.json.decode(body) if body else {}
    return change_rows(answer, lambda rows: told[rows_field(told)] if told else rows)


def with_more(answer: Answer, more: int) -> Answer:
    """The answer that counts so many events more than there are."""
    told = msgspec.json.decode(answer.body)
    told["totalUsageEventsCount"] += more
    return msgspec.structs.replace(answer, body=msgspec.json.encode(told))


def fields_asked(question: Question) -> dict[str, object]:
    """What a request says in its body or query; nothing where it cannot be read."""
    try:
        return fields_of(question) if question.method == "POST" else dict(parameters_of(question))
    except Refused:
        return {}


def page_of(question: Question) -> int:
    """The page that is asked for, the first unless it is said."""
    try:
        return whole(fields_asked(question), "page", 1, 10**9)
    except Refused:
        return 1


def on_page(question: Question, page: int) -> Question:
    """The same request for another page."""
    fields = {**fields_asked(question), "page": page}
    if question.method == "POST":
        return msgspec.structs.replace(question, body=msgspec.json.encode(fields))
    return msgspec.structs.replace(question, query=urlencode(fields))


def listing_of(question: Question) -> tuple[str, bytes]:
    """What is the same for all pages of one listing."""
    fields = {name: value for name, value in fields_asked(question).items() if name != "page"}
    return question.path, msgspec.json.encode(fields, order="sorted")
