"""Who can look at the stand-in: five of the cast, what they may there, and what Jira would list for them."""

from collections.abc import Mapping

import msgspec

from seatlight.sandbox.jira.company import Company
from seatlight.sandbox.jira.projects import Project

CAST = {
    "admin": (None, "Jira admin"),
    "lead": ("tomas.berg@example.org", "leads Mobile app"),
    "member": ("hana.sato@example.org", "in Mobile app and Website"),
    "developer": ("chen.wei@example.org", "in Mobile app, stopped using Cursor"),
    "outsider": ("yusuf.demir@example.org", "in no project"),
}
"""By key: whose address, None for the admin's, and what they are here."""


class Viewer(msgspec.Struct, frozen=True, rename="camel"):
    """Somebody who can look."""

    key: str
    name: str
    says: str
    account_id: str


def viewers_of(company: Company) -> Mapping[str, Viewer]:
    """The viewers that a team has, by key: in a small one some of the cast are missing."""
    found = {}
    for key, (email, says) in CAST.items():
        account_id = company.ours if email is None else company.owner_of.get(email)
        if account_id in company.accounts:
            found[key] = Viewer(key, company.accounts[account_id].name, says, account_id)
    return found


def listed_for(company: Company, viewer: Viewer, project: Project | None) -> list[str]:
    """The pages that Jira would list for a viewer; deep links lead to the others all the same."""
    with company.lock:
        admin = company.is_admin(viewer.account_id)
        browses = project is not None and company.may_browse(viewer.account_id, project)
        leads = project is not None and (admin or company.may_lead(viewer.account_id, project))
    listed = {"project-page": browses, "project-settings": leads, "admin-page": admin, "personal-page": True}
    return [key for key, shows in listed.items() if shows]
