"""`seatlight demo --serve`: the page in the stand-in for Jira, and the service behind it, until Ctrl-C."""

import re
import signal
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest

from seatlight.sandbox import Box
from tests.sandbox.hosted import Json
from tests.surfaces.commands import environment, running
from tests.surfaces.standing_in import once_known
from tests.surfaces.web.ports import free_port

LONGEST_SECONDS = 30


class Demo:
    """A demo that runs: what it printed, where its service and its stand-in are."""

    def __init__(self, said: str, port: int) -> None:
        self.said, self.service = said, f"http://127.0.0.1:{port}"
        found = re.search(r"^  (http://127\.0\.0\.1:\d+)/host/$", said, re.MULTILINE)
        assert found, said
        self.site = found[1]

    def call(self, path: str, viewer: str) -> Json:
        """What the project page gets to hear there, once something is known."""
        asked = {"viewer": viewer, "module": "project-page", "project": "APP", "path": path}
        said: dict[str, Any] = {"json": asked, "headers": {"Origin": self.site}, "trust_env": False}
        return once_known(lambda: httpx2.post(f"{self.site}/host/call", **said).json())


@pytest.fixture(scope="module")
def demo(box: Box, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo of a small team; Ctrl-C ends it with success, and nothing of it is left in the folder it ran in."""
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    options = ("demo", "--people", "12", "--serve", "--open", "--port", str(port))
    with running(environment(box), folder, *options) as process:
        assert process.stdout
        lines = iter(process.stdout.readline, b"")
        said = "".join(line.decode() for line in until_it_serves(lines))
        yield Demo(said, port)
        process.send_signal(signal.SIGINT)
        assert process.wait(LONGEST_SECONDS) == 0
    assert list(folder.iterdir()) == []


def until_it_serves(lines: Iterator[bytes]) -> Iterator[bytes]:
    """What is printed up to the last of the queries."""
    for line in lines:
        yield line
        if b"there is nothing for" in line:
            return
    raise AssertionError("it ended before it served")


def test_the_demo_opens_as_in_jira(demo: Demo) -> None:
    """A member sees the people of the project that the demo opened, an outsider nothing."""
    report = demo.call("/api/v1/report?project=APP", "member")
    assert report["status"] == 200
    assert "Hana Sato" in {row["name"] for row in report["body"]["developers"]}
    assert demo.call("/api/v1/report?project=APP", "outsider")["status"] == 404


def test_the_demo_shows_the_page_by_itself_too(demo: Demo) -> None:
    """At the address that it prints, to whoever sits at this machine."""
    assert f"  {demo.service}\n" in demo.said
    page = httpx2.get(demo.service, trust_env=False)
    assert "text/html" in page.headers["content-type"]
    me = httpx2.get(f"{demo.service}/api/v1/me", trust_env=False).json()
    assert me["kind"] == "operator"


def test_the_queries_that_the_demo_prints_are_answered(demo: Demo) -> None:
    """The last of them as a member may ask it."""
    found = re.search(r"Bearer (\S+)' '(\S+)'", demo.said)
    assert found
    answer = httpx2.get(found[2], headers={"Authorization": f"Bearer {found[1]}"}, trust_env=False)
    assert answer.status_code in {200, 202}
