"""The settings of a site, as JSON values."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, and_, delete, select

from seatlight.store.action import Action
from seatlight.store.change import Change
from seatlight.store.columns import as_json
from seatlight.store.schema import settings
from seatlight.store.upsert import put


def of_site(connection: Connection, site_id: str) -> dict[str, Any]:
    """Every setting, by dotted key, in its order."""
    rows = connection.execute(select(settings.c.key, settings.c.value).where(settings.c.site_id == site_id))
    return {row.key: row.value for row in sorted(rows, key=attrgetter("key"))}


def set_one(change: Change, key: str, value: Any) -> None:
    """Set one, or forget it for None; where nothing changes nothing is noted."""
    this = and_(settings.c.site_id == change.site_id, settings.c.key == key)
    before = change.connection.scalar(select(settings.c.value).where(this))
    if as_json(before) == as_json(value):
        return
    if value is None:
        change.connection.execute(delete(settings).where(this))
    else:
        put(change.connection, settings, {"site_id": change.site_id, "key": key, "value": value})
    change.note(Action.SETTING_CHANGED, key, before=before, value=value)
