"""What the tests of Jira share: a client in a hurry, a clock in the hand, and the cast of the sandbox."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from seatlight.model.people import People
from seatlight.sandbox.box import Box
from seatlight.sandbox.jira.facts import JiraFacts
from seatlight.sandbox.jira.truth import make_jira_facts
from seatlight.sandbox.setup import Setup
from seatlight.sources.jira import JiraApi, authorization, connect
from seatlight.timer import Timer
from tests.sources.scripted import Scripted, reply, scripted

NOW = datetime(2026, 11, 22, 13, 45, 10, tzinfo=UTC)
EMPTY = reply(b"[]")


class Hand:
    """A clock that stands where it was put."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """The instant it shows."""
        return self.now

    def on(self, **passed: float) -> None:
        """So much time passes."""
        self.now += timedelta(**passed)


class Drawer:
    """A kept list in memory."""

    def __init__(self, people: People | None = None) -> None:
        self.people = people
        self.saved = 0

    def load(self) -> People | None:
        """What lies in it."""
        return self.people

    def save(self, people: People) -> None:
        """Puts a list into it."""
        self.people = people
        self.saved += 1


@contextlib.contextmanager
def asking(
    url: str,
    shown: str = authorization(None, "token"),
    *,
    retry_for: float = 0,
    read: float = 5,
    timer: Timer | None = None,
) -> Iterator[JiraApi]:
    """A client of a site at this address; it gives up after `retry_for` seconds."""
    http = connect(url, authorization=shown, retry_for_seconds=retry_for, read_seconds=read, timer=timer)
    http.first_wait_seconds = 0.01
    with contextlib.closing(http):
        yield JiraApi(http)


@contextlib.contextmanager
def told(*script: bytes, retry_for: float = 0, read: float = 5) -> Iterator[tuple[Scripted, JiraApi]]:
    """A server that plays a script, and a client of it."""
    with scripted(*script) as server, asking(server.url, retry_for=retry_for, read=read) as api:
        yield server, api


@contextlib.contextmanager
def site(
    *quirks: str, people: int = 25, retry_for: float = 0, faults: Sequence[str] = ()
) -> Iterator[tuple[Box, JiraApi]]:
    """The sandbox with these oddities of Jira, and a client that shows its token."""
    setup = Setup(people=people, now=NOW, jira_quirks=frozenset(quirks), faults=tuple(faults))
    with Box(setup) as box:
        shown = authorization(box.jira_email, box.jira_token)
        with asking(box.url, shown, retry_for=retry_for) as api:
            yield box, api


def facts(box: Box) -> JiraFacts:
    """What is true of the sandbox's Jira, without the usage of its team."""
    return make_jira_facts(box.company(), box.setup.jira_quirks)


def user(account_id: str, **fields: object) -> dict[str, object]:
    """An account as Jira writes it: active, a person, with an address that is shown."""
    usual = {"accountType": "atlassian", "active": True, "displayName": account_id.title()}
    return {"accountId": account_id, **usual, "emailAddress": f"{account_id}@example.org", **fields}


def users(*ids: str, **fields: object) -> bytes:
    """A page of accounts."""
    return as_json([user(account_id, **fields) for account_id in ids])


def as_json(value: object, status: int = 200, **headers: str) -> bytes:
    """An answer with this body."""
    return reply(json.dumps(value).encode(), status, **headers)


def page(*values: object, last: bool | None = None) -> bytes:
    """A page of a listing that may say whether it is the last."""
    return as_json({"values": list(values)} if last is None else {"values": list(values), "isLast": last})


def paths(server: Scripted) -> list[str]:
    """What was asked for, without the base."""
    return [line.split(b" ")[1].decode().removeprefix("/rest/api/3") for line in server.asked]
