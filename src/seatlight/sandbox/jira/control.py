"""What a test changes at the Jira site: shown from the next request on."""

from collections.abc import Callable

import msgspec

from seatlight.sandbox.jira.accounts import Account, erased
from seatlight.sandbox.jira.company import ADMINS, Company, Issue
from seatlight.sandbox.jira.projects import Project, Role


class JiraControl:
    """Changes of a running site; what is not there is a ValueError. Safe among threads."""

    def __init__(self, company: Callable[[], Company]) -> None:
        self._company = company

    def deactivate(self, account_id: str) -> None:
        """The account can no longer be used; it stays in its groups and roles."""
        self._replace(account_id, active=False)

    def reactivate(self, account_id: str) -> None:
        """The account can be used again; ValueError for one that was deleted."""
        if self._account(account_id).deleted:
            raise ValueError(f"The account {account_id} was deleted and cannot come back.")
        self._replace(account_id, active=True)

    def delete(self, account_id: str) -> None:
        """Only the id is left of the account; it is in no group, role or list of admins any more."""
        company = self._company()
        with company.lock:
            company.accounts[account_id] = erased(self._account(account_id))
            for group in company.groups.values():
                drop(group.members, account_id)
            for project in company.projects.values():
                for role in project.roles.values():
                    drop(role.people, account_id)
                project.assignable.discard(account_id)
                project.guests.discard(account_id)
            company.turns += 1

    def show_email(self, account_id: str) -> None:
        """Others see the address of the account."""
        self._replace(account_id, shown=True)

    def hide_email(self, account_id: str) -> None:
        """Nobody else sees the address of the account."""
        self._replace(account_id, shown=False)

    def add_to_role(self, project_key: str, role: str, account_id: str) -> None:
        """The account plays a role in a project, by itself and not through a group."""
        company = self._company()
        with company.lock:
            people = self._role(project_key, role).people
            if self._account(account_id).account_id not in people:
                people.append(account_id)
            company.turns += 1

    def remove_from_role(self, project_key: str, role: str, account_id: str) -> None:
        """The account no longer plays a role in a project; it leaves the groups that play it as well."""
        company = self._company()
        with company.lock:
            found = self._role(project_key, role)
            drop(found.people, self._account(account_id).account_id)
            for group_id in found.groups:
                drop(company.groups[group_id].members, account_id)
            company.turns += 1

    def make_admin(self, account_id: str) -> None:
        """The account administers Jira."""
        self.unmake_admin(account_id)
        company = self._company()
        with company.lock:
            company.groups[ADMINS].members.append(account_id)
            company.turns += 1

    def unmake_admin(self, account_id: str) -> None:
        """The account no longer administers Jira."""
        company = self._company()
        with company.lock:
            drop(company.groups[ADMINS].members, self._account(account_id).account_id)
            company.turns += 1

    def let_browse(self, project_key: str, account_id: str) -> None:
        """The account may browse a project, whether it belongs to it or not."""
        company = self._company()
        with company.lock:
            project = self._project(project_key)
            project.guests.add(self._account(account_id).account_id)
            project.barred.discard(account_id)
            company.turns += 1

    def stop_browsing(self, project_key: str, account_id: str) -> None:
        """The account may not browse a project, even as a member or an admin."""
        company = self._company()
        with company.lock:
            project = self._project(project_key)
            project.guests.discard(self._account(account_id).account_id)
            project.barred.add(account_id)
            company.turns += 1

    def issues(self) -> list[Issue]:
        """The issues that were created, oldest first."""
        company = self._company()
        with company.lock:
            return list(company.issues)

    def _replace(self, account_id: str, **changes: bool) -> None:
        company = self._company()
        with company.lock:
            company.accounts[account_id] = msgspec.structs.replace(self._account(account_id), **changes)
            company.turns += 1

    def _account(self, account_id: str) -> Account:
        account = self._company().accounts.get(account_id)
        if not account:
            raise ValueError(f"The sandbox's Jira has no account {account_id}.")
        return account

    def _project(self, key: str) -> Project:
        project = self._company().projects.get(key)
        if not project:
            raise ValueError(f"The sandbox's Jira has no project {key}.")
        return project

    def _role(self, project_key: str, name: str) -> Role:
        role = self._project(project_key).roles.get(name)
        if not role:
            raise ValueError(f"The project {project_key} has no role {name}.")
        return role


def drop(ids: list[str], account_id: str) -> None:
    """Take an id out of a list, if it is there."""
    if account_id in ids:
        ids.remove(account_id)
