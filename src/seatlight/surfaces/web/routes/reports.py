"""Reports: what is known now, at once; what is missing is read in the background and shared by all who look."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody, QueryParameter

from seatlight.access.groups import COLUMNS as GROUPS
from seatlight.actions.asked import scope_of
from seatlight.actions.guard import asked_by
from seatlight.actions.need import check_form, need_of
from seatlight.actions.reading import Progress
from seatlight.actions.show import show_developer, show_report, show_seats, show_team
from seatlight.actions.window import Ask
from seatlight.model.access import Permission
from seatlight.reports.columns import DEVELOPER_COLUMNS
from seatlight.reports.developer import DAYS, DECIDED, MODELS
from seatlight.reports.seats import FROM_DEVELOPERS
from seatlight.reports.strip import STRIP
from seatlight.reports.team_tables import ACCEPTANCE, BY_DAY, BY_MODEL
from seatlight.surfaces.web.documents import (
    NothingYet,
    ProjectPart,
    Reread,
    StripPart,
    TeamPart,
    WindowPart,
    document,
    row,
)
from seatlight.surfaces.web.queries import AskedFor, Name
from seatlight.surfaces.web.routing import given, read, write
from seatlight.surfaces.web.showing import AnyRequest, shown
from seatlight.surfaces.web.tables import Page
from seatlight.surfaces.web.viewing import Viewing

HEAD = {"window": WindowPart, "team": TeamPart, "strip": StripPart, "project": ProjectPart, "shown_as": str,
        "progress": Progress}  # fmt: skip
IN_GROUPS = {"groups": row("Group", GROUPS)}
Developer = row("Developer", (*DEVELOPER_COLUMNS, STRIP))
Report = document("Report", "A row per developer; groups alone where the site shows no more.",
                  {"developers": Developer, **IN_GROUPS}, HEAD)  # fmt: skip
OF_SEATS = [column for column in DEVELOPER_COLUMNS if column.key in FROM_DEVELOPERS]
Seats = document("Seats", "The developers as seats; groups alone where the site shows no more.",
                 {"seats": row("Seat", OF_SEATS), **IN_GROUPS}, HEAD)  # fmt: skip
OF_TEAM = {"by_day": BY_DAY, "by_model": BY_MODEL, "acceptance": ACCEPTANCE}
Team = document("Team", "The team by day and by model, and how its acceptance is spread.",
                {**{name: row(name, columns) for name, columns in OF_TEAM.items()}, **IN_GROUPS}, HEAD)  # fmt: skip
OneDeveloper = document("OneDeveloper", "One developer: the row of the report, day by day, by model; what was decided.",
                        {"developers": Developer, "by_day": row("DeveloperDay", DAYS),
                         "by_model": row("DeveloperModel", MODELS), "decided": row("Decision", DECIDED)},
                        HEAD)  # fmt: skip
DeveloperId = Annotated[str, QueryParameter(max_length=100, description="The developer_id of a row of the report.")]
NOT_YET = given(NothingYet, "Nothing is known yet; it is being read. Ask again in a few seconds.")
UNCHANGED = given(None, "The viewer has it already, by the ETag in If-None-Match.")


@read("/report", name="getReport", summary="One row per developer",
      answers={200: given(Report), 202: NOT_YET, 304: UNCHANGED})  # fmt: skip
def report(
    request: AnyRequest,
    viewing: NamedDependency[Viewing],
    asked: NamedDependency[AskedFor],
    wanted: NamedDependency[Page],
    strips: FromQuery[bool] = False,
) -> Response[bytes]:
    """What is known of the developers of a project, of the whole site, or (`mine`) of oneself."""
    return shown(request, viewing, asked, partial(show_report, strips=strips), wanted)


@read("/developer", name="getDeveloper", summary="One developer",
      answers={200: given(OneDeveloper), 202: NOT_YET, 304: UNCHANGED})  # fmt: skip
def developer(
    request: AnyRequest,
    viewing: NamedDependency[Viewing],
    asked: NamedDependency[AskedFor],
    developer_id: FromQuery[DeveloperId] = "",
) -> Response[bytes]:
    """What is known of one developer of a report, day by day and by model."""
    return shown(request, viewing, asked, partial(show_developer, developer_id=developer_id), None)


@read("/seats", name="getSeats", summary="Seats by state",
      answers={200: given(Seats), 202: NOT_YET, 304: UNCHANGED})  # fmt: skip
def seats(
    request: AnyRequest,
    viewing: NamedDependency[Viewing],
    asked: NamedDependency[AskedFor],
    wanted: NamedDependency[Page],
) -> Response[bytes]:
    """The same developers as seats, by state, each with the next action."""
    return shown(request, viewing, asked, show_seats, wanted)


@read("/team", name="getTeam", summary="The team as a whole",
      answers={200: given(Team), 202: NOT_YET, 304: UNCHANGED})  # fmt: skip
def team(request: AnyRequest, viewing: NamedDependency[Viewing], asked: NamedDependency[AskedFor]) -> Response[bytes]:
    """By day, by model, how acceptance is spread."""
    return shown(request, viewing, asked, show_team, None)


@write("POST", "/refresh", name="refresh", summary="Read again", status_code=202)
def refresh(viewing: NamedDependency[Viewing], data: JSONBody[Ask], connection: Name = None) -> Reread:
    """Read the window again, at most once a minute; tells how the reading gets on."""
    question = asked_by(data, Permission.VIEW)
    world = viewing.world_for(question, connection)
    check_form(scope_of(viewing.actor, world.deps, question), data)
    need_of(world.deps, data)
    world.reading.want(viewing.actor, data, anew=True, through=world.deps)
    return Reread(world.reading.progress())


ROUTES = Router(path="/", route_handlers=[report, developer, seats, team, refresh], tags=["Reports"])
