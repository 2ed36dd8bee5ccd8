"""The words of the audit log: every text once, by number."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import sha256

from sqlalchemy import Connection, select

from seatlight.store.schema import words
from seatlight.store.upsert import insert_new

AT_ONCE = 500
"""How many values one question to the database holds."""


def word_ids(connection: Connection, site_id: str, texts: Collection[str]) -> dict[str, int]:
    """The number of each text; those that are new are added.

    Whoever needs several asks for all at once: two who add words in turn would wait for each other for ever.
    """
    by_digest = {digest(text): text for text in texts}
    known = _known(connection, site_id, list(by_digest))
    if missing := sorted(by_digest.keys() - known.keys()):
        rows = [{"site_id": site_id, "digest": key, "text": by_digest[key]} for key in missing]
        connection.execute(insert_new(connection, words), rows)
        known |= _known(connection, site_id, missing)
    return {by_digest[key]: word_id for key, word_id in known.items()}


def digest(text: str) -> bytes:
    """What a word is found by."""
    return sha256(text.encode()).digest()


def _known(connection: Connection, site_id: str, digests: Sequence[bytes]) -> dict[bytes, int]:
    """The numbers of the words that are there already, by digest."""
    found: dict[bytes, int] = {}
    for start in range(0, len(digests), AT_ONCE):
        wanted = words.c.digest.in_(digests[start : start + AT_ONCE])
        query = select(words.c.digest, words.c.word_id).where(words.c.site_id == site_id, wanted)
        found |= {bytes(row.digest): row.word_id for row in connection.execute(query)}
    return found
