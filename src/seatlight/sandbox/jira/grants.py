"""The calls about permissions: our own, and those of anybody for a Jira admin."""

import msgspec

from seatlight.sandbox.jira.asking import Call, refused
from seatlight.sandbox.jira.projects import Project

PROJECT_PERMISSIONS = {
    "ADMINISTER_PROJECTS": ("23", "Administer Projects"),
    "BROWSE_PROJECTS": ("10", "Browse Projects"),
    "CREATE_ISSUES": ("11", "Create Issues"),
    "EDIT_ISSUES": ("12", "Edit Issues"),
    "ASSIGN_ISSUES": ("13", "Assign Issues"),
    "ASSIGNABLE_USER": ("17", "Assignable User"),
}
GLOBAL_PERMISSIONS = {"ADMINISTER": ("0", "Administer Jira"), "USER_PICKER": ("27", "Browse users and groups")}
ONLY_ADMINS = "Only Jira administrators can perform this operation."
MOST_PROJECTS = 1000


class Wanted(msgspec.Struct, rename="camel"):
    """Permissions of projects that are asked for."""

    permissions: list[str]
    projects: list[int] = []
    issues: list[int] = []


class Asked(msgspec.Struct, rename="camel"):
    """The body of permissions/check."""

    account_id: str | None = None
    global_permissions: list[str] = []
    project_permissions: list[Wanted] = []


def answer_mine(call: Call) -> dict[str, object]:
    """GET mypermissions: without a project, a permission of projects is held where it is in any."""
    keys = [key.strip() for key in call.one("permissions").split(",") if key.strip()]
    if not keys:
        raise refused(400, "The permissions query parameter is required.")
    unknown = [key for key in keys if key not in PROJECT_PERMISSIONS | GLOBAL_PERMISSIONS]
    if unknown:
        raise refused(400, **dict.fromkeys(unknown, "Unrecognized permission"))
    asked = call.one("projectId") or call.one("projectKey")
    projects = [call.project(asked)] if asked else reached(call)
    return {"permissions": {key: write_permission(key, held=we_hold(call, key, projects)) for key in keys}}


def reached(call: Call) -> list[Project]:
    """The projects that our token reaches."""
    return [project for project in call.company.projects.values() if call.sees(project)]


def we_hold(call: Call, key: str, projects: list[Project]) -> bool:
    """Whether our account has a permission, in any of some projects if it is one of projects."""
    if key in GLOBAL_PERMISSIONS:
        return call.company.holds_everywhere(call.me, key)
    return any(call.company.holds(call.me, key, project) for project in projects)


def write_permission(key: str, *, held: bool) -> dict[str, object]:
    """A permission as mypermissions writes it."""
    number, name = (PROJECT_PERMISSIONS | GLOBAL_PERMISSIONS)[key]
    return {
        "id": number,
        "key": key,
        "name": name,
        "type": "GLOBAL" if key in GLOBAL_PERMISSIONS else "PROJECT",
        "description": f"Permission to {name[0].lower()}{name[1:]}.",
        "havePermission": held,
    }


def answer_check(call: Call) -> dict[str, object]:
    """POST permissions/check: which of the asked permissions an account holds, ours unless another is named."""
    asked = read_asked(call)
    company = call.company
    account_id = asked.account_id or call.me
    if account_id != call.me and not company.is_admin(call.me):
        raise refused(403, ONLY_ADMINS)
    if account_id not in company.accounts:
        raise refused(400, f"The account ID '{account_id}' is not valid.")
    return {
        "globalPermissions": [key for key in asked.global_permissions if company.holds_everywhere(account_id, key)],
        "projectPermissions": [
            {"permission": key, "projects": held_in(call, account_id, key, wanted.projects), "issues": []}
            for wanted in asked.project_permissions
            for key in wanted.permissions
        ],
    }


def read_asked(call: Call) -> Asked:
    """What the body asks for; refuses one that is not as it should be."""
    call.body()
    try:
        asked = msgspec.json.decode(call.question.body, type=Asked)
    except msgspec.DecodeError:
        raise refused(400, "Invalid request payload. Refer to the REST API documentation and try again.") from None
    if any(not wanted.permissions for wanted in asked.project_permissions):
        raise refused(400, "At least one project permission must be provided.")
    if any(len(wanted.projects) > MOST_PROJECTS for wanted in asked.project_permissions):
        raise refused(400, "At most 1000 projects can be asked for.")
    wrong = [key for key in asked.global_permissions if key not in GLOBAL_PERMISSIONS]
    wrong += [key for one in asked.project_permissions for key in one.permissions if key not in PROJECT_PERMISSIONS]
    if wrong:
        raise refused(400, **dict.fromkeys(wrong, "Unrecognized permission"))
    return asked


def held_in(call: Call, account_id: str, key: str, ids: list[int]) -> list[int]:
    """The ids of projects in which an account holds a permission; ids that are none of ours are passed over."""
    found: list[int] = []
    for project_id in ids:
        project = call.company.find_project(str(project_id))
        if project and call.sees(project) and call.company.holds(account_id, key, project):
            found.append(project_id)
    return found
