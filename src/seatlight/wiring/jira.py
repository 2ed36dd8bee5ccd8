"""Jira behind its doors: where it is, who asks it, and where the list of its people is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from seatlight.actions.deps import Kept
from seatlight.config import Settings
from seatlight.errors import BadSecretKey, BadSetting, StoreFailed
from seatlight.model.checks import Check
from seatlight.model.people import People
from seatlight.model.site import JiraAccess
from seatlight.ports import Clock, IssueTracker, PeopleSource
from seatlight.sources.jira import (
    JiraApi,
    JiraPeople,
    JiraTracker,
    authorization,
    check_jira,
    connect,
    may_ask_for_addresses,
    site_address,
)
from seatlight.wiring.without_jira import NoPeople, PeopleFile

LONGEST_RETRY_SECONDS, ANSWER_SECONDS = 20, 12
"""So long Jira is tried in all, and waited for at once: a report goes on without it. Jira itself gives up after 10."""
OnWait = Callable[[str, float], None]


@dataclass(frozen=True)
class Jira:
    """The doors to a site's Jira; `tracker` is None where none is connected, and so is `api`, which counts."""

    people: PeopleSource
    tracker: IssueTracker | None
    checks: Callable[[], Iterator[Check]]
    api: JiraApi | None = None


class KeptPeople:
    """The last list of people, kept sealed in the database; where it cannot be unsealed it is read anew."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept

    def load(self) -> People | None:
        """The list that was kept last, None where there is none that can be used."""
        try:
            return self._kept.store.kept_people(self._kept.site.site_id)
        except BadSecretKey:
            return None

    def save(self, people: People) -> None:
        """Keep this list; without a secret key nothing is kept."""
        try:
            self._kept.store.keep_people(self._kept.site.site_id, people)
        except StoreFailed:
            return


def jira_of(settings: Settings, kept: Kept | None, clock: Clock, on_wait: OnWait, closing: ExitStack) -> Jira:
    """The Jira that settings or the site name; a CSV of people goes before the people of Jira."""
    reached = access_of(settings, kept)
    if reached is None:
        return Jira(PeopleFile(settings.people) if settings.people else NoPeople(), None, lambda: iter(()))
    access, token = reached
    api = jira_api(settings, access, token, on_wait, closing)
    list_of = KeptPeople(kept) if kept and _is_of_site(access, kept) else None
    listed = JiraPeople(api, list_of, clock, email_api=lambda: may_ask_for_addresses(api))
    grants = kept.store.grants(kept.site.site_id) if kept else ()

    def checks() -> Iterator[Check]:
        return check_jira(api, listed, grants, today(clock), access.expires_on)

    people: PeopleSource = PeopleFile(settings.people) if settings.people else listed
    return Jira(people, JiraTracker(api, clock), checks, api)


def _is_of_site(access: JiraAccess, kept: Kept) -> bool:
    """Whether it is the Jira whose people are kept: not if the environment names another than the site's."""
    return kept.site.jira is None or kept.site.jira.url == access.url


def access_of(settings: Settings, kept: Kept | None) -> tuple[JiraAccess, str] | None:
    """How Jira is reached: by the environment or file, else as the site was connected; None where it was not."""
    if settings.jira_url is not None:
        if settings.jira_api_token is None:
            raise BadSetting(
                "SEATLIGHT_JIRA_URL is set but there is no token: put it into SEATLIGHT_JIRA_API_TOKEN, or name a "
                "file that holds it in SEATLIGHT_JIRA_API_TOKEN_FILE."
            )
        token = settings.jira_api_token.reveal()
        return JiraAccess(site_address(settings.jira_url), settings.jira_email, token[-4:]), token
    if kept is None:
        return None
    if kept.site.jira is not None:
        return kept.site.jira, kept.store.jira_token(kept.site.site_id)
    return _as_app(settings, kept)


def _as_app(settings: Settings, kept: Kept) -> tuple[JiraAccess, str] | None:
    """Jira as the Forge app that is installed there sees it, by the token that its last hourly call brought."""
    for one in kept.store.installations(kept.site.site_id):
        if one.gone_at is None and one.system_token_expires_at is not None:
            token = kept.store.system_token(kept.site.site_id, one.installation_id)
            url = f"{settings.forge_api_base}/ex/jira/{one.cloud_id}"
            return JiraAccess(site_address(url), None, token[-4:]), token
    return None


def jira_api(settings: Settings, access: JiraAccess, token: str, on_wait: OnWait, closing: ExitStack) -> JiraApi:
    """A client for a site's Jira that is closed with `closing`."""
    http = connect(
        access.url,
        authorization=authorization(access.email, token),
        retry_for_seconds=min(settings.retry_for_seconds, LONGEST_RETRY_SECONDS),
        read_seconds=ANSWER_SECONDS,
        on_wait=on_wait,
    )
    closing.callback(http.close)
    closing.callback(http.stop)
    return JiraApi(http)


def look_at_jira(settings: Settings, access: JiraAccess, token: str, clock: Clock) -> Iterator[Check]:
    """What `connect jira` looks at before anything is saved."""
    with ExitStack() as closing:
        api = jira_api(settings, access, token, _no_wait, closing)
        yield from check_jira(api, JiraPeople(api, None, clock), (), today(clock), access.expires_on)


def today(clock: Clock) -> date:
    """The UTC day."""
    return clock().astimezone(UTC).date()


def _no_wait(*_told: Any) -> None:
    """Nobody listens."""
