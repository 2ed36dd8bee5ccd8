"""The installations of the Forge app that may call: the allow-list, and who of them is gone."""

from __future__ import annotations

from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, and_, exists, func, or_, select, update

from seatlight.errors import Conflict, NotFound
from seatlight.model.installations import Installation
from seatlight.store.action import Action
from seatlight.store.change import Change
from seatlight.store.schema import installations, jira
from seatlight.store.seals import Place, Seals
from seatlight.store.upsert import put

SHOWN = [installations.c[name] for name in Installation.__struct_fields__]
FORGOTTEN: dict[str, Any] = {"system_token": None, "system_token_expires_at": None}


def of_site(connection: Connection, site_id: str) -> tuple[Installation, ...]:
    """The installations of a site, the first allowed first, those that are gone included."""
    rows = connection.execute(select(*SHOWN).where(installations.c.site_id == site_id))
    return tuple(sorted((Installation(*row) for row in rows), key=attrgetter("installed_at", "installation_id")))


def of_id(connection: Connection, installation_id: str) -> tuple[str, Installation] | None:
    """The installation with this id and its site, whichever that is; None where nobody allowed it."""
    this = installations.c.installation_id == installation_id
    row = connection.execute(select(installations.c.site_id, *SHOWN).where(this)).first()
    return None if row is None else (row.site_id, Installation(*row[1:]))


def allow(change: Change, installation: Installation) -> None:
    """Let an installation in, again if it was gone; one that is in just so stays as it is.

    Conflict where the installation or its cloud is another site's.
    """
    same = or_(
        installations.c.installation_id == installation.installation_id,
        installations.c.cloud_id == installation.cloud_id,
    )
    if set(change.connection.scalars(select(installations.c.site_id).where(same))) - {change.site_id}:
        raise Conflict("This installation, or its cloud, belongs to another site already.")
    found = change.connection.execute(select(*SHOWN).where(_this(change.site_id, installation.installation_id))).first()
    before = None if found is None else Installation(*found)
    if before is not None and before.gone_at is None and _terms(before) == _terms(installation):
        return
    row = _terms(installation) | {"site_id": change.site_id, "installation_id": installation.installation_id}
    installed_at = before.installed_at if before else change.deed.at
    last_tick_at = before.last_tick_at if before else None
    row |= {"installed_at": installed_at, "last_tick_at": last_tick_at, "gone_at": None, "refused_at": None}
    put(change.connection, installations, row | FORGOTTEN)
    change.note(Action.INSTALLATION_ALLOWED, installation.installation_id, **_terms(installation))


def tick(change: Change, installation_id: str, sealed: bytes | None, expires_at: datetime | None) -> None:
    """It was heard, with a system token (None: without one, then the last stays); so it is there.

    NotFound where nobody allowed it, or the operator has refused it since.
    """
    seen = _seen(change, installation_id)
    if seen.refused_at is not None:
        raise NotFound("The operator has removed this installation.")
    row: dict[str, Any] = {"last_tick_at": change.deed.at, "gone_at": None}
    if sealed is not None:
        row |= {"system_token": sealed, "system_token_expires_at": expires_at}
    change.connection.execute(update(installations).where(_this(change.site_id, installation_id)).values(row))
    if seen.gone_at is not None:
        change.note(Action.INSTALLATION_BACK, installation_id)


def gone(change: Change, installation_id: str, *, refused: bool) -> None:
    """The app was removed there: its system token is forgotten; `refused`: it is let in no more.

    A second time changes nothing; NotFound without it.
    """
    seen, at = _seen(change, installation_id), change.deed.at
    if seen.gone_at is not None and (seen.refused_at is not None or not refused):
        return
    row = {"gone_at": seen.gone_at or at, "refused_at": at if refused else None} | FORGOTTEN
    change.connection.execute(update(installations).where(_this(change.site_id, installation_id)).values(row))
    change.note(Action.INSTALLATION_REFUSED if refused else Action.INSTALLATION_GONE, installation_id)


def sealed_token(connection: Connection, site_id: str, installation_id: str) -> bytes:
    """The system token, still sealed; NotFound where there is none."""
    query = select(installations.c.system_token).where(_this(site_id, installation_id))
    sealed: bytes | None = connection.scalar(query)
    if sealed is None:
        raise NotFound("This installation has given no system token.")
    return sealed


def all_gone(connection: Connection, before: datetime) -> tuple[str, ...]:
    """The sites whose every installation was gone before that instant, and whose Jira nobody connected by hand."""
    at_site = installations.c.site_id
    by_hand = exists().where(jira.c.site_id == at_site)
    query = (
        select(at_site)
        .where(~by_hand)
        .group_by(at_site)
        .having(func.count() == func.count(installations.c.gone_at), func.max(installations.c.gone_at) < before)
    )
    return tuple(sorted(connection.scalars(query)))


def token_place(site_id: str, installation_id: str) -> Place:
    """Where an installation's system token is at home."""
    return Place(site_id, "installations", installation_id)


def sealed_for(seals: Seals, site_id: str, installation_id: str, token: str) -> bytes:
    """A system token, sealed for its installation."""
    return seals.seal(token_place(site_id, installation_id), token.encode())


def _seen(change: Change, installation_id: str) -> Any:
    row = change.connection.execute(select(*SHOWN).where(_this(change.site_id, installation_id))).first()
    if row is None:
        raise NotFound("This site has no such installation.")
    return row


def _terms(installation: Installation) -> dict[str, Any]:
    """What has to be right of whoever calls."""
    names = ("cloud_id", "environment_id", "app_id")
    return {name: getattr(installation, name) for name in names}


def _this(site_id: str, installation_id: str) -> Any:
    return and_(installations.c.site_id == site_id, installations.c.installation_id == installation_id)
