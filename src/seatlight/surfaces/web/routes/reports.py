"""Reports: what is known now, at once; what is missing is read in the background and shared by all who look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Annotated, Any, NamedTuple

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody, QueryParameter

from seatlight.actions.asked import scope_of
from seatlight.actions.guard import asked_by
from seatlight.actions.memory import Same
from seatlight.actions.need import check_form, need_of
from seatlight.actions.show import show_report, show_seats, show_team
from seatlight.actions.window import Ask
from seatlight.errors import NotYetRead
from seatlight.model.access import Permission
from seatlight.model.report import Report
from seatlight.surfaces.web.tables import MOST_ROWS, USUAL_ROWS, Page, columns_of, paged
from seatlight.surfaces.web.viewing import Viewing
from seatlight.wiring import World

Show = Callable[..., Report]
Days = Annotated[int | None, QueryParameter(ge=1, le=3660, description="The last N days; 30 unless said.")]
Number = Annotated[int, QueryParameter(ge=1, le=1_000_000)]
Size = Annotated[int, QueryParameter(ge=1, le=MOST_ROWS)]
Text = Annotated[str, QueryParameter(max_length=200)]
Name = Annotated[str | None, QueryParameter(max_length=200)]
Names = Annotated[list[str] | None, QueryParameter(max_items=50)]
encode = msgspec.json.Encoder().encode


class Asked(msgspec.Struct, frozen=True):
    """The days, people and project that a report is asked about."""

    ask: Ask
    connection: str | None


def asked(  # noqa: PLR0917
    days: Days = None,
    since: FromQuery[date | None] = None,
    until: FromQuery[date | None] = None,
    email: Names = None,
    project: Name = None,
    mine: FromQuery[bool] = False,
    connection: Name = None,
) -> Asked:
    """The query of a report."""
    return Asked(Ask(days, since, until, tuple(email or ()), project, mine), connection)


def wanted_page(  # noqa: PLR0917
    page: Number = 1,
    size: Size = USUAL_ROWS,
    sort: Name = None,
    descending: FromQuery[bool] = False,
    states: Annotated[list[str] | None, QueryParameter(name="state", max_items=20)] = None,
    signals: Annotated[list[str] | None, QueryParameter(name="signal", max_items=50)] = None,
    search: Text = "",
) -> Page:
    """The query of a page."""
    return Page(page, size, sort, descending, tuple(states or ()), tuple(signals or ()), search)


@get("/report", summary="One row per developer", sync_to_thread=True)
def report(
    request: Request[Any, Any, Any],
    viewing: NamedDependency[Viewing],
    asked: NamedDependency[Asked],
    wanted: NamedDependency[Page],
    strips: FromQuery[bool] = False,
) -> Response[bytes]:
    """What is known of the developers of a project, of the whole site, or of oneself."""
    return shown(request, viewing, asked, partial(show_report, strips=strips), wanted)


@get("/seats", summary="Seats by state", sync_to_thread=True)
def seats(
    request: Request[Any, Any, Any],
    viewing: NamedDependency[Viewing],
    asked: NamedDependency[Asked],
    wanted: NamedDependency[Page],
) -> Response[bytes]:
    """The same developers as seats, by state, each with the next action."""
    return shown(request, viewing, asked, show_seats, wanted)


@get("/team", summary="The team as a whole", sync_to_thread=True)
def team(
    request: Request[Any, Any, Any], viewing: NamedDependency[Viewing], asked: NamedDependency[Asked]
) -> Response[bytes]:
    """By day, by model, how acceptance is spread."""
    return shown(request, viewing, asked, show_team, None)


@post("/refresh", summary="Read again", sync_to_thread=True, status_code=202)
def refresh(viewing: NamedDependency[Viewing], data: JSONBody[Ask], connection: Name = None) -> dict[str, Any]:
    """Read the window again, at most once a minute; tells how the reading gets on."""
    world = viewing.world(connection)
    scope = scope_of(viewing.actor, world.deps, asked_by(data, Permission.VIEW))
    check_form(scope, data)
    need_of(world.deps, data)
    world.reading.want(viewing.actor, data, anew=True)
    return {"progress": world.reading.progress()}


def shown(
    request: Request[Any, Any, Any], viewing: Viewing, asked: Asked, show: Show, page: Page | None
) -> Response[bytes]:
    """The document of what is known, with progress; 202 before anything is, 304 where the viewer has it already."""
    world = viewing.world(asked.connection)
    scope = scope_of(viewing.actor, world.deps, asked_by(asked.ask, Permission.VIEW))
    check_form(scope, asked.ask)
    need_of(world.deps, asked.ask)
    world.reading.want(viewing.actor, asked.ask)
    try:
        found = show(viewing.actor, world.deps, asked.ask)
    except NotYetRead as error:
        return _nothing_yet(world, error.says)
    return _document(request, world, found, page)


def _nothing_yet(world: World, says: str) -> Response[bytes]:
    freshness = {"complete": False, "notes": [says]}
    body = encode({"freshness": freshness, "progress": world.reading.progress()})
    return Response(
        body, status_code=202, media_type="application/json", headers={"Cache-Control": "private, no-store"}
    )


def _document(request: Request[Any, Any, Any], world: World, found: Report, page: Page | None) -> Response[bytes]:
    """The report as it was sent last while it is the same object, and how the reading gets on now."""
    sent = world.documents.get((Same(found), page), lambda: _sent(found, page))
    headers = {"ETag": sent.tag, "Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie"}
    if request.headers.get("if-none-match") == sent.tag:
        return Response(b"", status_code=304, headers=headers)
    body = b"".join((sent.body[:-1], b',"progress":', encode(world.reading.progress()), b"}"))
    return Response(body, media_type="application/json", headers=headers)


class _Sent(NamedTuple):
    """A document without its progress, and its tag."""

    body: bytes
    tag: str


def _sent(found: Report, page: Page | None) -> _Sent:
    document: dict[str, Any] = {**found.head}
    if page is not None:
        part = paged(found, page)
        found = part.report
        document["page"] = {"page": page.page, "size": page.size, "rows": part.rows, "fitting": part.fitting}
    document["columns"] = {table.name: columns_of(table) for table in found.tables}
    document.update({table.name: list(table.rows) for table in found.tables})
    body = encode(document)
    return _Sent(body, f'"{sha256(body).hexdigest()[:32]}"')


ROUTES = Router(
    path="/",
    route_handlers=[report, seats, team, refresh],
    dependencies={},
    tags=["Reports"],
)
