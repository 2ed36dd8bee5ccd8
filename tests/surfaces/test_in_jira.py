"""The product as in Jira: what each viewer gets to see through the stand-in, over a real service."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from seatlight.sandbox import Box
from seatlight.surfaces.cli.in_jira import address_of
from tests.sandbox.hosted import Hosted, Json, built
from tests.surfaces.commands import environment, running
from tests.surfaces.standing_in import in_jira, once_known
from tests.surfaces.web.ports import free_port

REPORT = "/api/v1/report?project=APP"
LONGEST_SECONDS = 30


@pytest.fixture(scope="module")
def jira(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """A sandbox, a service, and the stand-in over both, with APP open."""
    with in_jira(12, page=built(tmp_path_factory.mktemp("page"))) as box:
        assert box.host is not None
        yield Hosted(box, box.host)


def answer(jira: Hosted, path: str, viewer: str, module: str = "project-page", project: str | None = "APP") -> Json:
    """What a page hears, once something is known; its status and body."""
    return once_known(lambda: jira.call(path, viewer, module=module, project=project))


def test_the_address_leads_to_the_stand_in(jira: Hosted) -> None:
    """As a person opens it."""
    moved = httpx2.get(address_of(jira.box), trust_env=False, follow_redirects=True)
    assert moved.status_code == 200
    assert "Stand-in for Jira" in moved.text


@pytest.mark.parametrize("viewer", ["admin", "lead", "member", "developer"])
def test_whoever_belongs_to_an_open_project_sees_its_people(jira: Hosted, viewer: str) -> None:
    """And so does a Jira admin, who belongs to none."""
    found = answer(jira, REPORT, viewer)
    names = {row["name"] for row in found["body"]["developers"]}
    assert found["status"] == 200
    assert {"Tomas Berg", "Hana Sato", "Chen Wei"} <= names
    assert "Yusuf Demir" not in names


def test_an_outsider_is_refused_as_for_a_project_that_is_not_there(jira: Hosted) -> None:
    """With the same words."""
    closed = answer(jira, REPORT, "outsider")
    assert closed["status"] == 404
    assert closed["body"] == answer(jira, "/api/v1/report?project=NOPE", "outsider")["body"]


@pytest.mark.parametrize("viewer", ["admin", "lead", "member", "outsider"])
def test_a_project_that_nobody_opened_is_shown_to_nobody(jira: Hosted, viewer: str) -> None:
    """Wherever in Jira the page stands that asks."""
    assert answer(jira, "/api/v1/report?project=WEB", viewer, project="WEB")["status"] == 404
    assert answer(jira, "/api/v1/report?project=WEB", viewer)["status"] == 404


@pytest.mark.parametrize(("viewer", "status"), [("admin", 200), ("lead", 404), ("member", 404), ("outsider", 404)])
def test_the_whole_site_is_for_jira_admins_alone(jira: Hosted, viewer: str, status: int) -> None:
    """The report of everybody, and what is set there."""
    for path in ("/api/v1/report", "/api/v1/settings", "/api/v1/grants"):
        assert answer(jira, path, viewer, "admin-page", None)["status"] == status


@pytest.mark.parametrize("viewer", ["lead", "member", "developer", "outsider"])
def test_everybody_sees_what_is_known_of_themselves(jira: Hosted, viewer: str) -> None:
    """And of nobody else, on the page in their profile."""
    found = answer(jira, "/api/v1/report?mine=true", viewer, "personal-page", None)
    me = answer(jira, "/api/v1/me", viewer, "personal-page", None)
    account_id = jira.said(viewer, "personal-page")["context"]["accountId"]
    assert [row["jira_account_id"] for row in found["body"]["developers"]] == [account_id]
    assert me["body"]["account_id"] == account_id


def test_a_change_by_an_admin_counts_for_the_next_who_looks(jira: Hosted) -> None:
    """A project is opened on the admin page, and closed again."""
    told = jira.call("/api/v1/grants/WEB", "admin", module="admin-page", project=None, method="PUT", body={})
    assert told["success"], told
    assert answer(jira, "/api/v1/report?project=WEB", "member", project="WEB")["status"] == 200
    jira.call("/api/v1/grants/WEB", "admin", module="admin-page", project=None, method="DELETE")
    assert answer(jira, "/api/v1/report?project=WEB", "member", project="WEB")["status"] == 404


def until_it_answers(address: str) -> None:
    """Knock until a service opens."""
    until = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < until:
        try:
            httpx2.get(f"{address}/ready", trust_env=False, timeout=1)
        except httpx2.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("nobody listens")


@pytest.mark.skipif(shutil.which("sh") is None, reason="the sandbox tells what to type into a shell")
def test_what_the_sandbox_says_to_type_brings_a_service_beside_it(box: Box, tmp_path: Path) -> None:
    """Line by line, in a shell; then the stand-in shows that service."""
    around, port = environment(box), free_port()
    service_url = f"http://127.0.0.1:{port}"
    options = ("--port", "0", "--people", "3", "--quotas", "off", "--service", service_url)
    with running(around, tmp_path, "sandbox", *options) as process:
        assert process.stdout
        said = b"".join(iter(process.stdout.readline, f"  seatlight serve --port {port}\n".encode())).decode()
        lines = [line.strip() for line in said.splitlines() if line.startswith("  ") and line != "  seatlight report"]
        typed = "\n".join(
            [
                f'seatlight() {{ "{sys.executable}" -m seatlight "$@"; }}',
                *lines,
                f'exec "{sys.executable}" -m seatlight serve --port {port}',
            ]
        )
        with subprocess.Popen([shutil.which("sh") or "sh", "-ec", typed], env=around, cwd=tmp_path) as service:
            try:
                until_it_answers(service_url)
                port_of_box = said.partition("/host/")[0].rpartition(":")[2]
                asked = {"viewer": "admin", "module": "admin-page", "path": "/api/v1/me"}
                site = f"http://127.0.0.1:{port_of_box}"
                told = httpx2.post(f"{site}/host/call", json=asked, headers={"Origin": site}, trust_env=False).json()
            finally:
                service.kill()
        assert told["payload"]["status"] == 200
