"""One change of a site, with its line in the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from seatlight.errors import NotFound
from seatlight.model.audit import Deed
from seatlight.store.action import Action
from seatlight.store.columns import as_json
from seatlight.store.schema import audit, sites
from seatlight.store.words import word_ids


@dataclass(frozen=True)
class Change:
    """A change of one site while it is made; others that change the site wait until it is done."""

    connection: Connection
    site_id: str
    deed: Deed

    def note(self, action: Action, about: str = "", /, **details: Any) -> None:
        """Its line in the audit log; `details` are JSON values, never a secret."""
        said = as_json(details)
        ids = word_ids(self.connection, self.site_id, {self.deed.by, about, said})
        row = {"by_id": ids[self.deed.by], "about_id": ids[about], "details_id": ids[said]}
        self.connection.execute(insert(audit).values(site_id=self.site_id, at=self.deed.at, action=str(action), **row))


def hold_site(connection: Connection, site_id: str, *, alone: bool = False) -> None:
    """Keep other changes of the site waiting until this transaction ends; NotFound where there is no such site.

    Looks go on meanwhile, unless it has to be `alone`.
    """
    _lock(connection, _site(site_id).with_for_update(key_share=not alone))


def see_site(connection: Connection, site_id: str) -> None:
    """Keep whoever has to be alone with the site waiting; NotFound where there is no such site."""
    _lock(connection, _site(site_id).with_for_update(read=True, key_share=True))


def _site(site_id: str) -> Select[str]:
    return select(sites.c.site_id).where(sites.c.site_id == site_id)


def _lock(connection: Connection, query: Select[str]) -> None:
    if connection.scalar(query) is None:
        raise NotFound("There is no such site.")
