"""Jira asked with the token of whoever looks at a Forge page: whose it is, what they may do, how often it is asked."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

import msgspec
import pytest

from seatlight.errors import BadToken, RateLimited, Refused, TimedOut, UnknownProject, VendorFault
from seatlight.model.invocation import Invocation
from seatlight.model.site import Project, Standing
from seatlight.sandbox.box import Box
from seatlight.sandbox.setup import Setup
from seatlight.sources.jira import ForgeUser, ForgeUsers, connect
from tests.sandbox.jira_reading import API
from tests.sources.jira.site import NOW, Hand, as_json
from tests.sources.scripted import HANG, Scripted, reply, scripted

ANOTHER = "the user token is of another account"
NOT_ACCEPTED = "Jira does not accept the user token"


class Page:
    """A page of the app at a site, its viewers, and the clock by which answers are remembered."""

    def __init__(self, box: Box, users: ForgeUsers, clock: Hand) -> None:
        self.box, self.users, self.clock = box, users, clock

    def call(self, account_id: str | None) -> Invocation:
        """What a token of the page would prove for an account."""
        return invocation(self.box.forge.app.api_base_url, account_id)

    def look(self, account_id: str) -> ForgeUser:
        """Somebody looks, with the own token."""
        return self.users.confirm(self.call(account_id), self.box.forge.user_token(account_id))

    def asked(self, path: str) -> int:
        """How often Jira was asked for this."""
        return self.box.counts().get(f"/ex/jira/{self.box.cloud_id}{API}{path}", 0)

    def person(self, name: str) -> str:
        """The account of somebody by name."""
        return next(one.account_id for one in self.box.company().accounts.values() if one.name == name)

    def project(self, key: str) -> Project:
        """A project as the site has it."""
        found = self.box.company().projects[key]
        return Project(str(found.project_id), key, found.name, found.lead)


def invocation(api_base_url: str, principal: str | None) -> Invocation:
    """A proven call."""
    return Invocation(
        "cloud", "installation", "environment", "PRODUCTION", "2", "page", api_base_url, "jti", NOW, principal
    )


@contextlib.contextmanager
def users_at(url: str, *, read: float = 5) -> Iterator[tuple[ForgeUsers, Hand]]:
    """People who look at the pages of a site at this address, in no patience."""
    clock = Hand()
    http = connect(url, authorization=None, retry_for_seconds=0, read_seconds=read)
    with contextlib.closing(http):
        yield ForgeUsers(http, url, clock), clock


@pytest.fixture
def page() -> Iterator[Page]:
    """The whole cast at a site with the app."""
    with Box(Setup(people=25, now=NOW, reach_days=5)) as box, users_at(box.forge.app.api_base_url) as (users, clock):
        yield Page(box, users, clock)


def reason(page: Page, call: Invocation, token: str | None) -> str:
    """Why somebody is refused."""
    with pytest.raises(BadToken) as refused:
        page.users.confirm(call, token)
    assert refused.value.says == "This call does not prove who it comes from: open the page in Jira anew."
    return refused.value.reason


def test_whoever_brings_the_own_token_is_known(page: Page) -> None:
    """By the account that Jira says it is."""
    for account_id in (page.box.company().ours, page.person("Amina Okoye")):
        assert page.look(account_id).account_id == account_id


def test_the_token_of_anybody_else_is_refused(page: Page) -> None:
    """A colleague's, an admin's, and the app's own."""
    forge, amina = page.box.forge, page.person("Amina Okoye")
    for token in (forge.user_token(page.person("Jules Moreau")), forge.user_token(page.box.company().ours)):
        assert reason(page, page.call(amina), token) == ANOTHER
    assert reason(page, page.call(amina), forge.system_token()) == ANOTHER


@pytest.mark.parametrize("token", [None, "", "  ", "two words", "new\nline", "ümlaut", "x" * 20_000])
def test_what_can_be_no_token_is_not_shown_to_jira(token: str | None, page: Page) -> None:
    """Nobody asks for it."""
    assert reason(page, page.call(page.person("Amina Okoye")), token) == "the call brings no user token"
    assert page.asked("/myself") == 0


