"""The last list of a site's people, sealed."""

from __future__ import annotations

import zlib

import msgspec
from sqlalchemy import Connection, select

from seatlight.model.people import People
from seatlight.store.schema import kept_people
from seatlight.store.seals import Place, Seals
from seatlight.store.upsert import put

LEVEL = 1
"""Lists are long and names repeat: the quickest packing takes most of it."""


def sealed_people(connection: Connection, site_id: str) -> bytes | None:
    """The list, still sealed; None where none is kept."""
    return connection.scalar(select(kept_people.c.people).where(kept_people.c.site_id == site_id))


def unsealed(site_id: str, sealed: bytes, seals: Seals) -> People | None:
    """The list; None where another version wrote it that knew people differently. BadSecretKey without its key."""
    try:
        return msgspec.msgpack.decode(zlib.decompress(seals.unseal(people_place(site_id), sealed)), type=People)
    except msgspec.MsgspecError:
        return None


def keep(connection: Connection, site_id: str, people: People, seals: Seals) -> None:
    """This list in place of the last."""
    packed = zlib.compress(msgspec.msgpack.encode(people), LEVEL)
    row = {"site_id": site_id, "read_at": people.read_at, "people": seals.seal(people_place(site_id), packed)}
    put(connection, kept_people, row)


def people_place(site_id: str) -> Place:
    """Where a site's list is at home."""
    return Place(site_id, "kept_people", site_id)
