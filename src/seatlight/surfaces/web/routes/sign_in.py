"""Signing in and out: to the provider, back from it, and away."""

from __future__ import annotations

import logging
from math import ceil
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get
from litestar.exceptions import NotAuthorizedException, TooManyRequestsException
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter

from seatlight.actions.sign_in import HOME, Answer, Entrance, begin_sign_in, end_sign_in, sign_out
from seatlight.errors import SeatlightError, SignInRefused
from seatlight.http.quota import Quota
from seatlight.surfaces.web import pages
from seatlight.surfaces.web.asking import Sessions
from seatlight.surfaces.web.cookies import Cookies
from seatlight.surfaces.web.origins import csrf_token
from seatlight.surfaces.web.problems import MEDIA_TYPE, Problem
from seatlight.surfaces.web.routing import given, read, write
from seatlight.timer import RealTimer

log = logging.getLogger(__name__)

BEGUN_PER_MINUTE = 300
ANSWERS = {
    204: given(None, "Nobody is signed in any more."),
    403: given(Problem, "Another page asked, or the CSRF token is missing.", MEDIA_TYPE),
}
TOO_MANY = "Too many people sign in just now: try again in a minute."

Path = Annotated[str, QueryParameter(description="Where to go then: a path of this service.")]
Browsing = Request[Any, Any, Any]


class CsrfToken(msgspec.Struct, frozen=True):
    """What a page of ours sends in the header X-CSRF-Token with everything that changes something."""

    token: str


def routes(
    entrance: Entrance, cookies: Cookies, sessions: Sessions, per_minute: int = BEGUN_PER_MINUTE
) -> list[HTTPRouteHandler]:
    """`/sign-in`, `/signed-in` (where the provider sends browsers back), `/sign-out` and `/api/v1/csrf`.

    No more than so many sign-ins begin in a minute: anybody can begin one, and each is kept for a while.
    """
    quota = Quota(per_minute, 60, RealTimer())

    @get("/sign-in", sync_to_thread=True, include_in_schema=False)
    def to_provider(request: Browsing, return_to: Path = HOME) -> Response[bytes]:
        """Sends the browser to the provider."""
        if seconds := quota.take():
            raise TooManyRequestsException(TOO_MANY, headers={"Retry-After": str(ceil(seconds))})
        browser = cookies.browser_secret(request.headers)
        try:
            address = begin_sign_in(entrance, return_to, browser)
        except SeatlightError as error:
            return _told(request, error)
        return pages.redirect(address, [cookies.of_browser(browser)])

    @get("/signed-in", sync_to_thread=True, include_in_schema=False)
    def from_provider(request: Browsing) -> Response[bytes]:
        """Takes the provider's answer, and sends the browser to where it wanted to go."""
        headers, query = request.headers, request.query_params
        browser, session = cookies.read(cookies.browser, headers), cookies.read(cookies.session, headers)
        answer = Answer(query.get("state"), query.get("code"), query.get("iss"), browser, session)
        try:
            signed_in = end_sign_in(entrance, answer)
        except SeatlightError as error:
            return _told(request, error)
        return pages.redirect(signed_in.return_to, [cookies.of_session(signed_in.secret)])

    @write("POST", "/sign-out", name="signOut", summary="Sign out", answers=ANSWERS, tags=["Sign-in"], status_code=204)
    def away(request: Browsing) -> Response[None]:
        """Ends the session, here and in the browser; the same where there is none."""
        sign_out(entrance.store, cookies.read(cookies.session, request.headers))
        headers = {"Cache-Control": "no-store", "Clear-Site-Data": '"cache"'}
        return Response(None, status_code=204, headers=headers, cookies=[cookies.no_session()])

    @read("/api/v1/csrf", name="getCsrfToken", summary="What a change needs beside the cookie", tags=["Sign-in"])
    def csrf(request: Browsing) -> Response[CsrfToken]:
        """For whoever signed in; API tokens need none."""
        secret = cookies.read(cookies.session, request.headers)
        if secret is None or sessions.actor(request.headers) is None:
            raise NotAuthorizedException
        return Response(CsrfToken(csrf_token(secret)), headers={"Cache-Control": "no-store"})

    return [to_provider, from_provider, away, csrf]


def _told(request: Browsing, error: SeatlightError) -> Response[bytes]:
    """The refusal as an answer; the log has why, and nothing of whom."""
    if isinstance(error, SignInRefused):
        log.info("A sign-in was refused: %s.", error.reason)
    return pages.told(request, error)
