"""The calls that tell of accounts: all of them, some by id, and addresses for who may ask for them."""

from collections.abc import Iterable

import msgspec
from msgspec import UNSET, UnsetType

from seatlight.sandbox.cursor.asking import Answer, Question
from seatlight.sandbox.jira.accounts import Account
from seatlight.sandbox.jira.asking import Call, link, page_bean, refused

NOT_THERE = "Specified user does not exist or you do not have required permissions"
PICTURES = "https://avatar-management.invalid/initials/"
SIZES = ("48x48", "24x24", "16x16", "32x32")
MOST_USERS = 1000


class WireUser(msgspec.Struct, rename="camel"):
    """An account as Jira writes it; hidden addresses are absent, null or empty."""

    self_: str = msgspec.field(name="self")
    account_id: str
    account_type: str
    email_address: str | UnsetType | None
    avatar_urls: dict[str, str]
    display_name: str
    active: bool
    time_zone: str | UnsetType = UNSET
    locale: str | UnsetType = UNSET


def write_user(account: Account, quirks: frozenset[str]) -> WireUser:
    """One account as others see it."""
    initials = "".join(word[0] for word in account.name.split()[:2])
    return WireUser(
        self_=link("/user", accountId=account.account_id),
        account_id=account.account_id,
        account_type=account.kind,
        email_address=write_email(account, quirks),
        avatar_urls={size: f"{PICTURES}{initials}.png?size={size[:2]}" for size in SIZES},
        display_name=account.name,
        active=account.active,
    )


def shown_email(account: Account, quirks: frozenset[str]) -> str | None:
    """The address that others see, None where there is none for them."""
    return account.email if account.shown and "jira-emails-hidden" not in quirks else None


def write_email(account: Account, quirks: frozenset[str]) -> str | UnsetType | None:
    """The address in the form in which it is told or hidden."""
    email = shown_email(account, quirks)
    if email is None and "jira-null-emails" not in quirks:
        return "" if "jira-empty-emails" in quirks else UNSET
    return email


def write_users(call: Call, accounts: Iterable[Account]) -> list[WireUser]:
    """Accounts as others see them."""
    return [write_user(account, call.quirks) for account in accounts]


def may_pick(call: Call) -> bool:
    """Whether whoever asks may browse users."""
    return call.company.holds_everywhere(call.me, "USER_PICKER")


def answer_users(call: Call) -> list[WireUser]:
    """GET users/search: a bare array of everybody; the page after the last one is empty."""
    if not may_pick(call):
        raise refused(403)
    if "jira-browse-users-empty" in call.quirks:
        return []
    start = call.whole("startAt", 0)
    return write_users(call, list(call.company.accounts.values())[start : start + call.size(50, MOST_USERS)])


def answer_user(call: Call) -> WireUser:
    """GET user: one account by its id."""
    if not may_pick(call):
        raise refused(403)
    return write_user(find_account(call), call.quirks)


def answer_bulk(call: Call) -> dict[str, object]:
    """GET user/bulk: those of the asked ids that exist, in pages."""
    if not call.many("accountId"):
        raise refused(400, "The accountId query parameter needs to be provided.")
    found = [call.company.accounts.get(account_id) for account_id in dict.fromkeys(call.many("accountId"))]
    return page_bean(call, [one for one in found if one], lambda rows: write_users(call, rows), 10, 200)


def answer_email(call: Call) -> dict[str, object]:
    """GET user/email: one address, whoever hides it."""
    check_email_api(call)
    account = find_account(call)
    return {"accountId": account.account_id, "email": account.email}


def answer_emails(call: Call) -> list[dict[str, object]]:
    """GET user/email/bulk: the addresses of the asked ids that have one."""
    check_email_api(call)
    if not call.many("accountId"):
        raise refused(400, "The accountId query parameter needs to be provided.")
    found = [call.company.accounts.get(account_id) for account_id in call.many("accountId")]
    return [{"accountId": one.account_id, "email": one.email} for one in found if one and one.email]


def answer_myself(call: Call) -> WireUser:
    """GET myself: the account of our token, its own address included."""
    account = call.company.accounts[call.me]
    own = write_user(account, frozenset())
    return msgspec.structs.replace(own, email_address=account.email, time_zone="Europe/Stockholm", locale="en_GB")


def answer_site(_: Call) -> dict[str, object]:
    """GET serverInfo."""
    return {
        "baseUrl": link("").removesuffix("/rest/api/3"),
        "version": "1001.0.0-SNAPSHOT",
        "versionNumbers": [1001, 0, 0],
        "deploymentType": "Cloud",
        "buildNumber": 100_295,
        "serverTitle": "Jira",
    }


def find_account(call: Call) -> Account:
    """The account that `accountId` names; refuses where there is none."""
    if not call.one("accountId"):
        raise refused(400, "The accountId query parameter needs to be provided.")
    account = call.company.accounts.get(call.one("accountId"))
    if not account:
        raise refused(404, NOT_THERE)
    return account


def check_email_api(call: Call) -> None:
    """Refuse whoever is not let ask for addresses."""
    if "jira-email-api" not in call.quirks:
        raise refused(403, "This API is available to approved apps only.")


def answer_group(call: Call) -> dict[str, object]:
    """GET group/member: at most 50 members a page, the deactivated ones only where asked for."""
    company = call.company
    if "jira-groups-refused" in call.quirks or not (may_pick(call) or company.is_admin(call.me)):
        raise refused(403, "User doesn't have admin permission")
    if not call.one("groupId"):
        raise refused(400, "Query parameter 'groupId' should not be empty.")
    group = company.groups.get(call.one("groupId"))
    if not group:
        raise refused(404, "Group with groupId was not found.")
    members = [company.accounts[account_id] for account_id in group.members]
    listed = [one for one in members if one.active or call.is_on("includeInactiveUsers")]
    return page_bean(call, listed, lambda rows: write_users(call, rows), 50, 50)


def answer_tenant(cloud_id: str, question: Question) -> Answer:
    """GET /_edge/tenant_info, for everybody."""
    if question.method != "GET":
        raise refused(405)
    return Answer(200, msgspec.json.encode({"cloudId": cloud_id}))
