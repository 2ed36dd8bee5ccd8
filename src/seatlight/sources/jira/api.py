"""The calls of Jira Cloud's REST API that we make, and their paging, in the vendor's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from threading import Lock
from typing import TypeVar

import msgspec

from seatlight.errors import GarbledAnswer, KeyRefused, RequestRefused
from seatlight.http import Http, LaneUse
from seatlight.sources.jira import payloads
from seatlight.sources.jira.words import (
    ADMINISTER,
    BROWSE_USERS,
    Denied,
    NotThere,
    administer_projects,
    hides_addresses,
    lacks,
)

T = TypeVar("T")
Page = TypeVar("Page", payloads.UserPage, payloads.MemberPage, payloads.ProjectPage)
Accounts = TypeVar("Accounts", bound=Sequence[payloads.Account])
Params = Mapping[str, str | int | Sequence[str]]

LANES = (
    *("myself", "people", "search", "bulk", "emails", "mine", "check"),
    *("projects", "project", "roles", "assignable", "groups", "issues"),
)
"""One for each kind of call: a burst of one slows down no other."""

PROJECT_PAGE, GROUP_PAGE = 100, 50
IDS_AT_ONCE = 90
"""Account ids in one request; more would make its address longer than what servers take."""
LONGEST_LISTING = 10_000
IN_A_PATH = re.compile(r"[A-Za-z0-9_-]{1,100}")
"""What keys and ids look like; nothing else is put into the address of a request."""

_account = msgspec.json.Decoder(payloads.Account)
_accounts = msgspec.json.Decoder(list[payloads.Account])
_users = msgspec.json.Decoder(list[payloads.User])
_user_page = msgspec.json.Decoder(payloads.UserPage)
_member_page = msgspec.json.Decoder(payloads.MemberPage)
_emails = msgspec.json.Decoder(list[payloads.UserEmail])
_email = msgspec.json.Decoder(payloads.UserEmail)
_my_permissions = msgspec.json.Decoder(payloads.MyPermissions)
_granted = msgspec.json.Decoder(payloads.Granted)
_project = msgspec.json.Decoder(payloads.Project)
_project_page = msgspec.json.Decoder(payloads.ProjectPage)
_roles = msgspec.json.Decoder(dict[str, str])
_role = msgspec.json.Decoder(payloads.Role)
_created = msgspec.json.Decoder(payloads.CreatedIssue)
_issue = msgspec.json.Decoder(payloads.Issue)


class JiraApi:
    """Asks Jira, page by page; every failure is one of our errors. Safe to use from several threads.

    `authorization` is shown in place of the client's own. `points_used` counts what the requests so far would cost
    where Jira charges points; API tokens are exempt.
    """

    def __init__(self, http: Http, authorization: str | None = None) -> None:
        self._http = http
        self._authorization = authorization
        self._lock = Lock()
        self.points_used = 0

    @property
    def host(self) -> str:
        """The host that is asked."""
        return self._http.host

    def use(self) -> Sequence[LaneUse]:
        """What was asked so far, by kind of call."""
        return self._http.use()

    def stop(self) -> None:
        """End every call under way, for good."""
        self._http.stop()

    def forgive(self) -> None:
        """Have patience again with calls that were given up."""
        self._http.forgive()

    def myself(self) -> payloads.Account:
        """The account of the token; KeyRefused when the token is not accepted."""
        return self._people([self._ask("GET", "/myself", "myself", _account.decode)])[0]

    def users(self, start: int, size: int) -> list[payloads.User]:
        """A page of all accounts; an empty one is the end, or a token that may not browse users."""
        params: Params = {"startAt": start, "maxResults": size}
        needs = partial(self._lacks, "list people", BROWSE_USERS)
        return self._people(self._ask("GET", "/users/search", "people", _users.decode, params, denied=needs))

    def search_users(self, query: str, most: int) -> list[payloads.User]:
        """The active accounts whose name or address begins like this; none too where users may not be browsed."""
        params: Params = {"query": query, "maxResults": most}
        needs = partial(self._lacks, "search people", BROWSE_USERS)
        return self._people(self._ask("GET", "/user/search", "search", _users.decode, params, denied=needs))

    def users_by_id(self, account_ids: Sequence[str]) -> list[payloads.User]:
        """The accounts of these ids; those that are gone do not come."""
        found: list[payloads.User] = []
        for ids in _batches(account_ids):
            params: Params = {"accountId": ids, "maxResults": len(ids)}
            for page in self._pages("/user/bulk", "bulk", _user_page, params):
                found += self._people(page.values)
        return found

    def user_emails(self, account_ids: Sequence[str]) -> list[payloads.UserEmail]:
        """The addresses of these accounts, hidden ones too; only for tokens that Atlassian lets ask for them."""
        found: list[payloads.UserEmail] = []
        needs = partial(hides_addresses, self.host)
        for ids in _batches(account_ids):
            params: Params = {"accountId": ids}
            try:
                found += self._ask("GET", "/user/email/bulk", "emails", _decode_emails, params, denied=needs)
            except RequestRefused:
                raise needs() from None
        self._spend(2 * len(found))
        return found

    def my_permissions(self, keys: Sequence[str], project_id: str | None = None) -> dict[str, bool]:
        """Which permissions the token's account holds, in a project or (permissions of projects) in any."""
        params: dict[str, str | int | Sequence[str]] = {"permissions": ",".join(keys)}
        if project_id is not None:
            params["projectId"] = project_id
        told = self._ask("GET", "/mypermissions", "mine", _my_permissions.decode, params).permissions
        self._spend(2 * len(keys))
        return {key: key in told and told[key].have_permission for key in keys}

    def check_permissions(
        self, account_id: str, everywhere: Sequence[str], in_project: Sequence[str], project_id: int | None
    ) -> payloads.Granted:
        """Which permissions another account holds; Denied unless the token's account administers Jira."""
        body: dict[str, object] = {"accountId": account_id, "globalPermissions": everywhere}
        if project_id is not None:
            body["projectPermissions"] = [{"permissions": in_project, "projects": [project_id]}]
        needs = partial(self._lacks, "ask for the permissions of others", ADMINISTER)
        told = self._ask("POST", "/permissions/check", "check", _granted.decode, body=body, denied=needs)
        self._spend(2 * (len(everywhere) + len(in_project)))
        return told

    def projects(self) -> Iterator[list[payloads.Project]]:
        """The pages of the projects that the token's account can browse, with their leads."""
        params: Params = {"maxResults": PROJECT_PAGE, "orderBy": "key", "expand": "lead"}
        needs = partial(self._lacks, "list projects", "Browse Projects")
        for page in self._pages("/project/search", "projects", _project_page, params, denied=needs, hidden=needs):
            self._spend(len(page.values))
            yield page.values

    def project(self, key: str) -> payloads.Project:
        """A project by its key or id; NotThere or Denied where it is not for us."""
        found = self._ask("GET", f"/project/{_in_path(key)}", "project", _project.decode)
        self._spend(1)
        return found

    def roles(self, key: str) -> dict[str, str]:
        """The roles of a project: the id of each by its name; Denied where the account does not administer it."""
        needs = partial(self._lacks, f"see the roles of {key}", administer_projects(key))
        told = self._ask("GET", f"/project/{_in_path(key)}/role", "roles", _roles.decode, denied=needs, hidden=needs)
        self._spend(2 * len(told))
        return {name: address.rpartition("/")[2] for name, address in told.items()}

    def role(self, key: str, role_id: str) -> payloads.Role:
        """Who plays a role in a project; Denied where the account does not administer it."""
        path = f"/project/{_in_path(key)}/role/{_in_path(role_id)}"
        needs = partial(self._lacks, f"see the roles of {key}", administer_projects(key))
        told = self._ask("GET", path, "roles", _role.decode, denied=needs, hidden=needs)
        self._spend(2 * (1 + len(told.actors)))
        return told

    def assignable(self, key: str, start: int, size: int) -> list[payloads.Account]:
        """Whoever of the accounts from `start` on, `size` of them, can be assigned issues of a project."""
        params: Params = {"project": key, "startAt": start, "maxResults": size}
        needs = partial(self._lacks, f"ask who can be assigned in {key}", f"{BROWSE_USERS}' or 'Assign Issues in {key}")
        told = self._ask("GET", "/user/assignable/search", "assignable", _accounts.decode, params, denied=needs)
        return self._people(told)

    def group_members(self, group: payloads.ActorGroup) -> Iterator[list[payloads.Account]]:
        """The pages of the active members of a group; Denied or NotThere where we may not see it."""
        params: dict[str, str | int | Sequence[str]] = {"maxResults": GROUP_PAGE}
        params |= {"groupId": group.group_id} if group.group_id else {"groupname": group.name or ""}
        needs = partial(self._lacks, "see who is in a group", f"{BROWSE_USERS}' or '{ADMINISTER}")
        for page in self._pages("/group/member", "groups", _member_page, params, denied=needs):
            yield self._people(page.values)

    def create_issue(self, fields: Mapping[str, object]) -> payloads.CreatedIssue:
        """A new issue; a request that may have arrived is never sent again."""
        body = {"fields": fields}
        needs = partial(self._lacks, "open an issue", "Create Issues")
        return self._ask("POST", "/issue", "issues", _created.decode, body=body, once=True, denied=needs)

    def issue(self, key: str) -> payloads.Issue:
        """Status and assignee of an issue; NotThere where it is gone or not for us."""
        params: Params = {"fields": "status,assignee"}
        found = self._ask("GET", f"/issue/{_in_path(key)}", "issues", _issue.decode, params)
        self._spend(1)
        return found

    def _pages(
        self,
        path: str,
        lane: str,
        decoder: msgspec.json.Decoder[Page],
        params: Params,
        *,
        denied: Callable[[], Denied] | None = None,
        hidden: Callable[[], Denied] | None = None,
    ) -> Iterator[Page]:
        """The pages of a listing up to the one that says it is the last, or an empty one; they may be short."""
        start = 0
        while start < LONGEST_LISTING * 10:
            asked = {**params, "startAt": start}
            page = self._ask("GET", path, lane, decoder.decode, asked, denied=denied, hidden=hidden)
            yield page
            if page.is_last or not page.values:
                return
            # A row that comes twice must not make us pass over another.
            start += len(set(page.keys))
        raise GarbledAnswer(f"{self.host} sends a listing of {path} that does not end. Try again later.")

    def _ask(
        self,
        method: str,
        path: str,
        lane: str,
        decode: Callable[[bytes], T],
        params: Params | None = None,
        *,
        body: object = None,
        once: bool = False,
        denied: Callable[[], Denied] | None = None,
        hidden: Callable[[], Denied] | None = None,
    ) -> T:
        """Asks; `denied` makes the error of a 403 or of a 401 that does not mean the token, `hidden` that of a 404."""
        self._spend(1)
        try:
            return self._http.call(
                method,
                path,
                lane=lane,
                decode=decode,
                params=params,
                json=body,
                once=once,
                authorization=self._authorization,
            )
        except Denied as error:
            raise (denied() if denied else error) from None
        except NotThere as error:
            raise (hidden() if hidden else error) from None
        except KeyRefused:
            if denied is None:
                raise
            self.myself()
            raise denied() from None

    def _lacks(self, what: str, permission: str) -> Denied:
        return lacks(self.host, what, permission)

    def _people(self, accounts: Accounts) -> Accounts:
        """The accounts of an answer, counted."""
        self._spend(2 * len(accounts))
        return accounts

    def _spend(self, points: int) -> None:
        """Counts a point for a request, one for each project or issue in its answer, two for anything of people."""
        with self._lock:
            self.points_used += points


def _decode_emails(body: bytes) -> list[payloads.UserEmail]:
    """The addresses of an answer; the document of the API shows one object where Jira sends a list."""
    return _emails.decode(body) if body.lstrip().startswith(b"[") else [_email.decode(body)]


def _batches(account_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    ids = list(dict.fromkeys(account_ids))
    for start in range(0, len(ids), IDS_AT_ONCE):
        yield ids[start : start + IDS_AT_ONCE]


def _in_path(text: str) -> str:
    """A key or id as part of a request's address; NotThere for what can be none, so that no address is made up."""
    if not IN_A_PATH.fullmatch(text):
        raise NotThere("There is no such thing in Jira. Check the key.")
    return text
