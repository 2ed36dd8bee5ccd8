"""The facts of a Jira site."""

from seatlight.sandbox.jira.company import ADMINS, Company
from seatlight.sandbox.jira.facts import JiraAccount, JiraFacts, JiraProject
from seatlight.sandbox.jira.projects import Project
from seatlight.sandbox.jira.users import shown_email


def make_jira_facts(company: Company, quirks: frozenset[str]) -> JiraFacts:
    """Everything that is true of a site as it stands now."""
    with company.lock:
        return JiraFacts(
            accounts=[
                JiraAccount(
                    account_id=one.account_id,
                    name=one.name,
                    email=(shown_email(one, quirks) or "").lower() or None,
                    active=one.active,
                    deleted=one.deleted,
                    kind=one.kind,
                )
                for one in company.accounts.values()
            ],
            owner_of=dict(company.owner_of),
            projects=[project_facts(company, project) for project in company.projects.values()],
            admins=[account_id for account_id in company.groups[ADMINS].members if company.is_admin(account_id)],
        )


def project_facts(company: Company, project: Project) -> JiraProject:
    """What is true of one project."""
    related = {project.lead, *project.guests, *project.assignable, *company.members_of(project)}
    related |= set(company.groups[ADMINS].members)
    return JiraProject(
        key=project.key,
        id=project.project_id,
        lead=project.lead,
        roles={role.name: company.people_in(role) for role in project.roles.values()},
        assignable=sorted(company.assignable_to(project)),
        browsers=sorted(account_id for account_id in related if company.may_browse(account_id, project)),
    )
