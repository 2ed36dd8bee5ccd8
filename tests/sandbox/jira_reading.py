"""A plain reader of the simulated Jira site."""

from collections.abc import Sequence
from typing import Any

import httpx2

from seatlight.sandbox import Box, Setup, start
from seatlight.sandbox.jira.facts import JiraFacts, JiraProject
from tests.sandbox.test_sandbox_facts import NOW

Json = dict[str, Any]
API = "/rest/api/3"
TOMAS, HANA, BILAL = "tomas.berg@example.org", "hana.sato@example.org", "bilal.qureshi@example.org"
LUCA, YUSUF, INES = "luca.moretti@example.org", "yusuf.demir@example.org", "ines.duarte@example.org"
DIEGO, PIOTR, ANOUK = "diego.fuentes@example.org", "piotr.zielinski@example.org", "anouk.devries@example.org"
MEI, MEI_SECOND, RUTH = "mei.ling.tan@example.org", "mtan@labs.example.org", "ruth.abramson@example.org"


def jira_box(*quirks: str, people: int = 29, faults: tuple[str, ...] = (), seatless: int | None = None) -> Box:
    """A sandbox whose Jira has quirks or faults."""
    return start(
        Setup(people=people, now=NOW, jira_quirks=frozenset(quirks), faults=faults, jira_people=seatless, reach_days=5)
    )


def client_of(box: Box) -> httpx2.Client:
    """A client with the site's token."""
    auth = (box.jira_email, box.jira_token)
    return httpx2.Client(base_url=box.url + API, auth=auth, timeout=10, verify=False, trust_env=False)


def ask(box: Box, path: str, **given: Any) -> httpx2.Response:
    """One GET with the right token."""
    with client_of(box) as client:
        return client.get(path, params=given or None)


def status(box: Box, path: str, **given: Any) -> int:
    """The status of one GET."""
    return ask(box, path, **given).status_code


def post(box: Box, path: str, body: object) -> httpx2.Response:
    """One POST with the right token."""
    with client_of(box) as client:
        return client.post(path, json=body)


def read_users(box: Box, size: int = 1000, path: str = "/users/search") -> list[Json]:
    """Everybody, page by page, each page from where the one before it ended, up to an empty one."""
    found: list[Json] = []
    with client_of(box) as client:
        while page := client.get(path, params={"startAt": len(found), "maxResults": size}).json():
            found += page
    return found


def read_beans(box: Box, path: str, **given: Any) -> list[Json]:
    """Every row of a listing whose pages tell which is the last."""
    found: list[Json] = []
    with client_of(box) as client:
        while True:
            page = client.get(path, params={**given, "startAt": len(found)}).json()
            found += page["values"]
            assert page["total"] >= len(found)
            if page["isLast"]:
                return found


def read_role(box: Box, key: str, role_id: object) -> list[str]:
    """The account ids in a role, groups expanded, the deactivated ones included."""
    found: list[str] = []
    for actor in ask(box, f"/project/{key}/role/{role_id}").json()["actors"]:
        if "actorUser" in actor:
            found.append(actor["actorUser"]["accountId"])
        else:
            group_id = actor["actorGroup"]["groupId"]
            members = read_beans(box, "/group/member", groupId=group_id, includeInactiveUsers="true")
            found += [member["accountId"] for member in members]
    return list(dict.fromkeys(found))


def facts_of(box: Box) -> JiraFacts:
    """The truth about the site."""
    return box.facts().jira


def id_of(box: Box, email: str) -> str:
    """The account that an address of the team truly belongs to."""
    account_id = facts_of(box).owner_of[email]
    assert account_id
    return account_id


def project_of(box: Box, key: str) -> JiraProject:
    """The truth about one project."""
    return next(project for project in facts_of(box).projects if project.key == key)


def ids(rows: Sequence[Json]) -> list[str]:
    """The ids of accounts as they were told."""
    return [row["accountId"] for row in rows]


def assignable(box: Box, key: str, **given: Any) -> list[str]:
    """Who can be assigned, asked a hundred accounts at a time up to the thousandth."""
    pages = (ask(box, "/user/assignable/search", project=key, startAt=at, maxResults=100, **given) for at in STARTS)
    return [account_id for page in pages for account_id in ids(page.json())]


STARTS = range(0, 1000, 100)
