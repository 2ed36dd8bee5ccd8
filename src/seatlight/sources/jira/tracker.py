"""Jira's projects, who belongs to them, who may do what, and issues."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from seatlight.errors import RateLimited, RequestRefused, SeatlightError, TimedOut, Unreachable, VendorError
from seatlight.http import NoConnection
from seatlight.model.issue import Issue
from seatlight.model.site import Project, ProjectMembers, Standing
from seatlight.ports import Clock
from seatlight.sources.jira import payloads, to_people
from seatlight.sources.jira.api import JiraApi
from seatlight.sources.jira.members import project_members, unknown_project
from seatlight.sources.jira.remembered import Remembered
from seatlight.sources.jira.words import Denied, NotThere

ADMINISTER, BROWSE, LEADS = "ADMINISTER", "BROWSE_PROJECTS", "ADMINISTER_PROJECTS"
"""The keys of the permissions that are asked for."""
HOLDS = timedelta(seconds=60)
MOST_STANDINGS, MOST_PROJECTS = 10_000, 1_000
LONGEST_SUMMARY = 254


class JiraTracker:
    """The projects, permissions and issues of a Jira site. Safe to use from several threads."""

    def __init__(self, api: JiraApi, clock: Clock) -> None:
        self._api = api
        self._standings: Remembered[tuple[str, str | None], Standing] = Remembered(clock, HOLDS, MOST_STANDINGS)
        self._projects: Remembered[str, Project] = Remembered(clock, HOLDS, MOST_PROJECTS)
        self._members: Remembered[tuple[str, tuple[str, ...]], ProjectMembers] = Remembered(clock, HOLDS, MOST_PROJECTS)
        self._own: str | None = None

    def projects(self) -> tuple[Project, ...]:
        """The projects that our token can browse, by key; a token that is not accepted is told, not called none."""
        found = {one.id: to_people.project(one) for page in self._api.projects() for one in page}
        if not found:
            self._api.myself()
        return tuple(sorted(found.values(), key=lambda project: project.key))

    def project(self, key: str) -> Project:
        """One project by its key or id, at most a minute old; UnknownProject where there is none for us."""
        return self._projects.get(key.strip(), lambda: self._ask_project(key.strip()))

    def roles(self, project: Project) -> tuple[str, ...]:
        """The names of its roles, in order; Denied where the token's account does not administer it."""
        return tuple(sorted(self._api.roles(project.key), key=str.casefold))

    def members(self, project: Project, roles: Sequence[str]) -> ProjectMembers:
        """Who belongs to it: the people in these roles, groups expanded; without roles those who can be assigned.

        The rule that was used and what could not be read stand in the answer, which is at most a minute old.
        """
        question = (project.project_id, tuple(roles))
        return self._members.get(question, lambda: project_members(self._api, project, roles))

    def standing(self, account_id: str, project: Project | None) -> Standing:
        """What Jira says of an account, at most a minute old; `member` is left False.

        Of another account than the token's only a Jira admin may ask: Denied else.
        """
        question = (account_id, project.project_id if project else None)
        return self._standings.get(question, lambda: self._ask_standing(account_id, project))

    def create_issue(
        self,
        project: Project,
        summary: str,
        paragraphs: Sequence[str],
        *,
        issue_type: str = "Task",
        assignee: str | None = None,
    ) -> str:
        """The key of a new issue with these paragraphs; sent once, whatever becomes of the answer."""
        fields: dict[str, object] = {
            "project": {"id": project.project_id},
            "issuetype": {"name": issue_type},
            "summary": " ".join(summary.split())[:LONGEST_SUMMARY],
            "description": _document(paragraphs),
        }
        if assignee is not None:
            fields["assignee"] = {"accountId": assignee}
        try:
            return self._api.create_issue(fields).key
        except (Unreachable, VendorError) as error:
            raise _perhaps_opened(error, project) from None

    def read_issue(self, key: str) -> Issue | None:
        """Status and assignee of an issue; None where it is gone or not for us."""
        try:
            found = self._api.issue(key)
        except (Denied, NotThere):
            return None
        return _issue(found)

    def _ask_project(self, key: str) -> Project:
        try:
            return to_people.project(self._api.project(key))
        except (Denied, NotThere):
            raise unknown_project(key) from None

    def _ask_standing(self, account_id: str, project: Project | None) -> Standing:
        held = self._own_rights(project) if account_id == self._own_id() else self._rights_of(account_id, project)
        leads = project is not None and (LEADS in held or project.lead == account_id)
        project_id = project.project_id if project else None
        return Standing(account_id, project_id, ADMINISTER in held, BROWSE in held, leads)

    def _rights_of(self, account_id: str, project: Project | None) -> set[str]:
        """What another account holds, of the site and in the project."""
        number = int(project.project_id) if project else None
        try:
            told = self._api.check_permissions(account_id, [ADMINISTER], [BROWSE, LEADS] if project else [], number)
        except RequestRefused:
            # Everything else in the request is right by the contract: Jira has no such account.
            return set()
        here = {one.permission for one in told.project_permissions if number in one.projects}
        return (here & {BROWSE, LEADS}) | (set(told.global_permissions) & {ADMINISTER})

    def _own_rights(self, project: Project | None) -> set[str]:
        """What the token's account holds; nothing in a project that it does not see."""
        held = self._api.my_permissions([ADMINISTER])
        if project:
            with suppress(NotThere):
                held |= self._api.my_permissions([BROWSE, LEADS], project.project_id)
        return {key for key, holds in held.items() if holds}

    def _own_id(self) -> str | None:
        """The token's account, asked for once; by several at once where several need it first."""
        if self._own is None:
            self._own = self._api.myself().account_id
        return self._own


def _document(paragraphs: Sequence[str]) -> dict[str, object]:
    """Paragraphs as Jira's document format; an empty text is not allowed in it."""
    content = [{"type": "paragraph", "content": [{"type": "text", "text": text}]} for text in paragraphs if text]
    return {"type": "doc", "version": 1, "content": content}


def _perhaps_opened(error: SeatlightError, project: Project) -> SeatlightError:
    """The error as it is where the request surely did nothing, else one that says to look first."""
    if isinstance(error, NoConnection | RateLimited) or not error.retry:
        return error
    return TimedOut(
        f"Jira did not confirm the new issue, and it may have been opened all the same: look in {project.key} before "
        "asking for it again."
    )


def _issue(found: payloads.Issue) -> Issue:
    fields = found.fields
    status, category = fields.status, fields.status.status_category if fields.status else None
    return Issue(
        key=found.key,
        status=(status.name if status else None) or "",
        done=bool(category and category.key == "done"),
        assignee=fields.assignee.account_id if fields.assignee else None,
    )
