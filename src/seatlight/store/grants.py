"""The projects that a Jira admin opened."""

from __future__ import annotations

from operator import attrgetter

from sqlalchemy import Connection, and_, delete, select

from seatlight.errors import NotFound
from seatlight.model.access import Mode
from seatlight.model.site import Grant
from seatlight.store.action import Action
from seatlight.store.change import Change
from seatlight.store.schema import grants
from seatlight.store.upsert import put


def of_site(connection: Connection, site_id: str) -> tuple[Grant, ...]:
    """The open projects, by key."""
    rows = connection.execute(select(grants).where(grants.c.site_id == site_id))
    found = [
        Grant(
            row.project_id,
            row.key,
            row.name,
            tuple(row.roles),
            None if row.mode is None else Mode(row.mode),
            row.granted_by,
            row.granted_at,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=attrgetter("key", "project_id")))


def allow(change: Change, grant: Grant) -> None:
    """Open a project, by whoever does it now; one that is open just so stays as it is."""
    before = {open_.project_id: open_ for open_ in of_site(change.connection, change.site_id)}.get(grant.project_id)
    if before is not None and _terms(before) == _terms(grant):
        return
    put(
        change.connection,
        grants,
        _terms(grant)
        | {
            "site_id": change.site_id,
            "project_id": grant.project_id,
            "granted_by": change.deed.by,
            "granted_at": change.deed.at,
        },
    )
    action = Action.PROJECT_OPENED if before is None else Action.PROJECT_CHANGED
    change.note(action, grant.key, project_id=grant.project_id, roles=grant.roles, mode=grant.mode)


def deny(change: Change, project_id: str) -> None:
    """Close a project; NotFound where it was not open."""
    this = and_(grants.c.site_id == change.site_id, grants.c.project_id == project_id)
    key = change.connection.scalar(select(grants.c.key).where(this))
    if key is None:
        raise NotFound("This project is not open.")
    change.connection.execute(delete(grants).where(this))
    change.note(Action.PROJECT_CLOSED, key, project_id=project_id)


def _terms(grant: Grant) -> dict[str, object]:
    """How a project is open, whoever opened it."""
    mode = None if grant.mode is None else str(grant.mode)
    return {"key": grant.key, "name": grant.name, "roles": list(grant.roles), "mode": mode}
