"""The calls that tell of projects and of their roles."""

from seatlight.sandbox.jira.asking import SITE, Call, link, page_bean, refused
from seatlight.sandbox.jira.company import BLOCKED
from seatlight.sandbox.jira.projects import ROLE_IDS, Group, Project, Role

ISSUE_TYPES = {"10001": "Task", "10002": "Story", "10003": "Bug"}
ACTIONS = ("view", "browse", "edit")
MOST_PROJECTS = 100
FIRST_ACTOR_ID = 10_240


def answer_projects(call: Call) -> dict[str, object]:
    """GET project/search: those whoever asks may browse; one behind an app access rule is named none the less."""
    if call.whole("maxResults", 50) > MOST_PROJECTS:
        raise refused(400, f"The maximum number of results is {MOST_PROJECTS}.")
    action = call.one("action") or "view"
    if action not in ACTIONS:
        raise refused(400, f"The action '{action}' is not supported.")
    found = [one for one in call.company.projects.values() if may(call, one, action) and is_asked(call, one)]
    found.sort(key=lambda project: project.key)
    return page_bean(call, found, lambda rows: [*map(write_project, rows)], 50, MOST_PROJECTS)


def may(call: Call, project: Project, action: str) -> bool:
    """Whether whoever asks may do so with a project."""
    if action == "edit":
        return call.company.may_lead(call.me, project) or call.company.is_admin(call.me)
    return call.company.may_browse(call.me, project)


def is_asked(call: Call, project: Project) -> bool:
    """Whether a project is among the asked keys and ids, and has the text in its key or name."""
    keys, ids, text = call.many("keys"), call.many("id"), call.one("query").lower()
    if (keys and project.key not in keys) or (ids and str(project.project_id) not in ids):
        return False
    return text in project.key.lower() or text in project.name.lower()


def write_project(project: Project) -> dict[str, object]:
    """A project as the search tells it."""
    return {
        "self": link(f"/project/{project.project_id}"),
        "id": str(project.project_id),
        "key": project.key,
        "name": project.name,
        "projectTypeKey": "software",
        "simplified": False,
        "style": "classic",
        "isPrivate": False,
        "avatarUrls": {"48x48": f"{SITE}/secure/projectavatar?pid={project.project_id}"},
        "properties": {},
    }


def answer_project(call: Call) -> dict[str, object]:
    """GET project/{idOrKey}: with its lead, kinds of issues, and roles."""
    project = call.project(call.parts[0])
    lead = call.company.accounts[project.lead]
    return {
        **write_project(project),
        "description": "",
        "lead": {
            "self": link("/user", accountId=lead.account_id),
            "accountId": lead.account_id,
            "accountType": lead.kind,
            "displayName": lead.name,
            "active": lead.active,
        },
        "issueTypes": [{"id": number, "name": name, "subtask": False} for number, name in ISSUE_TYPES.items()],
        "assigneeType": "UNASSIGNED",
        "roles": role_links(project),
    }


def role_links(project: Project) -> dict[str, str]:
    """The address of each role by name."""
    return {role.name: role_link(project, role) for role in project.roles.values()}


def role_link(project: Project, role: Role) -> str:
    """The address of a role."""
    return link(f"/project/{project.project_id}/role/{role.role_id}")


def administered(call: Call) -> Project:
    """The project in the path, if our account may read its roles; refuses else."""
    found = call.company.find_project(call.parts[0])
    if "jira-roles-refused" in call.quirks or (found and found.key in BLOCKED):
        raise refused(403, "The app is blocked from this project by an app access rule.")
    project = call.project(call.parts[0])
    if "jira-roles-missing" in call.quirks or not may(call, project, "edit"):
        raise refused(404, f"No project could be found with key '{call.parts[0]}'.")
    return project


def answer_roles(call: Call) -> dict[str, str]:
    """GET project/{idOrKey}/role: an address for each name."""
    return role_links(administered(call))


def answer_role(call: Call) -> dict[str, object]:
    """GET project/{idOrKey}/role/{id}: its actors, people and groups."""
    project = administered(call)
    role = next((one for one in project.roles.values() if str(one.role_id) == call.parts[1]), None)
    if not role:
        if call.parts[1] not in map(str, ROLE_IDS.values()):
            raise refused(404, f"Can not retrieve a role actor for a non-existing role {call.parts[1]}.")
        role = Role(int(call.parts[1]), next(n for n, i in ROLE_IDS.items() if str(i) == call.parts[1]), [], [])
    return {
        "self": role_link(project, role),
        "name": role.name,
        "id": role.role_id,
        "description": f"Project role {role.name}",
        "actors": actors_of(call, role),
    }


def actors_of(call: Call, role: Role) -> list[dict[str, object]]:
    """The actors of a role, people first; the deactivated ones are left out where that is asked for."""
    company = call.company
    people = [company.accounts[account_id] for account_id in role.people]
    if call.is_on("excludeInactiveUsers"):
        people = [account for account in people if account.active]
    actors: list[dict[str, object]] = [
        {"displayName": one.name, "type": "atlassian-user-role-actor", "actorUser": {"accountId": one.account_id}}
        for one in people
    ]
    actors += [group_actor(company.groups[group_id]) for group_id in role.groups]
    return [{"id": FIRST_ACTOR_ID + place, **actor} for place, actor in enumerate(actors)]


def group_actor(group: Group) -> dict[str, object]:
    """A group as it plays a role."""
    names = {"name": group.name, "displayName": group.name}
    return {**names, "type": "atlassian-group-role-actor", "actorGroup": {**names, "groupId": group.group_id}}
