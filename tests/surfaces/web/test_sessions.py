"""Sessions: their cookies, their end, what may be changed with them, and where browsers are sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest

from seatlight.model.access import Permission
from seatlight.model.audit import Deed
from seatlight.model.digests import digest_of
from seatlight.model.tokens import PREFIX, ApiToken
from tests.surfaces.web.visits import INES, PEOPLE, Visited, visited

NAME, BROWSER_NAME = "__Host-seatlight", "__Host-seatlight-sign-in"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    """One service for all tests here."""
    with visited(tmp_path_factory.mktemp("service")) as one:
        yield one


@pytest.fixture
def visit(running: Visited) -> Visited:
    """The service, another month for each test."""
    running.clock.pass_by(days=30)
    return running


def test_both_cookies_are_for_this_host_alone(visit: Visited) -> None:
    """Secure, out of reach for scripts, not sent along by other sites' forms, for no other host."""
    browser = visit.browser()
    browser.get("/sign-in")
    (begun,) = browser.set_cookies
    browser.sign_in()
    (done,) = browser.set_cookies
    for line, name, seconds in ((begun, BROWSER_NAME, 600), (done, NAME, 7 * 86400)):
        first, *flags = [part.strip() for part in line.split(";")]
        assert first.startswith(f"{name}=")
        assert len(first.partition("=")[2]) == 43
        assert {flag.lower() for flag in flags} == {
            "secure",
            "httponly",
            "samesite=lax",
            "path=/",
            f"max-age={seconds}",
        }


