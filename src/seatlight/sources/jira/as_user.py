"""Jira asked with the token of whoever looks at a Forge page: that it is theirs, and what they may do in a project."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import timedelta
from hashlib import sha256

from seatlight.errors import BadToken, KeyRefused, Refused
from seatlight.http import Http
from seatlight.model.invocation import Invocation
from seatlight.model.site import Project, Standing
from seatlight.ports import Clock
from seatlight.sources.jira import to_people
from seatlight.sources.jira.api import JiraApi
from seatlight.sources.jira.members import unknown_project
from seatlight.sources.jira.remembered import Remembered
from seatlight.sources.jira.words import Denied, NotThere

ADMINISTER, BROWSE, LEADS = "ADMINISTER", "BROWSE_PROJECTS", "ADMINISTER_PROJECTS"
TOKEN_HOLDS = timedelta(minutes=5)
STANDING_HOLDS = timedelta(seconds=60)
MOST_TOKENS, MOST_STANDINGS, MOST_PROJECTS = 10_000, 10_000, 1_000
LONGEST_TOKEN = 16 * 1024
IS_TOKEN = re.compile(r"[!-~]+")


class ForgeUsers:
    """The people who look at the pages of one Jira site, each asked about with the own token.

    `http` is a client of the site at `api_base_url` that shows no token of its own (`connect` without authorization).
    Tokens are remembered as digests only. Safe to use from several threads.
    """

    def __init__(self, http: Http, api_base_url: str, clock: Clock) -> None:
        self._http = http
        self._api_base_url = api_base_url
        self._owners: Remembered[bytes, str] = Remembered(clock, TOKEN_HOLDS, MOST_TOKENS)
        self.standings: Remembered[tuple[str, str | None], Standing] = Remembered(clock, STANDING_HOLDS, MOST_STANDINGS)
        self.projects: Remembered[tuple[str, str], Project] = Remembered(clock, STANDING_HOLDS, MOST_PROJECTS)

    def confirm(self, invocation: Invocation, token: str | None) -> ForgeUser:
        """Whoever calls, once Jira has said, within five minutes, that the token is theirs.

        BadToken for a call without a principal, and for no token, one that Jira does not accept, one of another
        account and the app's own; one of our other errors where Jira does not answer.
        """
        if invocation.api_base_url != self._api_base_url:
            raise BadToken("the call is of another site")
        if invocation.principal is None:
            raise BadToken("the call is not made for anybody")
        if not token or len(token) > LONGEST_TOKEN or not IS_TOKEN.fullmatch(token):
            raise BadToken("the call brings no user token")
        api = JiraApi(self._http, f"Bearer {token}")
        if self._owners.get(sha256(token.encode()).digest(), lambda: _owner(api)) != invocation.principal:
            raise BadToken("the user token is of another account")
        return ForgeUser(invocation.principal, api, self)


class ForgeUser:
    """Somebody whose token was confirmed, and what Jira says to them."""

    def __init__(self, account_id: str, api: JiraApi, users: ForgeUsers) -> None:
        self.account_id = account_id
        self._api = api
        self._users = users

    def project(self, key: str) -> Project:
        """A project by its key or id, at most a minute old; UnknownProject where there is none for this person."""
        asked = key.strip()
        return self._users.projects.get((self.account_id, asked), lambda: self._ask_project(asked))

    def standing(self, project: Project | None) -> Standing:
        """What Jira says of this person at the site, and in a project, at most a minute old; `member` is left False.

        Nothing is held in a project that this person cannot see. Refused where Jira lets them ask nothing at all.
        """
        question = (self.account_id, project.project_id if project else None)
        return self._users.standings.get(question, lambda: self._ask_standing(project))

    def _ask_project(self, key: str) -> Project:
        try:
            return to_people.project(self._api.project(key))
        except (Denied, NotThere):
            raise unknown_project(key) from None
        except KeyRefused:
            raise _not_accepted() from None

    def _ask_standing(self, project: Project | None) -> Standing:
        held = self._held(project)
        if project is None:
            return Standing(self.account_id, None, held[ADMINISTER])
        browses = held[BROWSE]
        leads = browses and (held[LEADS] or project.lead == self.account_id)
        return Standing(self.account_id, project.project_id, held[ADMINISTER], browses, leads)

    def _held(self, project: Project | None) -> dict[str, bool]:
        """Which of the three permissions this person holds; of the site's alone where the project is not theirs."""
        try:
            if project is not None:
                with suppress(Denied, NotThere):
                    return self._api.my_permissions([BROWSE, LEADS, ADMINISTER], project.project_id)
            return {BROWSE: False, LEADS: False, **self._api.my_permissions([ADMINISTER])}
        except KeyRefused:
            raise _not_accepted() from None
        except (Denied, NotThere) as error:
            raise Refused("There is nothing here for you.", error.says) from None


def _owner(api: JiraApi) -> str:
    """The account of a token; BadToken where Jira accepts none."""
    try:
        account_id = api.myself().account_id
    except (KeyRefused, Denied, NotThere):
        raise _not_accepted() from None
    if not account_id:
        raise BadToken("Jira does not say whose the user token is")
    return account_id


def _not_accepted() -> BadToken:
    return BadToken("Jira does not accept the user token")
