"""Somebody of a real site signs in, and sees what Jira lets them see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from threading import Event
from typing import Any

import httpx2
import pytest

from seatlight.config import load
from seatlight.model.audit import Deed
from seatlight.sandbox import Box, Setup, start
from seatlight.store import SqlStore
from seatlight.surfaces.web.app import make_app
from seatlight.surfaces.web.doors import doors_of
from seatlight.wiring import Worlds
from tests.still import Still
from tests.store.databases import KEY, opened
from tests.surfaces.web.ports import HOST, on_a_port
from tests.surfaces.web.provider import CLIENT_ID, CLIENT_SECRET, provider
from tests.surfaces.web.visits import BEGUN, PUBLIC, Browser, Clock, Visited

TOMAS = "tomas.berg@example.org"


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A company with a Jira and a Cursor team."""
    with start(Setup(people=12)) as made:
        yield made


@pytest.fixture(scope="module")
def visit(box: Box, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    """A service for that company."""
    clock = Clock()
    folder = tmp_path_factory.mktemp("service")
    with ExitStack() as closes:
        signs = closes.enter_context(provider(clock))
        store = closes.enter_context(closing(opened(f"sqlite:///{folder / 'seatlight.db'}")))
        site_id = connected(store, box)
        settings = load(
            {
                "SEATLIGHT_OIDC_ISSUER": signs.url,
                "SEATLIGHT_OIDC_CLIENT_ID": CLIENT_ID,
                "SEATLIGHT_OIDC_CLIENT_SECRET": CLIENT_SECRET,
                "SEATLIGHT_PUBLIC_URL": PUBLIC,
                "SEATLIGHT_SECRET_KEY": KEY,
                "SEATLIGHT_RETRY_FOR_SECONDS": "0",
                "SEATLIGHT_JIRA_URL": box.url,
                "SEATLIGHT_JIRA_EMAIL": box.jira_email,
                "SEATLIGHT_JIRA_API_TOKEN": box.jira_token,
            }
        )
        worlds = Worlds(settings, store, clock)
        doors = doors_of(settings, worlds, store, local=False)
        app = make_app(worlds, doors.ways, doors.forge, more=doors.more, guards=doors.guards)
        url = f"http://{HOST}:{closes.enter_context(on_a_port(app))}"
        client = closes.enter_context(httpx2.Client(trust_env=False, timeout=30))
        yield Visited(url, PUBLIC, store, clock, signs, site_id, client, Still())


def connected(store: SqlStore, box: Box) -> str:
    """A site with the company's team; every developer's address is confirmed."""
    deed = Deed("operator", BEGUN)
    site_id = store.add_site("company", deed).site_id
    store.add_connection(site_id, "cursor", vendor="cursor", url=box.url, key=box.key, deed=deed)
    for email, account_id in box.company().owner_of.items():
        if account_id:
            store.confirm(site_id, email, account_id, "", deed)
    return site_id


def in_as(visit: Visited, email: str) -> Browser:
    """A browser of whoever holds the address."""
    visit.provider.email = email
    return visit.signed_in()


def until_known(browser: Browser, path: str) -> dict[str, Any]:
    """The document, once it is there."""
    pause = Event()
    for _ in range(600):
        answer = browser.get(path)
        if answer.status_code != 202:
            assert answer.status_code == 200, answer.text
            document: dict[str, Any] = answer.json()
            if not document["progress"]["reading"]:
                return document
        pause.wait(0.02)
    raise AssertionError("the report does not come")


def test_whoever_signed_in_sees_their_own_row(visit: Visited) -> None:
    """And none but it: signing in opens no project and no site."""
    browser = in_as(visit, TOMAS)
    rows = until_known(browser, "/api/v1/report?mine=true&days=30")["developers"]
    assert [row["emails"] for row in rows] == [[TOMAS]]
    assert browser.get("/api/v1/report?days=30").status_code == 404
    assert browser.get("/api/v1/report?project=APP&days=30").status_code == 404


def test_an_admin_of_jira_sees_the_whole_site(visit: Visited, box: Box) -> None:
    """As Jira says at that moment, not as the provider does."""
    visit.store.confirm(visit.site_id, "admin@login.example.org", admin_of(box), "", Deed("operator", BEGUN))
    browser = in_as(visit, "admin@login.example.org")
    assert len(until_known(browser, "/api/v1/report?days=30")["developers"]) > 1


def test_an_account_that_was_deactivated_signs_in_no_more(visit: Visited, box: Box) -> None:
    """Nor an app's; both were confirmed for seats."""
    company = box.company()
    gone = next(one for one in company.accounts.values() if not one.active and one.kind == "atlassian")
    app = next(one for one in company.accounts.values() if one.kind == "app")
    for number, account in enumerate((gone, app)):
        address = f"number-{number}@login.example.org"
        visit.store.confirm(visit.site_id, address, account.account_id, "", Deed("operator", BEGUN))
        visit.provider.email = address
        answer = visit.browser().sign_in()
        assert answer.status_code == 403
        assert "seatlight people confirm" in answer.text


def admin_of(box: Box) -> str:
    """The account of somebody who administers Jira."""
    company = box.company()
    return next(one for one in company.accounts if company.is_admin(one))
