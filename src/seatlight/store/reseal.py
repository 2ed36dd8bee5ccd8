"""Seals every secret anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Column, Connection, select, update

from seatlight.model.audit import Deed
from seatlight.store.action import Action
from seatlight.store.change import Change, hold_site
from seatlight.store.connections import key_place
from seatlight.store.installations import token_place
from seatlight.store.people import people_place
from seatlight.store.schema import connections, installations, jira, kept_people, sites
from seatlight.store.seals import Place, Seals
from seatlight.store.sites import jira_place

SECRETS: tuple[tuple[Column[Any], Callable[[str, str], Place]], ...] = (
    (jira.c.token, lambda site_id, _: jira_place(site_id)),
    (kept_people.c.people, lambda site_id, _: people_place(site_id)),
    (connections.c.key, key_place),
    (installations.c.system_token, token_place),
)
"""The columns that hold secrets, and where a row of a site seals its own."""


def reseal(connection: Connection, deed: Deed, seals: Seals) -> int:
    """Every secret of every site, sealed with the first key; gives how many. BadSecretKey where one has no key."""
    count = 0
    for site_id in sorted(connection.scalars(select(sites.c.site_id))):
        hold_site(connection, site_id)
        if sealed := _site(connection, site_id, seals):
            Change(connection, site_id, deed).note(Action.SECRETS_RESEALED, count=sealed)
        count += sealed
    return count


def _site(connection: Connection, site_id: str, seals: Seals) -> int:
    """The secrets of one site."""
    count = 0
    for secret, place in SECRETS:
        (key,) = secret.table.primary_key
        of_site = secret.table.c.site_id == site_id
        rows = connection.execute(select(secret, key).where(of_site, secret.is_not(None))).all()
        for sealed, row in rows:
            anew = seals.seal(place(site_id, row), seals.unseal(place(site_id, row), sealed))
            connection.execute(update(secret.table).where(of_site, key == row).values({secret: anew}))
        count += len(rows)
    return count
