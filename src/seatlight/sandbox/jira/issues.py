"""Issues: created and read back."""

from typing import Any

from seatlight.sandbox.jira.asking import Call, link, refused
from seatlight.sandbox.jira.company import Issue
from seatlight.sandbox.jira.project_calls import ISSUE_TYPES
from seatlight.sandbox.jira.projects import Project

FIRST_ISSUE_ID = 10_100
LONGEST_SUMMARY = 254
NOT_THERE = "Issue does not exist or you do not have permission to see it."


def create_issue(call: Call) -> dict[str, object]:
    """POST issue: 400 tells field by field what is the matter."""
    fields = call.body().get("fields")
    if not isinstance(fields, dict):
        raise refused(400, "Invalid request payload. Refer to the REST API documentation and try again.")
    company, project = call.company, find_project(call, fields)
    wrong = faults_of(call, fields, project)
    if wrong or not project:
        raise refused(400, **wrong)
    number = 1 + sum(issue.project == project.key for issue in company.issues)
    issue = Issue(
        FIRST_ISSUE_ID + len(company.issues), f"{project.key}-{number}", project.key, fields["summary"], fields
    )
    company.issues.append(issue)
    company.turns += 1
    return {"id": str(issue.issue_id), "key": issue.key, "self": link(f"/issue/{issue.issue_id}")}


def find_project(call: Call, fields: dict[str, Any]) -> Project | None:
    """The project that the fields name, if whoever asks may create issues there."""
    named = fields.get("project")
    asked = str(named.get("id") or named.get("key") or "") if isinstance(named, dict) else ""
    project, company = call.company.find_project(asked) if asked else None, call.company
    if project and call.sees(project) and company.holds(call.me, "CREATE_ISSUES", project):
        return project
    return None


def faults_of(call: Call, fields: dict[str, Any], project: Project | None) -> dict[str, str]:
    """What is the matter with the fields of an issue; empty where nothing is."""
    wrong: dict[str, str] = {}
    summary, kind, text = fields.get("summary"), fields.get("issuetype"), fields.get("description")
    if not project:
        wrong["project"] = "Specify a valid project ID or key"
    if not isinstance(kind, dict) or not is_type(kind):
        wrong["issuetype"] = "Specify a valid issue type"
    if not isinstance(summary, str) or not summary.strip():
        wrong["summary"] = "You must specify a summary of the issue."
    elif "\n" in summary:
        wrong["summary"] = "The summary is invalid because it contains newline characters."
    elif len(summary) > LONGEST_SUMMARY:
        wrong["summary"] = "Summary must be less than 255 characters."
    if text is not None and not is_document(text):
        wrong["description"] = "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
    if project and not can_be_given(call, fields.get("assignee"), project):
        wrong["assignee"] = "User cannot be assigned issues."
    return wrong


def is_type(kind: dict[str, Any]) -> bool:
    """Whether an issue's kind is one of those there are, by id or name."""
    return kind.get("id") in list(ISSUE_TYPES) or kind.get("name") in list(ISSUE_TYPES.values())


def is_document(text: object) -> bool:
    """Whether a value is in the Atlassian Document Format, as far as this site looks."""
    if not isinstance(text, dict) or text.get("type") != "doc" or text.get("version") != 1:
        return False
    content = text.get("content")
    return isinstance(content, list) and all(is_node(node) for node in content)


def is_node(node: object) -> bool:
    """Whether a value is a node of a document: with a type, and text that is not empty where it is text."""
    if not isinstance(node, dict) or not isinstance(node.get("type"), str):
        return False
    if node["type"] == "text":
        return isinstance(node.get("text"), str) and bool(node["text"])
    content = node.get("content", [])
    return isinstance(content, list) and all(is_node(inner) for inner in content)


def can_be_given(call: Call, assignee: object, project: Project) -> bool:
    """Whether the issue may be given to whom it says; nobody is all right."""
    if assignee is None:
        return True
    named = assignee.get("accountId") or assignee.get("id") if isinstance(assignee, dict) else None
    return isinstance(named, str) and named in call.company.assignable_to(project)


def answer_issue(call: Call) -> dict[str, object]:
    """GET issue/{key}: an issue by its key or id."""
    asked = call.parts[0].upper()
    issue = next((one for one in call.company.issues if asked in (one.key, str(one.issue_id))), None)
    project = call.company.projects[issue.project] if issue else None
    if not issue or not project or not call.sees(project):
        raise refused(404, NOT_THERE)
    return {
        "id": str(issue.issue_id),
        "key": issue.key,
        "self": link(f"/issue/{issue.issue_id}"),
        "fields": {
            **issue.fields,
            "project": {"id": str(project.project_id), "key": project.key, "name": project.name},
            "status": {"name": "To Do", "id": "10000"},
        },
    }
