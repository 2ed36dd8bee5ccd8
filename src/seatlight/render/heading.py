"""What a document says of itself in one line each: days, freshness, whose it is and under what names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from seatlight.model.report import Report
from seatlight.render.plain import iso


def span(window: Any) -> str:
    """First and last day of a window."""
    return f"{iso(window['first_on'])} to {iso(window['last_on'])}"


def whose(report: Report) -> Iterable[tuple[str, str]]:
    """Title and text: the project and its rule, pseudonyms or groups; nothing for a report of everybody."""
    project = report.head.get("project")
    if project:
        yield "Project", f"{project['key']}, {project['name']}"
        yield "Members", f"{project['members']:,}: {project['members_by']}"
    if report.head.get("shown_as"):
        yield "Shown as", report.head["shown_as"]