def test_tokens_that_were_made_up_or_have_ended_are_refused(page: Page) -> None:
    """Jira accepts neither, nor the site's own API token in their place."""
    amina = page.person("Amina Okoye")
    token = page.box.forge.user_token(amina)
    page.box.forge.tokens.end(amina)
    assert reason(page, page.call(amina), token) == NOT_ACCEPTED
    assert reason(page, page.call(amina), "eyJr0000") == NOT_ACCEPTED
    assert reason(page, page.call(amina), page.box.jira_token) == ANOTHER


def test_an_account_that_was_deactivated_is_refused(page: Page) -> None:
    """Its token goes with it."""
    amina = page.person("Amina Okoye")
    page.box.jira.deactivate(amina)
    assert reason(page, page.call(amina), page.box.forge.user_token(amina)) == NOT_ACCEPTED


def test_a_call_for_nobody_or_of_another_site_is_refused(page: Page) -> None:
    """Whatever token it brings."""
    token = page.box.forge.system_token()
    assert reason(page, page.call(None), token) == "the call is not made for anybody"
    elsewhere = invocation("https://api.atlassian.com/ex/jira/other", page.box.company().ours)
    assert reason(page, elsewhere, token) == "the call is of another site"
    assert page.asked("/myself") == 0


def test_whose_a_token_is_holds_for_five_minutes(page: Page) -> None:
    """Also that it is somebody else's; a renewed one is asked for anew."""
    amina = page.person("Amina Okoye")
    for _ in range(3):
        page.look(amina)
        reason(page, page.call(page.person("Jules Moreau")), page.box.forge.user_token(amina))
    assert page.asked("/myself") == 1
    page.clock.on(minutes=4, seconds=59)
    page.look(amina)
    assert page.asked("/myself") == 1
    page.clock.on(seconds=1)
    page.look(amina)
    assert page.asked("/myself") == 2
    page.box.forge.tokens.renew(amina)
    page.look(amina)
    assert page.asked("/myself") == 3


def test_everybody_holds_in_each_project_what_jira_says(page: Page) -> None:
    """All accounts that work, in all projects, by the site's own rules."""
    company = page.box.company()
    working = [one.account_id for one in company.accounts.values() if one.is_working]
    for account_id in working:
        user = page.look(account_id)
        assert user.standing(None) == Standing(account_id, None, company.is_admin(account_id))
        for key, project in company.projects.items():
            found, reaches = user.standing(page.project(key)), company.reaches(account_id, project)
            assert (found.jira_admin, found.browses) == (company.is_admin(account_id), reaches)
            assert found.lead == (reaches and company.may_lead(account_id, project))
            assert (found.account_id, found.project_id) == (account_id, str(project.project_id))
            assert not found.member


def test_a_project_that_somebody_cannot_see_is_none_for_them(page: Page) -> None:
    """As is one that does not exist, and what is no key at all."""
    stranger = page.look(page.person("Henrik Dahl"))
    for key in ("WEB", "NONE", "../myself", "", "HR"):
        with pytest.raises(UnknownProject) as refused:
            stranger.project(key)
        assert "Website" not in refused.value.says
    lead = page.look(page.project("WEB").lead or "")
    assert lead.project("WEB") == lead.project(" 10001 ") == page.project("WEB")


def test_a_standing_holds_for_a_minute_and_for_one_person(page: Page) -> None:
    """What changes in Jira counts from then on."""
    guest, web = page.person("Henrik Dahl"), page.project("WEB")
    assert not page.look(guest).standing(web).browses
    page.box.jira.let_browse("WEB", guest)
    page.box.jira.make_admin(guest)
    page.clock.on(seconds=59)
    assert not page.look(guest).standing(web).browses
    assert page.look(page.box.company().ours).standing(web).browses
    page.clock.on(seconds=1)
    assert page.look(guest).standing(web) == Standing(guest, "10001", jira_admin=True, browses=True)
    asked = page.asked("/mypermissions")
    page.look(guest).standing(web)
    assert page.asked("/mypermissions") == asked


def test_an_ended_token_is_told_when_rights_are_asked_for_again(page: Page) -> None:
    """Though whose it was still holds."""
    amina, app = page.person("Amina Okoye"), page.project("APP")
    user = page.look(amina)
    assert user.standing(app).lead
    page.box.forge.tokens.end(amina)
    page.clock.on(seconds=60)
    for ask in (lambda: user.standing(app), lambda: user.project("APP")):
        with pytest.raises(BadToken) as refused:
            ask()
        assert refused.value.reason == NOT_ACCEPTED


