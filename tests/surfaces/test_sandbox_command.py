"""`seatlight sandbox` and `seatlight demo`: the invented team, served, printed, shown."""

import errno
import json
import signal
import sys
from pathlib import Path

import httpx2
import openpyxl
import pytest

from seatlight.sandbox import JIRA_QUIRKS, QUIRKS, Box, Setup, World, make_facts, start
from seatlight.sandbox.faults import FAULTS, JIRA_FAULTS
from seatlight.surfaces.cli.commands.sandbox import unbound
from tests.surfaces.commands import call, command, environment, running

Captured = pytest.CaptureFixture[bytes]

BAD = {
    "size": (["--people", "-1"], "0 to 10000 people"),
    "large": (["--people", "10001"], "0 to 10000 people"),
    "quirk": (["--quirk", "humour"], "There is no quirk humour"),
    "fault": (["--fault", "earthquake"], "There is no fault earthquake"),
    "times": (["--fault", "hang@/teams/spend:often"], "is not of the form"),
    "never": (["--fault", "error-500@/teams/spend:0"], "with times from 1 on"),
}
NO_ADDRESSES = ["nowhere", "https://seatlight.example.org", "http://", "http://127.0.0.1:eighty", "http://[::1"]


def test_the_facts_are_json_of_the_contract(capsysbinary: Captured) -> None:
    """The same facts that the sandbox in the library tells, under the keys that readers rely on."""
    done = call(capsysbinary, "sandbox", "--facts", "--people", "5", "--seed", "3", "--quirk", "no-tokens")
    facts = json.loads(done.out)
    assert done.code == 0
    assert done.err == ""
    assert facts["schema"] == "seatlight.facts/1"
    assert {"now", "today", "reach_days", "roster", "seat_changes", "days", "events", "spend"} <= facts.keys()
    assert len(facts["roster"]) >= 5
    assert facts["quirks"] == ["no-tokens"]
    assert all(event["tokens"] is None for event in facts["events"])


def test_the_facts_end_with_those_of_jira(capsysbinary: Captured) -> None:
    """A quirk of Jira is taken by the same option, and is none of Cursor's."""
    quirks = ("--quirk", "jira-emails-hidden", "--quirk", "no-tokens")
    done = call(capsysbinary, "sandbox", "--facts", "--people", "5", *quirks)
    facts = json.loads(done.out)
    assert [*facts][-1] == "jira"
    assert facts["quirks"] == ["no-tokens"]
    assert facts["jira"].keys() == {"accounts", "owner_of", "projects", "admins"}
    assert {account["email"] for account in facts["jira"]["accounts"]} == {None}
    assert facts["jira"]["owner_of"].keys() >= {entry["email"] for entry in facts["roster"]}


def test_the_same_choice_makes_the_same_team(capsysbinary: Captured) -> None:
    """Names and characters depend on size and seed alone."""
    made = make_facts(World(Setup(people=5, seed=3)))
    printed = json.loads(call(capsysbinary, "sandbox", "--facts", "--people", "5", "--seed", "3").out)
    assert [entry["email"] for entry in printed["roster"]] == [entry.email for entry in made.roster]


def test_every_quirk_and_fault_is_listed(capsysbinary: Captured) -> None:
    """A line for each of both halves, with what it does."""
    done = call(capsysbinary, "sandbox", "--list")
    assert done.code == 0
    for name, says in {**QUIRKS, **JIRA_QUIRKS, **FAULTS, **JIRA_FAULTS}.items():
        assert any(line.split(maxsplit=1) == [name, says] for line in done.text.splitlines())


@pytest.mark.parametrize("case", BAD)
def test_a_choice_that_does_not_exist_is_refused(case: str, capsysbinary: Captured) -> None:
    """One short sentence says what there is, or which option lists it."""
    options, says = BAD[case]
    done = call(capsysbinary, "sandbox", "--facts", *options)
    assert done.code == 2
    assert says in done.sentence
    assert len(done.sentence) < 120
    assert "--list" in done.sentence or "There is no" not in done.sentence


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_a_service_that_the_stand_in_cannot_call_is_refused(address: str, capsysbinary: Captured) -> None:
    """With one that it can."""
    done = call(capsysbinary, "sandbox", "--port", "0", "--service", address)
    assert (done.code, done.sentence) == (2, "--service takes an address such as http://127.0.0.1:8000.")


