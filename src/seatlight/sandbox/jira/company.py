"""The Jira site as it stands: accounts, groups, projects, issues, and who may do what."""

import threading
from collections.abc import Sequence
from typing import Any

import msgspec

from seatlight.sandbox.jira.accounts import Account, group_id_of
from seatlight.sandbox.jira.projects import Group, Project, Role, make_projects
from seatlight.sandbox.jira.staff import make_staff
from seatlight.sandbox.setup import Setup
from seatlight.sandbox.team import Member

BLOCKED = frozenset({"HR"})
"""Projects that an app access rule keeps from our token."""
ADMINS = group_id_of("jira-administrators")
WORKS = frozenset({"CREATE_ISSUES", "EDIT_ISSUES", "ASSIGN_ISSUES"})


class Issue(msgspec.Struct, frozen=True):
    """An issue that was created; `fields` are as they were sent."""

    issue_id: int
    key: str
    project: str
    summary: str
    fields: dict[str, Any]


class Company:
    """Everything that Jira answers from; `turns` counts the changes. Who reads or changes it holds `lock`."""

    def __init__(self, setup: Setup, members: Sequence[Member]) -> None:
        staff = make_staff(setup, members)
        draft = make_projects(staff, members)
        self.lock = threading.RLock()
        self.turns = 0
        self.ours = staff.admin
        self.app: str | None = None
        self.owner_of = staff.owner_of
        self.accounts: dict[str, Account] = {account.account_id: account for account in staff.accounts}
        self.groups: dict[str, Group] = draft.groups
        self.projects: dict[str, Project] = draft.projects
        self._by_id = {str(project.project_id): project for project in draft.projects.values()}
        self.issues: list[Issue] = []
        self._quirks = setup.jira_quirks
        if "jira-no-admin" in self._quirks:
            self.groups[ADMINS].members.remove(self.ours)

    def find_project(self, id_or_key: str) -> Project | None:
        """A project by its key, in any case, or its id."""
        if id_or_key.isdigit():
            return self._by_id.get(id_or_key)
        return self.projects.get(id_or_key.upper())

    def people_in(self, role: Role) -> list[str]:
        """The accounts in a role, groups expanded, each once."""
        found = dict.fromkeys(role.people)
        for group_id in role.groups:
            found |= dict.fromkeys(self.groups[group_id].members)
        return list(found)

    def members_of(self, project: Project) -> set[str]:
        """The accounts in any role of a project."""
        return {account_id for role in project.roles.values() for account_id in self.people_in(role)}

    def is_admin(self, account_id: str) -> bool:
        """Whether an account administers Jira."""
        return self.accounts[account_id].is_working and account_id in self.groups[ADMINS].members

    def may_browse(self, account_id: str, project: Project) -> bool:
        """Whether an account sees a project; an app access rule is not asked."""
        if account_id == self.app:
            return True
        if account_id in project.barred or not self.accounts[account_id].is_working:
            return False
        if account_id == project.lead or account_id in project.guests | project.assignable:
            return True
        return self.is_admin(account_id) or account_id in self.members_of(project)

    def may_lead(self, account_id: str, project: Project) -> bool:
        """Whether an account administers a project: its lead and its administrators."""
        if not self.may_browse(account_id, project):
            return False
        return account_id == project.lead or account_id in self.people_in(project.roles["Administrators"])

    def assignable_to(self, project: Project) -> set[str]:
        """The accounts that issues of a project can be given to: its developers, and who was let beside them."""
        found = project.assignable.union(self.people_in(project.roles["Developers"])) - project.barred
        return {account_id for account_id in found if self.accounts[account_id].is_working}

    def holds(self, account_id: str, permission: str, project: Project) -> bool:
        """Whether an account has a permission in a project."""
        if permission == "ADMINISTER_PROJECTS":
            return self.may_lead(account_id, project)
        if permission == "ASSIGNABLE_USER":
            return account_id in self.assignable_to(project)
        return permission in WORKS | {"BROWSE_PROJECTS"} and self.may_browse(account_id, project)

    def holds_everywhere(self, account_id: str, permission: str) -> bool:
        """Whether an account has a permission that is not of a project."""
        if permission == "USER_PICKER":
            refused = account_id == self.ours and "jira-no-browse-users" in self._quirks
            return (self.accounts[account_id].is_working or account_id == self.app) and not refused
        return permission == "ADMINISTER" and self.is_admin(account_id)

    def reaches(self, account_id: str, project: Project) -> bool:
        """Whether a call that an account makes through an app or with a token reaches a project."""
        return project.key not in BLOCKED and self.may_browse(account_id, project)

    def install_app(self, app: Account) -> None:
        """The account of an installed app: it sees every project, and whoever is there."""
        with self.lock:
            self.accounts[app.account_id] = app
            self.app = app.account_id
            self.turns += 1
