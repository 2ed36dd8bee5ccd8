"""A report as an answer: what is known now, with its progress and its mark, or that nothing is known yet."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from typing import Any, NamedTuple

import msgspec
from litestar import Request, Response

from seatlight.actions.guard import asked_by
from seatlight.actions.memory import Same
from seatlight.actions.reading import Progress
from seatlight.errors import NotYetRead
from seatlight.model.access import Permission
from seatlight.model.report import Report
from seatlight.render import render
from seatlight.render.as_picture import FORMS as PICTURE_TYPES
from seatlight.surfaces.web.listed import page_of, whole
from seatlight.surfaces.web.queries import AskedFor
from seatlight.surfaces.web.tables import Page, filtered
from seatlight.surfaces.web.viewing import Viewing
from seatlight.wiring import World

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


class Draw(NamedTuple):
    """How a picture becomes a file: all that it is drawn from, and the drawing itself."""

    prepared: Callable[[Report], bytes]
    drawn: Callable[[bytes, str], bytes]


class Known(NamedTuple):
    """What is known of a report (None: nothing yet, for the reason it says), and how its reading gets on.

    `world` is the connection it is read from. Whoever hears that nothing is read any more has the last of it.
    """

    world: World
    progress: Progress
    report: Report | None
    says: str = ""


class Sent(NamedTuple):
    """A document without its progress, and the digest of it."""

    body: bytes
    digest: bytes


def known(viewing: Viewing, asked: AskedFor, show: Show) -> Known:
    """What is known now, cut to whoever looks; what is missing of it is read in the background from now on.

    Only for somebody who was shown something, or would have been, is anything read.
    """
    world = viewing.world_for(asked_by(asked.ask, Permission.VIEW), asked.connection)
    before = world.reading.progress()
    found, says = None, ""
    try:
        found = show(viewing.actor, world.deps, asked.ask)
    except NotYetRead as error:
        says = error.says
    world.reading.want(viewing.actor, asked.ask, through=world.deps)
    after = world.reading.progress()
    return Known(world, after if after.reading else before, found, says)


def shown(request: AnyRequest, viewing: Viewing, asked: AskedFor, show: Show, page: Page | None) -> Response[bytes]:
    """The document of what is known, with progress; 202 before anything is, 304 where the viewer has it already.

    While something is read there is always a 200: a 304 would not tell how that gets on.
    """
    world, progress, found, says = known(viewing, asked, show)
    if found is None:
        return nothing_yet(progress, says)
    sent: Sent = world.documents.get((Same(found), page), lambda: _document(found, page))
    headers = _marked(viewing, sent)
    if not progress.reading and _has_it(request, headers["ETag"]):
        return Response(b"", status_code=304, headers=headers)
    body = b"".join((sent.body[:-1], b',"progress":', encode(progress), b"}"))
    return Response(body, media_type=JSON, headers=headers)


def _document(found: Report, page: Page | None) -> Sent:
    """The document as it is sent while the report is the same object."""
    return sent_of(encode(whole(found) if page is None else page_of(found, page)))


def sent_of(body: bytes) -> Sent:
    """The bytes with their digest."""
    return Sent(body, sha256(body).digest())


class Packed(msgspec.Struct, frozen=True):
    """A file inside JSON, in Base64: for pages inside Jira, which passes on nothing but JSON."""

    name: str
    media_type: str
    content: bytes


def exported(  # noqa: PLR0917
    request: AnyRequest, viewing: Viewing, asked: AskedFor, show: Show, rows: Page, form: str, table: str | None
) -> Response[bytes]:
    """The same report in a form for other programs, all its rows; 202 and 304 as for `shown`."""
    _, progress, found, says = known(viewing, asked, show)
    if found is None:
        return nothing_yet(progress, says)
    body = bytes(render(filtered(found, rows), form, table))
    headers = {**_marked(viewing, sent_of(body)), "Seatlight-Complete": str(found.complete).lower()}
    if _has_it(request, headers["ETag"]):
        return Response(b"", status_code=304, headers=headers)
    name = found.tables[0].name if table is None else table
    return _file(body, headers, f"{name}.{form}", MEDIA_TYPES[form])


def drawn(request: AnyRequest, viewing: Viewing, asked: AskedFor, show: Show, draw: Draw, form: str) -> Response[bytes]:  # noqa: PLR0917
    """The picture that `show` makes as a file; 202 and 304 as for `shown`. What the viewer has is not drawn again."""
    _, progress, found, says = known(viewing, asked, show)
    if found is None:
        return nothing_yet(progress, says)
    drawing = draw.prepared(found)
    headers = {**_marked(viewing, sent_of(drawing + form.encode())), "Seatlight-Complete": str(found.complete).lower()}
    if _has_it(request, headers["ETag"]):
        return Response(b"", status_code=304, headers=headers)
    name = f"{found.head['picture']['name']}.{form}"
    return _file(draw.drawn(drawing, form), headers, name, PICTURE_TYPES[form])


def _file(body: bytes, headers: dict[str, str], name: str, media_type: str) -> Response[bytes]:
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(body, media_type=media_type, headers=headers)


def unchanging(request: AnyRequest, viewing: Viewing, told: Any) -> Response[bytes]:
    """What changes with the program alone; 304 where the viewer has it already."""
    body = encode(told)
    headers = _marked(viewing, sent_of(body))
    if _has_it(request, headers["ETag"]):
        return Response(b"", status_code=304, headers=headers)
    return Response(body, media_type=JSON, headers=headers)


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


def _marked(viewing: Viewing, sent: Sent) -> dict[str, str]:
    """The mark of what this very viewer was shown: the same bytes for somebody else have another."""
    actor = viewing.actor
    whose = encode([viewing.site_id, actor.kind, actor.name, actor.account_id])
    tag = sha256(sent.digest + whose).hexdigest()[:32]
    return {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie"}


def _has_it(request: AnyRequest, tag: str) -> bool:
    said = request.headers.get("if-none-match", "")
    return any(one.strip().removeprefix("W/") == tag for one in said.split(","))
