"""The doors to the people of a company and to where its work is tracked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from seatlight.model.people import People, Person
from seatlight.model.site import Project, ProjectMembers, Standing


class PeopleSource(Protocol):
    """Where people come from: Jira, a CSV, or nowhere. Safe to use from several threads.

    `remote` says that reading them may take a while.
    """

    remote: bool

    def people(self, *, anew: bool = False) -> People | None:
        """Everybody, from what was read within a day unless `anew`; None where there is no source.

        A source that is away gives what it gave last, with a note, and raises one of our errors where there is
        nothing yet.
        """

    def known(self) -> People | None:
        """Everybody as far as is known, without asking anybody; None where there is no source.

        Raises NotYetRead before anything was read, and what reading ended in where it failed and nothing is there.
        """

    def search(self, email: str) -> tuple[Person, ...]:
        """The people whom the source's own search finds for a whole address; at most a few, none without a search."""


class IssueTracker(Protocol):
    """Jira as far as projects, permissions and issues go. Every call may raise one of our errors."""

    def projects(self) -> tuple[Project, ...]:
        """The projects that our token can browse, by key."""

    def project(self, key: str) -> Project:
        """One project by its key or id; UnknownProject where there is none or we may not see it."""

    def roles(self, project: Project) -> tuple[str, ...]:
        """The names of the roles that the project has."""

    def members(self, project: Project, roles: Sequence[str]) -> ProjectMembers:
        """Who belongs to it: the people in these roles, groups expanded; without roles those who can be assigned."""

    def standing(self, account_id: str, project: Project | None) -> Standing:
        """What Jira says of an account: asked of its permissions, at most a minute old; `member` is left False."""
