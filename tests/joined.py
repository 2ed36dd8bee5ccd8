"""A sandbox with its Jira: settings that point at both, who its people are by plain loops, and a site that is kept."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from seatlight.config import Settings
from seatlight.config.parse import Secret
from seatlight.model.audit import Deed
from seatlight.model.site import JiraAccess, Site
from seatlight.sandbox import Box
from seatlight.store import Seals, SqlStore, new_secret_key, open_store
from tests.reading import Document, settings_for

SECRET_KEY = new_secret_key()
DEED = Deed("admin", datetime(2026, 11, 1, tzinfo=UTC))


def joined_settings(box: Box, **changes: Any) -> Settings:
    """Settings that point at both halves of a sandbox, all by the environment."""
    ours: dict[str, Any] = {
        "jira_url": box.url,
        "jira_email": box.jira_email,
        "jira_api_token": Secret(box.jira_token),
        **changes,
    }
    return msgspec.structs.replace(settings_for(box), **ours)


def kept_settings(box: Box, folder: Path, **changes: Any) -> Settings:
    """The same, with a configuration database in a folder."""
    ours: dict[str, Any] = {
        "database_url": Secret(f"sqlite:///{folder / 'seatlight.db'}"),
        "secret_key": Secret(SECRET_KEY),
        **changes,
    }
    return joined_settings(box, **ours)


@contextmanager
def kept_site(box: Box, folder: Path) -> Iterator[tuple[SqlStore, Site]]:
    """A database with one site that is connected to the sandbox."""
    store = open_store(f"sqlite:///{folder / 'seatlight.db'}", Seals([SECRET_KEY]), create=True)
    try:
        site = store.add_site("default", DEED)
        store.set_jira(site.site_id, JiraAccess(box.url, box.jira_email, box.jira_token[-4:]), box.jira_token, DEED)
        store.add_connection(site.site_id, "cursor", vendor="cursor", url=box.url, key=box.key, deed=DEED)
        yield store, site
    finally:
        store.close()


def shown_people(facts: Document) -> list[Document]:
    """The people whom Jira's visible addresses tell, as rows of the list that stands in for Jira.

    An address that two accounts show is nobody's, and so is one that only an app or a customer shows.
    """
    ours = {entry["email"] for entry in facts["roster"]} | {event["email"] for event in facts["events"]}
    ours |= {day["email"] for day in facts["days"]}
    people = [account for account in facts["jira"]["accounts"] if account["kind"] == "atlassian" and account["email"]]
    shown = Counter(account["email"] for account in people)
    return [
        person(account, [account["email"]])
        for account in people
        if account["email"] in ours and shown[account["email"]] == 1
    ]


def true_people(facts: Document) -> list[Document]:
    """The people as they really are: every address of the team is its owner's."""
    owned: dict[str, list[str]] = defaultdict(list)
    for email, account_id in facts["jira"]["owner_of"].items():
        if account_id is not None:
            owned[account_id].append(email)
    accounts = {account["account_id"]: account for account in facts["jira"]["accounts"]}
    return [
        person(accounts[one], sorted(emails, key=lambda email: (email != accounts[one]["email"], email)))
        for one, emails in owned.items()
    ]


def person(account: Document, emails: list[str]) -> Document:
    """A row of the list of people."""
    return {
        "email": emails[0],
        "name": account["name"],
        "account_id": account["account_id"],
        "status": "active" if account["active"] else "deactivated",
        "also": " ".join(emails[1:]),
    }


def project(facts: Document, key: str) -> Document:
    """A project as it really is."""
    found: Document = next(one for one in facts["jira"]["projects"] if one["key"] == key)
    return found