def test_a_port_that_cannot_be_used_is_not_called_taken() -> None:
    """What the system says is told."""
    assert unbound(80, OSError(errno.EADDRINUSE, "in use")).startswith("Port 80 is taken; choose another with --port")
    assert unbound(80, PermissionError(errno.EACCES, "Permission denied")).startswith(
        "Port 80 cannot be used (Permission denied); choose another with --port"
    )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "sixty times as fast (--quotas real"),
        (["--quotas", "real"], "with its rate limits (--quotas x60"),
        (["--quotas", "off"], "without its rate limits"),
    ],
)
def test_the_sandbox_tells_its_quotas(options: list[str], says: str, box: Box, tmp_path: Path) -> None:
    """Sped up unless asked otherwise, for nobody waits minutes for an invented team."""
    with running(environment(box), tmp_path, "sandbox", "--port", "0", "--people", "1", *options) as process:
        assert process.stdout
        assert says in process.stdout.readline().decode()


def test_a_taken_port_is_told(box: Box, capsysbinary: Captured) -> None:
    """The sentence names the port and the option that takes another."""
    port = box.url.rpartition(":")[2]
    done = call(capsysbinary, "sandbox", "--port", port)
    assert done.code in {1, 2}
    assert f"Port {port} is taken" in done.sentence
    assert "--port" in done.sentence


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
def test_the_sandbox_serves_until_ctrl_c(box: Box, tmp_path: Path, capsysbinary: Captured) -> None:
    """What it says to type works, and Ctrl-C is its ordinary end."""
    around = environment(box)
    with running(around, tmp_path, "sandbox", "--port", "0", "--people", "4", "--quotas", "off") as process:
        assert process.stdout
        said = b"".join(iter(process.stdout.readline, b"  seatlight report\n")).decode()
        exports = dict(line.split()[1].split("=", 1) for line in said.splitlines() if "export" in line)
        shown = command({**around, **exports}, tmp_path, "report", "--format", "json")
        pair = (exports["SEATLIGHT_JIRA_EMAIL"], exports["SEATLIGHT_JIRA_API_TOKEN"])
        asked = exports["SEATLIGHT_JIRA_URL"] + "/rest/api/3/myself"
        ours = httpx2.get(asked, auth=pair, trust_env=False, timeout=10)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=5)
    assert shown.code == 0
    assert len(json.loads(shown.out)["developers"]) >= 4
    assert ours.json()["displayName"] == "Rosa Lindgren"
    assert process.returncode == 0
    assert b"The sandbox has stopped" in out
    assert err == b""
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(exports["SEATLIGHT_CURSOR_URL"], trust_env=False)


def test_a_stopped_sandbox_leaves_its_port(capsysbinary: Captured) -> None:
    """The port can be taken again at once."""
    with start(Setup(people=0)) as first:
        port = int(first.url.rpartition(":")[2])
    with start(Setup(people=0, port=port)) as second:
        assert second.url == first.url


def test_the_demo_needs_nothing(tmp_path: Path, box: Box) -> None:
    """Without key, settings file or network: the report, and how to go on."""
    around = {name: value for name, value in environment(box).items() if not name.startswith("SEATLIGHT")}
    done = command(around, tmp_path, "demo")
    assert done.code == 0
    assert done.err == ""
    assert "Hana Sato" in done.text
    assert "export SEATLIGHT_CURSOR_API_KEY=" in done.text
    assert list(tmp_path.iterdir()) == []


def test_the_demo_keeps_out_of_the_users_settings(tmp_path: Path, box: Box) -> None:
    """A broken settings file of one's own does not stop it, and no real host is asked."""
    (tmp_path / "seatlight.toml").write_text("this is no toml")
    before = len(box.requests)
    done = command(environment(box, SEATLIGHT_PEOPLE="none.csv"), tmp_path, "demo", "--people", "2")
    assert done.code == 0
    assert len(box.requests) == before


def test_the_demo_can_be_had_in_every_form(tmp_path: Path, capsysbinary: Captured) -> None:
    """As data on stdout, or as a spreadsheet; the words on how to go on are for a person at a terminal."""
    done = call(capsysbinary, "demo", "--people", "3", "--days", "7", "--format", "json")
    assert json.loads(done.out)["window"]["days"] == 7
    assert done.err == ""
    written = call(capsysbinary, "demo", "--people", "3", "--output", tmp_path / "demo.xlsx")
    assert written.code == 0
    assert openpyxl.load_workbook(tmp_path / "demo.xlsx").sheetnames


@pytest.mark.parametrize("options", [["--people", "20000"], ["--days", "0"], ["--output", "demo.pdf"]])
def test_a_demo_that_cannot_be_shown_is_refused(options: list[str], capsysbinary: Captured) -> None:
    """A sentence and exit code 2."""
    done = call(capsysbinary, "demo", *options)
    assert done.code == 2
    assert done.sentence
