"""Reports in forms for other programs: every row that the viewer may see, with the filters of the pages."""

from __future__ import annotations

from typing import Literal

from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery

from seatlight.actions.show import show_report, show_seats, show_team
from seatlight.surfaces.web.queries import AskedFor, Name
from seatlight.surfaces.web.routes.reports import NOT_YET, UNCHANGED, Report, Seats, Team
from seatlight.surfaces.web.routing import given, read
from seatlight.surfaces.web.showing import MEDIA_TYPES, AnyRequest, Packed, Show, exported, packed
from seatlight.surfaces.web.tables import Page
from seatlight.surfaces.web.viewing import Viewing

SHOWS: dict[str, tuple[Show, object]] = {
    "report": (show_report, Report),
    "seats": (show_seats, Seats),
    "team": (show_team, Team),
}


def _route(of: str, form: str) -> HTTPRouteHandler:
    """The route of one report in one form."""
    show, kind = SHOWS[of]
    whole = given(kind) if form == "json" else given(str, f"The file, as {form}.", MEDIA_TYPES[form])

    @read(
        f"/{of}.{form}",
        name=f"export{of.title()}As{form.title()}",
        summary=f"The {of} as {form}",
        answers={200: whole, 202: NOT_YET, 304: UNCHANGED},
    )
    def export(
        request: AnyRequest,
        viewing: NamedDependency[Viewing],
        asked: NamedDependency[AskedFor],
        rows: NamedDependency[Page],
        table: Name = None,
    ) -> Response[bytes]:
        """Every row that fits and may be seen; csv and parquet hold one table, the first unless another is named."""
        return exported(request, viewing, asked, show, rows, form, table)

    return export


@read(
    "/packed",
    name="getPacked",
    summary="A file inside JSON",
    answers={200: given(Packed), 202: NOT_YET, 304: UNCHANGED},
)
def packed_file(  # noqa: PLR0917
    request: AnyRequest,
    viewing: NamedDependency[Viewing],
    asked: NamedDependency[AskedFor],
    rows: NamedDependency[Page],
    of: FromQuery[Literal["report", "seats", "team"]] = "report",
    form: FromQuery[Literal["csv", "xlsx", "parquet", "md", "json"]] = "xlsx",
) -> Response[bytes]:
    """The same file, named, in Base64: Jira passes on nothing but JSON to its pages."""
    return packed(exported(request, viewing, asked, SHOWS[of][0], rows, form, None), f"{of}.{form}")


OF_FORMS = [_route(of, form) for of in SHOWS for form in MEDIA_TYPES]
ROUTES = Router(path="/", route_handlers=[*OF_FORMS, packed_file], tags=["Exports"])
