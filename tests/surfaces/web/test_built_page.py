"""The page as the service hands it out: types, policy, how long it is kept, and who else never gets it."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar, get
from litestar.testing import TestClient

from seatlight import __version__
from seatlight.surfaces.web import problems
from seatlight.surfaces.web.app import COMPRESSION
from seatlight.surfaces.web.built_page import NOT_BUILT, is_built, page_routes
from tests.surfaces.web.living import Here

GOING = {"Accept": "text/html,application/xhtml+xml"}
INDEX = '<!doctype html><html lang="en"><head><script type="module" src="./assets/a-1.js"></script></head></html>'
SCRIPT = "export const a = 1;\n" * 500


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A page of four files."""
    (tmp_path / "assets").mkdir()
    (tmp_path / ".vite").mkdir()
    (tmp_path / "index.html").write_text(INDEX)
    (tmp_path / "icon.svg").write_text("<svg/>")
    (tmp_path / "assets" / "a-1.js").write_text(SCRIPT)
    (tmp_path / ".vite" / "manifest.json").write_text("{}")
    return tmp_path


def serving(folder: Path, *, sign_in: bool = False) -> Iterator[TestClient[Litestar]]:
    """A service that has the page and one route of an API."""

    @get("/api/v1/me", sync_to_thread=False)
    def me() -> str:
        return "me"

    app = Litestar(
        [me, *page_routes(folder, sign_in=sign_in)],
        exception_handlers={Exception: problems.of_http},
        compression_config=COMPRESSION,
        openapi_config=None,
    )
    with TestClient(app) as client:
        yield client


@pytest.fixture
def client(built: Path) -> Iterator[TestClient[Litestar]]:
    """The service with that page."""
    yield from serving(built)


@pytest.mark.parametrize("path", ["/", "/report", "/admin/people", "/nowhere/at/all", "/report?days=7"])
def test_wherever_a_browser_goes_it_is_the_page(path: str, client: TestClient[Litestar]) -> None:
    """With its files found from there, and the version that it was served by."""
    answer = client.get(path, headers=GOING)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert 'src="/assets/a-1.js"' in answer.text
    assert f'<meta name="seatlight-version" content="{__version__}">' in answer.text
    assert "seatlight-sign-in" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["/api/nothing", "/api/v1/nothing", "/assets/old-2.js", "/sign-in", "/forge/x", "/x.js", "/.vite/manifest.json"],
)
def test_what_is_somebody_elses_is_never_the_page(path: str, client: TestClient[Litestar]) -> None:
    """Neither for a browser nor for a program."""
    for headers in (GOING, {}):
        assert client.get(path, headers=headers).status_code == 404


def test_a_program_is_told_that_nothing_is_there(client: TestClient[Litestar]) -> None:
    """A page in place of an answer would only be misread."""
    assert client.get("/nothing").status_code == 404
    assert client.get("/api/v1/me").text == "me"


def test_the_policy_allows_nothing_from_elsewhere(client: TestClient[Litestar]) -> None:
    """No script but its own, no frame around it, no form and no base."""
    headers = client.get("/", headers=GOING).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"


def test_files_with_a_mark_in_their_name_are_kept_for_ever(client: TestClient[Litestar]) -> None:
    """Others are asked for again, and answered in short where nothing has changed."""
    script, icon = client.get("/assets/a-1.js"), client.get("/icon.svg")
    assert "immutable" in script.headers["cache-control"]
    assert script.headers["content-type"] == "text/javascript; charset=utf-8"
    assert (icon.headers["cache-control"], icon.headers["content-type"]) == ("no-cache", "image/svg+xml")
    again = client.get("/icon.svg", headers={"If-None-Match": icon.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_file_is_compressed_once_and_for_those_who_can_read_it(client: TestClient[Litestar]) -> None:
    """Small ones are left as they are."""
    with client.stream("GET", "/assets/a-1.js", headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed).decode() == SCRIPT
    plain = client.get("/assets/a-1.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == SCRIPT
    assert "content-encoding" not in client.get("/icon.svg").headers


def test_the_page_is_told_where_one_signs_in(built: Path) -> None:
    """Only where that is so."""
    for client in serving(built, sign_in=True):
        assert '<meta name="seatlight-sign-in" content="/sign-in">' in client.get("/", headers=GOING).text


def test_a_page_that_was_not_built_says_what_to_run(tmp_path: Path) -> None:
    """In one sentence, wherever a browser goes; the API is as ever."""
    assert not is_built(tmp_path)
    for client in serving(tmp_path):
        for path in ("/", "/report"):
            answer = client.get(path, headers=GOING)
            assert (answer.status_code, NOT_BUILT in answer.text) == (503, True)
        assert client.get("/nothing").status_code == 404
        assert client.get("/api/v1/me").text == "me"


def test_heads_are_told_without_a_body(client: TestClient[Litestar]) -> None:
    """As whoever watches a service asks."""
    assert client.head("/").status_code == 200


def test_what_states_and_signals_mean_is_told(here: Here) -> None:
    """Every one, with its title and what is usually done."""
    meanings = here.document("/meanings")
    assert [one["key"] for one in meanings["states"]][:2] == ["left", "no_seat"]
    assert {"active", "declining", "unmatched_seat"} <= {one["key"] for one in meanings["signals"]}
    assert all(one["title"] and one["explanation"] for one in [*meanings["states"], *meanings["signals"]])
