"""Pictures of reports: their rows and words for a page that draws them, their specs, and files."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import msgspec
from litestar import Response, Router
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from seatlight.access.groups import COLUMNS as GROUPS
from seatlight.actions.show import show_seat_map
from seatlight.actions.show_picture import show_picture
from seatlight.charts.pictures import PICTURES, Picture
from seatlight.render.as_picture import FORMS, Drawings, drawing
from seatlight.render.compiled import compiled
from seatlight.reports.seat_map import SEAT_MAP
from seatlight.surfaces.web.documents import document, row
from seatlight.surfaces.web.queries import AskedFor, Theme
from seatlight.surfaces.web.routes.reports import HEAD, NOT_YET, UNCHANGED
from seatlight.surfaces.web.routing import given, read
from seatlight.surfaces.web.showing import AnyRequest, Draw, drawn, shown, unchanging
from seatlight.surfaces.web.viewing import Viewing


class PictureSpec(msgspec.Struct, frozen=True):
    """A picture: what it shows, and its spec in Vega, whose data `rows` are filled in and whose colours are roles."""

    name: str
    title: str
    explanation: str
    spec: dict[str, Any]


class Pictures(msgspec.Struct, frozen=True):
    """Every picture, in the order in which a page shows them."""

    pictures: list[PictureSpec]


class PictureWords(msgspec.Struct, frozen=True):
    """What a picture shows, and in `summary` what it says of these very rows."""

    name: str
    title: str
    explanation: str
    summary: str


class MapDays(msgspec.Struct, frozen=True):
    """The days of the map's signs: `levels` steps of use, days off, and from which day on it may still change."""

    first_on: date
    days: int
    levels: int
    off: list[date]
    provisional_from: date
    summary: str


OF_PICTURES = {**{key: HEAD[key] for key in HEAD if key != "team"}, "picture": PictureWords}
SeatMap = document("SeatMap", "A line per developer, who drifted away below; groups alone where no more is shown.",
                   {"seat_map": row("SeatMapLine", SEAT_MAP), "groups": row("Group", GROUPS)},
                   {**HEAD, "map": MapDays})  # fmt: skip


@read("/pictures", name="getPictures", summary="What pictures there are, and how to draw them",
      answers={200: given(Pictures), 304: UNCHANGED})  # fmt: skip
def pictures(request: AnyRequest, viewing: NamedDependency[Viewing]) -> Response[bytes]:
    """Title, explanation and Vega spec of each picture; nothing of anybody, so it is the same for all."""
    specs = [PictureSpec(one.name, one.title, one.explanation, compiled(one.name)) for one in PICTURES.values()]
    return unchanging(request, viewing, Pictures(specs))


@read("/pictures/seat_map", name="getSeatMap", summary="A line per developer, a sign per day",
      answers={200: given(SeatMap), 202: NOT_YET, 304: UNCHANGED})  # fmt: skip
def seat_map(
    request: AnyRequest, viewing: NamedDependency[Viewing], asked: NamedDependency[AskedFor]
) -> Response[bytes]:
    """Everybody in one answer: who was active last stands first, who drifted away below."""
    return shown(request, viewing, asked, show_seat_map, None)


def _named(picture: Picture) -> str:
    return picture.name.title().replace("_", "")


def _rows_of(picture: Picture) -> HTTPRouteHandler:
    """The route of one picture's rows and words."""
    name = _named(picture)
    kind = document(name, picture.explanation, {"rows": row(f"{name}Row", picture.columns)}, OF_PICTURES)

    @read(
        f"/pictures/{picture.name}",
        name=f"get{name}",
        summary=picture.title,
        answers={200: given(kind), 202: NOT_YET, 304: UNCHANGED},
    )
    def rows(
        request: AnyRequest, viewing: NamedDependency[Viewing], asked: NamedDependency[AskedFor]
    ) -> Response[bytes]:
        """Its rows, which are a table as well, and what they say in a sentence."""
        return shown(request, viewing, asked, partial(show_picture, name=picture.name), None)

    return rows


def _file_as(form: str) -> HTTPRouteHandler:
    """The route of every picture as a file of one form."""

    @read(
        f"/pictures/{{name:str}}/{form}",
        name=f"drawPictureAs{form.title()}",
        summary=f"A picture as {form}",
        answers={200: given(bytes, f"The picture, as {form}.", FORMS[form]), 202: NOT_YET, 304: UNCHANGED},
    )
    def file(  # noqa: PLR0917
        request: AnyRequest,
        viewing: NamedDependency[Viewing],
        name: FromPath[str],
        asked: NamedDependency[AskedFor],
        drawings: NamedDependency[Drawings],
        theme: Theme = "light",
    ) -> Response[bytes]:
        """The picture with its title, its days and its sentence, for slides and papers."""
        how = Draw(partial(drawing, theme=theme), drawings.draw)
        return drawn(request, viewing, asked, partial(show_picture, name=name), how, form)

    return file


ROUTES = Router(
    path="/",
    route_handlers=[
        pictures,
        seat_map,
        *(_rows_of(picture) for picture in PICTURES.values()),
        *map(_file_as, FORMS),
    ],
    tags=["Pictures"],
)
