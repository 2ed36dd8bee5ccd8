"""Forge as one site sees it: calls of pages, events and schedules of one app, signed and sent."""

import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any

from seatlight.sandbox.cursor.asking import Answer
from seatlight.sandbox.forge.bridge import EVENT_SECONDS, NOT_VERIFIED, PAGE_SECONDS, BridgeAnswer, exchange
from seatlight.sandbox.forge.claims import (
    APP_NAME,
    APP_VERSION,
    EVENTS,
    SCHEDULE,
    App,
    app_account,
    make_app,
    of_page,
    of_trigger,
)
from seatlight.sandbox.forge.issuer import Issuer
from seatlight.sandbox.jira.app_tokens import AppTokens
from seatlight.sandbox.jira.company import Company
from seatlight.sandbox.jira.projects import Project

TRIES, BETWEEN_TRIES_SECONDS = 4, 60.0


class Forge:
    """The app at the site, installed from the start.

    `clock` dates its tokens (seconds since 1970) and `wait` lets the time between tries pass: both may be replaced.
    `issuer` signs, `tokens` are those with which the app calls Jira.
    """

    def __init__(
        self, place: tuple[int, str, str], company: Company, tokens: AppTokens, wait: Callable[[float], object]
    ) -> None:
        """`place` is the seed of the sandbox, the id of its site, and its address."""
        self.clock: Callable[[], float] = time.time
        self.wait = wait
        self.issuer = Issuer()
        self.tokens = tokens
        self.installed = True
        self.place = place
        self.company = company
        self.app: App = make_app(*place)
        self.jwks_url = f"{place[2]}/.well-known/jwks.json"
        self._installs = 1
        self._account = app_account(place[0])
        company.install_app(self._account)

    def jwks(self) -> Answer:
        """The answer at the address of the published keys."""
        return self.issuer.answer()

    def project(self, key: str | None) -> Project | None:
        """A project of the site by its key; ValueError where there is none."""
        found = self.company.find_project(key) if key else None
        if key and not found:
            raise ValueError(f"The sandbox's Jira has no project {key}.")
        return found

    @property
    def account_id(self) -> str:
        """The account that the app acts as at the site."""
        return self._account.account_id

    def page_claims(
        self, account_id: str, project_key: str | None = None, module_key: str | None = None
    ) -> dict[str, Any]:
        """What the token of a call says that a page makes for an account: that of a project, or of admins."""
        module_key = module_key or ("project-page" if project_key else "admin-page")
        return of_page(self.app, self.clock(), account_id, module_key, self.project(project_key))

    def page_token(self, account_id: str, project_key: str | None = None, module_key: str | None = None) -> str:
        """The token of such a call."""
        return self.issuer.sign(self.page_claims(account_id, project_key, module_key))

    def event_token(self, module_key: str = EVENTS) -> str:
        """The token of an event or a schedule."""
        return self.issuer.sign(of_trigger(self.app, self.clock(), module_key))

    def user_token(self, account_id: str) -> str:
        """The token with which the app calls Jira as an account."""
        return self.tokens.token_of(account_id)

    def system_token(self) -> str:
        """The token with which the app calls Jira as itself."""
        return self.tokens.token_of(self._account.account_id)

    def page_headers(
        self, account_id: str, project_key: str | None = None, module_key: str | None = None
    ) -> dict[str, str]:
        """The headers with which Forge passes on a call of a page, with the token of whoever looks."""
        token = self.page_token(account_id, project_key, module_key)
        return {**self.headers(token), "x-forge-oauth-user": self.user_token(account_id)}

    def event_headers(self, token: str) -> dict[str, str]:
        """The headers of an event or a schedule, with the app's own token."""
        return {**self.headers(token), "x-forge-oauth-system": self.system_token()}

    def headers(self, token: str) -> dict[str, str]:
        """The headers that every call has."""
        return {
            "authorization": f"Bearer {token}",
            "x-b3-traceid": secrets.token_hex(8),
            "x-b3-spanid": secrets.token_hex(8),
            "accept": "application/json",
            "content-type": "application/json",
        }

    def call(
        self,
        service_url: str,
        path: str,
        method: str = "GET",
        body: dict[str, Any] | None = None,
        *,
        account_id: str,
        project_key: str | None = None,
        module_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        limit_seconds: float = PAGE_SECONDS,
    ) -> BridgeAnswer:
        """What becomes of `invokeRemote` in a page that an account looks at.

        `headers` are the page's own; none of them replaces one of Forge's. Never tried again.
        """
        if not self.installed:
            raise ValueError("The app is not installed, so no page of it calls.")
        own = {name.lower(): value for name, value in (headers or {}).items()}
        sent = own | self.page_headers(account_id, project_key, module_key)
        return exchange(method, service_url + path, sent, body, limit_seconds)

    def send(
        self,
        service_url: str,
        path: str,
        headers: Mapping[str, str],
        method: str = "GET",
        body: dict[str, Any] | None = None,
    ) -> BridgeAnswer:
        """A call with just these headers, as somebody sends it who got hold of them or made them up."""
        return exchange(method, service_url + path, headers, body, PAGE_SECONDS)

    def install(self, service_url: str, path: str, installer: str | None = None) -> list[BridgeAnswer]:
        """Install the app, a second time with another installation id, and tell the service; gives every try."""
        if not self.installed:
            self._installs += 1
            self.app = make_app(*self.place, self._installs)
            self.installed = True
        return self._tell(service_url, path, {"installerAccountId": installer or self.company.ours})

    def upgrade(self, service_url: str, path: str, upgrader: str | None = None) -> list[BridgeAnswer]:
        """Tell the service of a new major version; gives every try."""
        return self._tell(service_url, path, {"upgraderAccountId": upgrader or self.company.ours})

    def tick(self, service_url: str, path: str, tries: int = TRIES) -> list[BridgeAnswer]:
        """Call the service as the hourly schedule does; gives every try, none once the app is gone."""
        context = {"cloudId": self.app.cloud_id, "moduleKey": SCHEDULE}
        return self._deliver(service_url, path, {"context": context}, SCHEDULE, tries) if self.installed else []

    def uninstall(self) -> None:
        """Remove the app: nobody is told, its tokens are accepted no longer, and it never calls again."""
        self.installed = False
        self.tokens.end()

    def _tell(self, service_url: str, path: str, told: dict[str, Any]) -> list[BridgeAnswer]:
        """A lifecycle event."""
        app = self.app
        event = {
            "id": app.installation_id,
            **told,
            "app": {"id": app.app_id, "version": APP_VERSION, "name": APP_NAME},
            "environment": {"id": app.environment_id},
        }
        return self._deliver(service_url, path, event, EVENTS)

    def _deliver(
        self, service_url: str, path: str, event: dict[str, Any], module_key: str, tries: int = TRIES
    ) -> list[BridgeAnswer]:
        """Up to four tries a minute apart, each with a token of its own, until one succeeds."""
        answers: list[BridgeAnswer] = []
        while len(answers) < tries and not (answers and answers[-1].succeeded):
            body = event
            if answers:
                self.wait(BETWEEN_TRIES_SECONDS)
                body = {**event, "retryContext": retry_context(answers)}
            headers = self.event_headers(self.event_token(module_key))
            answers.append(exchange("POST", service_url + path, headers, body, EVENT_SECONDS))
        return answers


def retry_context(answers: list[BridgeAnswer]) -> dict[str, Any]:
    """What a further try tells of those before it."""
    last = answers[-1].rejected or ""
    reason = "INVALID_REMOTE_INVOCATION_ERROR"
    if last == NOT_VERIFIED:
        reason = "INVALID_FORGE_INVOCATION_TOKEN"
    elif "timed out" in last:
        reason = "TIMEOUT_ERROR"
    return {"retryCount": len(answers), "retryReason": reason, "retryData": None}
