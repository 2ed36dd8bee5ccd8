"""The whole path from a page in Jira: signed by Forge, proved, asked of Jira as whoever looks, and cut to them."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from seatlight.actions.admit_sites import remove_installation
from seatlight.model.access import OPERATOR
from seatlight.model.site import Grant
from seatlight.sandbox import Setup
from seatlight.sandbox.forge import FORGERIES, forge_forged
from tests.joined import DEED
from tests.reading import Document, facts_of
from tests.surfaces.web.running import Running, allow, running

APP, HANA, NOBODY_KNOWN = "APP", "hana.sato@example.org", "A project that is not there"
LONGEST_TURNS = 100


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service that the sandbox's Jira may call, with APP open to its developers."""
    with running(tmp_path_factory.mktemp("service"), Setup(people=12)) as one:
        allow(one)
        one.box.forge.wait = lambda _seconds: None
        one.box.jira.make_admin(one.box.forge.account_id)
        one.store.remove_jira(one.site.site_id, DEED)
        ticked = one.box.forge.tick(one.url, "/forge/tick")
        assert [answer.status for answer in ticked] == [204]
        one.store.allow(one.site.site_id, Grant("10000", APP, "Mobile app"), DEED)
        yield one


def account(served: Running, email: str) -> str:
    """The Jira account of somebody in the cast."""
    found: str = facts_of(served.box)["jira"]["owner_of"][email]
    return found


def report(served: Running, email: str, path: str = "/api/v1/report?project=APP") -> tuple[int, Document]:
    """What a page shows to somebody, once everything was read."""
    for _ in range(LONGEST_TURNS):
        answer = served.box.forge.call(
            served.url, path, "GET", None, account_id=account(served, email), project_key=APP
        )
        document: Document = answer.json()
        if answer.status != 202 and not document.get("progress", {}).get("reading"):
            return answer.status, document
        time.sleep(0.05)
    raise AssertionError("it is still being read")


def members(served: Running) -> set[str]:
    """Who belongs to APP by the rule."""
    jira = facts_of(served.box)["jira"]
    told = next(one for one in jira["projects"] if one["key"] == APP)
    return set(told["assignable"])


def outsider(served: Running) -> str:
    """Somebody who works there and is no member of APP, by address."""
    jira = facts_of(served.box)["jira"]
    active = {one["account_id"] for one in jira["accounts"] if one["active"]} - set(jira["admins"])
    found: str = next(email for email, one in jira["owner_of"].items() if one in active - members(served))
    return found


def test_a_member_sees_the_members_and_nobody_else(served: Running) -> None:
    """Through Jira's own page, with the app's own token for who belongs to the project."""
    status, document = report(served, HANA)
    assert status == 200
    shown = {row["jira_account_id"] for row in document["developers"]}
    assert shown <= members(served)
    assert account(served, HANA) in shown
    assert document["project"]["members"] == len(members(served))


def test_an_outsider_is_told_what_somebody_is_told_of_nothing(served: Running) -> None:
    """The same words for a project that is closed to them and for one that is not there."""
    closed = report(served, outsider(served))
    nowhere = report(served, outsider(served), "/api/v1/report?project=NOPE")
    assert closed == nowhere
    assert closed[0] == 404


def test_a_revoked_grant_counts_at_the_next_call(served: Running) -> None:
    """And an allowed one again."""
    grant = served.store.grants(served.site.site_id)[0]
    served.store.deny(served.site.site_id, grant.project_id, DEED)
    assert report(served, HANA)[0] == 404
    served.store.allow(served.site.site_id, grant, DEED)
    assert report(served, HANA)[0] == 200


def test_the_whole_site_is_for_jira_admins(served: Running) -> None:
    """A member is refused, an admin sees everybody."""
    assert report(served, HANA, "/api/v1/report")[0] == 404
    served.box.jira.make_admin(account(served, "tomas.berg@example.org"))
    status, document = report(served, "tomas.berg@example.org", "/api/v1/report")
    assert status == 200
    assert len(document["developers"]) > len(members(served))


REMEMBERED = "ended user token"
"""Whose token it is counts for five minutes; `tests/sources/forge` lets them pass."""


@pytest.mark.parametrize("name", [name for name in FORGERIES if name != REMEMBERED])
def test_no_forgery_shows_anything(served: Running, name: str) -> None:
    """Whatever is wrong with a call, the answer is a 401 with the same sentence, or what a stranger is told."""
    forged = forge_forged(served.box.forge, name, account(served, HANA), APP)
    answer = served.box.forge.send(served.url, "/api/v1/report?project=APP", forged.headers)
    assert answer.status in {401, 404}
    assert "developers" not in (answer.json() or {})


def test_an_installation_that_was_removed_calls_in_vain(tmp_path: Path) -> None:
    """From the next call on, its hourly call included; one that was only silent is let in, and back with that."""
    with running(tmp_path, Setup(people=8)) as one:
        one.box.forge.wait = lambda _seconds: None
        allow(one)
        office = one.worlds.office(one.site.site_id)
        (known,) = one.store.installations(one.site.site_id)
        one.store.installation_gone(one.site.site_id, known.installation_id, DEED)
        assert report(one, HANA, "/api/v1/me")[0] == 200
        assert [tick.status for tick in one.box.forge.tick(one.url, "/forge/tick")] == [204]
        remove_installation(OPERATOR, office, known.installation_id)
        assert report(one, HANA, "/api/v1/me")[0] == 401
        assert {tick.status for tick in one.box.forge.tick(one.url, "/forge/tick")} == {401}
        assert one.store.installations(one.site.site_id)[0].refused_at is not None


def test_an_installation_that_nobody_allowed_is_refused(tmp_path: Path) -> None:
    """The right app alone proves nothing."""
    with running(tmp_path, Setup(people=8)) as one:
        one.box.forge.wait = lambda _seconds: None
        answer = one.box.forge.call(one.url, "/api/v1/report", "GET", None, account_id=account(one, HANA))
        assert answer.status == 401
        assert [tick.status for tick in one.box.forge.tick(one.url, "/forge/tick")] == [401] * 4
