"""From a request to an answer of the Jira site: token, path, method, and what the quirks do to every answer."""

import re
from base64 import b64encode
from collections.abc import Callable
from urllib.parse import parse_qs, unquote

import msgspec

from seatlight.sandbox.cursor.asking import Answer, Question, Refused
from seatlight.sandbox.jira import grants, issues, project_calls, search, users
from seatlight.sandbox.jira.accounts import cloud_id_of
from seatlight.sandbox.jira.app_tokens import AppTokens
from seatlight.sandbox.jira.asking import LOCATED, Call, refusal, refused
from seatlight.sandbox.jira.company import Company
from seatlight.sandbox.jira.search import Index
from seatlight.sandbox.jira.staff import ADMIN_EMAIL
from seatlight.sandbox.setup import Setup
from seatlight.sandbox.shelf import PageShelf

MOST_BYTES_KEPT = 64_000_000
TENANT_PATH = "/_edge/tenant_info"
SLOW = ("/users", "/users/search")
NAMES_GIVEN = frozenset({"permissions", "roles", "errors", "avatarUrls"})
"""Fields whose value has names of somebody's choice, where a further one would mean something."""

Work = Callable[[Call], object]


class Site:
    """The endpoints over one company, which is there from the first call on; safe among threads."""

    def __init__(self, setup: Setup, company: Callable[[], Company], tokens: AppTokens) -> None:
        self.cloud_id = cloud_id_of(setup.seed)
        self._quirks = setup.jira_quirks
        self._token = setup.jira_token
        self._company = company
        self._tokens = tokens
        self._slow = "jira-slow-users" in self._quirks
        self._turns = -1
        self._pages = PageShelf(MOST_BYTES_KEPT)
        self._index: Index | None = None
        self._routes: dict[str, dict[str, Work]] = {
            "/users": {"GET": users.answer_users},
            "/users/search": {"GET": users.answer_users},
            "/user": {"GET": users.answer_user},
            "/user/search": {"GET": lambda call: search.answer_search(call, self._indexed())},
            "/user/bulk": {"GET": users.answer_bulk},
            "/user/email": {"GET": users.answer_email},
            "/user/email/bulk": {"GET": users.answer_emails},
            "/user/assignable/search": {"GET": lambda call: search.answer_assignable(call, self._indexed())},
            "/user/assignable/multiProjectSearch": {
                "GET": lambda call: search.answer_assignable_to_all(call, self._indexed())
            },
            "/mypermissions": {"GET": grants.answer_mine},
            "/permissions/check": {"POST": grants.answer_check},
            "/project/search": {"GET": project_calls.answer_projects},
            "/project/([^/]+)": {"GET": project_calls.answer_project},
            "/project/([^/]+)/role": {"GET": project_calls.answer_roles},
            r"/project/([^/]+)/role/(\d+)": {"GET": project_calls.answer_role},
            "/group/member": {"GET": users.answer_group},
            "/issue": {"POST": issues.create_issue},
            "/issue/([^/]+)": {"GET": issues.answer_issue},
            "/myself": {"GET": users.answer_myself},
            "/serverInfo": {"GET": users.answer_site},
        }

    def answer(self, question: Question) -> Answer:
        """The answer to a request, refusals included."""
        try:
            if question.path == TENANT_PATH:
                return users.answer_tenant(self.cloud_id, question)
            path, account_id = self._admit(question)
            company = self._company()
            with company.lock:
                me = account_id or company.ours
                if not company.accounts[me].active:
                    raise refused(401)
                return self._told(company, path, question, me)
        except Refused as refusing:
            return refusing.answer

    def _admit(self, question: Question) -> tuple[str, str | None]:
        """The path behind the base for who proves a token, and whose token of an app it is, None for the API token."""
        located = LOCATED.fullmatch(question.path)
        cloud_id = located[1] if located else None
        at_gateway = question.path.startswith("/ex/")
        account_id = self._tokens.owner_of(question.authorization) if at_gateway else None
        if not account_id and not self._is_allowed(question.authorization, at_gateway=at_gateway):
            raise refused(401)
        if not located or cloud_id not in (None, self.cloud_id):
            raise refused(404)
        return located[2] or "/", account_id

    def _is_allowed(self, authorization: str, *, at_gateway: bool) -> bool:
        basic = "Basic " + b64encode(f"{ADMIN_EMAIL}:{self._token}".encode()).decode()
        accepted = {basic, f"Bearer {self._token}"} if at_gateway else {basic}
        return authorization in accepted and "jira-token-ended" not in self._quirks

    def _told(self, company: Company, path: str, question: Question, me: str) -> Answer:
        """The encoded answer, made once for each question until something changes."""
        if self._turns != company.turns:
            self._turns, self._pages, self._index = company.turns, PageShelf(MOST_BYTES_KEPT), None
        work, parts = self._route(path, question.method)
        if self._slow and path in SLOW:
            self._slow = False
            raise refused(409)
        key = (me, path, question.query)
        body = self._pages.find(key) if question.method == "GET" else None
        if body is None:
            given = parse_qs(question.query, keep_blank_values=True)
            body = self._encode(path, work(Call(company, self._quirks, question, given, me, parts)))
            if question.method == "GET":
                self._pages.put(key, body)
        return Answer(201 if path == "/issue" else 200, body)

    def _route(self, path: str, method: str) -> tuple[Work, tuple[str, ...]]:
        for pattern, works in self._routes.items():
            if found := re.fullmatch(pattern, path):
                if method not in works:
                    raise Refused(msgspec.structs.replace(refusal(405), headers={"Allow": ", ".join(works)}))
                return works[method], tuple(unquote(part) for part in found.groups())
        raise refused(404)

    def _encode(self, path: str, told: object) -> bytes:
        if "jira-unknown-fields" in self._quirks and not path.endswith("/role"):
            told = with_unknown(msgspec.to_builtins(told))
        return msgspec.json.encode(told)

    def _indexed(self) -> Index:
        """The index of the searches, made anew after a change."""
        if self._index is None:
            self._index = Index(self._company(), self._quirks)
        return self._index


def with_unknown(value: object) -> object:
    """A JSON value in which every object has two more fields."""
    if isinstance(value, list):
        return [with_unknown(item) for item in value]
    if isinstance(value, dict):
        known = {name: item if name in NAMES_GIVEN else with_unknown(item) for name, item in value.items()}
        return {"xNew": {"deep": [1, None, "x"]}, **known, "xLater": None}
    return value
