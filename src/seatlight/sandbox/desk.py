"""Where requests are answered: the log, the faults that befall them, and how long it takes."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from seatlight.sandbox.cursor.api import Api
from seatlight.sandbox.cursor.asking import Answer, Question
from seatlight.sandbox.dealing import Dealer
from seatlight.sandbox.faults import Fault, FaultList
from seatlight.sandbox.happenings import Happenings
from seatlight.sandbox.jira.app_tokens import AppTokens
from seatlight.sandbox.jira.asking import is_jira
from seatlight.sandbox.jira.company import Company
from seatlight.sandbox.jira.control import JiraControl
from seatlight.sandbox.jira.site import Site
from seatlight.sandbox.jira.staff import ADMIN_EMAIL
from seatlight.sandbox.jira.trouble import Spoiler, can_befall
from seatlight.sandbox.limits import EVENTS_PATH, Limits
from seatlight.sandbox.setup import Setup
from seatlight.sandbox.trouble import IN_PLACE, spoil
from seatlight.sandbox.world import World

if TYPE_CHECKING:
    from pathlib import Path

    from seatlight.sandbox.forge import Forge
    from seatlight.sandbox.forge.claims import App
    from seatlight.sandbox.host import Host

JWKS_PATH = "/.well-known/jwks.json"


class Asked(msgspec.Struct, frozen=True):
    """A line of the sandbox's log of requests; status 0 when no answer was given."""

    method: str
    path: str
    summary: str
    status: int


class Desk:
    """Everything behind the port of a sandbox: world, Cursor's API, Jira's site, faults and log.

    `jira` changes the site, whose company is made when it is first needed. `host` stands in for Jira's page, once
    somebody shows it.
    """

    def __init__(self, setup: Setup, clock: Callable[[], float], wait: Callable[[float], None] | None) -> None:
        self.setup = setup
        self.key = setup.effective_key()
        self.world = World(setup)
        self.happenings = Happenings(self.world)
        self.requests: list[Asked] = []
        self.faults = FaultList(setup.parsed_faults())
        self.api = Api(self.world, Limits(setup.quotas, setup.quirks, clock), self.key)
        self.app_tokens = AppTokens()
        self.site = Site(setup, self.company, self.app_tokens)
        self.cloud_id, self.jira_email, self.jira_token = self.site.cloud_id, ADMIN_EMAIL, setup.jira_token
        self.jira = JiraControl(self.company)
        self.stopping = threading.Event()
        self._dealer = Dealer()
        self._spoiler = Spoiler(self.api)
        self.url = ""
        self._company: Company | None = None
        self._forge: Forge | None = None
        self.host: Host | None = None
        self._making = threading.Lock()
        self._wait: Callable[[float], object] = wait or self.stopping.wait

    def company(self) -> Company:
        """The people and projects behind the Jira site."""
        with self._making:
            if self._company is None:
                self._company = Company(self.setup, self.world.members)
            return self._company

    @property
    def forge(self) -> Forge:
        """Forge beside the Jira site; the app is installed there when this is first asked for."""
        from seatlight.sandbox.forge import Forge  # its cryptography takes long to load

        company = self.company()
        with self._making:
            if self._forge is None:
                place = (self.setup.seed, self.cloud_id, self.url)
                self._forge = Forge(place, company, self.app_tokens, self._wait)
            return self._forge

    @property
    def app(self) -> App:
        """The app as it is installed; before anybody asked for Forge, as it will be."""
        from seatlight.sandbox.forge.claims import make_app

        return self._forge.app if self._forge else make_app(self.setup.seed, self.cloud_id, self.url)

    def show(self, page: Path, service_url: str) -> Host:
        """Stand in for Jira's page from now on, with the app's page as it was built into a folder, over a service."""
        from seatlight.sandbox.host import Host  # its cryptography takes long to load

        self.host = Host(lambda: self.forge, page, service_url)
        return self.host

    def counts(self) -> dict[str, int]:
        """How many requests there were for each path."""
        return dict(Counter(asked.path for asked in self.requests))

    def note(self, question: Question, status: int) -> None:
        """Write a request into the log."""
        self.requests.append(Asked(question.method, question.path, question.summary(), status))

    def take_fault(self, question: Question) -> Fault | None:
        """The fault that befalls a request, which then has befallen it; none befalls the stand-in for Jira's page."""
        if self._is_shown(question):
            return None

        def befalls(fault: Fault) -> bool:
            known = can_befall(fault, question.path)
            return self._dealer.can_befall(fault, question, self.api) if known is None else known

        return self.faults.take(question.path, befalls)

    def let_time_pass(self, fault: Fault | None) -> None:
        """Wait as long as the answer takes."""
        seconds = self.setup.latency_seconds + (fault.seconds if fault and fault.name == "slow" else 0)
        if seconds:
            self._wait(seconds)

    def answer(self, question: Question, fault: Fault | None) -> Answer:
        """The answer to a request after its fault, noted in the log."""
        if self.host and self._is_shown(question):
            return self.host.answer(question)
        if is_jira(question.path):
            return self._answer_of_jira(question, fault)
        if question.path == JWKS_PATH:
            return self._answer_of_forge(question, fault)
        good = self.api.answer(question)
        answer = self._dealer.deal(question, good, fault, self.api)
        if question.path == EVENTS_PATH and good.status == 200:
            self.happenings.count_request()
        if fault:
            answer = spoil(answer, fault, self.api)
        self.note(question, answer.status)
        return answer

    def _is_shown(self, question: Question) -> bool:
        return self.host is not None and self.host.serves(question.path)

    def _answer_of_forge(self, question: Question, fault: Fault | None) -> Answer:
        answer = IN_PLACE.get(fault.name) if fault else None
        answer = answer or self.forge.jwks()
        self.note(question, answer.status)
        return answer

    def _answer_of_jira(self, question: Question, fault: Fault | None) -> Answer:
        answer = self.site.answer(question)
        if fault:
            answer = self._spoiler.spoil(answer, fault)
        self.note(question, answer.status)
        return answer
