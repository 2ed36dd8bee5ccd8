"""The page as files: read once, served with a strict policy; whatever path a browser goes to, it is the same page."""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from litestar import Request, Response, route
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler

from seatlight import __version__

BUILT = Path(__file__).parent / "built"
FIRST = "index.html"
NOT_BUILT = "The page has not been built: run make page in the checkout, then start seatlight serve again."
POLICY = "; ".join((
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",  # Atlaskit's themes are style elements
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
))  # fmt: skip
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
FOREVER = "public, max-age=31536000, immutable"
ALWAYS_ASKED = "no-cache"
ASSETS = "assets/"
"""Files whose names tell what is in them."""
NOT_THE_PAGE = ("api/", "forge/", "assets/", "health", "ready", "metrics", "sign-in", "signed-in", "sign-out")
"""Paths that a browser may go to and that are never the page's own."""
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".svg": "image/svg+xml"}
SMALL = 1_000
PACKED = "is_packed"
"""Marks routes whose answers are compressed already."""
Browsing = Request[Any, Any, Any]


class File:
    """A file as it is sent: its bytes, its type, how long a browser may keep it, its mark."""

    def __init__(self, name: str, body: bytes) -> None:
        kind = TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        self._is_text = kind.startswith("text/") or kind.endswith(("+xml", "json"))
        self.body = body
        self.media_type = kind
        self.cache = FOREVER if name.startswith(ASSETS) else ALWAYS_ASKED
        self.tag = f'"{sha256(body).hexdigest()[:32]}"'

    @cached_property
    def packed(self) -> bytes | None:
        """The bytes compressed, once; None where that is not worth it."""
        return gzip.compress(self.body, 6, mtime=0) if self._is_text and len(self.body) > SMALL else None


def is_built(folder: Path = BUILT) -> bool:
    """Whether there is a page to serve."""
    return (folder / FIRST).is_file()


def page_routes(folder: Path = BUILT, *, sign_in: bool = False) -> list[HTTPRouteHandler]:
    """The page at `/` and at every path that is nobody else's; `sign_in` tells it that one can sign in here."""
    files = read_files(folder, sign_in=sign_in)

    @route(
        ["/", "/{path:path}"],
        http_method=["GET", "HEAD"],
        include_in_schema=False,
        sync_to_thread=False,
        opt={PACKED: True},
    )
    def page(request: Browsing) -> Response[bytes]:
        """A file of the page, or the page itself for a browser that goes anywhere else."""
        path = request.url.path.lstrip("/")
        found = files.get(path) or (files.get(FIRST) if _goes_there(request, path) else None)
        if found is not None:
            return _sent(request, found)
        if not files and _goes_there(request, path):
            return _not_built()
        raise NotFoundException

    return [page]


def read_files(folder: Path, *, sign_in: bool) -> Mapping[str, File]:
    """Every file of a built page by its path; none where it has not been built."""
    if not is_built(folder):
        return {}
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {
        name: File(name, _first(path.read_text("utf-8"), sign_in=sign_in) if name == FIRST else path.read_bytes())
        for name, path in found.items()
        if not name.startswith(".vite/")
    }


def _first(text: str, *, sign_in: bool) -> bytes:
    """The page as this service has it: found from any path, and told what it cannot know by itself."""
    told = f'<meta name="seatlight-version" content="{escape(__version__)}">'
    if sign_in:
        told += '<meta name="seatlight-sign-in" content="/sign-in">'
    return text.replace('"./', '"/').replace("<head>", f"<head>{told}", 1).encode()


def _goes_there(request: Browsing, path: str) -> bool:
    """Whether a browser goes to an address of the page by itself: programs are told that nothing is there."""
    ours = not path.startswith(NOT_THE_PAGE) and "." not in path.rpartition("/")[2]
    return ours and (not path or "text/html" in request.headers.get("accept", ""))


def _sent(request: Browsing, file: File) -> Response[bytes]:
    headers = {**HEADERS, "Cache-Control": file.cache, "ETag": file.tag, "Vary": "Accept-Encoding"}
    if file.tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers)
    body = file.body
    if "gzip" in request.headers.get("accept-encoding", "") and (packed := file.packed) is not None:
        body, headers = packed, {**headers, "Content-Encoding": "gzip"}
    return Response(body, media_type=file.media_type, headers=headers)


def _not_built() -> Response[bytes]:
    page = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Seatlight</title></head>'
        f"<body><p>{escape(NOT_BUILT)}</p></body></html>"
    )
    headers = {**HEADERS, "Cache-Control": "no-store"}
    return Response(page.encode(), status_code=503, media_type="text/html", headers=headers)
