"""The audit log, read page by page: lines of changes, and looks among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from operator import itemgetter
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from seatlight.model.audit import AuditEntry
from seatlight.store.action import Action
from seatlight.store.schema import audience_people, audiences, audit, look_audiences, looks, words

PAGE = 500
Reading: TypeAlias = Callable[[], AbstractContextManager[Connection]]
Row: TypeAlias = tuple[datetime, int, int, AuditEntry]
"""An entry with what it is ordered by: its instant, whether it is a look, its number."""

by, about, details = words.alias("by"), words.alias("about"), words.alias("details")


class Days(msgspec.Struct, frozen=True):
    """From the first instant of a day to the first after another; None where there is no end to it."""

    first_at: datetime | None
    before: datetime | None


def days(since: date | None, until: date | None) -> Days:
    """Whole UTC days, both included."""
    after = None if until is None or until == date.max else until + timedelta(days=1)
    return Days(*(None if day is None else datetime.combine(day, time(), UTC) for day in (since, after)))


def entries(reading: Reading, site_id: str, within: Days) -> Iterator[AuditEntry]:
    """The entries of these days, the oldest first; a page at a time is held in memory, and no transaction."""
    for *_, entry in merge(lines(reading, site_id, within), seen(reading, site_id, within), key=itemgetter(0, 1, 2)):
        yield entry


def lines(reading: Reading, site_id: str, within: Days) -> Iterator[Row]:
    """Lines of changes."""
    query = (
        select(audit.c.at, audit.c.entry_id, audit.c.action, by.c.text, about.c.text, details.c.text)
        .join(by, by.c.word_id == audit.c.by_id)
        .join(about, about.c.word_id == audit.c.about_id)
        .join(details, details.c.word_id == audit.c.details_id)
        .where(audit.c.site_id == site_id)
    )
    for page in _pages(reading, query, audit.c.at, audit.c.entry_id, within):
        for at, entry_id, action, by_, about_, said in page:
            yield at, 0, entry_id, AuditEntry(at, by_, action, about_, msgspec.json.decode(said))


def seen(reading: Reading, site_id: str, within: Days) -> Iterator[Row]:
    """Looks, each with how many people it showed."""
    query = (
        select(looks.c.first_at, looks.c.look_id, looks.c.last_at, looks.c.times, by.c.text, about.c.text)
        .join(by, by.c.word_id == looks.c.by_id)
        .join(about, about.c.word_id == looks.c.report_id)
        .where(looks.c.site_id == site_id)
    )
    for page in _pages(reading, query, looks.c.first_at, looks.c.look_id, within):
        with reading() as connection:
            people = _people(connection, site_id, [row.look_id for row in page])
        for first_at, look_id, last_at, times, by_, report in page:
            said = {"first_at": first_at, "last_at": last_at, "times": times, "people": people[look_id]}
            yield first_at, 1, look_id, AuditEntry(first_at, by_, str(Action.LOOKED), report, msgspec.to_builtins(said))


def _people(connection: Connection, site_id: str, look_ids: Sequence[int]) -> dict[int, int]:
    """How many people each look showed; those of several sets are counted once."""
    of_look = and_(look_audiences.c.audience_id == audiences.c.audience_id, audiences.c.site_id == site_id)
    query = select(look_audiences.c.look_id, audiences.c.audience_id, audiences.c.size).join(audiences, of_look)
    shown: dict[int, dict[int, int]] = {}
    for look_id, audience_id, size in connection.execute(
        query.where(look_audiences.c.site_id == site_id, look_audiences.c.look_id.in_(look_ids))
    ):
        shown.setdefault(look_id, {})[audience_id] = size
    together = {sets: _together(connection, site_id, sets) for sets in map(frozenset, shown.values()) if len(sets) > 1}
    return {
        look_id: together[frozenset(sizes)] if len(sizes) > 1 else sum(sizes.values())
        for look_id, sizes in shown.items()
    }


def _together(connection: Connection, site_id: str, audience_ids: frozenset[int]) -> int:
    """How many people several sets hold."""
    of_them = and_(audience_people.c.site_id == site_id, audience_people.c.audience_id.in_(audience_ids))
    return connection.scalars(select(func.count(audience_people.c.word_id.distinct())).where(of_them)).one()


def _pages(
    reading: Reading, query: Select[Any], at: ColumnElement[datetime], number: ColumnElement[int], within: Days
) -> Iterator[Sequence[Any]]:
    """The rows of these days in order of instant and number, which are their first two columns."""
    if within.first_at is not None:
        query = query.where(at >= within.first_at)
    if within.before is not None:
        query = query.where(at < within.before)
    query = query.order_by(at, number).limit(PAGE)
    after = query
    while True:
        with reading() as connection:
            page = connection.execute(after).all()
        if page:
            yield page
        if len(page) < PAGE:
            return
        last_at, last_number = page[-1][:2]
        after = query.where(or_(at > last_at, and_(at == last_at, number > last_number)))
