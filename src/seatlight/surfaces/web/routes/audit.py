"""The audit log: who changed what, who looked at whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date
from itertools import islice

import msgspec
from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody
from litestar.response import Stream

from seatlight.actions.office import office
from seatlight.actions.read_audit import audit_log, looks_at
from seatlight.actions.who import names_by_account
from seatlight.errors import BadWindow
from seatlight.model.access import Permission
from seatlight.model.audit import AuditEntry
from seatlight.reports.listings import AUDIT, audit_list, look_list
from seatlight.surfaces.web.documents import document, row
from seatlight.surfaces.web.listed import listed
from seatlight.surfaces.web.routes.me import Looks
from seatlight.surfaces.web.routing import given, read, write
from seatlight.surfaces.web.tables import Page
from seatlight.surfaces.web.texts import Person
from seatlight.surfaces.web.viewing import Viewing

USUAL_DAYS, MOST_DAYS = 7, 31
"""The days of one answer; the log of years is read month by month."""
BATCH = 500
AuditLog = document("AuditLog", "The log of some days, oldest first; `before` is the day to ask for next, as `until`.",
                    {"audit": row("AuditRow", AUDIT)},
                    {"first_on": date, "last_on": date, "before": date})  # fmt: skip
encode = msgspec.json.Encoder().encode


class Whom(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A Jira account, or an address of somebody."""

    person: Person


@read("/audit", name="listAudit", summary="The log of some days", answers={200: given(AuditLog)})
def show(
    viewing: NamedDependency[Viewing], since: FromQuery[date | None] = None, until: FromQuery[date | None] = None
) -> Stream:
    """The log of up to 31 days, oldest first: the last 7 unless said. It comes while it is read."""
    deps = viewing.office()
    office(viewing.actor, deps, Permission.AUDIT)  # Whoever may not hears nothing of days either.
    first_on, last_on = days_of(since, until, deps.clock().astimezone(UTC).date())
    entries = audit_log(viewing.actor, deps, first_on, last_on)
    return Stream(_told(entries, names_by_account(deps), first_on, last_on), media_type="application/json")


@write("POST", "/audit/looks", name="listLooksAt", summary="Who looked at a person", status_code=200,
       answers={200: given(Looks)})  # fmt: skip
def looks(viewing: NamedDependency[Viewing], part: NamedDependency[Page], data: JSONBody[Whom]) -> Response[bytes]:
    """Who looked at a person, newest first. The person stands in the body, so that no log of addresses has it."""
    deps = viewing.office()
    return listed(look_list(looks_at(viewing.actor, deps, data.person), names_by_account(deps)), part)


def days_of(since: date | None, until: date | None, today: date) -> tuple[date, date]:
    """The first and the last day asked for; BadWindow for days in no order, or too many at once."""
    last_on = until or (today if since is None else min(today, _after(since, MOST_DAYS - 1)))
    first_on = since or _after(last_on, 1 - USUAL_DAYS)
    if first_on > last_on:
        raise BadWindow(f"The days are reversed: {first_on} is after {last_on}.")
    if (last_on - first_on).days >= MOST_DAYS:
        raise BadWindow(f"One answer has at most {MOST_DAYS} days: ask for the others with since and until.")
    return first_on, last_on


def _after(day: date, days: int) -> date:
    """So many days later or earlier, within what can be written."""
    number = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(number)


def _told(entries: Iterable[AuditEntry], names: Mapping[str, str], first_on: date, last_on: date) -> Iterator[bytes]:
    """The document, some hundred lines at a time."""
    empty = audit_list(())
    before = _after(first_on, -1)
    head = {**empty.head, "first_on": first_on, "last_on": last_on, "before": before}
    lines, between = iter(entries), b""
    yield encode(head)[:-1] + b',"audit":['
    while batch := list(islice(lines, BATCH)):
        yield between + b",".join(encode(row) for row in audit_list(batch, names).tables[0].rows)
        between = b","
    yield b"]}"


ROUTES = Router(path="/", route_handlers=[show, looks], tags=["Audit"])
