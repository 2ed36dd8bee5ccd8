"""Sites, and how their Jira is reached."""

from __future__ import annotations

import secrets
from operator import attrgetter

from sqlalchemy import Connection, delete, select

from seatlight.errors import Conflict, NotFound
from seatlight.model.audit import Deed
from seatlight.model.site import JiraAccess, Site
from seatlight.store.action import Action
from seatlight.store.change import Change
from seatlight.store.schema import jira, kept_people, sites
from seatlight.store.seals import Place, Seals, tail
from seatlight.store.upsert import put, put_new


def every_site(connection: Connection) -> tuple[Site, ...]:
    """Every site, by name."""
    columns = (sites.c.site_id, sites.c.name, jira.c.url, jira.c.email, jira.c.token_tail, jira.c.expires_on)
    joined = select(*columns).outerjoin(jira, jira.c.site_id == sites.c.site_id)
    found = [
        Site(site_id, name, None if url is None else JiraAccess(url, email, token_tail, expires_on))
        for site_id, name, url, email, token_tail, expires_on in connection.execute(joined)
    ]
    return tuple(sorted(found, key=attrgetter("name")))


def add(connection: Connection, name: str, deed: Deed) -> Site:
    """A new site; Conflict where the name is taken."""
    site = Site(secrets.token_hex(8), name)
    row = {"site_id": site.site_id, "name": name, "added_at": deed.at}
    if not put_new(connection, sites, row):
        raise Conflict(f"There is a site named {name!r} already: choose another name.")
    Change(connection, site.site_id, deed).note(Action.SITE_ADDED, name)
    return site


def set_jira(change: Change, access: JiraAccess, token: str, seals: Seals) -> None:
    """How Jira is reached, in place of what was; of another Jira's people the list is forgotten."""
    before = change.connection.scalar(select(jira.c.url).where(jira.c.site_id == change.site_id))
    if before not in {None, access.url}:
        change.connection.execute(delete(kept_people).where(kept_people.c.site_id == change.site_id))
    row = {
        "site_id": change.site_id,
        "url": access.url,
        "email": access.email,
        "token": seals.seal(jira_place(change.site_id), token.encode()),
        "token_tail": access.token_tail or tail(token),
        "expires_on": access.expires_on,
    }
    put(change.connection, jira, row)
    change.note(Action.JIRA_SET, access.url, expires_on=access.expires_on)


def remove_jira(change: Change) -> None:
    """Forget how Jira is reached, and the list of its people; NotFound where there is nothing of it."""
    site_id = change.site_id
    url = change.connection.scalar(select(jira.c.url).where(jira.c.site_id == site_id))
    if url is None:
        raise _no_jira()
    change.connection.execute(delete(jira).where(jira.c.site_id == site_id))
    change.connection.execute(delete(kept_people).where(kept_people.c.site_id == site_id))
    change.note(Action.JIRA_REMOVED, url)


def sealed_token(connection: Connection, site_id: str) -> bytes:
    """The token, still sealed; NotFound where there is none."""
    sealed: bytes | None = connection.scalar(select(jira.c.token).where(jira.c.site_id == site_id))
    if sealed is None:
        raise _no_jira()
    return sealed


def jira_place(site_id: str) -> Place:
    """Where a site's token is at home."""
    return Place(site_id, "jira", site_id)


def _no_jira() -> NotFound:
    return NotFound("This site has no Jira connected.")
