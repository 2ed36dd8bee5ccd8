"""The page on the API tells the truth: its examples are run as they stand there."""

import json
import re
from pathlib import Path

import pytest

from tests.surfaces.web.living import ADMIN, YUSUF, Here
from tests.surfaces.web.test_bad_requests import problem

PAGE = Path(__file__).parents[3] / "docs" / "api.md"
LINE = re.compile(r"(GET|POST|PUT|DELETE) /api/v1(\S+)(?: (\{.*\}))?")


def examples() -> list[tuple[str, str, str | None]]:
    """Every request that stands on the page, in its order."""
    return [(found[1], found[2], found[3]) for line in PAGE.read_text().splitlines() if (found := LINE.fullmatch(line))]


def test_every_example_of_the_page_goes_well(here: Here) -> None:
    """One after the other, by a Jira admin."""
    assert len(examples()) > 20
    for method, path, body in examples():
        answer = here(method, path, ADMIN, json=json.loads(body) if body else None)
        assert answer.is_success, (method, path, answer.text[:300])
        if answer.status_code == 202 and method == "GET":
            assert here.worlds.world(here.site.site_id).reading.wait(20)
    here.allow("APP")


def test_the_failure_on_the_page_is_the_one_that_comes(here: Here) -> None:
    """Word for word."""
    shown = next(line for line in PAGE.read_text().splitlines() if line.startswith('{"title"'))
    problem(here.get("/report?project=NOPE", YUSUF), 404)
    assert here.get("/report?project=NOPE", YUSUF).json() == json.loads(shown)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 408, 409, 413, 415, 422, 429, 500, 502, 503, 504])
def test_every_status_of_the_document_is_on_the_page(status: int) -> None:
    """So that nobody meets one unprepared."""
    assert re.search(rf"^\| .*\b{status}\b", PAGE.read_text(), re.MULTILINE)
