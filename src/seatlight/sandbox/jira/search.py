"""The searches: accounts by the beginning of a name or address, and who can be assigned."""

from bisect import bisect_left
from collections.abc import Iterator

from seatlight.sandbox.jira.accounts import Account
from seatlight.sandbox.jira.asking import Call, refused
from seatlight.sandbox.jira.company import Company
from seatlight.sandbox.jira.users import MOST_USERS, WireUser, may_pick, shown_email, write_users

LAST = "\U0010ffff"


class Index:
    """Where the words of names and addresses begin, as the company stood when it was made."""

    def __init__(self, company: Company, quirks: frozenset[str]) -> None:
        self._quirks = quirks
        self._order = {account_id: place for place, account_id in enumerate(company.accounts)}
        self._sorted = sorted((key, one.account_id) for one in company.accounts.values() for key in self._keys(one))
        self._hidden: dict[str, list[str]] = {}
        for one in company.accounts.values():
            if one.email and self._hides(one):
                self._hidden.setdefault(one.email.lower(), []).append(one.account_id)

    def _keys(self, account: Account) -> Iterator[str]:
        words = account.name.lower().split()
        yield from (" ".join(words[i:]) for i in range(len(words)))
        if email := shown_email(account, self._quirks):
            yield email.lower()

    def _hides(self, account: Account) -> bool:
        return shown_email(account, self._quirks) is None and "jira-search-shown-only" not in self._quirks

    def find(self, query: str) -> list[str]:
        """The ids of accounts that a query finds, in Jira's order; a hidden address is found by the whole of it."""
        wanted = query.lower()
        first, last = bisect_left(self._sorted, (wanted, "")), bisect_left(self._sorted, (wanted + LAST, ""))
        found = {account_id for _, account_id in self._sorted[first:last]}
        found.update(self._hidden.get(wanted, []))
        return sorted(found, key=self._order.__getitem__)


def answer_search(call: Call, index: Index) -> list[WireUser]:
    """GET user/search: active accounts of any kind, at most the first thousand that are found."""
    found = matching(call, index)
    if found is None:
        raise refused(400, "Either the query, the accountId or the property parameter needs to be provided.")
    if not may_pick(call) or "jira-browse-users-empty" in call.quirks:
        return []
    accounts = [call.company.accounts[account_id] for account_id in found]
    start, size = call.whole("startAt", 0), call.whole("maxResults", 50)
    active = [account for account in accounts if account.active][:MOST_USERS]
    return write_users(call, active[start : start + size])


def matching(call: Call, index: Index) -> list[str] | None:
    """The ids that `query` or `accountId` finds; None where neither is given, refuses where both are."""
    query, account_id = call.one("query"), call.one("accountId")
    if query and account_id:
        raise refused(400, "The query and accountId parameters cannot be used together.")
    if query:
        return index.find(query)
    if account_id:
        return [account_id] if account_id in call.company.accounts else []
    return None


def answer_assignable(call: Call, index: Index) -> list[WireUser]:
    """GET user/assignable/search: who can be assigned in one project."""
    if not call.one("project"):
        raise refused(400, "Either the project or the issueKey parameter needs to be provided.")
    return assignable(call, index, [call.one("project")])


def answer_assignable_to_all(call: Call, index: Index) -> list[WireUser]:
    """GET user/assignable/multiProjectSearch: who can be assigned in each of some projects."""
    keys = [key for text in call.many("projectKeys") for key in text.split(",") if key]
    if not keys:
        raise refused(400, "The projectKeys query parameter needs to be provided.")
    return assignable(call, index, keys)


def assignable(call: Call, index: Index, keys: list[str]) -> list[WireUser]:
    """Those of the accounts in the asked range, up to the thousandth, that can be assigned in all the projects."""
    company = call.company
    found = matching(call, index)
    projects = [call.project(key) for key in keys]
    if "jira-assignable-refused" in call.quirks:
        raise refused(403)
    wanted = set.intersection(*(company.assignable_to(project) for project in projects))
    if found is not None:
        wanted &= set(found)
    start, size = call.whole("startAt", 0), call.whole("maxResults", 50)
    inside = list(company.accounts.values())[start : min(start + size, MOST_USERS)]
    return write_users(call, [account for account in inside if account.account_id in wanted])