def test_many_who_look_at_once_each_act_as_themselves(page: Page) -> None:
    """No thread shows the token of another."""
    company = page.box.company()
    working = [one.account_id for one in company.accounts.values() if one.is_working]
    wrong: list[str] = []

    def look(account_id: str) -> None:
        for key, project in company.projects.items():
            if page.look(account_id).standing(page.project(key)).browses != company.reaches(account_id, project):
                wrong.append(account_id)

    threads = [threading.Thread(target=look, args=(account_id,)) for account_id in working]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@contextlib.contextmanager
def told(*script: bytes, read: float = 5) -> Iterator[tuple[Scripted, ForgeUsers, Invocation]]:
    """A server that plays a script as Jira, and a call at its site."""
    with scripted(*script) as server, users_at(f"{server.url}/ex/jira/c", read=read) as (users, _):
        yield server, users, invocation(f"{server.url}/ex/jira/c", "5ann")


def test_jira_is_asked_at_the_gateway_with_the_token_alone() -> None:
    """Three permissions in one request, of one project."""
    held = {"BROWSE_PROJECTS": {"havePermission": True}, "ADMINISTER": {"havePermission": False}}
    with told(as_json({"accountId": "5ann"}), as_json({"permissions": held})) as (server, users, call):
        standing = users.confirm(call, "tok-1").standing(Project("10000", "APP", "App", "5ann"))
    assert standing == Standing("5ann", "10000", browses=True, lead=True)
    wanted = b"/mypermissions?permissions=BROWSE_PROJECTS%2CADMINISTER_PROJECTS%2CADMINISTER&projectId=10000 "
    assert server.asked[0].startswith(b"GET /ex/jira/c/rest/api/3/myself ")
    assert server.asked[1].startswith(b"GET /ex/jira/c/rest/api/3" + wanted)
    assert [request.lower().count(b"authorization: bearer tok-1\r\n") for request in server.asked] == [1, 1]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (reply(status=500), VendorFault),
        (reply(status=429), RateLimited),
        (HANG, TimedOut),
    ],
)
def test_a_jira_that_is_away_is_said_to_be_away(answer: bytes, kind: type[Exception]) -> None:
    """Nobody is let in meanwhile, and nothing of it is remembered."""
    with told(answer, as_json({"accountId": "5ann"}), read=0.1) as (_, users, call):
        with pytest.raises(kind):
            users.confirm(call, "tok-1")
        assert users.confirm(call, "tok-1").account_id == "5ann"


@pytest.mark.parametrize("body", [{}, {"accountId": None}, {"accountId": ""}])
def test_an_answer_that_names_nobody_proves_nothing(body: object) -> None:
    """Least of all that it is the principal."""
    with told(as_json(body)) as (_, users, call), pytest.raises(BadToken) as refused:
        users.confirm(call, "tok-1")
    assert refused.value.reason == "Jira does not say whose the user token is"


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_to_say_who_somebody_is_refuses_them(status: int) -> None:
    """An app that is kept out answers so as well."""
    with told(reply(status=status)) as (_, users, call), pytest.raises(BadToken) as refused:
        users.confirm(call, "tok-1")
    assert refused.value.reason == NOT_ACCEPTED


@pytest.mark.parametrize("status", [403, 404])
def test_who_may_ask_for_no_rights_has_none(status: int) -> None:
    """In a project that is kept from them, and at a site that tells nothing at all."""
    site_only = as_json({"permissions": {"ADMINISTER": {"havePermission": True}}})
    project = Project("10000", "APP", "App", "5ann")
    with told(as_json({"accountId": "5ann"}), reply(status=status), site_only) as (_, users, call):
        assert users.confirm(call, "tok-1").standing(project) == Standing("5ann", "10000", jira_admin=True)
    with told(as_json({"accountId": "5ann"}), reply(status=status)) as (_, users, call):
        user = users.confirm(call, "tok-1")
        with pytest.raises(Refused):
            user.standing(project)


def test_permissions_that_are_not_told_are_not_held() -> None:
    """Whatever else the answer has."""
    odd = {"permissions": {"BROWSE_PROJECTS": {}, "OTHER": {"havePermission": True}}}
    with told(as_json({"accountId": "5ann"}), as_json(odd)) as (_, users, call):
        standing = users.confirm(call, "tok-1").standing(Project("10000", "APP", "App", "5ann"))
    assert standing == msgspec.structs.replace(standing, browses=False, lead=False, jira_admin=False)
