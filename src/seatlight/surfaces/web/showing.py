"""A report as an answer: what is known now, with its progress and its mark, or that nothing is known yet."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from typing import Any, NamedTuple

import msgspec
from litestar import Request, Response

from seatlight.actions.asked import scope_of
from seatlight.actions.guard import asked_by
from seatlight.actions.need import check_form, need_of
from seatlight.actions.reading import Progress
from seatlight.errors import NotYetRead
from seatlight.model.access import Permission
from seatlight.model.report import Report
from seatlight.render import render
from seatlight.surfaces.web.listed import page_of, whole
from seatlight.surfaces.web.queries import AskedFor
from seatlight.surfaces.web.tables import Page, filtered
from seatlight.surfaces.web.viewing import Viewing

Show = Callable[..., Report]
AnyRequest = Request[Any, Any, Any]
JSON = "application/json"
MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "md": "text/markdown",
    "json": JSON,
}
"""Of every form a report can be had in."""
encode = msgspec.json.Encoder().encode


class Known(NamedTuple):
    """What is known of a report (None: nothing yet, for the reason it says), and how its reading got on before that.

    So whoever hears that nothing is read any more has the last of it.
    """

    progress: Progress
    report: Report | None
    says: str = ""


def known(viewing: Viewing, asked: AskedFor, show: Show) -> Known:
    """What is known now, cut to whoever looks; what is missing of it is read in the background from now on."""
    question = asked_by(asked.ask, Permission.VIEW)
    world = viewing.world_for(question, asked.connection)
    scope = scope_of(viewing.actor, world.deps, question)
    check_form(scope, asked.ask)
    need_of(world.deps, asked.ask)
    world.reading.want(viewing.actor, asked.ask, through=world.deps)
    progress = world.reading.progress()
    try:
        return Known(progress, show(viewing.actor, world.deps, asked.ask))
    except NotYetRead as error:
        return Known(progress, None, error.says)


def shown(request: AnyRequest, viewing: Viewing, asked: AskedFor, show: Show, page: Page | None) -> Response[bytes]:
    """The document of what is known, with progress; 202 before anything is, 304 where the viewer has it already."""
    progress, found, says = known(viewing, asked, show)
    if found is None:
        return nothing_yet(progress, says)
    body = encode(whole(found) if page is None else page_of(found, page))
    headers = _marked(viewing, body)
    if _has_it(request, headers["ETag"]):
        return Response(b"", status_code=304, headers=headers)
    told = b',"progress":' + encode(progress) + b"}"
    return Response(body[:-1] + told, media_type=JSON, headers=headers)


class Packed(msgspec.Struct, frozen=True):
    """A file inside JSON, in Base64: for pages inside Jira, which passes on nothing but JSON."""

    name: str
    media_type: str
    content: bytes


def exported(  # noqa: PLR0917
    request: AnyRequest, viewing: Viewing, asked: AskedFor, show: Show, rows: Page, form: str, table: str | None
) -> Response[bytes]:
    """The same report in a form for other programs, all its rows; 202 and 304 as for `shown`."""
    progress, found, says = known(viewing, asked, show)
    if found is None:
        return nothing_yet(progress, says)
    body = bytes(render(filtered(found, rows), form, table))
    headers = {**_marked(viewing, body), "Seatlight-Complete": str(found.complete).lower()}
    if _has_it(request, headers["ETag"]):
        return Response(b"", status_code=304, headers=headers)
    name = found.tables[0].name if table is None else table
    headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return Response(body, media_type=MEDIA_TYPES[form], headers=headers)


def packed(file: Response[bytes], name: str) -> Response[bytes]:
    """A file inside JSON; what is no file stays as it is."""
    if file.status_code not in {None, HTTPStatus.OK}:
        return file
    body = encode(Packed(name, str(file.media_type), file.content))
    headers = {key: value for key, value in file.headers.items() if key.lower() != "content-disposition"}
    return Response(body, media_type=JSON, headers=headers)


def nothing_yet(progress: Progress, says: str) -> Response[bytes]:
    """That nothing is known yet, and how the reading gets on."""
    freshness = {"complete": False, "notes": [says]}
    body = encode({"freshness": freshness, "progress": progress})
    return Response(body, status_code=202, media_type=JSON)


def _marked(viewing: Viewing, body: bytes) -> dict[str, str]:
    """The mark of what this very viewer was shown: the same bytes for somebody else have another."""
    actor = viewing.actor
    whose = encode([viewing.site_id, actor.kind, actor.name, actor.account_id])
    tag = sha256(whose + body).hexdigest()[:32]
    return {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie"}


def _has_it(request: AnyRequest, tag: str) -> bool:
    said = request.headers.get("if-none-match", "")
    return any(one.strip().removeprefix("W/") == tag for one in said.split(","))