def test_on_loopback_cookies_need_no_encryption(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Browsers would not take the prefix there."""
    with visited(tmp_path_factory.mktemp("plain"), "http://localhost:8000") as plain:
        browser = plain.browser()
        browser.sign_in()
        assert browser.is_in()
        assert set(browser.cookies) == {"seatlight", "seatlight-sign-in"}
        browser.sign_in()
        assert "httponly" in browser.set_cookies[0].lower()
        assert "secure" not in browser.set_cookies[0].lower()


def test_the_database_has_no_cookie_in_it(visit: Visited) -> None:
    """Only its digest, by which it is found."""
    secret = visit.signed_in().cookies[NAME]
    found = visit.store.unscoped_session_of(digest_of(secret))
    assert found is not None
    assert secret not in repr(found)


def test_a_cookie_from_before_does_not_count_after_signing_in(visit: Visited) -> None:
    """Neither one that an attacker planted, nor the session that was there."""
    planted = "p" * 43
    browser = visit.browser()
    browser.cookies[NAME] = planted
    browser.sign_in()
    first = browser.cookies[NAME]
    assert first != planted
    browser.sign_in()
    for old in (planted, first):
        other = visit.browser()
        other.cookies[NAME] = old
        assert not other.is_in()
    assert browser.is_in()


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(visit: Visited) -> None:
    """The session ends at the service, not in the browser alone."""
    browser, thief = visit.signed_in(), visit.browser()
    thief.cookies = dict(browser.cookies)
    assert thief.is_in()
    done = browser.post("/sign-out")
    assert done.status_code == 204
    assert NAME not in browser.cookies
    assert not thief.is_in()
    assert thief.get("/api/v1/report").status_code == 401


def test_signing_out_ends_one_session_alone(visit: Visited) -> None:
    """Another browser of the same person stays, and whoever is not signed in may sign out as well."""
    first, second = visit.signed_in(), visit.signed_in()
    first.post("/sign-out")
    assert second.is_in()
    assert visit.browser().ask("POST", "/sign-out").status_code == 204


def test_a_session_that_nobody_uses_is_over_after_eight_hours(visit: Visited) -> None:
    """Each use puts that off."""
    browser = visit.signed_in()
    for _ in range(3):
        visit.clock.pass_by(hours=7, minutes=50)
        assert browser.is_in()
    visit.clock.pass_by(hours=8)
    assert not browser.is_in()


def test_no_use_puts_off_the_end_after_seven_days(visit: Visited) -> None:
    """Whoever uses it every few hours signs in again after a week."""
    browser = visit.signed_in()
    for _ in range(27):
        visit.clock.pass_by(hours=6)
        assert browser.is_in()
    visit.clock.pass_by(hours=6)
    assert not browser.is_in()


def test_whoever_left_is_out_within_a_minute_of_its_being_known(tmp_path: Path) -> None:
    """Whether their account is deactivated or no longer listed; everybody else stays."""
    with visited(tmp_path) as visit:
        for left in (PEOPLE.replace(",active,", ",deactivated,", 1), PEOPLE.replace(INES, "acc-other")):
            (tmp_path / "people.csv").write_text(PEOPLE)
            browser = visit.signed_in()
            visit.clock.pass_by(minutes=2)
            assert browser.is_in()
            (tmp_path / "people.csv").write_text(left)
            assert browser.is_in()
            visit.clock.pass_by(minutes=1)
            assert not browser.is_in()


def test_the_document_tells_of_both_ways_in(visit: Visited) -> None:
    """And of what signing out may answer; the pages of browsers are no part of it."""
    document = visit.browser().get("/api/openapi.json").json()
    assert set(document["components"]["securitySchemes"]) == {"token", "session"}
    assert {"204", "403"} <= set(document["paths"]["/sign-out"]["post"]["responses"])
    assert "content" not in document["paths"]["/sign-out"]["post"]["responses"]["204"]
    assert {"200", "401"} <= set(document["paths"]["/api/v1/csrf"]["get"]["responses"])
    assert not {"/sign-in", "/signed-in"} & set(document["paths"])


def test_what_is_over_is_swept_away(visit: Visited) -> None:
    """By whoever comes with it, and by the next sign-in."""
    browser = visit.signed_in()
    visit.signed_in()
    visit.clock.pass_by(days=8)
    assert not browser.is_in()
    visit.browser().get("/sign-in")
    assert visit.store.sessions(visit.site_id) == ()


@pytest.mark.parametrize("cookie", ["", "x", "a" * 5000, "a" * 43, '"quoted"', "é" * 20])
def test_a_cookie_that_is_none_of_ours_opens_nothing(visit: Visited, cookie: str) -> None:
    """Whatever is in it."""
    answer = visit.browser().get("/api/v1/report", cookie=f"{NAME}={cookie}")
    assert answer.status_code == 401


def test_two_cookies_of_the_name_open_nothing(visit: Visited) -> None:
    """It cannot be told which one is ours."""
    secret = visit.signed_in().cookies[NAME]
    answer = visit.browser().get("/api/v1/csrf", cookie=f"{NAME}={'b' * 43}; {NAME}={secret}")
    assert answer.status_code == 401


def test_a_change_needs_the_token_and_a_page_of_ours(visit: Visited) -> None:
    """All three together; reading needs none of them."""
    browser = visit.signed_in()
    right, public = browser.csrf(), visit.public
    other = visit.signed_in().csrf()
    refused: list[dict[str, str]] = [
        {"x_csrf_token": ""},
        {"x_csrf_token": other},
        {"x_csrf_token": right[:-1]},
        {"x_csrf_token": "ü"},
        {"origin": "https://evil.example.org"},
        {"origin": "null"},
        {"origin": f"{public}.evil.example.org"},
        {"origin": public.replace("https", "http")},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"origin": "", "sec_fetch_site": ""},
    ]
    for headers in refused:
        for path in ("/sign-out", "/api/v1/refresh"):
            answer = browser.post(path, token=right, **headers)
            assert answer.status_code == 403, headers
            assert answer.headers["content-type"] == "application/problem+json"
    assert browser.is_in()
    assert browser.post("/api/v1/refresh").status_code not in {401, 403}
    assert browser.post("/sign-out", origin="").status_code == 204


def test_an_api_token_needs_no_csrf_token(visit: Visited) -> None:
    """No browser sends it along by itself; but together with a session it is refused."""
    text = _api_token(visit)
    bearer = {"authorization": f"Bearer {text}"}
    program, browser = visit.browser(), visit.signed_in()
    assert program.ask("POST", "/api/v1/refresh", **bearer).status_code not in {401, 403}
    assert program.get("/api/v1/report", **bearer).status_code != 401
    assert browser.get("/api/v1/report", **bearer).status_code == 401
    assert browser.post("/api/v1/refresh", **bearer).status_code == 401
    assert program.get("/api/v1/csrf", **bearer).status_code == 401


def _api_token(visit: Visited) -> str:
    text, now = PREFIX + "t" * 43, visit.clock.at
    ends = now + timedelta(days=1)
    token = ApiToken("token-1", "program", None, frozenset({Permission.VIEW}), None, "operator", now, ends, tail="tttt")
    visit.store.add_token(visit.site_id, token, digest_of(text), Deed("operator", now))
    return text


ELSEWHERE = [
    "https://evil.example.org",
    "//evil.example.org",
    "///evil.example.org",
    "/\\evil.example.org",
    "\\\\evil.example.org",
    "/%5C/evil.example.org\\",
    "javascript:alert(1)",
    "evil.example.org",
    "",
    " /reports",
    "/a\r\nSet-Cookie: x=y",
    "/a\nb",
    "/a\tb",
    "/\x00",
    "/ü",
    "/\u2028",
    "/" + "a" * 1000,
    '/"><script>',
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_nobody_is_sent_elsewhere_from_here(visit: Visited, wanted: str) -> None:
    """What is no path of ours becomes the first page; no header can be added by it."""
    browser = visit.browser()
    done = browser.sign_in(f"/sign-in?return_to={quote(wanted, safe='')}")
    assert done.status_code == 303
    assert done.headers["location"] == "/"
    assert len(browser.set_cookies) == 1


def test_other_methods_begin_nothing(visit: Visited) -> None:
    """HEAD and POST are refused, OPTIONS says what there is."""
    browser = visit.browser()
    for path in ("/sign-in", "/signed-in"):
        assert browser.ask("HEAD", path).status_code == 405
        assert browser.ask("POST", path).status_code == 405
        assert browser.ask("OPTIONS", path).headers["allow"] == "GET, OPTIONS"
    assert browser.get("/sign-out").status_code == 405
    assert browser.cookies == {}


def test_pages_allow_nothing_and_are_kept_nowhere(visit: Visited) -> None:
    """A sentence and a link; whoever takes no pages gets a problem document."""
    page = visit.browser().get("/signed-in?state=<script>", accept="text/html")
    assert page.status_code == 403
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "<script" not in page.text
    problem = visit.browser().get("/signed-in?state=x", accept="application/json")
    assert problem.headers["content-type"] == "application/problem+json"
    assert "sign in again" in problem.json()["detail"]


def test_the_csrf_token_is_not_the_cookie(visit: Visited) -> None:
    """It is the same throughout a session, another in the next, and tells nothing of the cookie."""
    browser = visit.signed_in()
    first = browser.csrf()
    assert first == browser.csrf()
    assert browser.cookies[NAME] not in first
    browser.sign_in()
    assert browser.csrf() != first
    assert browser.get("/api/v1/csrf").headers["cache-control"] == "no-store"
