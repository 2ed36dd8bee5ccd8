"""Erases a whole site: every row of it in every table, its audit log included."""

from __future__ import annotations

from sqlalchemy import delete, update

from seatlight.store.change import Change
from seatlight.store.schema import METADATA, sites


def erase_site(change: Change) -> dict[str, int]:
    """Gives by table how many rows there were, where there were any. Nothing is noted: there is no log left."""
    mark = update(sites).where(sites.c.site_id == change.site_id).values(erased_at=change.deed.at)
    # The database lets a line of the log go only while its site is marked.
    change.connection.execute(mark)
    counts = {}
    for table in reversed(METADATA.sorted_tables):
        gone = change.connection.execute(delete(table).where(table.c.site_id == change.site_id)).rowcount
        if gone:
            counts[table.name] = gone
    return counts
