"""Who looked at whom, one look per person looking, report and hour."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table, and_, case, desc, func, select
from sqlalchemy import insert as plain_insert

from seatlight.model.audit import Look, LookAt
from seatlight.store.change import see_site
from seatlight.store.schema import audience_people, audiences, look_audiences, looks, words
from seatlight.store.upsert import insert, insert_new
from seatlight.store.words import digest, word_ids


def note(connection: Connection, site_id: str, look: Look) -> None:
    """Add a look to those of its hour. Whom it showed is kept once per set of people."""
    see_site(connection, site_id)
    seen = _digest_of(look.people)
    known = select(audiences.c.audience_id).where(audiences.c.site_id == site_id, audiences.c.digest == seen)
    audience_id = connection.scalar(known)
    ids = word_ids(connection, site_id, {look.by, look.report} | (look.people if audience_id is None else frozenset()))
    if audience_id is None:
        _add_audience(connection, site_id, seen, [ids[person] for person in look.people])
        audience_id = connection.scalars(known).one()
    hour_at = _hour(look.at)
    of_look = {"site_id": site_id, "by_id": ids[look.by], "report_id": ids[look.report], "hour_at": hour_at}
    look_id = _count(connection, looks, of_look, look.at, "look_id")
    _count(connection, look_audiences, {"site_id": site_id, "audience_id": audience_id, "look_id": look_id}, look.at)


def noted_at(connection: Connection, site_id: str, look: Look) -> datetime | None:
    """When the last such look of this hour was noted, of this person at this report and these people; None: never."""
    by, report = words.alias(), words.alias()
    query = (
        select(look_audiences.c.last_at)
        .join(looks, and_(looks.c.look_id == look_audiences.c.look_id, looks.c.site_id == site_id))
        .join(by, by.c.word_id == looks.c.by_id)
        .join(report, report.c.word_id == looks.c.report_id)
        .join(audiences, audiences.c.audience_id == look_audiences.c.audience_id)
        .where(look_audiences.c.site_id == site_id, audiences.c.site_id == site_id)
        .where(audiences.c.digest == _digest_of(look.people), looks.c.hour_at == _hour(look.at))
        .where(by.c.digest == digest(look.by), report.c.digest == digest(look.report))
    )
    return connection.scalar(query)


def _digest_of(people: Collection[str]) -> bytes:
    return sha256(b"".join(sorted(map(digest, people)))).digest()


def _hour(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def looks_at(connection: Connection, site_id: str, person: str) -> tuple[LookAt, ...]:
    """Who looked at a person, the last first; of each hour the looks that showed that person."""
    by, report, seen = words.alias(), words.alias(), look_audiences.c
    first_at, last_at = func.min(seen.first_at), func.max(seen.last_at)
    query = (
        select(by.c.text, report.c.text, first_at, last_at, func.sum(seen.times))
        .select_from(words)
        .join(audience_people, _same_site(audience_people, audience_people.c.word_id == words.c.word_id))
        .join(look_audiences, _same_site(look_audiences, seen.audience_id == audience_people.c.audience_id))
        .join(looks, _same_site(looks, looks.c.look_id == seen.look_id))
        .join(by, by.c.word_id == looks.c.by_id)
        .join(report, report.c.word_id == looks.c.report_id)
        .where(words.c.site_id == site_id, words.c.digest == digest(person))
        .group_by(looks.c.look_id, by.c.text, report.c.text)
        .order_by(desc(last_at), desc(looks.c.look_id))
    )
    return tuple(LookAt(*row[:4], int(row[4])) for row in connection.execute(query))


def _same_site(table: Table, condition: Any) -> Any:
    return and_(table.c.site_id == words.c.site_id, condition)


def _add_audience(connection: Connection, site_id: str, seen: bytes, people: Collection[int]) -> None:
    """A set of people, unless another look just added it."""
    row = {"site_id": site_id, "digest": seen, "size": len(people)}
    added = insert_new(connection, audiences).values(row).returning(audiences.c.audience_id)
    audience_id = connection.scalar(added)
    if audience_id is not None and people:
        rows = [{"site_id": site_id, "audience_id": audience_id, "word_id": word_id} for word_id in sorted(people)]
        connection.execute(plain_insert(audience_people), rows)


def _count(connection: Connection, table: Table, key: dict[str, Any], at: datetime, gives: str = "times") -> int:
    """Count one look in the row of that key; gives a column of it."""
    adding = insert(connection, table).values(**key, first_at=at, last_at=at, times=1)
    first, last, new = table.c.first_at, table.c.last_at, adding.excluded
    counted = adding.on_conflict_do_update(
        index_elements=list(key),
        set_={
            "first_at": case((new.first_at < first, new.first_at), else_=first),
            "last_at": case((new.last_at > last, new.last_at), else_=last),
            "times": table.c.times + 1,
        },
    )
    given: int = connection.scalars(counted.returning(table.c[gives])).one()
    return given
