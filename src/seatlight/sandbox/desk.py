"""Where requests are answered: the log, the faults that befall them, and how long it takes."""

import threading
from collections import Counter
from collections.abc import Callable

import msgspec

from seatlight.sandbox.cursor.api import Api
from seatlight.sandbox.cursor.asking import Answer, Question
from seatlight.sandbox.dealing import Dealer
from seatlight.sandbox.faults import Fault, FaultList
from seatlight.sandbox.happenings import Happenings
from seatlight.sandbox.limits import EVENTS_PATH, Limits
from seatlight.sandbox.setup import Setup
from seatlight.sandbox.trouble import spoil
from seatlight.sandbox.world import World


class Asked(msgspec.Struct, frozen=True):
    """A line of the sandbox's log of requests; status 0 when no answer was given."""

    method: str
    path: str
    summary: str
    status: int


class Desk:
    """Everything behind the port of a sandbox: world, API, faults and log."""

    def __init__(self, setup: Setup, clock: Callable[[], float], wait: Callable[[float], None] | None) -> None:
        self.setup = setup
        self.key = setup.effective_key()
        self.world = World(setup)
        self.happenings = Happenings(self.world)
        self.requests: list[Asked] = []
        self.faults = FaultList(setup.parsed_faults())
        self.api = Api(self.world, Limits(setup.quotas, setup.quirks, clock), self.key)
        self.stopping = threading.Event()
        self._dealer = Dealer()
        self._wait: Callable[[float], object] = wait or self.stopping.wait

    def counts(self) -> dict[str, int]:
        """How many requests there were for each path."""
        return dict(Counter(asked.path for asked in self.requests))

    def note(self, question: Question, status: int) -> None:
        """Write a request into the log."""
        self.requests.append(Asked(question.method, question.path, question.summary(), status))

    def take_fault(self, question: Question) -> Fault | None:
        """The fault that befalls a request, which then has befallen it."""
        return self.faults.take(question.path, lambda fault: self._dealer.can_befall(fault, question, self.api))

    def let_time_pass(self, fault: Fault | None) -> None:
        """Wait as long as the answer takes."""
        seconds = self.setup.latency_seconds + (fault.seconds if fault and fault.name == "slow" else 0)
        if seconds:
            self._wait(seconds)

    def answer(self, question: Question, fault: Fault | None) -> Answer:
        """The answer to a request after its fault, noted in the log."""
        good = self.api.answer(question)
        answer = self._dealer.deal(question, good, fault, self.api)
        if question.path == EVENTS_PATH and good.status == 200:
            self.happenings.count_request()
        if fault:
            answer = spoil(answer, fault, self.api)
        self.note(question, answer.status)
        return answer
